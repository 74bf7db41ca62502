"""The closed centre: when it opens, the hours of the week, and the way into the guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from kiosk.actions.content.centre import guide
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.context import AppContext
from kiosk.domain.content.guide import Notice
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.domain.speech_text import in_time
from kiosk.screens.home_tile import AreasNow, HomeDoor, areas_now, doors_of
from kiosk.screens.notices_door import notices_door, with_urgent
from kiosk.screens.operations.hours_panel import NewsLine, news_line
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tiles import PrimaryTile, Tile
from kiosk.wording.hours import HoursLine, line_of, spoken_next, written_next, written_week
from kiosk.wording.spoken import spoken_primary

PORTRAIT = {
    "title": (48, 150, 984, 145),
    "hours": (48, 316, 984, 300),
    "read": (48, 656, 984, 232),
    "read_above": (48, 656, 984, 232),
    "doors": (48, 912, 984, 212),
    "below": (48, 912, 984, 804),
    "news_below": (48, 1148, 984, 246),
    "street": (0, 1410, 1080, 330),
}
LANDSCAPE = {
    "title": (48, 146, 830, 135),
    "hours": (900, 146, 972, 200),
    "read": (48, 364, 492, 554),
    "read_above": (48, 364, 492, 332),
    "doors": (48, 720, 492, 198),
    "news_below": (564, 364, 1308, 254),
    "street": (564, 650, 1356, 279),
    "below": (564, 364, 1308, 554),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 150, 984, 180),
    "hours": (48, 340, 984, 290),
    "read": (48, 656, 984, 256),
    "read_above": (48, 656, 984, 256),
    "doors": (48, 936, 984, 232),
    "below": (48, 936, 984, 780),
    "news_below": (48, 1192, 984, 200),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 152, 800, 192),
    "hours": (872, 156, 1000, 194),
    "read_above": (48, 364, 492, 262),
    "doors": (48, 650, 492, 268),
}
HIGH, GAP = 115, 16
NARROW = 320
# So many doors have room beside that of the notices, in the largest letters too: the last of home's
# tiles waits while somebody is awaited before the door opens.
MOST = 5
# Tiles stand so far apart, and are so high where there is more than one row of them.
APART, ROW, ROW_BIG = 24, 206, 232


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """Why it is closed and when it `opens`, the hours, of which the `first` open next, and what
    can be read or entered all the same."""

    title: str = ""
    icon: str = "clock"
    opens: str = ""
    hours: Sequence[HoursLine] = ()
    first: int = 0
    read_line: str = ""
    read_box: Rect | None = None
    doors: Sequence[Item] = ()
    news: Sequence[Item] = ()
    street: Rect | None = None


class ClosedPlaces(NamedTuple):
    """Where the page's parts stand: 看办事指南, what is open all the same, the news, the street."""

    read: Rect
    doors: Sequence[Rect]
    news: Rect
    street: Rect | None


class ClosedScreen(KioskScreen):
    """Stands where home would while no number can be had here. Reading goes on as always."""

    NAME = "closed"
    LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
    CAN_GO_BACK = False

    line_kind, tile_kind = NewsLine, Tile

    page = view_model(ClosedPage())

    @classmethod
    def ask(cls, ctx: AppContext) -> Answers:
        return {"centre_now": centre_now(ctx), "notices": guide(ctx).notices, "now": ctx.clock(),
                "areas": areas_now(ctx, closed=True)}

    def show(
        self, centre_now: CentreNow, notices: Sequence[Notice], now: datetime,
        areas: AreasNow | None = None,
    ) -> None:
        """`areas` keep hours of their own: they are had in the evening too."""
        words, opens, hours = self.words, centre_now.opens(now), centre_now.centre.hours
        by_staff = centre_now.shut_by_staff(now) and centre_now.opening(now).is_open
        colour = spoken_primary(words, self.mode.contrast)
        doors = (*doors_of(areas or {}, words, closed=True)[:MOST], notices_door(words, notices))
        places, tall = self._places(len(doors)), not self.theme.portrait
        read_line = words("closed.read_line_tall" if tall else "closed.read_line")
        page = ClosedPage(
            title=words("closed.title"), icon="clock", opens=written_next(words, opens, now),
            hours=written_week(words, hours),
            first=line_of(hours, opens.weekday()) if opens else 0, read_box=places.read,
            read_line="" if len(doors) == 1 and tall and self.mode.big else read_line,
            doors=_tiles(doors, places.doors), street=places.street,
            news=self._news(centre_now, notices, now, places.news),
        )
        self._said = words("closed.say", next=spoken_next(words, opens, now), colour=colour)
        if by_staff:
            page = replace(page, title=words("closed.shut_title"), icon="door-enter",
                           opens=words("closed.shut_lead"))
            self._said = words("closed.say_shut", colour=colour)
        self._said = in_time(with_urgent(words, notices, [self._said]), words.language)
        self.page = page

    def _places(self, n: int) -> ClosedPlaces:
        """Room for so many doors. A second row of them, or a second one beside, takes the
        picture's."""
        big, portrait, street = self.mode.big, self.theme.portrait, self.box("street")
        if n == 1:
            return ClosedPlaces(self.box("read_above"), [self.box("doors")],
                                self.box("news_below"), street)
        room = self.box("below")
        per_row = 2 if n == 2 or (big and (portrait or n <= 4)) else 3
        rows = -(-n // per_row)
        if portrait and rows == 1:
            row = self.box("doors")
            return ClosedPlaces(self.box("read_above"), row.filled(n, per_row, APART),
                                self.box("news_below"), street)
        high = min(rows * ((ROW_BIG if big else ROW) + APART) - APART, room.h)
        news = room._replace(h=room.h - high - APART)
        doors = room._replace(y=room.bottom - high, h=high)
        if portrait:
            doors, news = doors._replace(y=room.y), news._replace(y=room.y + high + APART)
        read = self.box("read_above" if portrait else "read")
        return ClosedPlaces(read, doors.filled(n, per_row, APART), news, None)

    def _news(
        self, centre_now: CentreNow, notices: Sequence[Notice], now: datetime, room: Rect
    ) -> Sequence[Item]:
        """Why today is not as usual, whom to call, where the centre says it, and what is new: as
        much as there is room for."""
        phone = centre_now.centre.phone
        why = centre_now.timetable.note_on(now.date())
        most = max(int((room.h + GAP) // (HIGH + GAP)), 0)
        lines = [("info-circle", self.words.text(why), False)] if why else []
        lines += [("phone", self.words("closed.phone", phone=phone), False)] if phone else []
        lines += [news_line(notice, self.mode.language) for notice in notices]
        lines.sort(key=lambda line: not line[-1])
        return placed(({"icon": icon, "text": text, "urgent": urgent}
                       for icon, text, urgent in lines), room.rows(most, GAP) if most else ())

    def speech(self) -> str:
        return self._said

    def read(self, tile: PrimaryTile) -> None:
        """看办事指南."""
        self.ui.go("service_list", tile)

    def open_door(self, tile: Tile) -> None:
        """A part of the centre that goes on."""
        door: HomeDoor = tile.value
        self.ui.go(door.screen, tile, **door.arguments)


def _tiles(doors: Sequence[HomeDoor], places: Sequence[Rect]) -> Sequence[Item]:
    """What is open all the same, in these places; a narrow one has no room for a line."""
    return [{
        "icon": one.icon, "title": one.title, "say": one.title,
        "shape": "normal" if box.w > NARROW else "small",
        "line": one.line, "chip": one.chip, "value": one, "box": box,
    } for one, box in zip(doors, places, strict=True)]
