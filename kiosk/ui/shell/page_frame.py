"""The stage: header, page, bottom bar and what lies over them; the first to feel a touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from kivy.clock import Clock
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Translate
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.domain.content.guide import Centre
from kiosk.ui.accessibility.accessible_node import AccessibleNode
from kiosk.ui.accessibility.focus import Focus, FocusTarget
from kiosk.ui.drawing.painter import Written
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.transitions import DIALOG, PAGE, TOAST, Fading
from kiosk.ui.input.finger import Finger
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.shell.bottom_bar import BottomBar
from kiosk.ui.shell.header import Header
from kiosk.ui.shell.overlays import Dialog, ErrorPanel, Question, Toast
from kiosk.ui.widgets.basic import Strip
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext
from kiosk.ui.widgets.tappable import Tappable
from kiosk.wording.dates import weekday, written_date, written_time

TOAST_STAYS = 4.0
# The way of a page nobody touches, in design pixels, a step a minute: none is longer than 3 mm.
WAY = ((0, 0), (12, 0), (12, 12), (0, 12), (-12, 12), (-12, 0))
PLACES = {
    "portrait": {
        "header": (0, 0, 1080, 150), "bar": (0, 1740, 1080, 180),
        "strip": (138, 82, 894, 48), "big_strip": (154, 98, 878, 54),
        "toast": (24, 20, 1032, 112), "trouble": (48, 640, 984, 760),
    },
    "landscape": {
        "header": (0, 0, 1920, 150), "bar": (0, 936, 1920, 144),
        "strip": (138, 82, 1000, 48), "big_strip": (154, 98, 1100, 54),
        "toast": (24, 20, 1872, 112), "trouble": (318, 364, 1284, 540),
    },
}


class PageFrame(Widget):
    """One mode's stage. `on_touch` hears of every touch before anybody; it may take it away."""

    def __init__(self, around: WidgetContext, on_touch: Callable[[MotionEvent], bool]) -> None:
        super().__init__(size=around.theme.window, size_hint=(None, None))
        self.around = around
        self.screen: KioskScreen | None = None
        self._on_touch = on_touch
        self._finger = Finger(around.guard.monotonic)
        self._end_toast = Clock.create_trigger(self._drop_toast, TOAST_STAYS)
        with self.canvas.before:
            Color(*around.theme.colour("paper"))
            Rectangle(size=around.theme.window)
            PushMatrix()
            self._drift = Translate(0, 0)
        with self.canvas.after:
            PopMatrix()
        big = around.theme.mode.big
        self.header = Header(around, box=self._place("header"))
        self.strip = Strip(around, box=self._place("big_strip" if big else "strip"))
        self.bar = BottomBar(around, box=self._place("bar"))
        self.toast = Toast(around, box=self._place("toast"))
        self.dialog: Dialog | None = None
        self.trouble: ErrorPanel | None = None
        for piece in (self.header, self.strip, self.bar, self.toast):
            self.add_widget(piece)
        self.focus = Focus(self)
        self.fading = Fading(calm=big or around.theme.mode.contrast)
        self.fbind("children", self._changed)

    def put(self, screen: KioskScreen) -> None:
        """Puts a page on the stage in place of the one there."""
        self.fading.finish()
        self.close()
        self.drop_trouble()
        if self.screen is not screen:
            before, self.screen = self.screen, screen
            if before is not None:
                before.leave()
                self.remove_widget(before)
            self.add_widget(screen, index=len(self.children))
            if before is not None:
                self._fade_out(before, screen)
        self.header.staff = screen.STAFF
        self._stand(self.header, screen.HEADER)
        self._stand(self.bar, screen.BAR)
        self.drift(0)

    def _fade_out(self, page: KioskScreen, following: KioskScreen) -> None:
        over = self.canvas.indexof(following.canvas) + 1
        self.canvas.insert(over, page.canvas)
        self.fading.goes(page.canvas, PAGE, partial(self.canvas.remove, page.canvas))

    def _stand(self, piece: KioskWidget, stands: bool) -> None:
        if stands and piece.parent is None:
            self.add_widget(piece, index=len(self.children) - 1)
        elif not stands and piece.parent is not None:
            self.remove_widget(piece)

    def drift(self, steps: int) -> None:
        """Moves all that stands here by a few millimetres: step 0 is where it belongs."""
        x, y = WAY[steps % len(WAY)]
        px = self.around.theme.px
        # To be told the same place again would be reason enough for another frame.
        if (self._drift.x, self._drift.y) != (px(x), -px(y)):
            self._drift.x, self._drift.y = px(x), -px(y)

    def ask(self, question: Question) -> Dialog:
        """A dialog over everything but the bar's place."""
        self.close()
        bar = self.bar.bounds
        self.dialog = Dialog(self.around, question=question, box=Rect(0, 0, bar.w, bar.y))
        self.add_widget(self.dialog)
        self.fading.comes(self.dialog.canvas, DIALOG)
        return self.dialog

    def close(self) -> None:
        """Takes the dialog away."""
        if self.dialog is not None:
            self.remove_widget(self.dialog)
            self.dialog = None

    def show_trouble(self, panel: ErrorPanel) -> None:
        """Puts a panel in the page's place; the page comes back with the next `put`."""
        self.drop_trouble()
        if self.screen is not None:
            self.remove_widget(self.screen)
            self.screen = None
        panel.box = self._place("trouble")
        self.trouble = panel
        self.add_widget(panel, index=len(self.children))

    def drop_trouble(self) -> None:
        """Takes the panel away."""
        if self.trouble is not None:
            self.remove_widget(self.trouble)
            self.trouble = None

    def leave(self) -> None:
        """The stage is left with its page: no finger, clock or animation keeps either."""
        self.fading.finish()
        self._finger.lets_go()
        self._end_toast.cancel()
        if self.screen is not None:
            self.screen.leave()

    def announce(self, text: str, icon: str, mood: str) -> None:
        """One sentence over the header for a moment: nothing there is tapped."""
        self.toast.text, self.toast.icon, self.toast.mood = text, icon, mood
        self.fading.comes(self.toast.canvas, TOAST)
        self._end_toast.cancel()
        self._end_toast()

    def _drop_toast(self, _dt: float) -> None:
        self.toast.text = ""

    def tell(self, text: str) -> None:
        """The strip of news, in the header's second line."""
        self.strip.text = text
        self.header.news = bool(text)

    def name_centre(self, centre: Centre) -> None:
        """The names in the header."""
        language = self.around.theme.mode.language
        self.header.brand = centre.name.in_(language)
        self.header.centre = centre.centre.in_(language)

    def show_time(self, now: datetime) -> None:
        """The clock in the header."""
        words, big = self.around.words, self.around.theme.mode.big
        self.header.clock = written_time(now)
        self.header.date = (
            weekday(words, now.weekday()) if big else written_date(words, now, "header"))

    def speech(self) -> str:
        """What 朗读 reads of it: the dialog, the panel, or the page."""
        shown = self.dialog or self.trouble or self.screen
        return shown.speech() if shown else ""

    def register(self) -> list[AccessibleNode]:
        """What is on the touch screen now, in the order in which it is read; a dialog hides the
        page."""
        parts: list[KioskWidget | KioskScreen | None] = [self.dialog] if self.dialog else [
            self.header, self.strip, self.trouble or self.screen, self.toast]
        parts.append(self.bar)
        pieces = (piece for part in parts if part and part.parent for piece in part.pieces())
        return [meaning for piece in pieces if (meaning := piece.meaning())]

    # ---- for tests and the gallery

    def pieces(self) -> Iterator[KioskWidget]:
        """Every piece on the stage."""
        for child in reversed(self.children):
            if isinstance(child, (KioskWidget, KioskScreen)):
                yield from child.pieces()

    def targets(self) -> list[FocusTarget]:
        """All that can be tapped now: with a dialog open only what is in it, and the bar."""
        within = [*self.dialog.pieces(), *self.bar.pieces()] if self.dialog else self.pieces()
        return [FocusTarget(p, p.box) for p in within if isinstance(p, Tappable) and p.box]

    def overflows(self) -> list[Written]:
        """Texts that do not fit their place."""
        return [text for piece in self.pieces() if piece.pen for text in piece.pen.written
                if text.overflows]

    # ---- touches and keys

    def _changed(self, *_: object) -> None:
        """A page, a panel or a dialog came or went."""
        self._finger.lets_go()
        self.focus.changed()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        other_button = "button" in touch.profile and touch.button != "left"
        if other_button or not self._finger.takes(touch):
            return True
        self.focus.leave()
        return self._on_touch(touch) or bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        return not self._finger.moves(touch) or bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        return not self._finger.leaves(touch) or bool(super().on_touch_up(touch))

    def _place(self, name: str) -> Rect:
        way = "portrait" if self.around.theme.portrait else "landscape"
        return Rect(*PLACES[way][name])
