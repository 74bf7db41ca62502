"""Telling that a session was called off or moved: in the hall today, and wherever the manager lets
notices out to. Nobody is named."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.outbox import notifications
from kiosk.actions.acting import Act
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.area import Announcement
from kiosk.context import AppContext
from kiosk.domain.activities.activities import Activity, Session
from kiosk.domain.spoken_numbers import spoken_time
from kiosk.wording.activities import day_said, when_said

# Later than so many minutes after it was changed, whoever is in the hall has read it.
SAID_WITHIN = timedelta(minutes=30)


def tell_out(act: Act, activity: Activity, session: Session) -> None:
    """Lets a notice out of a session as it is since the act; the reason, in which a name may stand,
    stays on the pages of those whom it concerns."""
    words, today = act.ctx.words[act.ctx.settings.language], act.now.date()
    title, at = words.text(activity.title), when_said(words, session.starts_at, today)
    if not session.is_planned:
        said = words("activity_notice.cancelled", title=title, when=at)
    else:
        was = when_said(words, session.was_at or session.starts_at, today)
        said = words("activity_notice.moved", title=title, when=was, to=at)
    notifications.post(act.tx, said, act.now)


def say_change(ctx: AppContext, tx: ReadTransaction, call: Event) -> Announcement | None:
    """Says of a session of today that it was called off or moved, or moved onto today; None where
    it is of another day, was changed again since, or is over."""
    session, now = stored.by_id(tx, int(call.details["session"])), ctx.clock()
    activity = AREA_OF_ACTIVITIES.find(tx, str(call.details["activity"]))
    if session is None or activity is None or session.changed_at > call.at:
        return None
    was = session.was_at if session.is_planned and session.was_at else session.starts_at
    is_news = now - call.at <= SAID_WITHIN and session.ends_at > now
    if not is_news or now.date() not in (was.date(), session.starts_at.date()):
        return None
    language = ctx.settings.language
    words = ctx.words[language]

    def said(at: datetime) -> str:
        return words("speech.activity_when", day=day_said(words, at.date(), now.date()),
                     time=spoken_time(at.time(), language))

    title = words.text(activity.title)
    if not session.is_planned:
        return Announcement(words("speech.activity_cancelled", title=title, when=said(was)))
    return Announcement(words("speech.activity_moved", title=title, when=said(was),
                              to=said(session.starts_at)))
