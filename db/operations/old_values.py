"""Values that older versions kept in clear, or encrypted all with one key: found and rewritten."""

from __future__ import annotations

from dataclasses import dataclass

import peewee
from peewee import fn

from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.encryption import KEYED
from db.outbox.notifications import NotificationChannelRow
from db.reservations.bookings import BookingRow
from db.volunteers.help_requests import HelpRow
from db.volunteers.help_story import MessageRow, PhotoRow
from db.volunteers.help_visits import HelpVisitRow
from db.volunteers.registry import VolunteerRow

# Where they stand, and what each is tied to by the id of its row.
PLACES: tuple[tuple[type[peewee.Model], str, str], ...] = (
    (BookingRow, "encrypted_phone", "booking {}"), (VolunteerRow, "phone", "volunteer {}"),
    (HelpRow, "encrypted_person", "help {}"), (MessageRow, "said", "help message {}"),
    (PhotoRow, "sealed", "help photo {}"), (NotificationChannelRow, "address", "notice target {}"),
    (VolunteerRow, "name", "volunteer name {}"), (HelpVisitRow, "reason", "help visit {}"),
)
TABLES = tuple(model._meta.table_name for model, _, _ in PLACES)
CLEAR = {VolunteerRow.name, HelpVisitRow.reason}
# The mark of a telephone, beside what holds the telephone itself.
INDEXES = {BookingRow: "owner_index", HelpRow: "person_index"}


@dataclass(frozen=True, slots=True)
class OldValue:
    """A value as an older version wrote it; `of` is what it is tied to. `is_clear` says that it
    is the text itself, `has_index` that the row has a mark of the telephone in it."""

    place: int
    row_id: int
    text: str
    of: str
    is_clear: bool
    has_index: bool

    @property
    def form(self) -> str:
        """What no other value is like: two volunteers may have one name."""
        return f"{self.of} {self.text}" if self.is_clear else self.text


def find(tx: ReadTransaction) -> list[OldValue]:
    """All that are left."""
    return [
        OldValue(place, row_id, text, of.format(row_id), model._meta.columns[column] in CLEAR,
                 model in INDEXES)
        for place, (model, column, of) in enumerate(PLACES)
        for row_id, text in tx.query(
            model.select(model._meta.primary_key, model._meta.columns[column]).where(
                (model._meta.columns[column] != "")
                & (fn.SUBSTR(model._meta.columns[column], 1, len(KEYED)) != KEYED)).tuples())
    ]


def write(tx: WriteTransaction, old: OldValue, text: str, index: str | None) -> None:
    """Writes a value as it is now, and the mark beside it."""
    model, column, _ = PLACES[old.place]
    row = {column: text} | ({INDEXES[model]: index} if index else {})
    tx.query(model.update(**row).where(model._meta.primary_key == old.row_id))
