"""The closed centre: when it opens, the hours of the week, and the way into the guide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.actions.content.centre import guide
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.context import AppContext
from kiosk.domain.content.guide import Notice
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.screens.home_tile import AreasNow, HomeDoor, areas_now, doors_of
from kiosk.screens.operations.hours_panel import NewsLine
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.widgets.repeater import Item
from kiosk.ui.widgets.tiles import PrimaryTile, Tile
from kiosk.wording.hours import HoursLine, line_of, spoken_next, written_next, written_week
from kiosk.wording.spoken import spoken_primary

PORTRAIT = {
    "title": (48, 150, 984, 145),
    "hours": (48, 316, 984, 300),
    "read": (48, 656, 984, 232),
    "read_above": (48, 656, 984, 232),
    "doors": (48, 912, 984, 212),
    "news": (48, 920, 984, 452),
    "news_below": (48, 1148, 984, 246),
    "street": (0, 1410, 1080, 330),
}
LANDSCAPE = {
    "title": (48, 146, 830, 135),
    "hours": (900, 146, 972, 200),
    "read": (48, 364, 492, 554),
    "read_above": (48, 364, 492, 332),
    "doors": (48, 720, 492, 198),
    "news": (564, 364, 1308, 254),
    "news_below": (564, 364, 1308, 254),
    "street": (564, 650, 1356, 279),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 150, 984, 180),
    "hours": (48, 340, 984, 290),
    "read": (48, 656, 984, 256),
    "read_above": (48, 656, 984, 256),
    "doors": (48, 936, 984, 232),
    "news": (48, 944, 984, 440),
    "news_below": (48, 1192, 984, 200),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 152, 800, 192),
    "hours": (872, 156, 1000, 194),
    "read_above": (48, 364, 492, 262),
    "doors": (48, 650, 492, 268),
}
HIGH, GAP = 115, 16


class ClosedScreen(KioskScreen):
    """Stands where home would while no number can be had here. Reading goes on as always."""

    NAME = "closed"
    LAYOUTS = {
        "portrait": PORTRAIT, "landscape": LANDSCAPE, "big_portrait": BIG_PORTRAIT,
        "big_landscape": BIG_LANDSCAPE,
    }
    CAN_GO_BACK = False

    line_kind, tile_kind = NewsLine, Tile

    title = StringProperty()
    icon = StringProperty("clock")
    opens = StringProperty()
    street = StringProperty()
    read_line = StringProperty()
    hours: ListProperty[HoursLine] = ListProperty()
    first = NumericProperty(0)
    news: ListProperty[Item] = ListProperty()
    news_boxes: ListProperty[Rect] = ListProperty()
    doors: ListProperty[Item] = ListProperty()
    door_boxes: ListProperty[Rect] = ListProperty()
    read_box: ObjectProperty[Rect | None] = ObjectProperty(None, allownone=True)

    @classmethod
    def ask(cls, ctx: AppContext) -> Answers:
        return {"centre_now": centre_now(ctx), "notices": guide(ctx).notices, "now": ctx.clock(),
                "areas": areas_now(ctx, closed=True)}

    def show(
        self, centre_now: CentreNow, notices: Sequence[Notice], now: datetime,
        areas: AreasNow | None = None,
    ) -> None:
        """`areas` keep hours of their own: they are had in the evening too."""
        words, opens = self.words, centre_now.opens(now)
        by_staff = centre_now.shut_by_staff(now) and centre_now.opening(now).is_open
        colour = spoken_primary(words, self.mode.contrast)
        if by_staff:
            self.title, self.opens = words("closed.shut_title"), words("closed.shut_lead")
            self.icon, self._said = "door-enter", words("closed.say_shut", colour=colour)
        else:
            self.title, self.opens = words("closed.title"), written_next(words, opens, now)
            self.icon = "clock"
            self._said = words("closed.say", next=spoken_next(words, opens, now), colour=colour)
        self.street = "street-1080" if self.theme.portrait else "street-1604"
        tall = not self.theme.portrait
        self.read_line = words("closed.read_line_tall" if tall else "closed.read_line")
        hours = centre_now.centre.hours
        self.hours = written_week(words, hours)
        self.first = line_of(hours, opens.weekday()) if opens else 0
        doors = doors_of(areas or {}, words, closed=True)
        self.read_box = self.box("read_above" if doors else "read")
        if doors and tall and self.mode.big:
            self.read_line = ""
        self.door_boxes = list(self.box("doors").columns(max(len(doors), 1), GAP))
        self.doors = [{
            "icon": one.icon, "title": one.title, "say": one.title, "shape": "normal",
            "line": one.line, "chip": one.chip, "value": one,
        } for one in doors]
        self._why = centre_now.timetable.note_on(now.date())
        self._show_news(centre_now.centre.phone, notices, "news_below" if doors else "news")

    def _show_news(self, phone: str, notices: Sequence[Notice], where: str) -> None:
        """Why today is not as usual, whom to call, where the centre says it, and what is new: as
        much as there is room for."""
        room = self.box(where)
        most = int((room.h + GAP) // (HIGH + GAP))
        lines = [("phone", self.words("closed.phone", phone=phone))] if phone else []
        if self._why:
            lines.insert(0, ("info-circle", self.words.text(self._why)))
        lines += [("speakerphone", self.text(notice.text)) for notice in notices]
        self.news = [{"icon": icon, "text": text} for icon, text in lines[:most]]
        high = (room.h - GAP * (most - 1)) / most
        self.news_boxes = [
            Rect(room.x, room.y + n * (high + GAP), room.w, high) for n in range(most)
        ]

    def speech(self) -> str:
        return self._said

    def read(self, tile: PrimaryTile) -> None:
        """看办事指南."""
        self.glass.go("service_list", tile)

    def open_door(self, tile: Tile) -> None:
        """A part of the centre that goes on."""
        door: HomeDoor = tile.value
        self.glass.go(door.screen, tile, **door.arguments)
