"""The record at the desk: who of the staff did what and when, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff import audit
from kiosk.actions.staff.audit import AuditRecord
from kiosk.context import AppContext
from kiosk.domain.staff.roles import who
from kiosk.web.core.page_context import words_of
from kiosk.web.core.tables import as_file
from kiosk.web.desk.sections import DeskParts, framed_page
from kiosk.wording.translator import Translator


def audit_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the record."""
    ctx = parts.ctx

    def shown() -> Answer:
        by, action = asked_for()
        version, n = (request.args.get(name, -1, type=int) for name in ("before", "n"))
        before = (version, n) if version >= 0 else None
        record = audit.record(ctx, g.staff, by, action, before)
        words = words_of(ctx)
        return framed_page(
            "desk/audit.html", record=record, who=by, action=action, actions=known_actions(ctx),
            said=lambda name: said(words, name), named=names(record), of=who)

    def taken() -> Response:
        record = audit.take_along(ctx, g.staff, *asked_for())
        return as_file(rows(words_of(ctx), record), "record")

    desk.add_url_rule("/audit", "audit", shown)
    desk.add_url_rule("/audit/taken", "audit_taken", taken, methods=["POST"])


def asked_for() -> tuple[int | None, str]:
    """Whose actions, and which; everybody's and all where the address does not say."""
    return request.args.get("who", 0, type=int) or None, request.args.get("event", "")


def known_actions(ctx: AppContext) -> list[str]:
    """The actions of the staff, as the event log calls them."""
    return sorted({name for area in ctx.areas if area.events for name in area.events.by_staff})


def said(words: Translator, action: str) -> str:
    """An action in words."""
    return words.first(f"audit_action.{action}") or action


def names(record: AuditRecord) -> dict[str, str]:
    """Who is who, by what the event log calls them."""
    return {f"staff:{one.id}": one.name for one in record.accounts}


def rows(words: Translator, record: AuditRecord) -> Iterator[list[str]]:
    """The record as a table, its heads first."""
    yield [words(f"audit.{name}") for name in ("at", "who", "where", "what", "counter", "details")]
    known = names(record)
    for line in record.lines:
        details = "; ".join(f"{name}: {value}" for name, value in line.details.items())
        name = known.get(who(line.actor), line.actor)
        yield [f"{line.at:%Y-%m-%d %H:%M:%S}", name, line.actor.partition("@")[2],
               said(words, line.action), str(line.counter or ""), details]
