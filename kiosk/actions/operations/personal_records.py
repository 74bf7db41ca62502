"""What the centre keeps of one person, over all areas: to see, take along, correct and delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.actions.acting import Act, acting
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_RECORDS, StaffSession
from kiosk.domain.telephones import telephone

NAME_LENGTH = 20


@dataclass(frozen=True, slots=True)
class PersonFound:
    """What is kept of whoever has a telephone, by the area that keeps it."""

    phone: str
    by_area: Mapping[str, tuple[PersonalRecord, ...]]

    @property
    def masked(self) -> str:
        """The telephone as others may see it."""
        return masked(self.phone)

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(map(len, self.by_area.values()))


def find_person(
    ctx: AppContext, session: StaffSession, phone: str, language: str, *, to_take: bool = False
) -> PersonFound:
    """All that is kept of a telephone: that it was looked at, or taken along, is an event.

    Refuses with `not_allowed`, and as `telephone` does.
    """
    with acting(ctx, session, MAY_KEEP_RECORDS) as act:
        phone = telephone(phone)
        found = {name: tuple(records.find(ctx, act.tx, phone, language))
                 for name, records in _records(ctx).items()}
        act.log("export_person" if to_take else "see_person",
                records={name: len(ones) for name, ones in found.items()})
        return PersonFound(phone, {name: ones for name, ones in found.items() if ones})


def correct_person(
    ctx: AppContext, session: StaffSession, phone: str, name: str, new_phone: str
) -> int:
    """Writes a name and a telephone right wherever they stand, an empty one stays as it is; returns
    in how many records.

    Refuses with `not_allowed`, `nothing_to_correct`, `bad_name` (over 20 characters),
    `not_drawn`, `no_such_person`, and as `telephone` does.
    """
    with acting(ctx, session, MAY_KEEP_RECORDS) as act:
        phone, name = telephone(phone), " ".join(name.split())
        new = telephone(new_phone) if new_phone.strip() else None
        if not name and new in (None, phone):
            raise Refusal("nothing_to_correct")
        if len(name) > NAME_LENGTH:
            raise Refusal("bad_name")
        refuse_undrawn(name)
        counted = {area: records.correct(act, phone, name or None, new)
                   for area, records in _records(ctx).items()}
        _log(act, "correct_person", counted)
        return sum(counted.values())


def erase_person(ctx: AppContext, session: StaffSession, phone: str) -> Mapping[str, int]:
    """Deletes all that is kept of a telephone, everywhere or nowhere; returns how many records of
    which area.

    Refuses with `not_allowed`, `no_such_person`, as `telephone` does, and where an area cannot do
    it just now (`visit_under_way`).
    """
    with acting(ctx, session, MAY_KEEP_RECORDS) as act:
        phone = telephone(phone)
        counted = {area: records.erase(act, phone) for area, records in _records(ctx).items()}
        _log(act, "erase_person", counted)
        return {area: n for area, n in counted.items() if n}


def _records(ctx: AppContext) -> dict[str, PersonalRecords]:
    return {area.name: area.records for area in ctx.areas if area.records}


def _log(act: Act, event: str, counted: Mapping[str, int]) -> None:
    """Says what was done with how many records; nobody can tell from it of whom."""
    if not any(counted.values()):
        raise Refusal("no_such_person")
    act.log(event, records=dict(counted))
