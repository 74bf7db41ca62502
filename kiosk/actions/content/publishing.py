"""What the actions of editing share: what is there, what can be named, showing something new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from db.content import content_items, drafts
from db.engine.database import ReadTransaction as Reading, WriteTransaction
from kiosk.actions.acting import Act, allowed
from kiosk.actions.content.affected_tickets import keep_numbers
from kiosk.actions.exhibition.pictures import known_pictures
from kiosk.actions.reservations.settling import settle
from kiosk.area import AreaContent, content_types
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat, Known, Mistake, flat, read
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.drafts import (
    ContentDraft,
    Planned,
    PlannedChange,
    Version,
    users_of,
)
from kiosk.domain.content.merging import changed, part_of
from kiosk.domain.icons import FOR_CONTENT
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession

CENTRE_ITEM = "1"


def kind_of(ctx: AppContext, session: StaffSession, name: str) -> ContentType:
    """A kind of content this member of staff may write.

    Refuses with `no_such_content`, `not_allowed`.
    """
    kind = content_types(ctx.areas).get(name)
    if kind is None:
        raise Refusal("no_such_content")
    allowed(session, kind.may)
    return kind


def shown(reading: Reading, kind: ContentType, item: str) -> content_items.Item | None:
    """An item as it stands for everybody, or None."""
    return next((one for one in content_items.items(reading, kind.name) if one.id == item), None)


def shown_flat(reading: Reading, kind: ContentType, item: str) -> Flat:
    """Its flat form; empty where it is not there yet."""
    found = shown(reading, kind, item)
    return flat(kind, found.body) if found else {}


def everything(ctx: AppContext, reading: Reading) -> dict[str, list[content_items.Body]]:
    """All bodies of all kinds."""
    return {name: content_items.bodies(reading, name) for name in content_types(ctx.areas)}


def known(tx: Reading, all_: Mapping[str, list[content_items.Body]]) -> Known:
    """What fields can name."""
    return Known({name: frozenset(str(one["id"]) for one in found) for name, found in all_.items()},
                 FOR_CONTENT, known_pictures(tx))


def readable(
    ctx: AppContext, reading: Reading, kind: ContentType, item: str, written: Flat
) -> tuple[content_items.Body, tuple[Mistake, ...]]:
    """The body of what is written, and everything that is wrong with it."""
    all_ = everything(ctx, reading)
    body, mistakes = read(kind, written, known(reading, all_))
    # What cannot be read by itself is not compared with others yet.
    return body, mistakes or tuple(kind.clashes(item, body, all_))


def show(act: Act, kind: ContentType, item: str, body: content_items.Body, by: str) -> None:
    """Puts a body before everybody: whole, with how it was before, or not at all.

    `by` is the name of who wrote it. Refuses with `claimed_already` (a room with fewer places than
    people are in it), `still_used`, and as `keep_numbers` and `settle` do.
    """
    before = shown(act.tx, kind, item)
    keep_numbers(act, kind, before, body)
    was, now = flat(kind, before.body) if before else {}, flat(kind, body)
    put(act, kind, item, body)
    _all_read(act.tx, _written(act))
    keep_version(act, kind, item, before,
                 Version(0, now, bool(body.get("hidden")), by, act.now))
    fields = changed(kind, was, now)
    act.log("show_content", kind=kind.name, item=item, is_new=before is None,
            before={k: v for name in fields for k, v in part_of(name, was).items()},
            after={k: v for name in fields for k, v in part_of(name, now).items()})


def put(act: Act, kind: ContentType, item: str, body: content_items.Body) -> None:
    """Writes a body, the way of its area where that has one of its own, once what is booked is
    settled. Refuses as that and `settle` do."""
    _put_settled(act, kind, item, body)
    own = next((one.put[kind.name] for one in _written(act) if kind.name in one.put), None)
    if own:
        own(act.tx, item, body)


def settle_ahead(
    act: Act, kind: ContentType, now: content_items.Item | None, body: content_items.Body,
    at: datetime,
) -> None:
    """Settles with what is booked after an instant at which an item gets a new body: whoever
    booked is told now. Refuses as `settle` does."""
    if now is not None:
        _put_settled(act, kind, now.id, body, at)
        content_items.put(act.tx, kind.name, now.id, now.body)


def _put_settled(
    act: Act, kind: ContentType, item: str, body: content_items.Body,
    since: datetime | None = None,
) -> None:
    """Writes a body, and settles with what is booked from an instant on, where it says anything
    of what can be booked: places are fewer only once those who lose theirs were told."""
    content_items.put(act.tx, kind.name, item, body)
    if any(kind in area.content.types for area in act.ctx.areas if area.content and area.settling):
        _all_read(act.tx, _written(act))
        settle(act, since)


def _written(act: Act) -> list[AreaContent]:
    return [area.content for area in act.ctx.areas if area.content]


def keep_version(
    act: Act, kind: ContentType, item: str, before: content_items.Item | None, version: Version
) -> None:
    """Adds to the history, which begins with what the centre began with."""
    past = drafts.versions(act.tx, kind.name, item, 1)
    n = past[0].n if past else 0
    if before and not past:
        n = 1
        # When the centre began is not known: the day is the one on which it was first changed.
        began = act.now.replace(hour=0, minute=0, second=0, microsecond=0)
        drafts.keep_version(act.tx, kind.name, item, Version(
            n, flat(kind, before.body), before.hidden, "", began))
    drafts.keep_version(act.tx, kind.name, item, replace(version, n=n + 1))


def _all_read(tx: WriteTransaction, written: Iterable[AreaContent]) -> None:
    """Everything that residents see can still be read; else nothing is changed at all."""
    try:
        for one in written:
            one.read(tx)
    except (KeyError, TypeError, ValueError, IndexError) as wrong:
        raise Refusal("content_unfit") from wrong


def refuse_used(act: Act, kind: ContentType, item: str) -> None:
    """Refuses with `still_used` where other content names an item."""
    kinds = content_types(act.ctx.areas).values()
    if users_of(kind.name, item, kinds, everything(act.ctx, act.tx)):
        raise Refusal("still_used")


def written_again(act: Act, kind: ContentType, plan: PlannedChange) -> None:
    """What was written for a plan that does not happen is a draft again: nothing is lost."""
    if plan.what is Planned.SHOW and drafts.draft(act.tx, kind.name, plan.item) is None:
        drafts.keep_draft(act.tx, kind.name, ContentDraft(
            plan.item, plan.written, plan.base, plan.by, act.now))


def last_hand(
    reading: Reading, kind: ContentType, item: str, draft: ContentDraft | None
) -> tuple[str, datetime | None]:
    """Who wrote last, and when."""
    if draft:
        return draft.by, draft.at
    past = drafts.versions(reading, kind.name, item, 1)
    return (past[0].by, past[0].at) if past else ("", None)
