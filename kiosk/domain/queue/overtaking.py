"""为什么他在我前面: the rule by which somebody who took a number later goes before another."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.queue.tickets import Ticket, TicketAction


class Why(StrEnum):
    """Why somebody who came later stands, or was called, before a ticket."""

    PRIORITY = "priority"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    DUE = "due"
    APPOINTMENT = "appointment"
    YOUR_APPOINTMENT = "your_appointment"
    YOU_LET_PASS = "you_let_pass"  # noqa: S105  # no password
    YOU_RETURNED = "you_returned"
    OTHER_COUNTER = "other_counter"
    PICKED = "picked"
    ORDINARY_TURN = "ordinary_turn"


# What puts a ticket before or behind others by hand.
MOVES = (TicketAction.COME_BACK, TicketAction.TRANSFER, TicketAction.DEFER)


def why(
    mine: Ticket, other: Ticket, *, other_moved: str = "", i_moved: str = "", picked: bool = False
) -> Why | None:
    """Why another goes before mine; None where it simply came earlier. What moved each of them
    last is one of MOVES, or ""; `picked` says that a clerk chose the other by hand."""
    by_count, i_wait = other.call_at_count is not None, mine.call_at_count is not None
    by_hand = {TicketAction.COME_BACK: Why.RETURNED, TicketAction.TRANSFER: Why.TRANSFERRED}
    if by_count and other_moved in by_hand:
        return by_hand[TicketAction(other_moved)]
    if other.id < mine.id:
        return None
    rules = (
        (Why.APPOINTMENT, other.appointment_at is not None),
        (Why.PRIORITY, other.has_priority and not mine.has_priority),
        (Why.YOU_LET_PASS, i_wait and i_moved == TicketAction.DEFER),
        (Why.YOU_RETURNED, i_wait and i_moved == TicketAction.COME_BACK),
        (Why.PICKED, picked),
        (Why.YOUR_APPOINTMENT, mine.appointment_at is not None),
        (Why.DUE, by_count),
        (Why.ORDINARY_TURN, mine.has_priority and not other.has_priority),
    )
    return next((rule for rule, holds in rules if holds), Why.OTHER_COUNTER)
