"""The bottom bar: the same six buttons on every page, and the keys of the voice."""

from __future__ import annotations

from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, NumericProperty

from kiosk.ui.accessibility.read_aloud import USUAL, VOLUMES
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget

BACK, HOME, BIG, CONTRAST, ALOUD, LANGUAGE = (
    "back", "home", "big", "contrast", "aloud", "language"
)
SOFTER, LOUDER, SILENT = "softer", "louder", "silent"
ICONS = {
    BACK: "arrow-left", HOME: "home", BIG: "text-size", CONTRAST: "contrast", ALOUD: "volume",
    LANGUAGE: "world", SOFTER: "minus", LOUDER: "plus", SILENT: "volume-off",
}
MODES = (BACK, HOME, BIG, CONTRAST, ALOUD, LANGUAGE)
# While the voice has its keys here 朗读 stays in its place: again is where it was.
VOICE = (BACK, HOME, SOFTER, LOUDER, ALOUD, SILENT)
PORTRAIT_X = (36, 204, 399, 567, 734, 902)
LANDSCAPE_X = (48, 352, 689, 993, 1296, 1600)


class BottomBar(KioskWidget):
    """返回, 首页 and the modes. `on_press(what)` with one of the names above.

    `aloud` is whether pages are read out; with `voice` the voice's own stand in place of the
    modes, and between softer and louder how loud it is: `volume`, a step of VOLUMES.
    """

    at_home = BooleanProperty(False)
    can_go_back = BooleanProperty(True)
    aloud = BooleanProperty(False)
    voice = BooleanProperty(False)
    volume = NumericProperty(USUAL)

    __events__ = ("on_press",)

    def build(self) -> None:
        portrait, mode = self.theme.portrait, self.theme.mode
        self.aloud = mode.aloud
        chosen = {BIG: mode.big, CONTRAST: mode.contrast}
        self.buttons = {}
        for name, icon in ICONS.items():
            button = PushButton(
                icon=icon, text=self.words(f"bar.{name}"), value=name, role="bar", side=52,
                stacked=portrait, selected=chosen.get(name, False), tick=True,
            )
            button.radius = "radius_small"
            if self.words.has(f"bar.say_{name}"):
                button.say = self.words(f"bar.say_{name}")
            self.add_widget(button)
            button.bind(on_tap=self._press)
            self.buttons[name] = button

    def layout(self) -> None:
        portrait = self.theme.portrait
        shown = VOICE if self.voice else MODES
        for name in self.buttons.keys() - shown:
            self.buttons[name].box = None
        for x, name in zip(PORTRAIT_X if portrait else LANDSCAPE_X, shown, strict=True):
            self.buttons[name].box = (
                Rect(x, self.bounds.y + 24, 142, 136) if portrait
                else Rect(x, self.bounds.y + 11, 272, 124)
            )
        self.buttons[BACK].enabled = self.can_go_back
        self.buttons[HOME].current = self.at_home
        self.buttons[ALOUD].selected = self.aloud
        self.buttons[ALOUD].text = self.words("bar.again" if self.voice else "bar.aloud")
        self.buttons[SOFTER].enabled = self.volume > 0
        self.buttons[LOUDER].enabled = self.volume < len(VOLUMES) - 1

    def draw(self, pen: Painter) -> None:
        box, edges = self.bounds, self.theme.bleed
        pen.fill(Rect(edges.x, box.y, edges.w, edges.bottom - box.y), "wheat")
        pen.fill(Rect(edges.x, box.y, edges.w, self.theme.measure("line")), "bar-line")
        divider = Rect(371, box.y + 43, 2, 96) if self.theme.portrait else (
            Rect(655, box.y + 25, 2, 96)
        )
        pen.fill(divider, "side")
        if self.voice:
            self._draw_volume(pen)

    def _draw_volume(self, pen: Painter) -> None:
        """A ladder between softer and louder: as many rungs as it is loud."""
        xs = PORTRAIT_X if self.theme.portrait else LANDSCAPE_X
        wide, top = (142, 36) if self.theme.portrait else (272, 17)
        middle = (xs[VOICE.index(SOFTER)] + wide + xs[VOICE.index(LOUDER)]) / 2
        for step in range(len(VOLUMES)):
            rung = Rect(middle - 6, self.bounds.y + top + 24 * (len(VOLUMES) - 1 - step), 12, 16)
            pen.fill(rung, "progress" if step <= self.volume else "track", 4)
            pen.outline(rung, "white" if self.theme.mode.contrast else "progress", 4)

    def puts_away(self, touch: MotionEvent) -> None:
        """A touch beside the voice's keys puts them away: the modes stand there again."""
        if self.voice and not any(
            button.box and button.collide_point(*touch.pos)
            for name, button in self.buttons.items() if name not in MODES or name == ALOUD
        ):
            self.voice = False

    def on_press(self, what: str) -> None:
        """One of them was tapped."""

    def _press(self, button: PushButton) -> None:
        self.dispatch("on_press", button.value)
