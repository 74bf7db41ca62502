"""What ratings keep of a person: whoever left a telephone, found, corrected and deleted by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from db.engine.database import ReadTransaction
from db.ratings import queries as stored
from db.ratings.queries import RatingNote
from kiosk.actions.acting import Act
from kiosk.actions.ratings.resident import keep_contact
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE


def find(
    ctx: AppContext, tx: ReadTransaction, phone: str, language: str
) -> Sequence[PersonalRecord]:
    """That somebody wants to be called about a rating. What they said the manager alone reads,
    and gives them."""
    about = ctx.words[language]("records.about_rating")
    return [PersonalRecord(
        "rating", "", datetime.combine(one.day, time(), ZONE), "", about,
        {"day": one.day.isoformat(), "phone": phone}) for one in _of_phone(ctx, tx, phone)]


def correct(act: Act, phone: str, _name: str | None, new_phone: str | None) -> int:
    """Another telephone in all of them; a rating has no name."""
    found = _of_phone(act.ctx, act.tx, phone) if new_phone else ()
    for one in found:
        keep_contact(act, one, new_phone or phone)
    return len(found)


def erase(act: Act, phone: str) -> int:
    """Deletes what was said with them; that somebody rated stays counted."""
    found = _of_phone(act.ctx, act.tx, phone)
    for one in found:
        stored.delete_note(act.tx, one.mark)
    return len(found)


RECORDS = PersonalRecords(("rating_note",), find, correct, erase)


def _of_phone(ctx: AppContext, tx: ReadTransaction, phone: str) -> tuple[RatingNote, ...]:
    index = ctx.vault.person_index(phone)
    return stored.notes_of(tx, index) if index else ()
