"""Screen 01, home: a greeting, the main thing to do, and what else the centre offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.actions.content.centre import guide as read_guide
from kiosk.actions.queue import hall as look_at_hall
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide
from kiosk.domain.refusals import StorageDown
from kiosk.domain.speech_text import in_time
from kiosk.screens.home.doors import (
    GAP,
    LARGE,
    SEARCH,
    apart,
    button_of,
    buttons_below,
    category_door,
    on_shelves,
    search_door,
    share,
)
from kiosk.screens.home.hours import figures, say_standing, written_hours
from kiosk.screens.home.places import LAYOUTS
from kiosk.screens.home_tile import AreasNow, HomeDoor, areas_now, doors_of
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import IconFact
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.shell.header import HeaderFigure
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item
from kiosk.ui.widgets.tiles import PrimaryTile, Tile
from kiosk.wording.dates import greeting
from kiosk.wording.queue import written_wait

# So few other parts of the centre leave room for the guide's shelves.
FEW = 2


class HomeScreen(KioskScreen):
    """Where every visit begins and ends. With one thing to do it also opens the guide."""

    NAME = "home"
    LAYOUTS = LAYOUTS
    CAN_GO_BACK = False

    figure_kind, tile_kind, button_kind = HeaderFigure, Tile, PushButton

    greeting = StringProperty()
    lead = StringProperty()
    picture = StringProperty()
    queue_line = StringProperty()
    heading = StringProperty()
    heading_box: ObjectProperty[Rect | None] = ObjectProperty(None, allownone=True)
    hours_align = StringProperty("left")
    facts: ListProperty[tuple[str, str, str]] = ListProperty()
    figures: ListProperty[Item] = ListProperty()
    figure_boxes: ListProperty[Rect] = ListProperty()
    tiles: ListProperty[Item] = ListProperty()
    tile_boxes: ListProperty[Rect] = ListProperty()
    more: ListProperty[Item] = ListProperty()
    more_boxes: ListProperty[Rect] = ListProperty()
    hours: ListProperty[IconFact] = ListProperty()

    @classmethod
    def ask(cls, ctx: AppContext, page: int = 0) -> Answers:
        guide = read_guide(ctx)
        try:
            hall = look_at_hall(ctx)
        except StorageDown:
            # What the centre offers stays readable; how it stands is not known.
            hall = None
        return {"guide": guide, "hall": hall, "now": ctx.clock(), "page": page,
                "areas": areas_now(ctx)}

    def show(
        self, guide: Guide, hall: Hall | None, now: datetime, page: int = 0,
        others: tuple[HomeDoor, ...] = (), areas: AreasNow | None = None,
    ) -> None:
        """`areas` have a tile each; `others` are doors besides."""
        others = (*doors_of(areas or {}, self.words), *others)
        big = self.mode.big
        self._standing = say_standing(self.words, hall)
        hour = greeting(now)
        self.greeting = self.words(f"home.big_{hour}" if big else f"home.{hour}")
        self.lead = self.words("home.lead" if others else "home.lead_queue")
        self.picture = "street-1080" if self.theme.portrait else "street-1604"
        self.hours_align = "center" if self.theme.portrait else "left"
        self._show_hall(hall)
        self._show_doors(others, guide, hall, page)

    def _show_hall(self, hall: Hall | None) -> None:
        words = self.words
        tall = not (self.theme.portrait or self.mode.big)
        self.queue_line = words("home.queue_line_tall" if tall else "home.queue_line")
        self.facts, self.figures, self.hours = [], [], []
        if hall is None:
            return
        self.facts = [
            ("door-enter", str(hall.open_counters), words("home.counters_open")),
            ("users", str(hall.waiting), words("home.people_wait")),
        ]
        if self.mode.big:
            wait = written_wait(words, hall.wait)
            waiting = words("home.chip_wait", n=hall.waiting)
            self.queue_line = (
                words("home.joined", one=waiting, two=wait) if wait
                else waiting if hall.waiting else words("home.nobody_waits")
            )
        if not (self.mode.big and self.theme.portrait):
            self.hours = [IconFact("clock", written_hours(words, hall).said)]
        if self.mode.contrast:
            # 高对比 shows figures where the picture is.
            self.figures = figures(words, hall)
            self.figure_boxes = list(self.box("figures").columns(len(self.figures), GAP))

    def _show_doors(
        self, others: tuple[HomeDoor, ...], guide: Guide, hall: Hall | None, page: int
    ) -> None:
        shelves = tuple(category_door(c, guide, hall, self.words) for c in guide.categories)
        if guide.services:
            shelves = (*shelves, search_door(self.words))
        self.more, self.heading, self.heading_box = [], "", None
        if len(others) > FEW:
            self._show_tiles(others, page)
        elif self.mode.big:
            self._show_tiles((*others, *shelves), page)
        elif others:
            self._show_beside(others, shelves)
        else:
            doors = self._set_ways_to_find_apart(shelves)
            self.heading, self.heading_box = self.words("home.which"), self.box("heading")
            self._place(doors, on_shelves(self.box("shelves"), len(doors), self.theme.portrait))

    def _show_tiles(self, doors: tuple[HomeDoor, ...], page: int) -> None:
        """Every door as a tile; 大字 has room for a few at a time."""
        if self.mode.big and len(doors) > LARGE:
            self._offer_rest(len(doors) - LARGE, page)
            doors = doors[LARGE:] if page else doors[:LARGE]
        self._place(doors, share(self.box("tiles"), len(doors), self.theme.portrait))

    def _show_beside(self, others: tuple[HomeDoor, ...], shelves: tuple[HomeDoor, ...]) -> None:
        """A few other parts as tiles in a row, and the guide's shelves as buttons below."""
        row = self.box("others").columns(len(others), GAP)
        self._place(others, [(box, "normal") for box in row])
        self.heading, self.heading_box = self.words("home.which"), self.box("which")
        self.more_boxes = buttons_below(self.box("below"), len(shelves), self.theme.portrait)
        self.more = [button_of(d, d.title) for d in shelves]

    def _place(self, doors: Sequence[HomeDoor], placed: Sequence[tuple[Rect, str]]) -> None:
        self.tile_boxes = [box for box, _ in placed]
        self.tiles = [
            {"icon": d.icon, "title": d.title, "line": d.line, "chip": d.chip, "shape": shape,
             "value": d, "say": d.title}
            for d, (_, shape) in zip(doors, placed, strict=True)
        ]

    def _offer_rest(self, n: int, page: int) -> None:
        """大字 has room for a few doors; a button leads to the others and back."""
        more = "home.more" if self.theme.portrait else "home.more_tall"
        text = self.words("home.fewer") if page else self.words(more, n=n)
        self.more_boxes = [self.box("more")]
        self.more = [{"icon": "layout-grid", "text": text, "side": 60, "kind": "normal",
                      "value": 1 - page}]

    def _set_ways_to_find_apart(self, doors: tuple[HomeDoor, ...]) -> tuple[HomeDoor, ...]:
        """Whoever does not know what is needed asks or searches, on a line of its own, below."""
        ways = tuple(d for d in doors if apart(d))
        self.more_boxes = list(self.box("unsure").columns(max(len(ways), 1), GAP))
        self.more = [
            button_of(d, d.line if d.screen == SEARCH else self.words("home.unsure")) for d in ways
        ]
        return tuple(d for d in doors if d not in ways)

    def speech(self) -> str:
        names = [tile["title"] for tile in self.tiles]
        names += [one["text"] for one in self.more if one["kind"] == "normal" and names]
        return in_time((self._say(names, n) for n in range(len(names), 0, -1)), self.words.language)

    def _say(self, names: list[str], n: int) -> str:
        """The page in words, with `n` of its doors by name."""
        words, rest = self.words, len(names) - n
        choices = words("home.say_and").join(names[:n])
        return words(
            "home.say", greeting=self.greeting, standing=self._standing, which=words("home.which"),
            choices=choices + (words("home.say_more", n=rest) if rest else ""),
        )

    def open_list(self, tile: PrimaryTile) -> None:
        """办事取号."""
        self.glass.go("service_list", tile)

    def open_door(self, tile: Tile | PushButton) -> None:
        """A tile: another part of the centre, or a shelf of the guide."""
        door: HomeDoor = tile.value
        self.glass.go(door.screen, tile, **door.arguments)

    def open_more(self, button: PushButton) -> None:
        """The doors that had no room, and back; or the shelf that stands apart."""
        if isinstance(button.value, HomeDoor):
            self.open_door(button)
        else:
            self.glass.turn(page=button.value)
