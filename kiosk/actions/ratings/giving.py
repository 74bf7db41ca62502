"""Giving a rating: one a number, in a sum of five before anybody sees it."""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from datetime import date, timedelta

import structlog

from db.content import guide as content
from db.engine.bearer_codes import key_index
from db.engine.encryption import Unreadable
from db.ratings import queries as stored
from db.ratings.queries import RatingNote, RatingPool
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import readable
from kiosk.actions.ratings.results import RatingLine
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.characters import plain
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.rating import follow_up_of
from kiosk.domain.ratings.asking import LONGEST_SAID, check_rated
from kiosk.domain.ratings.rating_sums import TAGS, Rating, swept, told
from kiosk.domain.refusals import Refusal

# As the event log names whoever rates, wherever they do: the place would tell at which counter.
RESIDENT = "resident"
POOL = "rating pool"


def mark_of(ctx: AppContext, ticket: Ticket) -> str:
    """Under what the rating of a number is kept; without the secret nobody finds the number."""
    return key_index(ctx.secret, f"rating of {ticket.id}")


def give(
    act: Act, ticket: Ticket, level: int, tags: frozenset[str] = frozenset(), text: str = ""
) -> RatingNote | None:
    """Rates a number; returns what is kept of it until somebody deals with it, None of one that is
    neither poor nor says anything.

    Refuses with `bad_level`, `not_done_yet`, `rated_too_late`, `rated_already`, `text_too_long`.
    The event names neither number nor counter nor level: with its time it would tell.
    """
    said, follow_up = worded(text), follow_up_of(level, act.now.date())
    check_rated(ticket, act.now)
    mark = mark_of(act.ctx, ticket)
    if not stored.add_mark(act.tx, mark, ticket.day):
        raise Refusal("rated_already")
    chosen = tuple(tag for tag in TAGS if tag in tags)
    count(act, Rating(ticket.service_id, ticket.counter or 0, level, chosen))
    act.log("rate")
    if not (follow_up or said):
        return None
    note = RatingNote(mark, act.now.date(), level if follow_up else None,
                      frozenset(chosen) if follow_up else frozenset(), follow_up)
    return keep_line(act, note, "said", said)


def count(act: Act, new: Rating | None = None) -> None:
    """Counts what has become five with a `new` rating, or what a new week sweeps together."""
    day = business_day(act.now, content.guide(act.tx).centre.day_starts)
    held = stored.pool(act.tx) or RatingPool(monday(day), None)
    waiting = waiting_in(act.ctx, held)
    sums, rest = told([*waiting, new]) if new else swept(waiting)
    stored.add_sums(act.tx, day, sums)
    written = json.dumps([astuple(one) for one in rest])
    stored.keep_pool(act.tx, RatingPool(
        held.swept if new else monday(day),
        act.ctx.vault.encrypt(act.tx, written, POOL) if rest else None))


def waiting_in(ctx: AppContext, held: RatingPool) -> tuple[Rating, ...]:
    """The ratings that wait. None where their key went with a later state of the database, before
    a restore: they are lost, and those that come are counted."""
    if held.sealed is None:
        return ()
    try:
        found = json.loads(ctx.vault.decrypt(held.sealed, POOL))
    except Unreadable:
        structlog.get_logger().error("unreadable", of=POOL)
        return ()
    return tuple(Rating(service, counter, level, tuple(tags))
                 for service, counter, level, tags in found)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def keep_line(act: Act, note: RatingNote, kind: str, text: str) -> RatingNote:
    """Writes a note with one more line, where that says anything."""
    if text:
        lines = [*lines_of(act.ctx, note), RatingLine(kind, act.now.date(), text)]
        written = json.dumps([(one.kind, one.day.isoformat(), one.text) for one in lines],
                             ensure_ascii=False)
        note = replace(note, story=act.ctx.vault.encrypt(act.tx, written, _story(note)))
    stored.keep_note(act.tx, note)
    return note


def lines_of(ctx: AppContext, note: RatingNote) -> tuple[RatingLine, ...]:
    """All that was said, oldest first."""
    if note.story is None:
        return ()
    text = readable(ctx, note.story, _story(note))
    try:
        return tuple(RatingLine(kind, date.fromisoformat(day), said)
                     for kind, day, said in json.loads(text))
    except ValueError:
        return (RatingLine("said", note.day, text),)


def worded(text: str, *, needed: bool = False) -> str:
    """What was written, as it is kept. Refuses with `text_too_long`, and with `no_text` where
    something is `needed`."""
    kept = plain(text).strip()
    if needed and not kept:
        raise Refusal("no_text")
    if len(kept) > LONGEST_SAID:
        raise Refusal("text_too_long", most=LONGEST_SAID, over=len(kept) - LONGEST_SAID)
    return kept


def _story(note: RatingNote) -> str:
    return f"rating story {note.mark}"
