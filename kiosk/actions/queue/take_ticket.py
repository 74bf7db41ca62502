"""Taking a number, and the code of the hall that lets a phone take one."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Mapping

from db.content import guide as content
from db.engine.bearer_codes import hidden, key_index
from db.engine.database import WriteTransaction
from db.operations import kiosk_closure as closing
from db.outbox import slips
from db.queue import daily_limits, hall_passes, queries as queue
from kiosk.actions.acting import Act, acting
from kiosk.actions.queue.appointment_area import expected
from kiosk.actions.queue.queue_state import answer, queue_state, receipt, wait_behind
from kiosk.actions.queue.results import NumberRequest, Receipt
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day, is_open, next_opening
from kiosk.domain.content.guide import Guide, Service
from kiosk.domain.queue.slips import TICKET, SlipState
from kiosk.domain.queue.tickets import UNSAVED_ID, Priority, State, Ticket, before_a_new_one
from kiosk.domain.refusals import Refusal

# The code changes each minute; one read off the touch screen stays good while its page is scanned.
CODE_MINUTES, PAGE_SIGNS = 3, 8
# For oneself and whoever came along: a scan is a pass, and gives no more.
NUMBERS_A_PASS = 3


def take_number(ctx: AppContext, request: NumberRequest) -> Receipt:
    """Takes a number; the same `request.key` gives the same number however often it comes.

    Refuses with `no_such_service`, `closed_now` (opens: the next opening or None), `no_counter`,
    `kiosk_shut`, `full_today`, `hall_pass_used` (most), `sent_before` (from a phone, whose key
    was another number's). Raises StorageDown when nothing was taken.
    """
    with acting(ctx, request.kiosk or "phone") as act:
        known = queue.by_request(act.tx, key_index(ctx.secret, request.key))
        if known:
            act.sent_again("it was taken already", at_screen=bool(request.kiosk), same=(
                known.service_id, known.priority) == (request.service_id, request.priority))
            return receipt(ctx, act.tx, known)
        guide = content.guide(act.tx)
        service = guide.offered(request.service_id)
        if service is None:
            raise Refusal("no_such_service")
        hours = guide.timetable_of(service)
        if not is_open(hours, act.now):
            raise Refusal("closed_now", opens=next_opening(hours, act.now))
        if not guide.counters_of(service.queue_id):
            raise Refusal("no_counter")
        return _issue(act, guide, service, request)


def _issue(act: Act, guide: Guide, service: Service, request: NumberRequest) -> Receipt:
    ctx, tx, now = act.ctx, act.tx, act.now
    day = business_day(now, guide.centre.day_starts)
    if request.kiosk and closing.is_shut(tx, day, request.kiosk):
        raise Refusal("kiosk_shut")
    if request.pass_ends_at and not hall_passes.use(
            tx, request.hall_pass, request.pass_ends_at, NUMBERS_A_PASS, now):
        raise Refusal("hall_pass_used", most=NUMBERS_A_PASS)
    if service.daily_cap and not daily_limits.count_against_cap(tx, day, service.id,
                                                                service.daily_cap):
        raise Refusal("full_today")
    first = request.priority is not Priority.ORDINARY
    prefix = guide.centre.priority_prefix if first else guide.queue(service.queue_id).prefix
    ticket = Ticket(
        id=UNSAVED_ID,
        code=hidden(ctx.secret, ctx.codes()),
        day=day,
        prefix=prefix,
        number=queue.next_number(tx, day, prefix),
        service_id=service.id,
        queue_id=service.queue_id,
        priority=request.priority,
        state=State.WAITING,
        taken_at=now,
        needs_slow_call=first or request.large_text,
        readiness=request.readiness,
    )
    ahead, waited_for = _ahead_of(tx, guide, ticket)
    states = queue.counter_states(tx, day)
    counters = guide.counters_of(service.queue_id)
    wait = wait_behind(
        tx, service.queue_id, now, sum(states.get(w) == "open" for w in counters),
        queue.called(tx, day, service.queue_id), waited_for, {service.id},
    )
    ticket = queue.add(tx, ticket, key_index(ctx.secret, request.key), wait)
    act.log("take", ticket_id=ticket.id)
    if request.kiosk:
        slips.add(tx, TICKET, ticket.id, request.kiosk, request.language, now)
    slip = SlipState.QUEUED if request.kiosk else SlipState.NONE
    return answer(ctx, tx, ticket, ahead, wait, slip)


def _ahead_of(
    tx: WriteTransaction, guide: Guide, ticket: Ticket
) -> tuple[int, Mapping[str, float]]:
    """How many go before a ticket taken now; and, counted by service, for whom it waits: for those
    who are booked too.

    Counted by the database: reading everybody made each number slower than the one before.
    Only where somebody stands out of line does the place depend on who stands where.
    """
    rules = guide.centre.queue
    crowds = queue.crowds(tx, ticket.day, ticket.queue_id)
    if any(crowd.out_of_line for crowd in crowds) or expected(
            tx, ticket.queue_id, ticket.taken_at):
        queue_now = queue_state(tx, guide, ticket.queue_id, ticket.taken_at, {}).joined_by(ticket)
        return len(queue_now.before(ticket)), Counter(
            t.service_id for t in queue_now.waited_for(ticket))
    waiting = {True: Counter[str](), False: Counter[str]()}
    for crowd in crowds:
        waiting[crowd.priority is not Priority.ORDINARY][crowd.service_id] += crowd.people
    first, ordinary = (waiting[kind].total() for kind in (True, False))
    passing = first, ordinary
    # How far the queue is tells only how the two kinds take turns: mostly there is but one.
    if ordinary if ticket.has_priority else first:
        passing = before_a_new_one(
            first, ordinary, is_first=ticket.has_priority, rules=rules,
            progress=queue.progress(tx, ticket.day, ticket.queue_id),
        )
    ahead: dict[str, float] = {}
    for kind, of_all, go in ((True, first, passing[0]), (False, ordinary, passing[1])):
        for service, people in waiting[kind].items():
            ahead[service] = ahead.get(service, 0) + people * go / of_all
    return round(sum(ahead.values())), ahead


def hall_code(ctx: AppContext, page: str = "") -> str:
    """The code that a page of the touch screen shows this minute: whoever scans it stands in the
    hall. `page`, drawn for it or else here, tells it from what others see."""
    return _code_of(ctx, (page or ctx.codes())[:PAGE_SIGNS], _minute(ctx))


def hall_code_is_fresh(ctx: AppContext, code: str) -> bool:
    """Whether a code was on the touch screen within the last minutes."""
    minute, page = _minute(ctx), code.rpartition(".")[0]
    return any(
        hmac.compare_digest(_code_of(ctx, page, minute - age).encode(), code.encode())
        for age in range(CODE_MINUTES)
    )


def _minute(ctx: AppContext) -> int:
    return int(ctx.clock().timestamp()) // 60


def _code_of(ctx: AppContext, page: str, minute: int) -> str:
    signed = hmac.digest(ctx.secret, f"hall {minute} {page}".encode(), hashlib.sha256)
    return f"{page}.{b32encode(signed[:10]).decode().lower()}"
