"""Buttons: an icon and a verb; primary, normal, quiet, stacked, and the ones that turn pages."""

from __future__ import annotations

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.repeater import NO_LIST
from kiosk.ui.widgets.tappable import Tappable

AIR, STACK_AIR = 18, 10
# From here icon and words of a column's buttons begin, each below the one before.
FROM_LEFT = 60
CHEVRON = 40
# Narrower than this a pager's button has its chevron above the words.
NARROW, NARROW_BIG = 180, 220


class PushButton(Tappable):
    """`icon` and `text` side by side in the middle of the face; `hint` in a line below.

    `role` is the text's ("button", "primary"). `stacked` puts the icon above the text where the
    face is high enough, with room for so many `lines` as its neighbours have; `trailing` puts it
    behind; `from_left` begins both at the left, as in a column of choices. Busy it says 请稍等.
    Text may hold a \\n.
    """

    icon = StringProperty("")
    text = StringProperty("")
    hint = StringProperty("")
    role = StringProperty("button")
    hint_role = StringProperty("primary_hint")
    side = NumericProperty(44.0)
    stacked = BooleanProperty(False)
    lines = NumericProperty(1)
    trailing = BooleanProperty(False)
    from_left = BooleanProperty(False)

    radius = "radius"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        icon, text, hint = self.icon, self.text, self.hint
        if self.busy:
            icon, text, hint = "loader-2", self.words("tappable.busy"), ""
        if self.stacked and icon and face.h >= self._stack(pen, text) + STACK_AIR:
            self._draw_stacked(pen, face, look, icon, text)
            return
        if not hint:
            self._draw_line(pen, face, look, icon, text)
            return
        high, low = pen.height(self.role), pen.height(self.hint_role)
        line = Rect(face.x, face.y + (face.h - high - low) / 2, face.w, high)
        self._draw_line(pen, line, look, icon, text)
        room = Rect(face.x + AIR, line.bottom, face.w - 2 * AIR, low)
        pen.text(room, hint, self.hint_role, look.ink, "center")

    def _draw_line(self, pen: Painter, line: Rect, look: Look, icon: str, text: str) -> None:
        gap = (20 if self.side > CHEVRON else 10) if text else 0
        lead = self.side + gap if icon else 0
        lines = text.split("\n")
        longest = max(lines, key=lambda part: pen.width(part, self.role))
        roles = (self.role, "button", "fact_bold", "chip")
        role = pen.fitting(longest, roles, line.w - lead - 2 * AIR)
        wide = pen.width(longest, role)
        # An icon is drawn with air of its own, so it may stand closer to the edge than text.
        middle = line.x + (line.w - lead - wide) / 2
        left = max(min(middle, line.x + FROM_LEFT) if self.from_left else middle, line.x + AIR)
        room = Rect(left + lead, line.y, line.right - AIR - left - lead, line.h)
        if self.trailing:
            room = Rect(left, line.y, line.right - AIR - left - lead, line.h)
        if icon:
            x = room.x + wide + gap if self.trailing else left
            pen.icon(Rect(x, line.y + (line.h - self.side) / 2, self.side, self.side), icon,
                     look.icon)
        if text:
            pen.text(room, text, role, look.ink)

    def _stack(self, pen: Painter, text: str) -> float:
        """How high icon and text are above each other."""
        return self.side + 2 + self._lines_high(pen, text)

    def _lines_high(self, pen: Painter, text: str) -> float:
        return pen.height(self.role, max(text.count("\n") + 1, int(self.lines)))

    def _draw_stacked(self, pen: Painter, face: Rect, look: Look, icon: str, text: str) -> None:
        high = self._lines_high(pen, text)
        # Letters stand a little below the middle of their line.
        top = face.y + (face.h - self._stack(pen, text)) / 2 - high / 20
        pen.icon(Rect(face.x + (face.w - self.side) / 2, top, self.side, self.side), icon,
                 look.icon)
        room = Rect(face.x + 4, top + self.side + 2, face.w - 8, high)
        longest = max(text.split("\n"), key=lambda part: pen.width(part, self.role))
        roles = (self.role, "fact_bold", "chip", self.role)
        role = pen.fitting(longest, roles, face.w - 2 * AIR)
        pen.text(room, text, role, look.ink, "center")


class Pager(KioskWidget):
    """上一页 / 第 1 页，共 2 页 / 下一页 `of` a list; `on_turn(page)`.

    Where `button_width` is too narrow for chevron and words they stand above each other.
    """

    of = ObjectProperty(NO_LIST)
    button_width = NumericProperty(216.0)

    __events__ = ("on_turn",)

    def build(self) -> None:
        self._back = PushButton(
            icon="chevron-left", text=self.words("pager.back"), value=-1, side=CHEVRON
        )
        self._next = PushButton(
            icon="chevron-right", text=self.words("pager.next"), value=1, side=CHEVRON,
            trailing=True,
        )
        for button in (self._back, self._next):
            self.add_widget(button)
            button.bind(on_tap=self._turn)

    def layout(self) -> None:
        high, wide = min(self.bounds.h, 130), self.button_width
        self._back.box = Rect(self.bounds.x, self.bounds.y, wide, high)
        self._next.box = Rect(self.bounds.right - wide, self.bounds.y, wide, high)
        self._back.enabled = self.of.at > 0
        self._next.enabled = self.of.at < self.of.pages - 1
        for button in (self._back, self._next):
            button.stacked = wide < (NARROW_BIG if self.theme.mode.big else NARROW)

    def draw(self, pen: Painter) -> None:
        room = self.bounds.inset(self.button_width + 8, 0)._replace(h=min(self.bounds.h, 130))
        page, pages = self.of.at + 1, self.of.pages
        said = self.words("pager.where", page=page, pages=pages)
        if pen.width(said, "fact_bold") > room.w:
            said = f"{page} / {pages}"
        pen.text(room, said, "fact_bold", "ink", "center")

    def on_turn(self, page: int) -> None:
        """Another page was asked for."""

    def _turn(self, button: PushButton) -> None:
        self.dispatch("on_turn", self.of.at + button.value)
