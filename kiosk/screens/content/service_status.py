"""Standing: in words, whether a service is done now, when it will be, and at which counters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from kiosk.actions.queue.results import ServiceNow, ServiceStanding
from kiosk.domain.calendar import OpeningHours, TimeRange
from kiosk.ui.drawing.shapes import Chip, TextRun
from kiosk.wording.dates import A_WEEK, day_ahead, together, weekday, written_time
from kiosk.wording.translator import Translator

NOON = time(12, 30)
# So many weekdays are still named one by one.
NAMED_DAYS = 3


def written_counters(words: Translator, counters: Sequence[int]) -> str:
    """2 号窗口, 2 或 3 号窗口."""
    return words("standing.counter", n=counter_numbers(words, counters))


def counter_numbers(words: Translator, counters: Sequence[int]) -> str:
    """2, 2 或 3."""
    return words("standing.or").join(str(number) for number in counters)


def people_ahead(words: Translator, n: int) -> list[TextRun]:
    """前面 3 人, the number in bold."""
    before, after = words("priority.ahead", n="\n").split("\n")
    parts = (before.strip(), "body"), (str(n), "strong"), (after.strip(), "body")
    return [TextRun(text, role, "ink") for text, role in parts if text]


def standing_chip(words: Translator, now: ServiceNow) -> Chip:
    """窗口正在办, 今天的号取完了, 今天不办."""
    if now.standing is ServiceStanding.FULL_TODAY:
        return Chip("full", words("standing.full_today"))
    if now.standing is not ServiceStanding.OPEN:
        return Chip("shut", words(f"standing.{now.standing}"))
    if not now.counter_open:
        return Chip("near", words("standing.counter_away"))
    return Chip("free", words("standing.open"))


def when_done(words: Translator, service: ServiceNow, *, brief: bool = False) -> str:
    """When a service that is not done now will be: 每周五上午办, 明天 08:30 开始办.

    `brief` as a row of the list wants it.
    """
    if service.standing is ServiceStanding.KIOSK_SHUT:
        return words("standing.kiosk_shut_hint")
    form = "brief" if brief else "standing"
    opens = service.opening.next_at
    if opens is None:
        return words(f"{form}.ask")
    clock = written_time(opens)
    if brief and service.standing is ServiceStanding.LATER_TODAY:
        return words("brief.today", time=clock)
    days = (opens.date() - service.now.date()).days
    # A week that a holiday or a special day changes is not like every week.
    own, as_ever = service.service.hours, days <= A_WEEK and (brief or days > 1)
    weekly = own and as_ever and own.on(opens.date()) and _weekly(words, form, own)
    if weekly:
        return weekly
    day = day_ahead(words, opens.date(), service.now.date())
    return words(f"{form}.on", day=day, time=clock)


def _weekly(words: Translator, form: str, hours: OpeningHours) -> str:
    """每周二、周五上午办; empty where the days differ or are too many to name."""
    days = [n for n, stretches in enumerate(hours.week) if stretches]
    parts = {_part(stretches) for stretches in hours.week if stretches}
    if not days or len(days) > NAMED_DAYS or len(parts) > 1:
        return ""
    named = together(words, [weekday(words, day) for day in days])
    return words(f"{form}.weekly_{parts.pop()}", days=named)


def _part(stretches: Sequence[TimeRange]) -> str:
    if all(stretch.closes <= NOON for stretch in stretches):
        return "morning"
    return "afternoon" if all(stretch.opens >= NOON for stretch in stretches) else "day"
