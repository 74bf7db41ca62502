"""The day line: a day of a room from its opening to its closing, and where it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.domain.rooms.rooms import RoomStage
from kiosk.screens.rooms.room_status import state_chip
from kiosk.ui.accessibility.accessible_node import Role
from kiosk.ui.drawing.painter import Pen
from kiosk.ui.drawing.rect import Box
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.widgets.basic import Panel
from kiosk.wording.dates import written_time
from kiosk.wording.translator import Translator

GAP, AIR, BAR = 6, 26, 8
ICON = 34
NOWHERE = -1.0
# How near each other the labels of two hours may stand.
APART = 14
# From this height on it has a title.
HEADED = 250


class Stretch(NamedTuple):
    """A part of the day, from and to where on the line (0 to 1), and how it stands."""

    begins: float
    ends: float
    chip: Chip


class Day(NamedTuple):
    """A day as it is drawn: its stretches, its hours with their places, and now, or NOWHERE."""

    stretches: tuple[Stretch, ...] = ()
    hours: tuple[tuple[float, str], ...] = ()
    now: float = NOWHERE


def day_of(words: Translator, stages: Sequence[RoomStage], now: datetime) -> Day:
    """A day in stretches as a line."""
    if not stages:
        return Day()
    first, last = stages[0].begins, stages[-1].ends

    def at(instant: datetime) -> float:
        return (instant - first) / (last - first)

    over = Chip("plain", words("room_state.over"), "check")
    return Day(
        tuple(
            Stretch(at(one.begins), at(one.ends),
                    over if one.over else state_chip(words, one.state, short=True))
            for one in stages
        ),
        (*((at(one.begins), written_time(one.begins)) for one in stages),
         (1.0, written_time(last))),
        at(now) if first <= now < last else NOWHERE,
    )


class DayLine(Panel):
    """`title` and `hours` over the day; `flag` stands where it is now."""

    title = StringProperty("")
    hours = StringProperty("")
    flag = StringProperty("")
    stretches: ListProperty[Stretch] = ListProperty()
    marks: ListProperty[tuple[float, str]] = ListProperty()
    now = NumericProperty(NOWHERE)

    MEANS = Role.LIST

    def draw(self, pen: Pen) -> None:
        super().draw(pen)
        room, high = self.bounds.inset(AIR, 18), pen.height("strong")
        if not self.stretches:
            self._draw_head(pen, room._replace(h=high), "")
            pen.text(Box(room.x, room.y + high, room.w, room.h - high), self.hours, "strong",
                     "ink-2", "center")
            return
        # Where it is low the day itself stays: its hours stand below it.
        if self.bounds.h >= HEADED:
            self._draw_head(pen, room._replace(h=high), self.hours)
        else:
            high = 0
        low = pen.height("label")
        line = Box(room.x, room.y + high, room.w, room.h - high - low)
        flag = pen.height("chip") + 8
        blocks = Box(line.x, line.y + flag, line.w, line.h - flag - BAR - 8)
        for stretch in self.stretches:
            self._draw_stretch(pen, blocks, stretch)
        self._draw_bar(pen, Box(line.x, line.bottom - BAR - 2, line.w, BAR))
        self._draw_marks(pen, Box(line.x, room.bottom - low, line.w, low))
        if self.now >= 0:
            self._draw_flag(pen, Box(line.x, line.y - 4, line.w, flag))

    def _draw_head(self, pen: Pen, line: Box, said: str) -> None:
        title = pen.text(line, self.title, "strong", "ink")
        side = Box(title.right + 24, line.y, line.right - title.right - 24, line.h)
        hours = pen.fitting(said, ("hint", "label"), side.w)
        if said:
            pen.text(side, said, hours, "ink-2", "right")

    def _draw_stretch(self, pen: Pen, blocks: Box, stretch: Stretch) -> None:
        look = pen.theme.chip(stretch.chip.kind)
        x = blocks.x + stretch.begins * blocks.w
        wide = (stretch.ends - stretch.begins) * blocks.w - GAP
        box = Box(x, blocks.y, max(wide, 4), blocks.h)
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
        pen.icon(Box(box.x + (box.w - ICON) / 2, top, ICON, ICON), icon, look.tint)
        ink = "ink" if faint else look.ink
        pen.text(Box(box.x, top + ICON, box.w, high), text, "chip", ink, "center")

    def _draw_bar(self, pen: Pen, bar: Box) -> None:
        pen.fill(bar, "track", BAR / 2)
        if self.theme.mode.contrast:
            pen.outline(bar, "white", BAR / 2)
        if self.now > 0:
            pen.fill(bar._replace(w=max(self.now * bar.w, BAR)), "progress", BAR / 2)

    def _draw_marks(self, pen: Pen, line: Box) -> None:
        for x, wide, text in self._places(pen, line):
            pen.text(Box(x, line.y, wide, line.h), text, "label", "ink-2")

    def _places(self, pen: Pen, line: Box) -> Iterator[tuple[float, float, str]]:
        """The hours that have room: the last one always, of the others those that do not touch."""
        if not self.marks:
            return
        _, last = self.marks[-1]
        stop = line.right - pen.width(last, "label")
        yield stop, line.right - stop, last
        free = line.x
        for share, text in self.marks[:-1]:
            x, wide = line.x + share * line.w, pen.width(text, "label")
            if x >= free and x + wide + APART <= stop:
                yield x, wide, text
                free = x + wide + APART

    def _draw_flag(self, pen: Pen, line: Box) -> None:
        wide = pen.width(self.flag, "chip") + 40
        middle = line.x + self.now * line.w
        x = min(max(middle - wide / 2, line.x), line.right - wide)
        flag = Box(x, line.y, wide, line.h)
        pen.fill(flag._replace(h=line.h - 6), "red", (line.h - 6) / 2)
        ink = "black" if self.theme.mode.contrast else "white"
        pen.text(flag._replace(h=line.h - 6), self.flag, "chip", ink, "center")
