"""The doors of home: what leads where, and how any number of tiles shares the page."""

from __future__ import annotations

from kiosk.actions.queue.results import CounterState, Hall
from kiosk.domain.content.guide import Category, Guide
from kiosk.domain.operations.panel import LEAST_TARGET
from kiosk.screens.home_tile import HomeDoor
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.translator import Translator

GAP = 24
# So many tiles have room on a page in 大字, and on the last one.
BIG_PAGE, BIG_LAST = 4, 6
# So many shelves have room as tiles.
MOST_TILES = 6
# How high the rows of large and small tiles are on the full page.
LARGE_HIGH, SMALL_HIGH = 216, 200
# The shelf for who does not know what is needed.
UNSURE = "ask"
SEARCH = "search"


def category_door(
    category: Category, guide: Guide, hall: Hall | None, words: Translator
) -> HomeDoor:
    """A shelf of the guide as a tile: how much is on it, and whether one has to wait."""
    services = [s for s in guide.services if s.category_id == category.id]
    return HomeDoor(
        screen="service_list", icon=category.icon, title=category.title.in_(words.language),
        line=words("home.category_line", n=len(services)),
        chip=_chip({s.queue_id for s in services}, hall, words),
        arguments={"category_id": category.id},
    )


def search_door(words: Translator) -> HomeDoor:
    """The way to the search; its line is a button's, where it stands apart from the shelves."""
    return HomeDoor(screen=SEARCH, icon="search", title=words("search.door_short"),
                line=words("search.door"))


def _chip(queues: set[str], hall: Hall | None, words: Translator) -> Chip | None:
    if hall is None:
        return None
    counters = [w for w in hall.counters if w.queue.id in queues]
    waiting = {w.queue.id: w.waiting for w in counters}
    if not any(w.state is CounterState.OPEN for w in counters):
        return Chip("shut", words("home.chip_shut"))
    if sum(waiting.values()):
        return Chip("plain", words("home.chip_wait", n=sum(waiting.values())), "users")
    return Chip("free", words("home.chip_free"))


def apart(door: HomeDoor) -> bool:
    """Whether a door is a way to find out what is needed, and stands apart from the shelves."""
    return door.arguments.get("category_id") == UNSURE or door.screen == SEARCH


def button_of(door: HomeDoor, text: str) -> Item:
    """A door as a button."""
    return {"icon": door.icon, "side": 48, "kind": "quiet" if apart(door) else "normal",
            "value": door, "text": text, "say": door.line if door.screen == SEARCH else text}


def share(box: Rect, large: int, small: int, portrait: bool) -> list[tuple[Rect, str]]:
    """Places and shapes of the tiles in a page's box, the large ones first, none left empty.

    Large tiles stand two in a row, small ones three, or one above the other in landscape; a row
    that is not full shares its width, and rows that are not there leave their height to the others.
    """
    if not portrait:
        left = box._replace(w=box.w - 468 - GAP) if small and large else box
        beside = Rect(box.right - 468, box.y, 468, box.h) if large else box
        return [
            *((place, "normal") for place in left.filled(large, 2, GAP)),
            *((place, "wide") for place in beside.filled(small, 1, GAP)),
        ]
    above, below = -(-large // 2), -(-small // 3)
    natural = above * LARGE_HIGH + below * SMALL_HIGH
    grown = (box.h - GAP * (above + below - 1)) / max(natural, 1)
    upper = box._replace(h=above * (LARGE_HIGH * grown + GAP) - GAP)
    lower_high = below * (SMALL_HIGH * grown + GAP) - GAP
    lower = Rect(box.x, box.bottom - lower_high, box.w, lower_high)
    return [
        *((place, "normal") for place in upper.filled(large, 2, GAP)),
        *((place, "small") for place in lower.filled(small, 3, GAP)),
    ]


def on_shelves(box: Rect, n: int, portrait: bool) -> list[tuple[Rect, str]]:
    """Places of the guide's shelves: two in a row, three in landscape."""
    per_row = 2 if portrait else 3
    rows = -(-n // per_row)
    return [(place, "wide") for place in box.grid(per_row, max(rows, 1), GAP)[:n]]


def buttons_below(box: Rect, n: int, portrait: bool) -> list[Rect]:
    """Places of so many buttons: three in a row, four in landscape; the last row fills its line."""
    return box.filled(n, _in_a_row(portrait), GAP)


def most_buttons(box: Rect, portrait: bool) -> int:
    """How many of them have room."""
    return int((box.h + GAP) // (LEAST_TARGET + GAP)) * _in_a_row(portrait)


def _in_a_row(portrait: bool) -> int:
    return 3 if portrait else 4
