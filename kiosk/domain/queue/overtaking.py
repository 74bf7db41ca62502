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
    if other.call_at_count is not None and other_moved == TicketAction.COME_BACK:
        return Why.RETURNED
    if other.call_at_count is not None and other_moved == TicketAction.TRANSFER:
        return Why.TRANSFERRED
    if other.id < mine.id:
        return None
    if other.appointment_at is not None:
        return Why.APPOINTMENT
    if other.has_priority and not mine.has_priority:
        return Why.PRIORITY
    if mine.call_at_count is not None and i_moved == TicketAction.DEFER:
        return Why.YOU_LET_PASS
    if mine.call_at_count is not None and i_moved == TicketAction.COME_BACK:
        return Why.YOU_RETURNED
    if picked:
        return Why.PICKED
    if mine.appointment_at is not None:
        return Why.YOUR_APPOINTMENT
    if other.call_at_count is not None:
        return Why.DUE
    if mine.has_priority and not other.has_priority:
        return Why.ORDINARY_TURN
    return Why.OTHER_COUNTER
