"""Ratings at the desk: sums for whoever serves, what was said for the manager alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.ratings import queries as stored
from db.ratings.queries import RatingNote
from kiosk.actions.acting import Act, acting, allowed
from kiosk.actions.decrypted import readable
from kiosk.actions.ratings.giving import keep_line, worded
from kiosk.actions.ratings.resident import CONTACT, told_of
from kiosk.actions.ratings.results import RatingDesk, RatingTold
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.ratings.rating_sums import added_up
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_READ_RATINGS, MAY_SEE_RATINGS, StaffSession

DAYS_SHOWN = timedelta(days=30)


def desk(ctx: AppContext, session: StaffSession) -> RatingDesk:
    """The sums of the last thirty days; what was said, for the manager. What came today stands
    there from tomorrow on: whoever saw it come would know from whom. Refuses with `not_allowed`."""
    allowed(session, MAY_SEE_RATINGS)
    with ctx.database.read() as tx:
        guide, now = content.guide(tx), ctx.clock()
        today = business_day(now, guide.centre.day_starts)
        sums = stored.sums(tx, today - DAYS_SHOWN, today)
        bound = {one.counter for one in stored.tablets(tx) if one.token}
        own = [one for one in sums if session.counter and one.counter == session.counter]
        told: tuple[RatingTold, ...] = ()
        if session.account.role in MAY_READ_RATINGS:
            told = tuple(told_of(ctx, one) for one in stored.notes(tx, today))
        return RatingDesk(
            now, today - DAYS_SHOWN, added_up(sums), added_up(own) if own else None,
            session.counter, {one.number: one.number in bound for one in guide.counters}, told)


def answer(ctx: AppContext, session: StaffSession, mark: str, text: str) -> None:
    """Answers a poor rating; the phone that gave it shows it. Refuses with `not_allowed`,
    `no_such_rating`, `follow_up_changed`, `no_text`, `text_too_long`."""
    said = worded(text, needed=True)

    def do(act: Act, note: RatingNote) -> None:
        if note.follow_up is None:
            raise Refusal("no_such_rating")
        note = replace(note, follow_up=note.follow_up.answered(act.now))
        keep_line(act, note, "answer", said)
        act.log("answer_rating")

    _do(ctx, session, mark, do)


def deal_with(ctx: AppContext, session: StaffSession, mark: str, text: str) -> None:
    """Says what was done about a poor rating, which ends it. Refuses as `answer`, also before it
    was answered."""
    said = worded(text, needed=True)

    def do(act: Act, note: RatingNote) -> None:
        if note.follow_up is None:
            raise Refusal("no_such_rating")
        note = replace(note, follow_up=note.follow_up.dealt_with(act.now))
        keep_line(act, note, "outcome", said)
        act.log("deal_with_rating")

    _do(ctx, session, mark, do)


def see_phone(ctx: AppContext, session: StaffSession, mark: str) -> str:
    """Whom to call. Refuses with `not_allowed`, `no_such_rating` (no telephone was left)."""
    seen: list[str] = []

    def do(act: Act, note: RatingNote) -> None:
        if note.contact is None:
            raise Refusal("no_such_rating")
        seen.append(readable(ctx, note.contact, CONTACT.format(note.mark)))
        act.log("see_rating_phone")

    _do(ctx, session, mark, do)
    return seen[0]


def _do(ctx: AppContext, session: StaffSession, mark: str,
        do: Callable[[Act, RatingNote], None]) -> None:
    with acting(ctx, session, MAY_READ_RATINGS) as act:
        do(act, _shown(ctx, act.tx, mark))


def _shown(ctx: AppContext, tx: ReadTransaction, mark: str) -> RatingNote:
    """The note that the manager may see by now."""
    today = business_day(ctx.clock(), content.guide(tx).centre.day_starts)
    note = stored.note(tx, mark)
    if note is None or note.day >= today:
        raise Refusal("no_such_rating")
    return note
