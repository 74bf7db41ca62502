"""Scripted visits to the whole touch screen, and what it holds on to after them.

`python -m tests.support.guarantees.visits FOLDER VISITS EVERY [LEAK]` prints a tally each EVERY
visits.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.ui.shell.window import configure

if TYPE_CHECKING:
    from tests.support.guarantees.live_screen import LiveScreen

# Small: drawing it without a graphics card would take most of the time.
SIZE = (180, 320)
# Now and then nobody comes for a while: long enough for what the visits left to be swept.
LULL = 1.2
Visit = Callable[["LiveScreen"], None]


def takes_a_number(ui: LiveScreen) -> None:
    """Home, list, guide, kind of number, ticket, home."""
    reads_a_guide(ui)
    ui.taps("service_detail.take")
    ui.arrives("check_list")
    ui.taps("check_list.take")
    ui.arrives("priority")
    ui.taps("priority.ordinary")
    ui.arrives("ticket")
    ui.taps("ticket.done")


def reads_a_guide(ui: LiveScreen) -> None:
    """Home, list, guide."""
    ui.taps("home.queue")
    ui.arrives("service_list")
    ui.touches(*ui.find(ui.word("service_list.take"))[0].parent.center)
    ui.arrives("service_detail")


def gives_up(ui: LiveScreen) -> None:
    """Takes a number, asks to give it up, keeps it, and gives it up after all."""
    reads_a_guide(ui)
    ui.taps("service_detail.take")
    ui.arrives("check_list")
    ui.taps("check_list.take")
    ui.arrives("priority")
    ui.taps("priority.elder")
    ui.arrives("ticket")
    ui.taps("ticket.give_up")
    ui.taps("ticket.give_up_no")
    ui.taps("ticket.give_up")
    ui.taps("ticket.give_up_yes")


def asks_staff(ui: LiveScreen) -> None:
    """A dialog, and 返回 through the pages."""
    reads_a_guide(ui)
    ui.taps("service_detail.ask")
    ui.taps("ask_staff.close")
    ui.taps("bar.back")
    ui.arrives("service_list")
    ui.taps("bar.back")


def searches(ui: LiveScreen) -> None:
    """Writes a word by its letters, chooses it, and opens what was found."""
    ui.taps("search.door_short")
    ui.arrives("search")
    ui.types(*"YANGLAO", "养老")
    ui.taps("entry.done")
    ui.touches(*ui.find(ui.word("service_list.take"))[0].parent.center)
    ui.arrives("service_detail")


def looks_for_a_room(ui: LiveScreen) -> None:
    """The rooms, one of them, another day of it, and the keypad of who has booked."""
    ui.taps("rooms.door")
    ui.arrives("rooms")
    ui.types("棋牌室")
    ui.arrives("room")
    ui.taps("bar.back")
    ui.arrives("rooms")
    ui.taps("rooms.arrived")
    ui.arrives("room_number")
    ui.types("1", "3", "8")


def listens(ui: LiveScreen) -> None:
    """Everything read aloud."""
    ui.taps("bar.aloud")
    takes_a_number(ui)


def forgets_to_leave(ui: LiveScreen) -> None:
    """Walks off in the middle: asked whether somebody is there, and home by itself."""
    reads_a_guide(ui)
    ui.leaps(95)
    ui.until(lambda: ui.stage.dialog is not None)
    ui.leaps(25)
    ui.until(lambda: ui.router.resting)


def reads_with(button: str) -> Visit:
    """A visit in another mode, from the first tap to the ticket."""
    def visit(ui: LiveScreen) -> None:
        ui.taps(f"bar.{button}")
        takes_a_number(ui)

    visit.__name__ = f"reads_with_{button}"
    return visit


# As people come: most take a number, some need another mode, a few leave in the middle.
VISITS: tuple[Visit, ...] = (
    takes_a_number, reads_with("big"), takes_a_number, gives_up, takes_a_number,
    reads_with("language"), takes_a_number, asks_staff, listens, takes_a_number,
    reads_with("contrast"), takes_a_number, takes_a_number, forgets_to_leave, takes_a_number,
    looks_for_a_room, searches, takes_a_number, looks_for_a_room, searches,
)


def run(data: Path, visits: int, every: int, leak: str = "") -> None:
    """As many visits one after the other; a tally each so many.

    With a `leak` something keeps the stage of each visit, as a forgotten callback would.
    """
    configure(data / "kivy", SIZE)
    from tests.support.guarantees.live_screen import TICKETS_BEFORE, LiveScreen
    from tests.support.guarantees.tally import WARM, tally

    # Days behind it matter to the memory, which is judged after many visits only.
    ui, kept = LiveScreen(data, TICKETS_BEFORE if visits >= WARM else 0), []
    for n in range(1, visits + 1):
        VISITS[n % len(VISITS)](ui)
        if leak:
            kept.append(ui.stage)
        ui.leaves()
        ui.serves()
        ui.forgets()
        if n % len(VISITS) == 0:
            ui.frames(LULL)
        if n % every == 0:
            print(json.dumps(asdict(tally(n, ui.frame))), flush=True)
    ui.stop()


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
