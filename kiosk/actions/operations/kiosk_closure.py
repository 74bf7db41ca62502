"""Closing a kiosk for the day, opening it again, and how the house stands for it."""

from __future__ import annotations

from datetime import date

from db import closing, content, journal
from db.database import Change
from kiosk.context import Lobby
from kiosk.domain.calendar import business_day
from kiosk.domain.operations.kiosk_closure import HouseNow
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, Session

REMEMBERED = "house_now"


def house_now(lobby: Lobby) -> HouseNow:
    """The house as this kiosk has to show it.

    While the database is down it is what was last read; raises StorageDown where nothing was.
    """
    memory, kiosk = lobby.database.memory, lobby.settings.kiosk_name
    try:
        with lobby.database.session() as session:
            guide = content.guide(session)
            day = business_day(lobby.clock(), guide.house.day_starts)
            shut_on = day if closing.is_shut(session, day, kiosk) else None
            found = HouseNow(guide.house, shut_on, guide.calendar)
            memory[REMEMBERED] = (None, found)
    except StorageDown:
        if REMEMBERED not in memory:
            raise
        found = memory[REMEMBERED][1]
    return found


def close_today(lobby: Lobby, session: Session) -> None:
    """Puts this kiosk out of use until the next business day; twice is once.

    The guide stays readable; numbers are refused with `kiosk_shut`. Refuses with `not_allowed`.
    """
    with lobby.database.change(content=True) as change:
        if closing.shut(change, _today(lobby, change, session), lobby.settings.kiosk_name):
            _note(lobby, change, session, "close_today")


def open_again(lobby: Lobby, session: Session) -> None:
    """Puts this kiosk back in use; twice is once. Refuses with `not_allowed`."""
    with lobby.database.change(content=True) as change:
        if closing.open_again(change, _today(lobby, change, session), lobby.settings.kiosk_name):
            _note(lobby, change, session, "open_again")


def _today(lobby: Lobby, change: Change, session: Session) -> date:
    if session.account.role not in MAY_CLOSE:
        raise Refusal("not_allowed")
    return business_day(lobby.clock(), content.guide(change).house.day_starts)


def _note(lobby: Lobby, change: Change, session: Session, deed: str) -> None:
    journal.write(change, lobby.clock(), session.actor, deed,
                  kiosk=lobby.settings.kiosk_name)
