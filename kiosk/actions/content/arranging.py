"""Arranging content: out of sight and back, in another order, away, and as it was before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.content import content_items, drafts
from db.engine.database import WriteTransaction
from kiosk.actions.acting import Act, acting
from kiosk.actions.content.affected_tickets import keep_numbers
from kiosk.actions.content.publishing import (
    keep_version,
    kind_of,
    put,
    readable,
    refuse_used,
    settle_ahead,
    show,
    shown,
    written_again,
)
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Mistake, flat
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.drafts import Planned, PlannedChange, Version
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.settling import Agreement
from kiosk.domain.staff.roles import StaffSession


def hide(
    ctx: AppContext, session: StaffSession, kind_name: str, item: str, *, hidden: bool = True,
    at: datetime | None = None, agreed: Agreement | None = None,
) -> None:
    """Puts an item out of sight, or back, now or (out of sight) at a time.

    Refuses with `no_such_item`, `time_over`, and as `settle` and `kind_of` do.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may, content=True, agreed=agreed) as act:
        if at is not None and at <= act.now:
            raise Refusal("time_over")
        if not kind.hides:
            raise Refusal("no_such_item")
        if at is None:
            _set_hidden(act, kind, item, by, hidden=hidden)
            return
        found = _found(act.tx, kind, item)
        settle_ahead(act, kind, found, found.body | {"hidden": True}, at)
        drafts.keep_plan(act.tx, PlannedChange(
            kind.name, item, Planned.HIDE, at, {}, flat(kind, found.body), by))
        act.log("plan_content", kind=kind.name, item=item, what=str(Planned.HIDE),
                due=at.isoformat())


def show_picked(
    ctx: AppContext, session: StaffSession, kind_name: str, items: Iterable[str]
) -> None:
    """Brings back at once several items that are out of sight. Refuses with `no_such_item`, then
    all stay out of sight, and as `kind_of` does."""
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may, content=True) as act:
        if not kind.hides:
            raise Refusal("no_such_item")
        act.without_event("nothing was picked")
        for item in sorted(frozenset(items)):
            _set_hidden(act, kind, item, by, hidden=False)


def unplan(ctx: AppContext, session: StaffSession, kind_name: str, item: str,
           what: Planned) -> None:
    """Lets what was planned not happen; what was written for it is a draft again.

    Refuses as `kind_of` does; twice is once.
    """
    kind = kind_of(ctx, session, kind_name)
    with acting(ctx, session, kind.may) as act:
        act.without_event("it may be planned no more")
        for plan in drafts.plans(act.tx, kind.name):
            if plan.item == item and plan.what is what:
                drafts.drop_plan(act.tx, kind.name, item, what)
                written_again(act, kind, plan)
                act.log("unplan_content", kind=kind.name, item=item, what=str(what))


def go_back(
    ctx: AppContext, session: StaffSession, kind_name: str, item: str, n: int,
    agreed: Agreement | None = None,
) -> tuple[Mistake, ...]:
    """Shows an item as it was in a version; what is wrong with that by now, where something is.

    Refuses with `no_such_item`, and as `show` and `kind_of` do.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may, content=True, agreed=agreed) as act:
        past = next((one for one in drafts.versions(act.tx, kind.name, item) if one.n == n), None)
        now = _found(act.tx, kind, item)
        if past is None:
            raise Refusal("no_such_item")
        body, mistakes = readable(ctx, act.tx, kind, item, past.written)
        if mistakes:
            act.without_event("it cannot be shown any more")
        else:
            kept = {name: now.body[name] for name in ("id", "hidden") if name in now.body}
            show(act, kind, item, body | kept, by)
        return mistakes


def remove(ctx: AppContext, session: StaffSession, kind_name: str, item: str) -> None:
    """Takes an item away, with its draft and plans; twice is once. Its history stays.

    Refuses with `still_used` where anything refers to it, `cannot_remove` where items of its kind
    are only ever put out of sight, and as `keep_numbers` and `kind_of` do.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may, content=True) as act:
        found = shown(act.tx, kind, item)
        if found is not None:
            if not kind.removes:
                raise Refusal("cannot_remove")
            refuse_used(act, kind, item)
            keep_numbers(act, kind, found, None)
            content_items.remove(act.tx, kind.name, item)
            keep_version(act, kind, item, found, Version(
                0, flat(kind, found.body), True, by, act.now))
        drafts.drop_draft(act.tx, kind.name, item)
        drafts.drop_plan(act.tx, kind.name, item)
        act.log("remove_content", kind=kind.name, item=item,
                before=flat(kind, found.body) if found else {})


def move(ctx: AppContext, session: StaffSession, kind_name: str, item: str, to: str) -> None:
    """Moves an item to where another one of its kind stands; that one makes room for it.

    Refuses with `no_such_item`, where either is gone, and as `kind_of` does.
    """
    kind = kind_of(ctx, session, kind_name)
    with acting(ctx, session, kind.may, content=True) as act:
        ids = [one.id for one in content_items.items(act.tx, kind.name)]
        if item not in ids or to not in ids or not kind.sorted:
            raise Refusal("no_such_item")
        at, there = ids.index(item), ids.index(to)
        ids.insert(there, ids.pop(at))
        content_items.order(act.tx, kind.name, ids)
        act.log("order_content", kind=kind.name, item=item, steps=there - at)


def hide_planned(act: Act, kind: ContentType, plan: PlannedChange) -> None:
    """Puts out of sight at its time what still is in it."""
    if shown(act.tx, kind, plan.item) is None:
        act.without_event("it is gone already")
    else:
        _set_hidden(act, kind, plan.item, plan.by, hidden=True)


def _set_hidden(act: Act, kind: ContentType, item: str, by: str, *, hidden: bool) -> None:
    found = _found(act.tx, kind, item)
    if found.hidden is hidden:
        act.without_event("it is so already")
        return
    body = {name: value for name, value in found.body.items() if name != "hidden"}
    put(act, kind, item, body | ({"hidden": True} if hidden else {}))
    keep_version(act, kind, item, found, Version(0, flat(kind, body), hidden, by, act.now))
    act.log("hide_content" if hidden else "unhide_content", kind=kind.name, item=item)


def _found(tx: WriteTransaction, kind: ContentType, item: str) -> content_items.Item:
    found = shown(tx, kind, item)
    if found is None:
        raise Refusal("no_such_item")
    return found
