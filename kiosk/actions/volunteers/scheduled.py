"""What falls due in volunteer help: calls nobody answered, silence, overdue visits, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import help_requests, help_story, journal
from db.database import Change, Session
from kiosk.actions.volunteers.transitions import act, forget, note, tell
from kiosk.area import HealthPart, RetentionRule
from kiosk.context import Lobby
from kiosk.domain.refusals import StorageDown
from kiosk.domain.volunteers.help_requests import KEPT, Deed, HelpRequest, Who

ROUNDS = timedelta(seconds=15)
# The pages may have been off for a night.
LATE = timedelta(days=1)
RETENTION = RetentionRule(
    "help", KEPT.days, "forget_help", "requests",
    lambda session, before: bool(help_requests.ended(session, before)),
)


def keep_time(lobby: Lobby) -> float:
    """Does what is due now, and returns after how many seconds to ask again. Raises StorageDown."""
    now = lobby.clock()
    with lobby.database.session() as session:
        due = bool(_lapsed(session, now) or _overdue(session, now)
                   or help_requests.ended(session, now - KEPT))
    if due:
        with lobby.database.change() as change:
            _lapse(lobby, change, now)
            _alarm(lobby, change, now)
            _forget(change, now)
    return ROUNDS.total_seconds()


def health(lobby: Lobby, _serving: bool) -> list[HealthPart]:
    """Of how many requests something personal is kept, and none for too long."""
    late = lobby.clock() - KEPT - LATE
    try:
        with lobby.database.session() as session:
            n = help_requests.personal_kept(session)
            overdue = len(help_requests.ended(session, late))
    except StorageDown:
        return [HealthPart("help", False, "the database cannot be reached")]
    note = f"{n} requests with a telephone; each is deleted 30 days after it ended"
    return [HealthPart("help", not overdue, f"{note}; {overdue} are overdue" if overdue else note)]


def _lapsed(session: Session, now: datetime) -> list[HelpRequest]:
    return [one for one in help_requests.live(session)
            if (at := one.lapses_at()) is not None and at <= now]


def _lapse(lobby: Lobby, change: Change, now: datetime) -> None:
    for request in _lapsed(change, now):
        act(lobby, change, request, Deed.LAPSE, Who.HOUSE, "house",
            reason="unanswered" if request.is_call else "")


def _overdue(session: Session, now: datetime) -> list[HelpRequest]:
    return [one for one in help_requests.live(session) if one.overdue(now) and not one.alarmed]


def _alarm(lobby: Lobby, change: Change, now: datetime) -> None:
    for request in _overdue(change, now):
        help_requests.set_alarmed(change, request.id)
        note(change, now, "house", "help_overdue", request)
        tell(lobby, change, "overdue", request)


def _forget(change: Change, now: datetime) -> None:
    """The report of the night: what was deleted, and how much of it."""
    old = help_requests.ended(change, now - KEPT)
    for request in old:
        forget(change, request)
    help_story.drop_hand_overs(change, now)
    if old:
        journal.write(change, now, "house", "forget_help", requests=len(old))
