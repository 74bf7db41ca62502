"""Screen 01, home: a greeting, the main thing to do, and what else the house offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.actions.content import guide as read_guide
from kiosk.actions.queue import hall as look_at_hall
from kiosk.actions.queue.answers import Hall
from kiosk.domain.content import Guide
from kiosk.domain.refusals import StorageDown
from kiosk.domain.saying import in_time
from kiosk.domain.speech import spoken_people
from kiosk.glass.buttons import PushButton
from kiosk.glass.header import Figure
from kiosk.glass.opening import A_WEEK, written_date
from kiosk.glass.screen import KioskScreen
from kiosk.glass.strokes import Fact
from kiosk.glass.tiles import Tile
from kiosk.glass.wording import greeting, written_wait
from kiosk.lobby import Lobby
from kiosk.screens import samples
from kiosk.screens.home.doors import (
    GAP,
    LARGE,
    SEARCH,
    UNSURE,
    Door,
    category_door,
    search_door,
    share,
    shelves,
)
from kiosk.screens.home.places import LAYOUTS
from kiosk.screens.home.whole_house import WHOLE_HOUSE


class HomeScreen(KioskScreen):
    """Where every visit begins and ends. With one thing to do it also opens the guide."""

    NAME = "home"
    LAYOUTS = LAYOUTS
    CAN_GO_BACK = False

    figure_kind, tile_kind, button_kind = Figure, Tile, PushButton

    greeting = StringProperty()
    lead = StringProperty()
    picture = StringProperty()
    queue_line = StringProperty()
    heading = StringProperty()
    heading_box = ObjectProperty(None, allownone=True)
    hours_align = StringProperty("left")
    facts = ListProperty()
    figures = ListProperty()
    figure_boxes = ListProperty()
    tiles = ListProperty()
    tile_boxes = ListProperty()
    more = ListProperty()
    more_boxes = ListProperty()
    hours = ListProperty()

    @classmethod
    def ask(cls, lobby: Lobby, page: int = 0) -> dict[str, Any]:
        guide = read_guide(lobby)
        try:
            hall = look_at_hall(lobby)
        except StorageDown:
            # What the centre offers stays readable; how it stands is not known.
            hall = None
        return {"guide": guide, "hall": hall, "now": lobby.clock(), "page": page}

    def show(
        self, guide: Guide, hall: Hall | None, now: Any, page: int = 0,
        others: tuple[Door, ...] = (),
    ) -> None:
        """`others` are the doors of the house's other parts."""
        big = self.mode.big
        self._standing = self._say_standing(hall)
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
            ("door-enter", str(hall.open_windows), words("home.windows_open")),
            ("users", str(hall.waiting), words("home.people_wait")),
        ]
        if self.mode.big:
            wait = written_wait(words, hall.wait)
            waiting = words("home.chip_wait", n=hall.waiting)
            self.queue_line = (
                words("home.joined", one=waiting, two=wait) if wait
                else waiting if hall.waiting else words("home.nobody_waits")
            )
        said, label, clock = self._written_hours(hall)
        if not (self.mode.big and self.theme.portrait):
            self.hours = [Fact("clock", said)]
        if self.mode.contrast:
            self._show_figures(hall, label, clock)

    def _show_figures(self, hall: Hall, label: str, clock: str) -> None:
        """高对比 shows figures where the picture is."""
        words = self.words
        said = (
            ("door-enter", "figure_windows",
             words("home.figure_windows_value", n=hall.open_windows)),
            ("users", "figure_waiting", words("home.figure_waiting_value", n=hall.waiting)),
            ("clock", label, clock),
        )
        self.figures = [
            {"icon": icon, "label": words(f"home.{key}"), "figure": figure}
            for icon, key, figure in said if figure
        ]
        self.figure_boxes = list(self.box("figures").columns(len(self.figures), 24))

    def _written_hours(self, hall: Hall) -> tuple[str, str, str]:
        """The line about opening, and the same as label and figure."""
        words, opening = self.words, hall.opening
        if opening.is_open and opening.last_today:
            until = self.time(opening.last_today)
            return words("home.until", time=until), "figure_until", until
        if opening.is_open:
            return words("home.all_day"), "figure_until", ""
        if opening.next_at is None:
            return words("home.closed"), "figure_opens", ""
        at = opening.next_at
        days = (at.date() - hall.now.date()) // timedelta(days=1)
        near = ("home.today", "home.tomorrow")
        if days >= A_WEEK:
            day = written_date(words, at)
        else:
            day = words(near[days] if days < len(near) else f"header.weekday_{at.weekday()}")
        return words("home.opens", day=day, time=self.time(at)), "figure_opens", self.time(at)

    def _show_doors(
        self, others: tuple[Door, ...], guide: Guide, hall: Hall | None, page: int
    ) -> None:
        doors = others or tuple(
            category_door(c, guide, hall, self.words) for c in guide.categories
        )
        if guide.services and not others:
            doors = (*doors, search_door(self.words))
        self.more, self.heading, self.heading_box = [], "", None
        if self.mode.big and len(doors) > LARGE:
            self._offer_rest(len(doors) - LARGE, page)
            doors = doors[LARGE:] if page else doors[:LARGE]
        if others or self.mode.big:
            placed = share(self.box("tiles"), len(doors), self.theme.portrait)
        else:
            doors = self._set_ways_to_find_apart(doors)
            self.heading, self.heading_box = self.words("home.which"), self.box("heading")
            placed = shelves(self.box("shelves"), len(doors), self.theme.portrait)
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

    def _set_ways_to_find_apart(self, doors: tuple[Door, ...]) -> tuple[Door, ...]:
        """Whoever does not know what is needed asks or searches, on a line of its own, below."""
        apart = tuple(d for d in doors if d.argument == UNSURE or d.screen == SEARCH)
        self.more_boxes = list(self.box("unsure").columns(max(len(apart), 1), GAP))
        self.more = [
            {"icon": d.icon, "side": 48, "kind": "quiet", "value": d,
             "text": d.line if d.screen == SEARCH else self.words("home.unsure")}
            for d in apart
        ]
        return tuple(d for d in doors if d not in apart)

    def speech(self) -> str:
        names = [tile["title"] for tile in self.tiles]
        return in_time((self._say(names, n) for n in range(len(names), 0, -1)), self.words.language)

    def _say(self, names: list[str], n: int) -> str:
        """The page in words, with `n` of its doors by name."""
        words, rest = self.words, len(names) - n
        choices = words("home.say_and").join(names[:n])
        return words(
            "home.say", greeting=self.greeting, standing=self._standing, which=words("home.which"),
            choices=choices + (words("home.say_more", n=rest) if rest else ""),
        )

    def _say_standing(self, hall: Hall | None) -> str:
        """Whether numbers can be had, and how many wait."""
        if hall is None:
            return self.words("home.say_down")
        if not hall.opening.is_open:
            return self._written_hours(hall)[0]
        people = spoken_people(hall.waiting, self.words.language)
        return self.words("home.say_waiting", people=people)

    def open_list(self, button: Any) -> None:
        """办事取号."""
        self.glass.go("service_list", button)

    def open_door(self, tile: Tile | PushButton) -> None:
        """A tile: another part of the house, or a shelf of the guide."""
        door = tile.value
        if door.argument:
            self.glass.go(door.screen, tile, category_id=door.argument)
        else:
            self.glass.go(door.screen, tile)

    def open_more(self, button: PushButton) -> None:
        """The doors that had no room, and back; or the shelf that stands apart."""
        if isinstance(button.value, Door):
            self.open_door(button)
        else:
            self.glass.turn(page=button.value)

    @classmethod
    def samples(cls) -> Iterator[tuple[str, dict[str, Any]]]:
        base = {"guide": samples.GUIDE, "now": samples.NOW}
        yield "afternoon", {**base, "hall": samples.HALL}
        yield "full_house", {**base, "hall": samples.HALL, "others": WHOLE_HOUSE}
        yield "three_doors", {**base, "hall": samples.HALL, "others": WHOLE_HOUSE[:3]}
        yield "nobody_waits", {**base, "hall": samples.QUIET_HALL}
        yield "crowded", {**base, "hall": samples.FULL_HALL}
        yield "shut", {**base, "hall": samples.SHUT_HALL, "now": samples.SHUT_HALL.now}
        yield "storage_down", {**base, "hall": None}
