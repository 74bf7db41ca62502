"""The record of what the staff did: looked at page by page, and taken along as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from db.content import content_items
from db.engine import event_log
from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.staff import accounts as staff
from kiosk.actions.acting import acting, allowed
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.content.content_form import flat
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.staff.roles import MAY_AUDIT, StaffAccount, StaffSession
from kiosk.wording.content import Names
from kiosk.wording.record import RecordedAct

PAGE = 50
MOST_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Whose lines, which action, from which day to which, both included; all where it says
    nothing."""

    account_id: int | None = None
    action: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line: who did it and when, and what it was."""

    version: int
    n: int
    at: datetime
    actor: str
    act: RecordedAct


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Some lines, newest first, who is who, and how all content is written now, by kind and item;
    `more` says that there are older lines."""

    lines: tuple[AuditLine, ...]
    accounts: tuple[StaffAccount, ...]
    names: Names
    more: bool


def record(
    ctx: AppContext, session: StaffSession, which: AuditFilter,
    before: tuple[int, int] | None = None, most: int = PAGE,
) -> AuditRecord:
    """What the staff did, as far as the filter asks for it.

    Refuses with `not_allowed`."""
    allowed(session, MAY_AUDIT)
    since = _midnight(which.first) if which.first else None
    until = _midnight(which.last + timedelta(days=1)) if which.last else None
    with ctx.database.read() as tx:
        found = event_log.of_staff(
            tx, before, most + 1, which.account_id, which.action, since, until)
        accounts = staff.all_accounts(tx)
        kinds = content_types(ctx.areas)
        names = {name: {one.id: flat(kind, one.body) for one in content_items.items(tx, name)}
                 for name, kind in kinds.items()}
        known = _Known(ctx, tx, kinds, names)
        lines = tuple(AuditLine(one.version, one.n, one.at, one.actor, known.act(one))
                      for one in found[:most])
    return AuditRecord(lines, accounts, names, len(found) > most)


@dataclass(frozen=True, slots=True)
class _Known:
    """What ids in the details of events stand for."""

    ctx: AppContext
    tx: ReadTransaction
    kinds: Mapping[str, ContentType]
    names: Names
    numbers: dict[tuple[str, int], str] = field(default_factory=dict)

    def act(self, event: Event) -> RecordedAct:
        kind, item = self._item(event.details)
        written = self.names[kind].get(item, {}) if kind else {}
        # What was taken away is called as it was then.
        was = event.details.get("after") or event.details.get("before") or {}
        return RecordedAct(
            event.action, event.details, event.counter, self.kinds[kind] if kind else None,
            written or was, self._number(event))

    def _item(self, details: Mapping[str, Any]) -> tuple[str, str]:
        """The kind and id of the item of content an event is about; the kind "" where of none."""
        if "kind" in details:
            return (details["kind"] if details["kind"] in self.kinds else ""), details["item"]
        if "resource" in details:
            of = next((area for area in self.ctx.areas if area.name == details.get("area")), None)
            types = of.content.types if of and of.content else ()
            item = str(details["resource"])
            return next((one.name for one in types if item in self.names[one.name]), ""), item
        for name, value in {"room": details.get("door"), **details}.items():
            if name in self.kinds and str(value) in self.names[name]:
                return name, str(value)
        return "", ""

    def _number(self, event: Event) -> str:
        ids = {"ticket_id": event.ticket_id, **event.details}
        for area in self.ctx.areas:
            for name, number in (area.numbers or {}).items():
                if id_ := ids.get(name):
                    if (name, id_) not in self.numbers:
                        self.numbers[name, id_] = number(self.tx, id_)
                    return self.numbers[name, id_]
        return ""


def take_along(ctx: AppContext, session: StaffSession, which: AuditFilter) -> AuditRecord:
    """The last 5,000 lines at once; that they were taken along is kept. Refuses `not_allowed`."""
    taken = record(ctx, session, which, most=MOST_AT_ONCE)
    with acting(ctx, session, MAY_AUDIT) as act:
        act.log("export_record", lines=len(taken.lines))
    return taken


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
