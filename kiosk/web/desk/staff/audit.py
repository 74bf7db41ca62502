"""The record at the desk: who of the staff did what and when, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff import audit
from kiosk.actions.staff.audit import AuditFilter, AuditRecord
from kiosk.context import AppContext
from kiosk.domain.staff.roles import who
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import words_of
from kiosk.web.core.tables import as_file
from kiosk.web.desk.sections import DeskParts, framed_page
from kiosk.wording.record import Change, action_name, changes, facts, sentence
from kiosk.wording.translator import Translator

# The years of which a record is kept.
YEARS = range(2000, 3000)


def audit_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the record."""
    ctx = parts.ctx

    def shown() -> Answer:
        asked = asked_for()
        version, n = (request.args.get(name, -1, type=int) for name in ("before", "n"))
        before = (version, n) if version >= 0 else None
        record = audit.record(ctx, g.staff, asked, before)
        words = words_of(ctx)
        return framed_page(
            "desk/audit.html", record=record, asked=asked, narrowed=narrowed(asked),
            actions=sorted_actions(ctx, words), told=tuple(told(words, record)))

    def taken() -> Response:
        record = audit.take_along(ctx, g.staff, asked_for())
        return as_file(rows(words_of(ctx), record), "record")

    desk.add_url_rule("/audit", "audit", shown)
    desk.add_url_rule("/audit/taken", "audit_taken", taken, methods=["POST"])


def asked_for() -> AuditFilter:
    """The filter in the address. Two days the wrong way round are turned."""
    first, last = known_day("from"), known_day("to")
    if first and last and last < first:
        first, last = last, first
    return AuditFilter(request.args.get("who", 0, type=int) or None,
                       request.args.get("event", ""), first, last)


def known_day(name: str) -> date | None:
    """A day in the address; None where there is none in a year that a record can have."""
    day = day_of(request.args.get(name))
    return day if day and day.year in YEARS else None


def narrowed(asked: AuditFilter) -> dict[str, str]:
    """The filter as an address says it."""
    said = {"who": asked.account_id, "event": asked.action, "from": asked.first, "to": asked.last}
    return {name: str(value) for name, value in said.items() if value}


def known_actions(ctx: AppContext) -> list[str]:
    """The actions of the staff, as the event log calls them."""
    return sorted({name for area in ctx.areas if area.events for name in area.events.by_staff})


def sorted_actions(ctx: AppContext, words: Translator) -> list[tuple[str, str]]:
    """The actions of the staff with their names, those that are called alike beside each other."""
    return sorted(((name, action_name(words, name)) for name in known_actions(ctx)),
                  key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of the record in words."""

    at: datetime
    who: str
    where: str
    said: str
    facts: tuple[str, ...]
    changes: tuple[Change, ...]


def told(words: Translator, record: AuditRecord) -> Iterator[ToldLine]:
    """The lines of a record in words."""
    # By what the event log calls them.
    accounts = {f"staff:{one.id}": one.name for one in record.accounts}
    for line in record.lines:
        where = line.actor.partition("@")[2]
        place = "audit.at_pc" if "." in where or ":" in where else "audit.at_screen"
        yield ToldLine(
            line.at, accounts.get(who(line.actor), words("audit.somebody")),
            words(place, where=where) if where else "", sentence(words, line.act),
            tuple(facts(words, line.act)), tuple(changes(words, line.act, record.names)))


def rows(words: Translator, record: AuditRecord) -> Iterator[list[str]]:
    """The record as a table, its heads first."""
    yield [words(f"audit.{name}") for name in ("at", "who", "where", "what", "details")]
    for line in told(words, record):
        yield [f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.where, line.said,
               words("health_note.between").join((*line.facts, *map(str, line.changes)))]
