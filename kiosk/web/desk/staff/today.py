"""Today at the desk: what is due now, and the way to where it is done."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, g, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff.today import TodayDesk, today
from kiosk.area import DueNow
from kiosk.context import AppContext
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import words_of
from kiosk.web.desk.sections import DeskParts, framed_page
from kiosk.wording.dates import by_itself, written_when
from kiosk.wording.translator import Translator

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def today_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page and its news."""
    ctx, news = parts.ctx, LiveState(parts.ctx, parts.feed)
    desk.add_url_rule("/today", "today", lambda: today_page(ctx))
    desk.add_url_rule("/today/state", "today_state",
                      lambda: news.state(lambda: facts(today(ctx, g.staff))))


def today_page(ctx: AppContext) -> Answer:
    """What is due now for whoever asks."""
    words = words_of(ctx)
    view = today(ctx, g.staff)
    return framed_page(
        "desk/today.html", view=view, age=lambda one: one.age(view.now),
        when=lambda one: _when(words, one, view.now),
        where=lambda one: url_for(f"desk.{one.page}"))


def facts(view: TodayDesk) -> dict[str, object]:
    """The same as JSON: counts and colours, nothing personal."""
    return {name: {one.kind: [one.count, one.age(view.now)] for one in found}
            for name, found in view.areas}


def _when(words: Translator, one: DueNow, now: datetime) -> str:
    """Since when the first waits, or when it is due."""
    waited = now - one.at
    if waited < timedelta(0):
        return by_itself(written_when(words, one.at, now))
    if waited >= A_DAY:
        return words("today.days", n=waited // A_DAY)
    if waited >= AN_HOUR:
        return words("today.hours", n=waited // AN_HOUR)
    if waited >= A_MINUTE:
        return words("today.minutes", n=waited // A_MINUTE)
    return words("today.just_now")
