"""A number followed on the phone: where it stands, and what its holder can do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from flask import Response, render_template
from werkzeug.wrappers import Response as Answer

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import standing
from kiosk.web.phone.parts import PhoneParts

PEOPLE_SHOWN = 3

HOLDERS_ACTIONS: Mapping[str, Callable[[AppContext, str], Receipt]] = {
    "coming": queue.coming,
    "let-pass": queue.let_pass,
    "come-back": queue.come_back,
    "give-up": queue.give_up,
}


def ticket_pages(parts: PhoneParts) -> None:
    """Adds the pages of a ticket."""
    ctx = parts.ctx

    @parts.page("/t/<code>")
    def ticket(code: str) -> Answer:
        return ticket_page(ctx, code)

    @parts.page("/t/<code>/state")
    def ticket_state(code: str) -> Response:
        return parts.news.state(lambda: facts(queue.follow(ctx, code)))

    @parts.page("/t/<code>/give-up")
    def ask_give_up(code: str) -> str:
        receipt = queue.follow(ctx, code)
        return render_template("phone/give_up.html", receipt=receipt, code=code)

    parts.actions("holders_action", "/t/<code>", HOLDERS_ACTIONS, "phone.ticket", ticket_page,
                  lambda refused: not refused.startswith("no_such"))


def ticket_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """A number as it stands; a `refusal` is said above it, where no call is missed for it."""
    receipt = queue.follow(ctx, code)
    waiting = receipt.ticket.state is State.WAITING
    rules = guide(ctx).centre.queue
    return standing(
        ctx, "phone/ticket.html", refusal,
        receipt=receipt,
        code=code,
        people=receipt.before[:PEOPLE_SHOWN],
        more=len(receipt.before) > PEOPLE_SHOWN,
        why=queue.why_before(ctx, code) if waiting else (),
        rules=rules,
        hold=int(rules.hold.total_seconds()),
        return_minutes=rules.return_within // timedelta(minutes=1),
    )


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
        "coming": receipt.ticket.coming_at is not None,
        "wait": [receipt.wait.low, receipt.wait.high] if receipt.wait else None,
        "held_until": receipt.held_until.isoformat() if receipt.held_until else None,
        "return_until": receipt.return_until.isoformat() if receipt.return_until else None,
    }
