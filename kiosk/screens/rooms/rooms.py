"""Screen 06, the rooms: how many are free, and each with its door, open, crowded or shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.rooms import rooms_now
from kiosk.actions.rooms.results import RoomNow, RoomsNow
from kiosk.context import AppContext
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.speech_text import in_time
from kiosk.screens.rooms.room_status import PICTURES, state_chip
from kiosk.screens.rooms.room_tile import RoomCount, RoomTile
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.wording.hours import hours_of_day
from kiosk.wording.rooms import line_now

GAP = 24
PORTRAIT = {
    "title": (48, 150, 984, 142),
    "counts": (48, 344, 984, 248),
    "tiles": (48, 640, 984, 920),
    "pager": (48, 1584, 624, 130),
    "arrived": (696, 1584, 336, 130),
    "foot": (48, 1584, 984, 130),
    "pager_button": (0, 0, 190, 130),
}
LANDSCAPE = {
    "title": (48, 146, 588, 142),
    "counts": (660, 150, 1212, 190),
    "tiles": (48, 364, 1824, 408),
    "pager": (48, 796, 1200, 122),
    "arrived": (1272, 796, 600, 122),
    "foot": (48, 796, 1824, 122),
    "pager_button": (0, 0, 282, 122),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 110),
    "counts": (48, 316, 984, 280),
    "pager": (48, 1584, 600, 130),
    "arrived": (672, 1584, 360, 130),
    "pager_button": (0, 0, 200, 130),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 146, 588, 190),
    "pager_button": (0, 0, 330, 122),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of a page.
GRID = {
    "portrait": (2, 3), "landscape": (3, 2), "big_portrait": (2, 2), "big_landscape": (2, 2),
}
# So many rooms are said by name, as far as there is time for it.
SAID = 5


@dataclass(frozen=True, slots=True)
class RoomsPage:
    """How many rooms stand in which way, and a page of them."""

    counts: Sequence[Item] = ()
    tiles: ListPage = NO_LIST


class RoomsScreen(KioskScreen):
    """Every room keeps its place on the page, so that who comes often finds it."""

    NAME = "rooms"
    LAYOUTS = LAYOUTS

    count_kind, tile_kind = RoomCount, RoomTile

    page = view_model(RoomsPage())

    @classmethod
    def ask(cls, ctx: AppContext, first: int = 0) -> Answers:
        return {"rooms": rooms_now(ctx), "first": first}

    def show(self, rooms: RoomsNow, first: int = 0) -> None:
        """`first` is the room that is read first: in another mode its page has another number."""
        self._rooms = rooms
        boxes = self.box("tiles").grid(*GRID[self.theme.layout], GAP)
        tiles = [self._tile(room) for room in rooms.rooms]
        self.page = RoomsPage(
            counts=placed((self._count(rooms, state) for state in Availability),
                          self.box("counts").columns(len(Availability), GAP)),
            tiles=list_page(tiles, boxes, first // len(boxes)),
        )

    def _count(self, rooms: RoomsNow, state: Availability) -> Item:
        chip = state_chip(self.words, state)
        return {
            "picture": PICTURES[state], "number": rooms.count(state), "chip": chip,
            "say": self.words("rooms.count", n=rooms.count(state), state=chip.text),
        }

    def _tile(self, stands: RoomNow) -> Item:
        words = self.words
        return {
            "picture": PICTURES[stands.state], "title": self.text(stands.room.title),
            "chip": state_chip(words, stands.state),
            "line": line_now(words, stands, self._rooms.now),
            "hours": hours_of_day(words, stands.today, stands.note), "value": stands.room.id,
            "say": self.text(stands.room.title),
        }

    def speech(self) -> str:
        free = [one for one in self._rooms.rooms if one.state is Availability.FREE]
        if not free:
            return self.words("rooms.say_none")
        names = [self.text(one.room.title) for one in free[:SAID]]
        return in_time(
            (
                self.words("rooms.say_free", n=len(free),
                           named=self.words("rooms.say_and").join(names[:n]))
                for n in range(len(names), 0, -1)
            ),
            self.words.language,
        )

    def turn(self, page: int) -> None:
        """Another page of rooms."""
        self.ui.turn(first=page * self.page.tiles.size)

    def open_room(self, tile: RoomTile) -> None:
        """A room: its day, and its times."""
        self.ui.go("room", tile, room_id=tile.value)

    def arrive(self, button: PushButton) -> None:
        """我订了，到了: whoever booked says the number."""
        self.ui.go("room_number", button)
