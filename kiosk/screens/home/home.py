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
from kiosk.domain.speech import spoken_people
from kiosk.glass.buttons import PushButton
from kiosk.glass.header import Figure
from kiosk.glass.screen import KioskScreen
from kiosk.glass.strokes import Chip, Fact
from kiosk.glass.tiles import Tile
from kiosk.glass.wording import greeting, written_wait
from kiosk.lobby import Lobby
from kiosk.screens import samples
from kiosk.screens.home.doors import LARGE, Door, category_door, share, shelves

PORTRAIT = {
    "title": (48, 146, 984, 145),
    "picture": (0, 302, 1080, 330),
    "figures": (48, 384, 984, 208),
    "primary": (48, 656, 984, 232),
    "heading": (48, 908, 984, 64),
    "shelves": (48, 984, 984, 668),
    "tiles": (48, 912, 984, 740),
    "hours": (48, 1668, 984, 64),
    "more": (48, 1576, 984, 140),
}
LANDSCAPE = {
    "title": (48, 146, 830, 135),
    "picture": (880, 138, 1040, 214),
    "figures": (900, 150, 972, 196),
    "primary": (48, 364, 492, 554),
    "heading": (564, 360, 1308, 60),
    "shelves": (564, 430, 1308, 488),
    "tiles": (564, 364, 1308, 554),
    "hours": (48, 288, 830, 52),
    "more": (48, 778, 492, 140),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 170, 984, 120),
    "picture": (0, 306, 1080, 330),
    "primary": (48, 656, 984, 256),
    "shelves": (48, 936, 984, 616),
    "tiles": (48, 936, 984, 616),
    "hours": (48, 1576, 984, 0),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 150, 830, 120),
    "primary": (48, 364, 492, 390),
    "shelves": (564, 364, 1308, 554),
    "hours": (48, 282, 830, 60),
}


class HomeScreen(KioskScreen):
    """Where every visit begins and ends. With one thing to do it also opens the guide."""

    NAME = "home"
    LAYOUTS = {
        "portrait": PORTRAIT, "landscape": LANDSCAPE, "big_portrait": BIG_PORTRAIT,
        "big_landscape": BIG_LANDSCAPE,
    }
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
        self._waiting = hall.waiting if hall else 0
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
        day = words(near[days]) if days < 2 else words(f"header.weekday_{at.weekday()}")
        return words("home.opens", day=day, time=self.time(at)), "figure_opens", self.time(at)

    def _show_doors(
        self, others: tuple[Door, ...], guide: Guide, hall: Hall | None, page: int
    ) -> None:
        big, portrait = self.mode.big, self.theme.portrait
        doors = others or tuple(
            category_door(c, guide, hall, self.words) for c in guide.categories
        )
        self.more = []
        if big and len(doors) > LARGE:
            shown = doors[:LARGE] if not page else doors[LARGE:]
            more = "home.more" if portrait else "home.more_tall"
            left = len(doors) - LARGE
            text = self.words("home.fewer") if page else self.words(more, n=left)
            self.more = [{"icon": "layout-grid", "text": text, "side": 60, "value": 1 - page}]
            doors = shown
        headed = not others and not big
        self.heading = self.words("home.which") if headed else ""
        self.heading_box = self.box("heading") if headed else None
        if headed:
            places = [(b, "normal") for b in shelves(self.box("shelves"), len(doors), portrait)]
        else:
            places = share(self.box("tiles"), len(doors), portrait)
        self.tile_boxes = [box for box, _ in places]
        self.tiles = [
            {"icon": d.icon, "title": d.title, "line": d.line, "chip": d.chip, "shape": shape,
             "value": d, "say": d.title}
            for d, (_, shape) in zip(doors, places, strict=True)
        ]

    def speech(self) -> str:
        people = spoken_people(self._waiting, self.mode.language)
        choices = "、".join(t["title"] for t in self.tiles)
        if self.mode.language == "en":
            choices = choices.replace("、", ", ")
        return self.words(
            "home.say", greeting=self.greeting, people=people,
            which=self.words("home.which"), choices=choices,
        )

    def open_list(self, button: Any) -> None:
        """办事取号."""
        self.glass.go("service_list", button)

    def open_door(self, tile: Tile) -> None:
        """A tile: another part of the house, or a shelf of the guide."""
        door = tile.value
        if door.argument:
            self.glass.go(door.screen, tile, category_id=door.argument)
        else:
            self.glass.go(door.screen, tile)

    def open_more(self, button: PushButton) -> None:
        """大字: the tiles that had no room, and back."""
        self.glass.turn(page=button.value)

    @classmethod
    def samples(cls) -> Iterator[tuple[str, dict[str, Any]]]:
        base = {"guide": samples.GUIDE, "now": samples.NOW}
        yield "afternoon", {**base, "hall": samples.HALL}
        yield "full_house", {**base, "hall": samples.HALL, "others": _OTHERS}
        yield "three_doors", {**base, "hall": samples.HALL, "others": _OTHERS[:3]}
        yield "nobody_waits", {**base, "hall": samples.QUIET_HALL}
        yield "crowded", {**base, "hall": samples.FULL_HALL}
        yield "shut", {**base, "hall": samples.SHUT_HALL, "now": samples.SHUT_HALL.now}
        yield "storage_down", {**base, "hall": None}


_OTHERS = (
    Door("rooms", "armchair-2", "活动场地", "看书、下棋、健身", Chip("free", "4 间有空")),
    Door("help", "heart-handshake", "找志愿者", "手机、水电、陪看病", Chip("free", "2 人在岗")),
    Door("cases", "message-2", "说说您的事", "金锋工作室、人大代表", Chip("free", "有人接待")),
    Door("activities", "calendar-event", "活动预告", "16:00 免费量血压",
         Chip("plain", "今天 2 场", "calendar-event")),
    Door("lessons", "school", "六点半课堂", "", Chip("free", "6 个位")),
    Door("care", "home-heart", "义养小镇", "", Chip("near", "快满了")),
    Door("exhibition", "photo", "展示区", "", Chip("free", "有空")),
)
