"""The bottom bar: the same six buttons on every page."""

from __future__ import annotations

from kivy.properties import BooleanProperty

from kiosk.glass.box import Box
from kiosk.glass.buttons import PushButton
from kiosk.glass.pen import Pen
from kiosk.glass.piece import Piece

BACK, HOME, BIG, CONTRAST, ALOUD, LANGUAGE = (
    "back", "home", "big", "contrast", "aloud", "language"
)
ICONS = {
    BACK: "arrow-left", HOME: "home", BIG: "text-size", CONTRAST: "contrast", ALOUD: "volume",
    LANGUAGE: "world",
}
PORTRAIT_X = (36, 204, 399, 567, 734, 902)
LANDSCAPE_X = (48, 352, 689, 993, 1296, 1600)


class BottomBar(Piece):
    """返回, 首页 and the modes. `on_press(what)` with one of the names above."""

    at_home = BooleanProperty(False)
    can_go_back = BooleanProperty(True)

    __events__ = ("on_press",)

    def build(self) -> None:
        portrait, mode = self.theme.portrait, self.theme.mode
        chosen = {BIG: mode.big, CONTRAST: mode.contrast, ALOUD: mode.aloud}
        self.buttons = {}
        for name, icon in ICONS.items():
            button = PushButton(
                icon=icon, text=self.words(f"bar.{name}"), value=name, role="bar", side=52,
                stacked=portrait, selected=chosen.get(name, False), tick=True,
            )
            button.radius = "radius_small"
            self.add_widget(button)
            button.bind(on_tap=self._press)
            self.buttons[name] = button

    def lay(self) -> None:
        portrait = self.theme.portrait
        for x, button in zip(
            PORTRAIT_X if portrait else LANDSCAPE_X, self.buttons.values(), strict=True
        ):
            button.box = (
                Box(x, self.box.y + 24, 142, 136) if portrait
                else Box(x, self.box.y + 11, 272, 124)
            )
        self.buttons[BACK].enabled = self.can_go_back
        self.buttons[HOME].current = self.at_home

    def draw(self, pen: Pen) -> None:
        box, edges = self.box, self.theme.bleed
        pen.fill(Box(edges.x, box.y, edges.w, edges.bottom - box.y), "wheat")
        pen.fill(Box(edges.x, box.y, edges.w, self.theme.measure("line")), "bar-line")
        divider = Box(371, box.y + 43, 2, 96) if self.theme.portrait else (
            Box(655, box.y + 25, 2, 96)
        )
        pen.fill(divider, "side")

    def on_press(self, what: str) -> None:
        """One of the six was tapped."""

    def _press(self, button: PushButton) -> None:
        self.dispatch("on_press", button.value)
