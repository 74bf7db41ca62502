"""Refused: why something did not happen, in words."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.domain.content.content_form import Mistake
from kiosk.domain.refusals import Refusal
from kiosk.wording.dates import written_date, written_when
from kiosk.wording.translator import Translator


def refusal_said(words: Translator, refusal: Refusal, now: datetime) -> str:
    """Why an action did not happen. A detail that is None has a sentence of its own, `…_open`."""
    details = {name: _detail(words, value, now) for name, value in refusal.details.items()}
    is_unknown = any(value is None for value in details.values())
    return words(f"refusals.{refusal.code}{'_open' if is_unknown else ''}", **details)


def _detail(words: Translator, value: object, now: datetime) -> object:
    if isinstance(value, Mistake):
        return words(f"content_mistake.{value.code}", **value.details)
    if isinstance(value, datetime):
        return written_when(words, value, now)
    return written_date(words, value) if isinstance(value, date) else value
