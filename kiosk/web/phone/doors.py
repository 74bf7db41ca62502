"""What an area has on the phone's home: its door, and what of it belongs to this phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.context import AppContext
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class DoorNow:
    """How an area stands: free, near, full, shut or plain, and in words. `line` is said under its
    name where the door has no line of its own; `title` is the name that the centre gave it."""

    state: str
    said: str
    line: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PhoneDoor:
    """A door of home: the endpoint it opens, and the keys of its words.

    `stands` says how the area stands now, None where it has nothing to offer: then the door is not
    there. `icon` is of the sprite; `line` may be "".
    """

    endpoint: str
    icon: str
    title: str
    line: str
    stands: Callable[[AppContext, Translator], DoorNow | None]


@dataclass(frozen=True, slots=True)
class OwnThing:
    """Something that this phone has: a number, a booking, a request, and its page.

    `live` until it is over; `calls` while it waits for its holder: 轮到您了.
    """

    url: str
    icon: str
    title: str
    line: str
    live: bool
    calls: bool = False


# What this phone has of an area, the newest first; what is gone is left out.
OwnThings = Callable[[AppContext, Translator], Iterable[OwnThing]]
