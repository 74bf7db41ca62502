"""Choosing a time: the days and slots of a room as buttons, and which of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.actions.rooms.results import RoomView
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.screens.rooms.room_status import state_chip
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.dates import written_span, written_time
from kiosk.wording.rooms import left_said, weekday_said
from kiosk.wording.translator import Translator

# The time under way, chosen by 现在就进.
NOW = "now"
SHUT_DAYS = (Availability.FULL, Availability.SHUT)

def day_items(words: Translator, view: RoomView) -> list[Item]:
    """The days to choose from; one with nothing to be had stays, and says so."""
    return [
        {
            "weekday": weekday_said(words, day, view.now.date()), "date": str(day.day),
            "value": day, "chip": state_chip(words, state, short=True), "selected": day == view.day,
            "enabled": state not in SHUT_DAYS or day == view.day,
        }
        for day, state in view.week
    ]


def slot_items(words: Translator, view: RoomView, chosen: str) -> list[Item]:
    """The times of the day, 现在就进 for the one under way."""
    return [
        {
            "time": words("room.go_in") if is_now(view, slot) else
                    written_span(slot.begins, slot.ends),
            "chip": Chip(str(slot.state), left_said(words, view.stands.room, slot.state,
                                                    slot.left)),
            "icon": "", "value": name_of(view, slot), "kind": "normal", "tick": True,
            "selected": slot.left > 0 and name_of(view, slot) == chosen, "enabled": slot.left > 0,
        }
        for slot in view.slots
    ]


def cells(words: Translator, items: Sequence[Item], room: int, first: int) -> list[Item]:
    """As many as there is room for, from the one that is read first; where there are more, a cell
    leads to the later ones and one back to the earlier."""
    if len(items) <= room:
        return list(items)
    starts = [0]
    while len(items) - starts[-1] > room - 1:
        starts.append(starts[-1] + room - (1 if len(starts) == 1 else 2))
    page = max(n for n, start in enumerate(starts) if start <= first)
    ends = [*starts[1:], len(items)]
    shown = list(items[starts[page]:ends[page]])
    if page:
        shown.insert(0, _way(words, "earlier", "chevron-left", starts[page - 1]))
    if page + 1 < len(starts):
        shown.append(_way(words, "later", "chevron-right", starts[page + 1]))
    return shown


def chosen_of(view: RoomView, chosen: str) -> Slot | None:
    """The slot that was chosen, while it can still be had."""
    return next(
        (slot for slot in view.slots if slot.left and name_of(view, slot) == chosen), None
    )


def name_of(view: RoomView, slot: Slot) -> str:
    """By what a slot is chosen: 16:00, or `NOW`."""
    return NOW if is_now(view, slot) else written_time(slot.begins)


def is_now(view: RoomView, slot: Slot) -> bool:
    """Whether a slot is under way."""
    return slot.begins <= view.now


def _way(words: Translator, which: str, icon: str, first: int) -> Item:
    return {
        "time": words(f"room.{which}"), "chip": None, "icon": icon, "value": first,
        "kind": "quiet", "tick": False, "selected": False, "enabled": True,
    }
