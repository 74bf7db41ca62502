"""Writing content: drafts, showing them now or later, and everything back again."""

from __future__ import annotations

from datetime import datetime, time

from db.content import content_items, drafts
from db.engine.database import WriteTransaction
from kiosk.actions.acting import Act, acting
from kiosk.actions.content.affected_tickets import day_agrees_at
from kiosk.actions.content.publishing import (
    CENTRE_ITEM,
    kind_of,
    last_hand,
    readable,
    settle_ahead,
    show,
    shown,
    shown_flat,
)
from kiosk.actions.content.results import Outcome
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.characters import plain
from kiosk.domain.content.content_form import Flat, Mistake, flat
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.drafts import ContentDraft, Planned, PlannedChange, new_id
from kiosk.domain.content.merging import merge
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.settling import Agreement
from kiosk.domain.staff.roles import StaffSession

# A draft is kept whole; nothing a form can hold is longer.
MOST_CELLS, LONGEST_CELL = 600, 4000


def save(
    ctx: AppContext, session: StaffSession, kind_name: str, item: str, base: Flat, mine: Flat
) -> Outcome:
    """Keeps what is being written; `item` is "" for a new one, `base` what the form began with.

    Somebody else's changes since then are kept too; see `Outcome` for what happens where both
    wrote the same field. Refuses with `too_much_written`, `no_such_item`, as `kind_of` does.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may) as act:
        act.without_event("it may say nothing new")
        return _saved(act, kind, item, base, mine, by)


def publish(
    ctx: AppContext, session: StaffSession, kind_name: str, item: str, base: Flat, mine: Flat,
    at: datetime | None = None, agreed: Agreement | None = None,
) -> Outcome:
    """Shows what is written to everybody, now or at a time; see `save` and `Outcome`.

    Refuses with `time_over`, and as `show` and `save` do.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may, content=True, agreed=agreed) as act:
        if at is not None and at <= act.now:
            raise Refusal("time_over")
        saved = _saved(act, kind, item, base, mine, by)
        if not saved.done:
            act.without_event("somebody else wrote in the same field")
            return saved
        mistakes = _shown(act, kind, saved.item, saved.written, by, at)
        later = at is None and not mistakes and bool(_planned(act.tx, kind, saved.item))
        return Outcome(saved.item, saved.written, saved.base, not mistakes, mistakes,
                       theirs=saved.theirs, by=saved.by, at=saved.at, later=later)


def publish_draft(act: Act, plan: PlannedChange) -> bool:
    """Shows at its time what was planned; False where it has become wrong: it is a draft again."""
    kind = content_types(act.ctx.areas)[plan.kind]
    now = shown_flat(act.tx, kind, plan.item)
    written = merge(kind, plan.base, plan.written, now).written
    if not _shown(act, kind, plan.item, written, plan.by, None):
        return True
    drafts.keep_draft(act.tx, kind.name, ContentDraft(plan.item, written, now, plan.by, act.now))
    return False


def drop_draft(ctx: AppContext, session: StaffSession, kind_name: str, item: str) -> None:
    """Throws away what is being written; twice is once. Refuses as `kind_of` does."""
    kind = kind_of(ctx, session, kind_name)
    with acting(ctx, session, kind.may) as act:
        if drafts.drop_draft(act.tx, kind.name, item):
            act.log("drop_draft", kind=kind.name, item=item)
        else:
            act.without_event("it was thrown away already")


def begin(
    ctx: AppContext, session: StaffSession, kind_name: str, like: str = "",
    written: Flat | None = None,
) -> str:
    """Begins a new item, empty, like another one or with what is `written`; returns the id of its
    draft.

    Refuses with `no_such_item`, and as `kind_of` does.
    """
    kind, by = kind_of(ctx, session, kind_name), session.account.name
    with acting(ctx, session, kind.may) as act:
        written = shown_flat(act.tx, kind, like) if like else written or {}
        if kind.single or (like and not written):
            raise Refusal("no_such_item")
        item = _new(act.tx, kind)
        drafts.keep_draft(act.tx, kind.name, ContentDraft(item, written, {}, by, act.now))
        act.log("draft_content", kind=kind.name, item=item)
        return item


def _saved(act: Act, kind: ContentType, item: str, base: Flat, mine: Flat, writer: str) -> Outcome:
    if len(mine) > MOST_CELLS or any(len(text) > LONGEST_CELL for text in mine.values()):
        raise Refusal("too_much_written")
    mine = {cell: text for cell, said in mine.items() if (text := plain(said)).strip()}
    shown_now, draft = shown_flat(act.tx, kind, item), drafts.draft(act.tx, kind.name, item)
    theirs = draft.written if draft else shown_now or _planned(act.tx, kind, item)
    if item and not theirs and draft is None:
        raise Refusal("no_such_item")
    merged = merge(kind, base, mine, theirs)
    by, at = last_hand(act.tx, kind, item, draft) if merged.theirs or merged.both else ("", None)
    if merged.both:
        return Outcome(item, merged.written, theirs, False, both=merged.both,
                       theirs=merged.theirs, by=by, at=at or act.now)
    item = item or (CENTRE_ITEM if kind.single else _new(act.tx, kind))
    if merged.written != theirs:
        drafts.keep_draft(act.tx, kind.name, ContentDraft(
            item, merged.written, draft.base if draft else shown_now, writer, act.now))
        act.log("draft_content", kind=kind.name, item=item)
    return Outcome(item, merged.written, merged.written, True, theirs=merged.theirs, by=by, at=at)


def _planned(tx: WriteTransaction, kind: ContentType, item: str) -> Flat:
    """What will be shown of an item; empty where nothing is planned."""
    return next((one.written for one in drafts.plans(tx, kind.name)
                 if one.item == item and one.what is Planned.SHOW), {})


def _shown(
    act: Act, kind: ContentType, item: str, written: Flat, by: str, at: datetime | None
) -> tuple[Mistake, ...]:
    body, mistakes = readable(act.ctx, act.tx, kind, item, written)
    if mistakes:
        act.without_event("it cannot be shown")
        return mistakes
    now = shown(act.tx, kind, item)
    asked, day_at = written, _day_at(act, kind, body) if at is None else None
    if now is not None and day_at is not None:
        # The day under way does not end under those who have numbers of it.
        written = {**written, "day_starts": flat(kind, now.body)["day_starts"]}
        body = {**body, "day_starts": now.body["day_starts"]}
    if at is not None:
        settle_ahead(act, kind, now, {**_key(kind, item), **body}, at)
        drafts.keep_plan(act.tx, PlannedChange(
            kind.name, item, Planned.SHOW, at, written, shown_flat(act.tx, kind, item), by))
        act.log("plan_content", kind=kind.name, item=item, what=str(Planned.SHOW),
                due=at.isoformat())
    elif now is None or now.hidden or flat(kind, now.body) != written:
        show(act, kind, item, {**_key(kind, item), **body}, by)
        drafts.drop_plan(act.tx, kind.name, item, Planned.SHOW)
    else:
        act.without_event("it is shown already")
    if day_at is not None:
        drafts.keep_plan(act.tx, PlannedChange(
            kind.name, item, Planned.SHOW, day_at, asked, written, by))
        act.log("plan_content", kind=kind.name, item=item, what=str(Planned.SHOW),
                due=day_at.isoformat())
    drafts.drop_draft(act.tx, kind.name, item)
    return ()


def _day_at(act: Act, kind: ContentType, body: content_items.Body) -> datetime | None:
    """When the day may begin at another time, where that is not at once."""
    if kind.name != "centre":
        return None
    return day_agrees_at(act, time.fromisoformat(str(body["day_starts"])))


def _key(kind: ContentType, item: str) -> content_items.Body:
    """What of a body is its id, as the seed has it."""
    return {} if kind.single or kind.name in ("counter", "notice") else {"id": item}


def _new(tx: WriteTransaction, kind: ContentType) -> str:
    there = {one.id for one in content_items.items(tx, kind.name)}
    planned = {plan.item for plan in drafts.plans(tx, kind.name)}
    return new_id(kind, there | planned | drafts.known_items(tx, kind.name))
