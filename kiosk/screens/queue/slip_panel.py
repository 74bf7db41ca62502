"""The slip panel: whether the slip came out, and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from kivy.properties import ObjectProperty

from kiosk.domain.queue.slips import SlipState
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import lines_high, wrapped_role, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.wording.translator import Translator

TARGET = 120
ICONS = {
    SlipState.QUEUED: "printer", SlipState.PRINTED: "printer", SlipState.TROUBLE: "printer-off",
    SlipState.NONE: "ticket",
}
TITLES = ("counter", "strong", "fact_bold", "chip")
LINES = ("hint", "fact", "label")


@dataclass(frozen=True, slots=True)
class SlipShown:
    """What is said of a slip; `again` is there where it can be printed again."""

    icon: str = "printer"
    title: str = ""
    text: str = ""
    again: str = ""


NO_SLIP = SlipShown()


def slip_shown(words: Translator, state: SlipState, url: str) -> SlipShown:
    """A slip in words; without one the code that leads to `url` is to be had."""
    how = "offline" if state is SlipState.NONE and not url else "hint"
    return SlipShown(
        ICONS[state], words(f"ticket.slip_{state}"), words(f"ticket.slip_{state}_{how}"),
        words("ticket.reprint") if state is SlipState.TROUBLE else "")


def tell_no_paper(screen: KioskScreen, was: SlipState, now: SlipState, number: str) -> None:
    """Says under the eyes of whoever stands there that no slip came out."""
    if now is SlipState.TROUBLE is not was:
        screen.ui.toast(screen.words("ticket.out_of_paper", number=number),
                        "alert-triangle-filled", "bad")


class SlipPanel(KioskWidget):
    """An icon, title and text of a `slip`; with `again` a button of that name, which is `on_print`.

    A box that is wide and low has the icon beside the words.
    """

    slip = ObjectProperty(NO_SLIP)

    MEANS = NodeRole.STATUS

    __events__ = ("on_print",)

    def build(self) -> None:
        self._button = PushButton(icon="refresh", side=36)
        self.add_widget(self._button)
        self._button.bind(on_tap=self._tapped)

    def draw(self, pen: Painter) -> None:
        draw_panel(pen, self.bounds)
        if self._wide:
            self._draw_beside(pen)
        else:
            self._draw_below(pen)

    def layout(self) -> None:
        self._button.text = self.slip.again
        self._button.box = self._button_box if self.slip.again else None

    def on_print(self) -> None:
        """The slip is wanted once more."""

    @property
    def _button_box(self) -> Rect:
        box = self.bounds
        if self._wide:
            wide = 316 if self.theme.mode.big else 280
            return Rect(box.right - 16 - wide, box.y + (box.h - TARGET) / 2, wide, TARGET)
        return Rect(box.x + 16, box.bottom - 16 - TARGET, box.w - 32, TARGET)

    @property
    def _wide(self) -> bool:
        return self.bounds.w > 1.5 * self.bounds.h

    def _draw_beside(self, pen: Painter) -> None:
        box, side = self.bounds, 64
        x, stop, lines = box.x + 28, box.right - 20, 1
        if self.slip.again:
            stop, lines = self._button_box.x - 12, 2
        else:
            pen.icon(Rect(x, box.y + (box.h - side) / 2, side, side), self.slip.icon, "brick")
            x += side + 24
        upper = Rect(x, box.y, stop - x, pen.height("fact_bold", lines) + 8)
        title = wrapped_role(self.theme, self.slip.title, upper, TITLES)
        high = lines_high(self.theme, self.slip.title, upper.w, title)
        lower = upper._replace(h=box.h - high - 24)
        text = wrapped_role(self.theme, self.slip.text, lower, LINES)
        low = lines_high(self.theme, self.slip.text, lower.w, text)
        top = box.y + (box.h - high - low) / 2
        pen.text(upper._replace(y=top, h=high), self.slip.title, title, "ink", wrap=True)
        pen.text(lower._replace(y=top + high, h=low), self.slip.text, text, "ink-2", wrap=True)

    def _draw_below(self, pen: Painter) -> None:
        box, side, lines = self.bounds, 84, 2
        if self.slip.again:
            box, side = box._replace(h=box.h - TARGET - 16), 52
            lines = 1
        high, low = pen.height("counter"), pen.height("hint", lines)
        free = box.h - side - high - low
        air = min(free / 4, 24)
        top = box.y + (free - 2 * air) / 2
        pen.icon(Rect(box.x + (box.w - side) / 2, top, side, side), self.slip.icon, "brick")
        room = Rect(box.x + 12, top + side + air, box.w - 24, high)
        write_fitting(pen, room, self.slip.title, TITLES, "ink", "center")
        below = Rect(room.x, room.bottom + air / 2, room.w, low)
        write_fitting(pen, below, self.slip.text, LINES, "ink-2", "center", "top")

    def _tapped(self, _button: PushButton) -> None:
        self.dispatch("on_print")
