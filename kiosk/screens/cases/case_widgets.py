"""Pieces of the pages on which a matter is told: steps, who listens, notes, what comes next."""

from __future__ import annotations

from itertools import product

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import line_high, lines_high, write_fitting
from kiosk.ui.drawing.painter import Align, Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, chip_width, draw_chip, plaque
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.tappable import Tappable

AIR = 24
CIRCLE, LINE = 52, 4
ARCH, ICON = (100.0, 124.0), 52
STRONG = ("section", "strong", "fact_bold", "chip")
TEXTS = ("body", "hint", "label")
WORDS = ("strong", "fact_bold", "chip")


class TellingSteps(KioskWidget):
    """How far the telling is: `steps` are words, of which the one at `at` (from 0) is done now."""

    steps: ListProperty[str] = ListProperty()
    at = NumericProperty(0)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        if not self.steps:
            return
        roles, box = ("hint", "label"), self.bounds
        needs = len(self.steps) * (CIRCLE + 12) + (len(self.steps) - 1) * 40
        role = next((one for one in roles if needs + sum(
            pen.width(step, one) for step in self.steps) <= box.w), roles[-1])
        spare = box.w - needs - sum(pen.width(step, role) for step in self.steps)
        gap = min(40 + spare / max(len(self.steps) - 1, 1), 96)
        x = box.x
        for n, step in enumerate(self.steps):
            circle = Rect(x, box.y + (box.h - CIRCLE) / 2, CIRCLE, CIRCLE)
            self._draw_circle(pen, circle, n)
            said = pen.text(Rect(circle.right + 12, box.y, box.right - circle.right - 12, box.h),
                            step, "chip" if n == self.at else role,
                            "ink" if n == self.at else "ink-2")
            x = said.right + gap
            if n + 1 < len(self.steps) and gap >= 40:
                pen.fill(Rect(said.right + 12, box.y + box.h / 2 - LINE / 2, gap - 24, LINE),
                         "gold")

    def _draw_circle(self, pen: Painter, circle: Rect, n: int) -> None:
        if n < self.at:
            pen.disc(circle, "green")
            pen.icon(circle.inset(10), "check", "card")
            return
        is_now = n == self.at
        pen.disc(circle, "ink" if is_now else "grey-bg")
        if not is_now and self.theme.mode.contrast:
            pen.outline(circle, "white", CIRCLE / 2, 3)
        pen.text(circle, str(n + 1), "chip", "card" if is_now else "grey-ink", "center")


class ListenerPanel(InfoPanel):
    """Who listens: `icon`, `title`, `lines` (dropped where there is no room), and a `chip`."""

    icon = StringProperty("")
    title = StringProperty("")
    lines: ListProperty[str] = ListProperty()
    chip = ObjectProperty(BLANK)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(AIR, 18)
        wide, high = ARCH
        if self.theme.mode.big or room.h < high:
            wide = high = 0.0
        else:
            plaque(pen, Rect(room.x, room.y, wide, high), self.icon, ICON, "plaque-light")
            room = room._replace(x=room.x + wide + 20, w=room.w - wide - 20)
        chip_high = self.theme.measure("chip") + 6 if self.chip.text else 0.0
        if chip_high and pen.height(STRONG[0]) + chip_high > room.h:
            # There is no room below: it stands beside.
            draw_chip(pen, room.right, room.y + (room.h - chip_high) / 2, self.chip, "right")
            room = room._replace(w=room.w - chip_width(pen, self.chip) - 24)
            chip_high = 0.0
        title = pen.fitting(self.title, STRONG, room.w)
        head, line_high = pen.height(title), pen.height("hint")
        lines = [one for one in self.lines if one and pen.width(one, "label") <= room.w]
        while lines and head + line_high * len(lines) + chip_high > room.h:
            lines.pop(0)
        y = room.y if wide else room.y + max(
            (room.h - head - line_high * len(lines) - chip_high) / 2, 0)
        pen.text(Rect(room.x, y, room.w, head), self.title, title, "ink")
        y += head
        for line in lines:
            role = pen.fitting(line, ("hint", "label"), room.w)
            pen.text(Rect(room.x, y, room.w, line_high), line, role, "ink-2")
            y += line_high
        if chip_high and y + chip_high <= self.bounds.bottom - 8:
            top = max(y + 6, room.bottom - chip_high) if wide else y + 6
            draw_chip(pen, room.x, top, self.chip)


class TopicTile(Tappable):
    """What a matter is about: a doorway with `icon`, `title` in one line or two, and a `line`,
    which goes first."""

    icon = StringProperty("")
    title = StringProperty("")
    line = StringProperty("")

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(20, 10)
        high = min(136.0, room.h - 8)
        arch = Rect(room.x, face.y + (face.h - high) / 2, high * 0.8, high)
        plaque(pen, arch, self.icon, high * 0.46)
        words = Rect(arch.right + 18, room.y, room.right - arch.right - 18, room.h)
        role = pen.fitting(self.title, ("tile", "tile_small", "strong", "fact_bold"), words.w)
        head, low = pen.height(role), pen.height("label")
        line = pen.fitting(self.line, ("tile_line", "label"), words.w)
        is_whole = (self.line and pen.width(self.title, role) <= words.w
                    and pen.width(self.line, line) <= words.w and head + low <= words.h)
        if not is_whole:
            write_fitting(pen, words, self.title,
                          ("tile", "tile_small", "strong", "fact_bold", "chip"), look.ink)
            return
        top = words.y + (words.h - head - pen.height(line)) / 2
        pen.text(words._replace(y=top, h=head), self.title, role, look.ink)
        colour = "ink-2" if self.enabled and not self.pressed else look.ink
        pen.text(words._replace(y=top + head, h=pen.height(line)), self.line, line, colour)


class ListenerTile(TopicTile):
    """Who listens, to be chosen: with a `chip` that says whether somebody receives, or when."""

    chip = ObjectProperty(BLANK)

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        wide = chip_width(pen, self.chip) + AIR if self.chip.text else 0.0
        super().draw_face(pen, face._replace(w=face.w - wide), look)
        if wide:
            high = self.theme.measure("chip") + 6
            draw_chip(pen, face.right - AIR, face.y + (face.h - high) / 2, self.chip, "right")


class NotePanel(InfoPanel):
    """Something to know: an `icon` over a `strong` line and a `text`; the text goes first."""

    icon = StringProperty("")
    strong = StringProperty("")
    text = StringProperty("")
    centred = BooleanProperty(False)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(20, 12)
        align: Align = "center" if self.centred else "left"
        theme, side = self.theme, 56.0
        breaks = self.text.count("\n")
        # Lines that were broken by hand are broken nowhere else, where that can be.
        for whole, strong, text, icon in product((True, False), WORDS, TEXTS, (side, 0.0)):
            head = lines_high(theme, self.strong, room.w, strong)
            high = lines_high(theme, self.text, room.w, text)
            is_broken = high > line_high(theme, text) * (breaks + 1) + 1
            if icon + head + high <= room.h and not (whole and breaks and is_broken):
                break
        else:
            write_fitting(pen, room, self.strong, WORDS, "ink", align)
            return
        y = room.y + (room.h - icon - head - high) / 2
        if icon:
            x = room.x + (room.w - 48) / 2 if self.centred else room.x
            pen.icon(Rect(x, y, 48, 48), self.icon, "brick")
        pen.text(room._replace(y=y + icon, h=head), self.strong, strong, "ink", align, wrap=True)
        pen.text(room._replace(y=y + icon + head, h=high), self.text, text, "ink-2", align, "top",
                 wrap=True)


class NextSteps(KioskWidget):
    """What happens next: `steps` are (word, hint), numbered, beside each other under a `title`."""

    title = StringProperty("")
    steps: ListProperty[tuple[str, str]] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        if not self.steps:
            return
        box, head = self.bounds, pen.height("section")
        below = pen.height("strong") + pen.height("hint")
        spare = box.h - head - CIRCLE - 22 - below
        if spare < -14:
            head = 0
        else:
            pen.text(box._replace(h=head), self.title, "section", "ink")
            head += min(max(spare, 0), 12)
        room = box._replace(y=box.y + head, h=box.h - head)
        cells = list(room.columns(len(self.steps), 24))
        for n, (cell, (word, hint)) in enumerate(zip(cells, self.steps, strict=True)):
            circle = Rect(cell.x, cell.y, CIRCLE + 16, CIRCLE + 16)
            if n + 1 < len(cells):
                pen.fill(Rect(circle.right + 12, circle.y + circle.h / 2 - LINE / 2,
                              cells[n + 1].x - circle.right - 24, LINE), "gold")
            pen.disc(circle, "ink")
            pen.text(circle, str(n + 1), "fact_bold", "card", "center")
            self._draw_words(pen, cell._replace(
                y=circle.bottom + 6, h=cell.bottom - circle.bottom - 6), word, hint)

    def _draw_words(self, pen: Painter, room: Rect, word: str, hint: str) -> None:
        high, low = pen.height("strong"), pen.height("hint")
        if room.h < high + low - 4:
            write_fitting(pen, room, word, WORDS, "ink", valign="top")
            return
        pen.text(room._replace(h=high), word, pen.fitting(word, WORDS, room.w), "ink")
        line = room._replace(y=room.y + high, h=low)
        pen.text(line, hint, pen.fitting(hint, ("hint", "label"), room.w), "ink-2")
