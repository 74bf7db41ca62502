"""Terms of the class, as the staff wrote them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from db.reservations import places
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.lessons.terms import (
    LONGEST_DAYS,
    ClassStep,
    ClassTerm,
    ClassTheme,
    SchoolBreak,
)


def terms(tx: ReadTransaction) -> tuple[ClassTerm, ...]:
    """All terms, in display order; kept in memory until the staff change any content."""
    return tx.remembered("terms", lambda: tuple(map(_term_of, content_items.bodies(tx, "term"))))


def are_there(tx: ReadTransaction) -> bool:
    """Whether there is any term yet."""
    return bool(terms(tx))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[[terms]]`. KeyError or ValueError where it is wrong."""
    for body in written.get("terms", ()):
        put(tx, body["id"], body)


def put(tx: WriteTransaction, term_id: str, body: dict[str, Any]) -> None:
    """Writes a term with its places. Refuses with `claimed_already` where fewer would be left
    than are claimed; KeyError or ValueError where the body is wrong."""
    places.put(tx, _term_of({**body, "id": term_id}))
    content_items.put(tx, "term", term_id, body)


def _term_of(body: dict[str, Any]) -> ClassTerm:
    return ClassTerm(
        id=body["id"],
        title=text_of(body["title"]),
        about=text_of(body["about"]),
        where=text_of(body["where"]),
        first=date.fromisoformat(body["first"]),
        last=date.fromisoformat(body["last"]),
        hours=OpeningHours.parse(body["hours"]),
        holidays=Holidays(body.get("holidays", Holidays.SHUT)),
        capacity=body["capacity"],
        team_id=body["team"],
        breaks=tuple(SchoolBreak(date.fromisoformat(one["first"]), date.fromisoformat(one["last"]))
                     for one in body.get("breaks", ())),
        steps=tuple(map(_step_of, body.get("steps", ()))),
        themes=tuple(ClassTheme(one["weekday"], text_of(one["label"]), _step_of(one))
                     for one in body.get("themes", ())),
        max_days_ahead=LONGEST_DAYS,
        hidden=bool(body.get("hidden")),
    )


def _step_of(body: dict[str, Any]) -> ClassStep:
    return ClassStep(time.fromisoformat(body["at"]), text_of(body["name"]), text_of(body["hint"]))
