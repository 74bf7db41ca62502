"""Rating in the hall: at the tablet of a counter, and at the touch screen by today's number."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.content import guide as content
from db.engine.bearer_codes import key_index, shown
from db.engine.database import ReadTransaction
from db.queue import queries as queue
from db.ratings import queries as stored
from db.ratings.queries import RatingTablet
from kiosk.actions.acting import acting
from kiosk.actions.guessing import is_let_in
from kiosk.actions.ratings.giving import RESIDENT, give, mark_of
from kiosk.actions.ratings.results import AtTablet
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.guessing import Origin
from kiosk.domain.queue.tickets import State, Ticket
from kiosk.domain.ratings.asking import CODE_DIGITS, CODE_LASTS, LATE_TAP, TABLET_ASKS
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, StaffSession

NUMBERS = "served numbers"


def tablet_code(ctx: AppContext, session: StaffSession, counter: int) -> str:
    """Six digits that bind a tablet to a counter within ten minutes; the one that was bound goes on
    until they are used. Refuses with `not_allowed`, `no_such_counter`."""
    with acting(ctx, session, MAY_CALL) as act:
        _check_counter(act.tx, counter)
        code = f"{secrets.randbelow(10 ** CODE_DIGITS):0{CODE_DIGITS}d}"
        held = stored.tablet(act.tx, counter) or RatingTablet(counter)
        stored.keep_tablet(act.tx, replace(
            held, code=_mark(ctx, counter, code), code_ends_at=act.now + CODE_LASTS))
        act.log("tablet_code", counter=counter)
        return code


def unbind_tablet(ctx: AppContext, session: StaffSession, counter: int) -> None:
    """The counter has no tablet any more. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_CALL) as act:
        stored.drop_tablet(act.tx, counter)
        act.log("unbind_tablet", counter=counter)


def bind_tablet(ctx: AppContext, counter: int, code: str, origin: Origin) -> str:
    """Binds a tablet to a counter; returns what it holds from then on. A code is good for one;
    wrong ones are counted by where they come from. Refuses with `no_such_counter`,
    `wrong_tablet_code`."""
    with acting(ctx, RESIDENT) as act:
        act.without_event("a wrong code is counted")
        _check_counter(act.tx, counter)
        held = stored.tablet(act.tx, counter)
        is_right = (held is not None and held.code_ends_at is not None
                    and act.now <= held.code_ends_at
                    and held.code == _mark(ctx, counter, code.strip()))
        token = ctx.codes() if is_let_in(act, f"tablet {counter}", origin, right=is_right) else ""
        if token:
            stored.keep_tablet(act.tx, RatingTablet(counter, token=_mark(ctx, counter, token)))
            act.log("bind_tablet", counter=counter)
    if not token:
        raise Refusal("wrong_tablet_code")
    return token


def at_tablet(ctx: AppContext, counter: int, token: str) -> AtTablet:
    """What a counter's tablet shows. Refuses with `no_such_counter`, `tablet_not_bound`."""
    with ctx.database.read() as tx:
        _check_counter(tx, counter)
        _check_bound(ctx, tx, counter, token)
        guide, now = content.guide(tx), ctx.clock()
        last = queue.last_done_at(tx, _today(tx, now), counter)
        shows = AtTablet(tx.version, now, counter)
        if last is None or last.closed_at is None or stored.is_rated(tx, mark_of(ctx, last)):
            return shows
        left = last.closed_at + TABLET_ASKS - now
        if left <= timedelta():
            return shows
        return replace(shows, ticket=last, service=guide.service(last.service_id),
                       seconds=-(-left // timedelta(seconds=1)))


def rate_at_tablet(
    ctx: AppContext, counter: int, token: str, ticket_id: int, level: int
) -> str:
    """One tap rates the number that the tablet shows; returns the code of its page, on which more
    can be said.

    Refuses with `no_such_counter`, `tablet_not_bound`, `tablet_moved_on` (another number is done by
    now, it was taken up again, or it was long ago), `bad_level`, `rated_already`.
    """
    with acting(ctx, RESIDENT) as act:
        _check_counter(act.tx, counter)
        _check_bound(ctx, act.tx, counter, token)
        last = queue.last_done_at(act.tx, _today(act.tx, act.now), counter)
        if last is None or last.id != ticket_id or last.closed_at is None or (
                act.now > last.closed_at + TABLET_ASKS + LATE_TAP):
            raise Refusal("tablet_moved_on")
        give(act, last, level)
        return shown(ctx.secret, last.code)


def find_served(ctx: AppContext, digits: str, origin: Origin) -> tuple[Ticket, ...]:
    """The numbers of today with these digits that are done and not rated yet: one of each queue at
    the most.

    Wrong digits are counted by where they come from; while that waits every answer is
    `no_such_ticket`. Refuses with that, `not_done_yet`, `rated_already`.
    """
    with acting(ctx, RESIDENT) as act:
        act.without_event("a look at a number")
        found = [one for one in queue.of_day(act.tx, _today(act.tx, act.now))
                 if digits.isdigit() and one.number == int(digits)]
        is_in = is_let_in(act, NUMBERS, origin, right=bool(found))
        done = [one for one in found if one.state is State.DONE]
        asked = [one for one in done if not stored.is_rated(act.tx, mark_of(ctx, one))]
    if not found or not is_in:
        raise Refusal("no_such_ticket")
    if not done:
        raise Refusal("not_done_yet", number=found[0].label)
    if not asked:
        raise Refusal("rated_already")
    return tuple(asked)


def rate_by_number(ctx: AppContext, ticket_id: int, level: int) -> None:
    """Rates a number of today at the touch screen. Refuses with `no_such_ticket`, `bad_level`,
    `not_done_yet`, `rated_already`."""
    with acting(ctx, RESIDENT) as act:
        ticket = queue.by_id(act.tx, ticket_id)
        if ticket is None or ticket.day != _today(act.tx, act.now):
            raise Refusal("no_such_ticket")
        give(act, ticket, level)


def _check_counter(tx: ReadTransaction, counter: int) -> None:
    if all(one.number != counter for one in content.guide(tx).counters):
        raise Refusal("no_such_counter")


def _check_bound(ctx: AppContext, tx: ReadTransaction, counter: int, token: str) -> None:
    held = stored.tablet(tx, counter)
    if not token or held is None or held.token != _mark(ctx, counter, token):
        raise Refusal("tablet_not_bound")


def _today(tx: ReadTransaction, now: datetime) -> date:
    return business_day(now, content.guide(tx).centre.day_starts)


def _mark(ctx: AppContext, counter: int, secret: str) -> str:
    return key_index(ctx.secret, f"tablet {counter} {secret}")
