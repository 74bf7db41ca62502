"""Arranging content: out of sight and back, in another order, away, and as it was before."""

from __future__ import annotations

from datetime import datetime

from db import drafts, shelf
from db.database import Change
from kiosk.actions.content.affected_tickets import keep_numbers
from kiosk.actions.content.publishing import (
    Writer,
    keep_version,
    kind_of,
    note,
    readable,
    refuse_used,
    show,
    shown,
    written_again,
)
from kiosk.context import Lobby
from kiosk.domain.content.content_form import Mistake, flat
from kiosk.domain.content.content_schema import Kind
from kiosk.domain.content.drafts import Plan, Planned, Version
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Session


def hide(
    lobby: Lobby, session: Session, kind_name: str, item: str, *, hidden: bool = True,
    at: datetime | None = None,
) -> None:
    """Puts an item out of sight, or back, now or (out of sight) at a time.

    Refuses with `no_such_item`, `time_over`, and as `kind_of` does.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    if at is not None and at <= lobby.clock():
        raise Refusal("time_over")
    with lobby.database.change(content=at is None) as change:
        if not kind.hides:
            raise Refusal("no_such_item")
        if at is None:
            _set_hidden(lobby, change, kind, item, writer, hidden=hidden)
            return
        found = _found(change, kind, item)
        drafts.keep_plan(change, Plan(kind.name, item, Planned.HIDE, at, {},
                                      flat(kind, found.body), writer.name))
        note(lobby, change, writer, "plan_content", kind, item, what=str(Planned.HIDE),
             due=at.isoformat())


def unplan(lobby: Lobby, session: Session, kind_name: str, item: str, what: Planned) -> None:
    """Lets what was planned not happen; what was written for it is a draft again.

    Refuses as `kind_of` does; twice is once.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change() as change:
        for plan in drafts.plans(change, kind.name):
            if plan.item == item and plan.what is what:
                drafts.drop_plan(change, kind.name, item, what)
                written_again(lobby, change, kind, plan)
                note(lobby, change, writer, "unplan_content", kind, item, what=str(what))


def go_back(
    lobby: Lobby, session: Session, kind_name: str, item: str, n: int
) -> tuple[Mistake, ...]:
    """Shows an item as it was in a version; what is wrong with that by now, where something is.

    Refuses with `no_such_item`, `claimed_already`, and as `keep_numbers` and `kind_of` do.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change(content=True) as change:
        past = next((one for one in drafts.versions(change, kind.name, item) if one.n == n), None)
        now = _found(change, kind, item)
        if past is None:
            raise Refusal("no_such_item")
        body, mistakes = readable(lobby, change, kind, item, past.written)
        if not mistakes:
            kept = {name: now.body[name] for name in ("id", "hidden") if name in now.body}
            show(lobby, change, kind, item, body | kept, writer)
        return mistakes


def remove(lobby: Lobby, session: Session, kind_name: str, item: str) -> None:
    """Takes an item away, with its draft and plans; twice is once. Its history stays.

    Refuses with `still_used` where anything refers to it, `cannot_remove` where items of its kind
    are only ever put out of sight, and as `keep_numbers` and `kind_of` do.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change(content=True) as change:
        found = shown(change, kind, item)
        if found is not None:
            if not kind.removes:
                raise Refusal("cannot_remove")
            refuse_used(change, kind, item)
            keep_numbers(lobby, change, kind, found, None)
            shelf.remove(change, kind.name, item)
            keep_version(lobby, change, kind, item, found, Version(
                0, flat(kind, found.body), True, writer.name, lobby.clock()))
        drafts.drop_draft(change, kind.name, item)
        drafts.drop_plan(change, kind.name, item)
        note(lobby, change, writer, "remove_content", kind, item,
             before=flat(kind, found.body) if found else {})


def move(lobby: Lobby, session: Session, kind_name: str, item: str, steps: int) -> None:
    """Moves an item up (-1) or down (1) among its kind; at the end it stays.

    Refuses with `no_such_item`, and as `kind_of` does.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change(content=True) as change:
        ids = [one.id for one in shelf.items(change, kind.name)]
        if item not in ids or not kind.sorted:
            raise Refusal("no_such_item")
        at = ids.index(item)
        ids.insert(min(max(at + steps, 0), len(ids) - 1), ids.pop(at))
        shelf.order(change, kind.name, ids)
        note(lobby, change, writer, "order_content", kind, item, steps=steps)


def hide_planned(lobby: Lobby, change: Change, kind: Kind, plan: Plan) -> None:
    """Puts out of sight at its time what still is in it."""
    if shown(change, kind, plan.item) is not None:
        _set_hidden(lobby, change, kind, plan.item, Writer.clock(plan.by), hidden=True)


def _set_hidden(
    lobby: Lobby, change: Change, kind: Kind, item: str, writer: Writer, *, hidden: bool
) -> None:
    found = _found(change, kind, item)
    if found.hidden is hidden:
        return
    body = {name: value for name, value in found.body.items() if name != "hidden"}
    shelf.put(change, kind.name, item, body | ({"hidden": True} if hidden else {}))
    keep_version(lobby, change, kind, item, found, Version(
        0, flat(kind, body), hidden, writer.name, lobby.clock()))
    note(lobby, change, writer, "hide_content" if hidden else "unhide_content", kind, item)


def _found(change: Change, kind: Kind, item: str) -> shelf.Item:
    found = shown(change, kind, item)
    if found is None:
        raise Refusal("no_such_item")
    return found
