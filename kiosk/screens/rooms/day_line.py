"""The day line: a day of a room from its opening to its closing, and where it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from kivy.properties import ObjectProperty, StringProperty

from kiosk.domain.rooms.rooms import RoomStage
from kiosk.screens.rooms.room_status import state_chip
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.wording.dates import written_time
from kiosk.wording.translator import Translator

GAP, AIR, BAR = 6, 26, 8
ICON = 34
NOWHERE = -1.0
# How near each other the labels of two hours may stand.
APART = 14
# From this height on it has a title.
HEADED = 250


class DayPart(NamedTuple):
    """A part of the day, from and to where on the line (0 to 1), and how it stands."""

    begins: float
    ends: float
    chip: Chip


class Day(NamedTuple):
    """A day as it is drawn: its stretches, its hours with their places, and now, or NOWHERE."""

    stretches: tuple[DayPart, ...] = ()
    hours: tuple[tuple[float, str], ...] = ()
    now: float = NOWHERE


NO_DAY = Day()


def day_of(words: Translator, stages: Sequence[RoomStage], now: datetime) -> Day:
    """A day in stretches as a line."""
    if not stages:
        return NO_DAY
    first, last = stages[0].begins, stages[-1].ends

    def at(instant: datetime) -> float:
        return (instant - first) / (last - first)

    over = Chip("plain", words("room_state.over"), "check")
    return Day(
        tuple(
            DayPart(at(one.begins), at(one.ends),
                    over if one.over else state_chip(words, one.state, short=True))
            for one in stages
        ),
        (*((at(one.begins), written_time(one.begins)) for one in stages),
         (1.0, written_time(last))),
        at(now) if first <= now < last else NOWHERE,
    )


class DayLine(InfoPanel):
    """`title` and `hours` over the `day`; `flag` stands where it is now."""

    title = StringProperty("")
    hours = StringProperty("")
    flag = StringProperty("")
    day = ObjectProperty(NO_DAY)

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room, high = self.bounds.inset(AIR, 18), pen.height("strong")
        if not self.day.stretches:
            self._draw_head(pen, room._replace(h=high), "")
            pen.text(Rect(room.x, room.y + high, room.w, room.h - high), self.hours, "strong",
                     "ink-2", "center")
            return
        # Where it is low the day itself stays: its hours stand below it.
        if self.bounds.h >= HEADED:
            self._draw_head(pen, room._replace(h=high), self.hours)
        else:
            high = 0
        low = pen.height("label")
        line = Rect(room.x, room.y + high, room.w, room.h - high - low)
        flag = pen.height("chip") + 8
        blocks = Rect(line.x, line.y + flag, line.w, line.h - flag - BAR - 8)
        for stretch in self.day.stretches:
            self._draw_stretch(pen, blocks, stretch)
        self._draw_bar(pen, Rect(line.x, line.bottom - BAR - 2, line.w, BAR))
        self._draw_marks(pen, Rect(line.x, room.bottom - low, line.w, low))
        if self.day.now >= 0:
            self._draw_flag(pen, line._replace(y=line.y if high else line.y - 4, h=flag))

    def _draw_head(self, pen: Painter, line: Rect, said: str) -> None:
        title = pen.text(line, self.title, "strong", "ink")
        side = Rect(title.right + 24, line.y, line.right - title.right - 24, line.h)
        hours = pen.fitting(said, ("hint", "label"), side.w)
        if said:
            pen.text(side, said, hours, "ink-2", "right")

    def _draw_stretch(self, pen: Painter, blocks: Rect, stretch: DayPart) -> None:
        look = pen.theme.chip(stretch.chip.kind)
        x = blocks.x + stretch.begins * blocks.w
        wide = (stretch.ends - stretch.begins) * blocks.w - GAP
        box = Rect(x, blocks.y, max(wide, 4), blocks.h)
        faint = stretch.chip.kind == "plain"
        pen.fill(box, "wheat-2" if faint else look.face, 14)
        if look.line:
            pen.outline(box, look.line, 14, 3)
        icon, text = stretch.chip.icon or look.icon, stretch.chip.text
        high = pen.height("chip")
        if wide < ICON + 4:
            return
        if pen.width(text, "chip") + 4 > wide or ICON + high > box.h:
            pen.icon(box.middle(ICON, ICON), icon, look.tint)
            return
        top = box.y + (box.h - ICON - high) / 2
        pen.icon(Rect(box.x + (box.w - ICON) / 2, top, ICON, ICON), icon, look.tint)
        ink = "ink" if faint else look.ink
        pen.text(Rect(box.x, top + ICON, box.w, high), text, "chip", ink, "center")

    def _draw_bar(self, pen: Painter, bar: Rect) -> None:
        pen.fill(bar, "track", BAR / 2)
        if self.theme.mode.contrast:
            pen.outline(bar, "white", BAR / 2)
        if self.day.now > 0:
            pen.fill(bar._replace(w=max(self.day.now * bar.w, BAR)), "progress", BAR / 2)

    def _draw_marks(self, pen: Painter, line: Rect) -> None:
        for x, wide, text in self._places(pen, line):
            pen.text(Rect(x, line.y, wide, line.h), text, "label", "ink-2")

    def _places(self, pen: Painter, line: Rect) -> Iterator[tuple[float, float, str]]:
        """The hours that have room: the last one always, of the others those that do not touch."""
        if not self.day.hours:
            return
        _, last = self.day.hours[-1]
        stop = line.right - pen.width(last, "label")
        yield stop, line.right - stop, last
        free = line.x
        for share, text in self.day.hours[:-1]:
            x, wide = line.x + share * line.w, pen.width(text, "label")
            if x >= free and x + wide + APART <= stop:
                yield x, wide, text
                free = x + wide + APART

    def _draw_flag(self, pen: Painter, line: Rect) -> None:
        wide = pen.width(self.flag, "chip") + 40
        middle = line.x + self.day.now * line.w
        x = min(max(middle - wide / 2, line.x), line.right - wide)
        flag = Rect(x, line.y, wide, line.h)
        pen.fill(flag._replace(h=line.h - 6), "red", (line.h - 6) / 2)
        ink = "black" if self.theme.mode.contrast else "white"
        pen.text(flag._replace(h=line.h - 6), self.flag, "chip", ink, "center")
