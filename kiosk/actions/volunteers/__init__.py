"""Volunteer help: asking, following, helping, sending volunteers, and its clock."""

from kiosk.actions.volunteers.asking import (
    ask,
    call_over,
    hand_over,
    handed_over,
    help_now,
    is_handed_over,
)
from kiosk.actions.volunteers.clockwork import keep_time, kept
from kiosk.actions.volunteers.following import (
    answer,
    change_time,
    confirm,
    end_consent,
    follow,
    not_yet,
    photo,
    progress,
    thank,
    withdraw,
)
from kiosk.actions.volunteers.notifying import send_next
from kiosk.actions.volunteers.ringing import print_code, print_number, rings_since

__all__ = [
    "answer", "ask", "call_over", "change_time", "confirm", "end_consent", "follow", "hand_over",
    "handed_over", "help_now", "is_handed_over", "keep_time", "kept", "not_yet", "photo",
    "print_code", "print_number", "progress", "rings_since", "send_next", "thank", "withdraw",
]
