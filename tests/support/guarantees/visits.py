"""Scripted visits to the whole glass, and what it holds on to after them.

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
    from tests.support.guarantees.live_screen import LiveGlass

# Small: drawing it without a graphics card would take most of the time.
SIZE = (180, 320)
# Now and then nobody comes for a while: long enough for what the visits left to be swept.
LULL = 1.2
Visit = Callable[["LiveGlass"], None]


def takes_a_number(glass: LiveGlass) -> None:
    """Home, list, guide, kind of number, ticket, home."""
    reads_a_guide(glass)
    glass.taps("service_detail.take")
    glass.arrives("priority")
    glass.taps("priority.ordinary")
    glass.arrives("ticket")
    glass.taps("ticket.done")


def reads_a_guide(glass: LiveGlass) -> None:
    """Home, list, guide."""
    glass.taps("home.queue")
    glass.arrives("service_list")
    glass.touches(*glass.find(glass.word("service_list.take"))[0].parent.center)
    glass.arrives("service_detail")


def gives_up(glass: LiveGlass) -> None:
    """Takes a number, asks to give it up, keeps it, and gives it up after all."""
    reads_a_guide(glass)
    glass.taps("service_detail.take")
    glass.arrives("priority")
    glass.taps("priority.elder")
    glass.arrives("ticket")
    glass.taps("ticket.give_up")
    glass.taps("ticket.give_up_no")
    glass.taps("ticket.give_up")
    glass.taps("ticket.give_up_yes")


def asks_staff(glass: LiveGlass) -> None:
    """A dialog, and 返回 through the pages."""
    reads_a_guide(glass)
    glass.taps("service_detail.ask")
    glass.taps("ask_staff.close")
    glass.taps("bar.back")
    glass.arrives("service_list")
    glass.taps("bar.back")


def searches(glass: LiveGlass) -> None:
    """Writes a word by its letters, chooses it, and opens what was found."""
    glass.taps("search.door_short")
    glass.arrives("search")
    glass.types(*"YANGLAO", "养老")
    glass.taps("entry.done")
    glass.touches(*glass.find(glass.word("service_list.take"))[0].parent.center)
    glass.arrives("service_detail")


def looks_for_a_room(glass: LiveGlass) -> None:
    """The rooms, one of them, another day of it, and the keypad of who has booked."""
    glass.taps("rooms.door")
    glass.arrives("rooms")
    glass.types("棋牌室")
    glass.arrives("room")
    glass.taps("bar.back")
    glass.arrives("rooms")
    glass.taps("rooms.arrived")
    glass.arrives("room_number")
    glass.types("1", "3", "8")


def listens(glass: LiveGlass) -> None:
    """Everything read aloud."""
    glass.taps("bar.aloud")
    takes_a_number(glass)


def forgets_to_leave(glass: LiveGlass) -> None:
    """Walks off in the middle: asked whether somebody is there, and home by itself."""
    reads_a_guide(glass)
    glass.leaps(95)
    glass.until(lambda: glass.stage.dialog is not None)
    glass.leaps(25)
    glass.until(lambda: glass.router.resting)


def reads_with(button: str) -> Visit:
    """A visit in another mode, from the first tap to the ticket."""
    def visit(glass: LiveGlass) -> None:
        glass.taps(f"bar.{button}")
        takes_a_number(glass)

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
    from tests.support.guarantees.live_screen import LiveGlass
    from tests.support.guarantees.tally import tally

    glass, kept = LiveGlass(data), []
    for n in range(1, visits + 1):
        VISITS[n % len(VISITS)](glass)
        if leak:
            kept.append(glass.stage)
        glass.leaves()
        glass.serves()
        glass.forgets()
        if n % len(VISITS) == 0:
            glass.frames(LULL)
        if n % every == 0:
            print(json.dumps(asdict(tally(n, glass.frame))), flush=True)
    glass.stop()


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
