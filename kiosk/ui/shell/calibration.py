"""Calibration: a bank card as large as the panel's setting makes it, to hold a real one against."""

from __future__ import annotations

import math

from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import FittingSay
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.basic import Say
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext

# ISO/IEC 7810 ID-1: bank cards, identity cards.
CARD_MM, CARD_HIGH_MM, CORNER_MM = 85.60, 53.98, 3.18
WIDEST_MM = 2000
STEPS = (("much_smaller", 10), ("smaller", 1), ("larger", -1), ("much_larger", -10))
PLACES = {
    "portrait": {
        "title": (48, 60, 984, 90), "text": (48, 160, 984, 170), "card": (48, 350, 984, 760),
        "line": (48, 1150, 984, 80), "steps": (48, 1256, 984, 150), "done": (48, 1446, 984, 186),
    },
    "landscape": {
        "title": (48, 60, 850, 90), "text": (48, 170, 850, 290), "card": (930, 48, 942, 640),
        "line": (48, 600, 850, 80), "steps": (48, 710, 1824, 140), "done": (48, 874, 1824, 152),
    },
}


class CardOutline(KioskWidget):
    """The outline of a bank card on a panel of `panel_mm`, with a ruler of centimetres below."""

    panel_mm = NumericProperty(0.0)

    MEANS = NodeRole.IMAGE

    @property
    def millimetre(self) -> float:
        """How many design pixels a millimetre is."""
        return self.theme.window[0] / self.panel_mm / self.theme.scale

    @property
    def card(self) -> Rect:
        """Where the card stands."""
        mm = self.millimetre
        return self.bounds._replace(h=self.bounds.h - 80).middle(CARD_MM * mm, CARD_HIGH_MM * mm)

    def draw(self, pen: Painter) -> None:
        card, mm = self.card, self.millimetre
        pen.fill(card, "card", CORNER_MM * mm)
        pen.outline(card, "ink", CORNER_MM * mm, 3)
        for tick in range(math.floor(CARD_MM) + 1):
            high = 28 if tick % 10 == 0 else 18 if tick % 5 == 0 else 10
            pen.fill(Rect(card.x + tick * mm, card.bottom + 14, 2, high), "ink")
        for centimetre in (0, 4, 8) if mm > 4 else (0, 8):
            place = Rect(card.x + 10 * centimetre * mm - 60, card.bottom + 42, 120, 42)
            pen.text(place, f"{centimetre} cm", "label", "ink", "center")


class Calibration(Widget):
    """Says which width to set once the outline fits a card; `on_done` when that is so."""

    panel_mm = NumericProperty(0.0)

    __events__ = ("on_done",)

    def __init__(self, around: WidgetContext) -> None:
        super().__init__(size=around.theme.window, size_hint=(None, None))
        theme, words = around.theme, around.words
        way = "portrait" if theme.portrait else "landscape"
        place = {name: Rect(*box) for name, box in PLACES[way].items()}
        with self.canvas.before:
            Color(*theme.colour("paper"))
            Rectangle(size=theme.window)
        self.outline = CardOutline(around, box=place["card"], say=words("calibrate.card"))
        self._least = _least_mm(theme.panel, place["card"], theme.scale)
        self.line = Say(around, box=place["line"], role="section",
                        align="center" if theme.portrait else "left")
        self.add_widget(Say(
            around, box=place["title"], role="title", text=words("calibrate.title")))
        self.add_widget(FittingSay(
            around, box=place["text"], roles=["body", "hint", "label"], valign="top",
            text=words("calibrate.text")))
        self.add_widget(self.outline)
        self.add_widget(self.line)
        columns = place["steps"].columns(len(STEPS), 24)
        for (name, step), box in zip(STEPS, columns, strict=True):
            button = PushButton(
                around, box=box, text=words(f"calibrate.{name}"), value=step, side=40,
                icon="minus" if step > 0 else "plus",
            )
            button.bind(on_tap=self._step)
            self.add_widget(button)
        done = PushButton(around, box=place["done"], kind="primary", role="primary",
                          icon="check", text=words("calibrate.done"))
        done.bind(on_tap=self._done)
        self.add_widget(done)
        self.set(theme.panel.width_mm)

    def set(self, panel_mm: float) -> None:
        """Draws the card as on a panel of that width."""
        self.panel_mm = min(max(round(panel_mm), self._least), WIDEST_MM)
        self.outline.panel_mm = self.panel_mm
        self.line.text = self.setting

    @property
    def setting(self) -> str:
        """What to write into the settings."""
        return f"KIOSK_PANEL_MM={self.panel_mm:g}"

    def on_done(self) -> None:
        """The outline fits."""

    def _step(self, button: PushButton) -> None:
        self.set(self.panel_mm + button.value)

    def _done(self, _button: PushButton) -> None:
        self.dispatch("on_done")


def _least_mm(panel: TouchPanel, room: Rect, scale: float) -> int:
    """The narrowest panel of these pixels on which a card still has room."""
    across = CARD_MM * panel.window[0] / (room.w * scale)
    down = CARD_HIGH_MM * panel.window[0] / ((room.h - 90) * scale)
    return max(math.ceil(max(across, down)), 100)
