"""A number followed on the phone: where it stands, and what its holder can do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import queue, ratings
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State, may_say_not_done
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import standing
from kiosk.web.phone.doors import OwnThing
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import RATED, own_codes, remember
from kiosk.wording.queue import listed_counters
from kiosk.wording.translator import Translator

PEOPLE_SHOWN = 3
# Under what a phone keeps the codes of its numbers, and which of them are not over.
NUMBERS = "numbers"
LIVE = (State.WAITING, State.CALLED, State.PARKED, State.MISSED)

HOLDERS_ACTIONS: Mapping[str, Callable[[AppContext, str], Receipt]] = {
    "coming": queue.coming,
    "let-pass": queue.let_pass,
    "come-back": queue.come_back,
    "give-up": queue.give_up,
    "keep-place": queue.keep_place,
    "not-done": queue.not_done,
}


def ticket_pages(parts: PhoneParts) -> None:
    """Adds the pages of a ticket."""
    ctx = parts.ctx
    parts.own.append(own_numbers)

    @parts.page("/t/<code>")
    def ticket(code: str) -> Answer:
        try:
            return ticket_page(ctx, code)
        except Refusal:
            # Its day is over; for some days more it can be rated.
            ratings.asked(ctx, code, own=code in own_codes(RATED))
            return redirect(url_for("phone.rating", code=code), 303)

    @parts.page("/t/<code>/state")
    def ticket_state(code: str) -> Response:
        return parts.news.state(lambda: (
            facts(receipt := queue.follow(ctx, code)) | {"asks": _asks(ctx, code, receipt)}))

    @parts.page("/t/<code>/give-up")
    def ask_give_up(code: str) -> str:
        receipt = queue.follow(ctx, code)
        return render_template("phone/give_up.html", receipt=receipt, code=code)

    parts.actions("holders_action", "/t/<code>", HOLDERS_ACTIONS, "phone.ticket", ticket_page,
                  lambda refused: not refused.startswith("no_such"))


def ticket_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """A number as it stands; a `refusal` is said above it, where no call is missed for it."""
    receipt = queue.follow(ctx, code)
    remember(code, NUMBERS)
    waiting = receipt.ticket.state is State.WAITING
    rules, booked = guide(ctx).centre.queue, receipt.ticket.appointment_at
    return standing(
        ctx, "phone/ticket.html", refusal,
        receipt=receipt,
        code=code,
        is_early=booked is not None and booked > receipt.now,
        people=receipt.before[:PEOPLE_SHOWN],
        more=len(receipt.before) > PEOPLE_SHOWN,
        has_let_pass=waiting and queue.may_keep_place(ctx, code),
        passes=min(rules.defer_behind, receipt.behind),
        why=queue.why_before(ctx, code) if waiting else (),
        rules=rules,
        not_done=may_say_not_done(receipt.ticket, receipt.now, rules),
        hold=int(rules.hold.total_seconds()),
        return_minutes=rules.return_within // timedelta(minutes=1),
        asks=_asks(ctx, code, receipt),
    )


def _asks(ctx: AppContext, code: str, receipt: Receipt) -> bool:
    """Whether its holder is asked how it was."""
    return receipt.ticket.state is State.DONE and ratings.is_asked(ctx, code)


def own_numbers(ctx: AppContext, words: Translator) -> Iterator[OwnThing]:
    """The numbers of this phone, the newest first; a number is gone with its day."""
    for code, receipt in own_receipts(ctx):
        ticket, state = receipt.ticket, receipt.ticket.state
        title = words("phone_ticket.number_for", service=words.text(receipt.service.title),
                      number=ticket.label)
        yield OwnThing(
            url_for("phone.ticket", code=code), "ticket", title, standing_of(receipt, words),
            live=state in LIVE, calls=state is State.CALLED)


def own_receipts(ctx: AppContext) -> Iterator[tuple[str, Receipt]]:
    """The codes of this phone's numbers of today, and how each stands, the newest first."""
    for code in own_codes(NUMBERS):
        with suppress(Refusal):
            yield code, queue.follow(ctx, code)


def standing_of(receipt: Receipt, words: Translator) -> str:
    """How a number stands, in one line: where to go, how many are before it, or that it is over."""
    state = receipt.ticket.state
    counters = (receipt.ticket.counter,) if receipt.ticket.counter else receipt.counters
    counter = listed_counters(words, counters)
    if state is State.CALLED:
        return words("mine.called", counter=counter)
    if state is State.WAITING:
        if not receipt.ahead:
            return words("phone_ticket.nobody_ahead")
        return words("phone_ticket.line_said", counter=counter, n=receipt.ahead)
    late = receipt.return_until is not None and receipt.now > receipt.return_until
    return words(f"phone_ticket.{'missed_over' if late else state}")


def facts(receipt: Receipt) -> dict[str, object]:
    """A ticket as `/t/<code>/state` gives it: instants in ISO 8601, waits in minutes."""
    return {
        "now": receipt.now.isoformat(),
        "number": receipt.ticket.label,
        "state": str(receipt.ticket.state),
        "ahead": receipt.ahead,
        "before": receipt.before,
        "counters": receipt.counters,
        "counter": receipt.ticket.counter,
        "calls": receipt.ticket.calls,
        "standing": str(receipt.standing),
        "coming": receipt.ticket.coming_at is not None,
        "appointment_at": receipt.ticket.appointment_at and (
            receipt.ticket.appointment_at.isoformat()),
        "wait": [receipt.wait.low, receipt.wait.high] if receipt.wait else None,
        "held_until": receipt.held_until.isoformat() if receipt.held_until else None,
        "return_until": receipt.return_until.isoformat() if receipt.return_until else None,
    }
