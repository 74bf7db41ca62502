"""Looking at content as the staff do: what there is of a kind, and one item with its history."""

from __future__ import annotations

from dataclasses import replace

from db.content import content_items, drafts
from db.engine.database import ReadTransaction as Reading
from kiosk.actions.content.publishing import kind_of, readable
from kiosk.actions.content.results import ContentList, ContentRow, ContentSheet
from kiosk.actions.exhibition.pictures import cuts, pictures
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat, flat
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession


def kinds_for(ctx: AppContext, role: Role) -> tuple[ContentType, ...]:
    """The kinds of content that somebody of a role writes."""
    return tuple(kind for kind in content_types(ctx.areas).values() if role in kind.may)


def on_shelf(ctx: AppContext, session: StaffSession, kind_name: str) -> ContentList:
    """All items of a kind with what is being written. Refuses as `kind_of` does."""
    kind = kind_of(ctx, session, kind_name)
    with ctx.database.read() as tx:
        return ContentList(kind, _rows(tx, kind))


def sheet(ctx: AppContext, session: StaffSession, kind_name: str, item: str = "") -> ContentSheet:
    """An item to be written; without one, a new one.

    Refuses with `no_such_item`, and as `kind_of` does.
    """
    kind, kinds = kind_of(ctx, session, kind_name), content_types(ctx.areas)
    with ctx.database.read() as tx:
        new = ContentRow("", {}, False, False, None, ())
        row = next((one for one in _rows(tx, kind) if one.item == item),
                   None if item else new)
        if row is None:
            raise Refusal("no_such_item")
        written = row.draft.written if row.draft else row.written
        names = pictures(ctx)
        cut = {name: one for name, one in cuts(ctx).items() if name in names}
        # One photograph is one choice: what it was cut from comes back by the frame.
        wholes = {one.whole for one in cut.values()} - set(written.values())
        return ContentSheet(
            kind, row, written,
            drafts.versions(tx, kind.name, item),
            {field.of: _names(tx, kinds[field.of]) for field in kind.fields if field.of},
            tuple(name for name in names if name not in wholes), cut,
        )


def preview(ctx: AppContext, session: StaffSession, kind_name: str, item: str,
            written: Flat) -> AppContext:
    """The centre as it would be with what is written, for whoever looks at it; nobody else sees it.

    Refuses with `not_readable` where what is written has mistakes, and as `kind_of` does.
    """
    kind = kind_of(ctx, session, kind_name)
    with ctx.database.read() as tx:
        body, mistakes = readable(ctx, tx, kind, item, written)
        if mistakes:
            raise Refusal("not_readable")
    preview = {(kind.name, item): {"id": item, **body}}
    return replace(ctx, database=ctx.database.with_preview(preview))


def _rows(reading: Reading, kind: ContentType) -> tuple[ContentRow, ...]:
    writing = {one.item: one for one in drafts.drafts(reading, kind.name)}
    plans = drafts.plans(reading, kind.name)
    found = content_items.items(reading, kind.name)
    there = [
        ContentRow(one.id, flat(kind, one.body), True, one.hidden, writing.pop(one.id, None),
            tuple(plan for plan in plans if plan.item == one.id))
        for one in found
    ]
    new = [ContentRow(one.item, {}, False, False, one,
               tuple(plan for plan in plans if plan.item == one.item))
           for one in writing.values()]
    only_planned = {plan.item: plan for plan in plans
                    if plan.item not in {row.item for row in (*there, *new)}}
    new += [ContentRow(plan.item, plan.written, False, False, None, (plan,))
            for plan in only_planned.values()]
    return (*there, *new)


def _names(reading: Reading, kind: ContentType) -> dict[str, Flat]:
    return {one.id: flat(kind, one.body) for one in content_items.items(reading, kind.name)}
