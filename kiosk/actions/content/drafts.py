"""Writing content: drafts, showing them now or later, and everything back again."""

from __future__ import annotations

from datetime import datetime

from db import drafts, shelf
from db.database import Change
from kiosk.actions.content.publishing import (
    HOUSE_ITEM,
    Writer,
    kind_of,
    last_hand,
    note,
    readable,
    show,
    shown,
    shown_flat,
)
from kiosk.actions.content.results import Outcome
from kiosk.context import Lobby
from kiosk.domain.characters import plain
from kiosk.domain.content.content_form import Flat, Mistake, flat
from kiosk.domain.content.content_schema import Kind
from kiosk.domain.content.content_types import KINDS
from kiosk.domain.content.drafts import Draft, Plan, Planned, new_id
from kiosk.domain.content.merging import merge
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Session

# A draft is kept whole; nothing a form can hold is longer.
MOST_CELLS, LONGEST_CELL = 600, 4000


def save(
    lobby: Lobby, session: Session, kind_name: str, item: str, base: Flat, mine: Flat
) -> Outcome:
    """Keeps what is being written; `item` is "" for a new one, `base` what the form began with.

    Somebody else's changes since then are kept too; see `Outcome` for what happens where both
    wrote the same field. Refuses with `too_much_written`, `no_such_item`, as `kind_of` does.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change() as change:
        return _saved(lobby, change, kind, item, base, mine, writer)


def publish(
    lobby: Lobby, session: Session, kind_name: str, item: str, base: Flat, mine: Flat,
    at: datetime | None = None,
) -> Outcome:
    """Shows what is written to everybody, now or at a time; see `save` and `Outcome`.

    Refuses with `time_over`, `claimed_already`, `still_used`, and as `keep_numbers` and `save` do.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    if at is not None and at <= lobby.clock():
        raise Refusal("time_over")
    with lobby.database.change(content=at is None) as change:
        saved = _saved(lobby, change, kind, item, base, mine, writer)
        if not saved.done:
            return saved
        mistakes = _shown(lobby, change, kind, saved.item, saved.written, writer, at)
        return Outcome(saved.item, saved.written, saved.base, not mistakes, mistakes,
                       theirs=saved.theirs, by=saved.by, at=saved.at)


def publish_draft(lobby: Lobby, change: Change, plan: Plan) -> bool:
    """Shows at its time what was planned; False where it has become wrong: it is a draft again."""
    kind, writer = KINDS[plan.kind], Writer.clock(plan.by)
    now = shown_flat(change, kind, plan.item)
    written = merge(kind, plan.base, plan.written, now).written
    if not _shown(lobby, change, kind, plan.item, written, writer, None):
        return True
    drafts.keep_draft(change, kind.name, Draft(plan.item, written, now, plan.by, lobby.clock()))
    return False


def drop_draft(lobby: Lobby, session: Session, kind_name: str, item: str) -> None:
    """Throws away what is being written; twice is once. Refuses as `kind_of` does."""
    kind = kind_of(session, kind_name)
    with lobby.database.change() as change:
        if drafts.drop_draft(change, kind.name, item):
            note(lobby, change, Writer.of(session), "drop_draft", kind, item)


def begin(lobby: Lobby, session: Session, kind_name: str, like: str = "") -> str:
    """Begins a new item, empty or like another one; returns the id of its draft.

    Refuses with `no_such_item`, and as `kind_of` does.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    with lobby.database.change() as change:
        written = shown_flat(change, kind, like) if like else {}
        if kind.single or (like and not written):
            raise Refusal("no_such_item")
        item = _new(change, kind)
        drafts.keep_draft(change, kind.name, Draft(item, written, {}, writer.name, lobby.clock()))
        note(lobby, change, writer, "draft_content", kind, item)
        return item


def _saved(
    lobby: Lobby, change: Change, kind: Kind, item: str, base: Flat, mine: Flat, writer: Writer
) -> Outcome:
    if len(mine) > MOST_CELLS or any(len(text) > LONGEST_CELL for text in mine.values()):
        raise Refusal("too_much_written")
    mine = {cell: text for cell, said in mine.items() if (text := plain(said)).strip()}
    shown_now, draft = shown_flat(change, kind, item), drafts.draft(change, kind.name, item)
    theirs = draft.written if draft else shown_now or _planned(change, kind, item)
    if item and not theirs and draft is None:
        raise Refusal("no_such_item")
    merged = merge(kind, base, mine, theirs)
    by, at = last_hand(change, kind, item, draft) if merged.theirs or merged.both else ("", None)
    if merged.both:
        return Outcome(item, merged.written, theirs, False, both=merged.both,
                       theirs=merged.theirs, by=by, at=at or lobby.clock())
    item = item or (HOUSE_ITEM if kind.single else _new(change, kind))
    if merged.written != theirs:
        drafts.keep_draft(change, kind.name, Draft(
            item, merged.written, draft.base if draft else shown_now, writer.name, lobby.clock()))
        note(lobby, change, writer, "draft_content", kind, item)
    return Outcome(item, merged.written, merged.written, True, theirs=merged.theirs, by=by, at=at)


def _planned(change: Change, kind: Kind, item: str) -> Flat:
    """What will be shown of an item; empty where nothing is planned."""
    return next((one.written for one in drafts.plans(change, kind.name)
                 if one.item == item and one.what is Planned.SHOW), {})


def _shown(
    lobby: Lobby, change: Change, kind: Kind, item: str, written: Flat, writer: Writer,
    at: datetime | None,
) -> tuple[Mistake, ...]:
    body, mistakes = readable(lobby, change, kind, item, written)
    if mistakes:
        return mistakes
    now = shown(change, kind, item)
    if at is not None:
        drafts.keep_plan(change, Plan(
            kind.name, item, Planned.SHOW, at, written, shown_flat(change, kind, item),
            writer.name))
        note(lobby, change, writer, "plan_content", kind, item, what=str(Planned.SHOW),
             due=at.isoformat())
    elif now is None or now.hidden or flat(kind, now.body) != written:
        show(lobby, change, kind, item, {**_key(kind, item), **body}, writer)
        drafts.drop_plan(change, kind.name, item, Planned.SHOW)
    drafts.drop_draft(change, kind.name, item)
    return ()


def _key(kind: Kind, item: str) -> shelf.Body:
    """What of a body is its id, as the seed has it."""
    return {} if kind.single or kind.name in ("window", "notice") else {"id": item}


def _new(change: Change, kind: Kind) -> str:
    there = {one.id for one in shelf.items(change, kind.name)}
    planned = {plan.item for plan in drafts.plans(change, kind.name)}
    return new_id(kind, there | planned | drafts.known_items(change, kind.name))
