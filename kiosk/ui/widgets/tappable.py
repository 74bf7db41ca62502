"""Tappable: a face on a doorstep, the base of all that can be tapped."""

from __future__ import annotations

from typing import Any, ClassVar

from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole, once
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext

PRESS_SEEN = 0.08


class Tappable(KioskWidget):
    """Dispatches `on_tap` when a touch began and ended inside it, once per half second.

    `kind` is normal, quiet or primary. `enabled: False` greys it (say why in its text),
    `selected` marks a choice (with `tick` the green badge too), `current` the page one is on,
    `busy` an action under way. `value` is whatever the screen wants to find again in `on_tap`.
    A subclass writes on its face in `draw_face(pen, face, look)`, and first what it is called
    where it has no `say`.
    """

    kind = StringProperty("normal")
    enabled = BooleanProperty(True)
    selected = BooleanProperty(False)
    tick = BooleanProperty(False)
    current = BooleanProperty(False)
    busy = BooleanProperty(False)
    pressed = BooleanProperty(False)
    value: ObjectProperty[Any] = ObjectProperty(None, allownone=True)
    # Hearing it would tell a PIN.
    masked = BooleanProperty(False)

    MEANS = NodeRole.BUTTON

    __events__ = ("on_tap",)
    radius = "radius"
    # A key of a keyboard: the next one may follow at once.
    QUICK: ClassVar[bool] = False

    def __init__(self, around: WidgetContext | None = None, **properties: object) -> None:
        self._rise = Clock.create_trigger(self._rises, PRESS_SEEN)
        super().__init__(around, **properties)

    def draw(self, pen: Painter) -> None:
        look = self.look()
        measure = self.theme.measure
        radius = measure(self.radius)
        step = measure("step_primary" if self.kind == "primary" else "step")
        # What is written stands at the same height with and without a doorstep.
        room = self.bounds._replace(h=self.bounds.h - step)
        face = self.bounds
        if look.step:
            pen.fill(self.bounds, look.step, radius)
            face = room
        elif self.pressed:
            face = room = room.lower(measure("press"))
        pen.fill(face, look.face, radius)
        if look.line:
            width = measure("line" if self.enabled else "line_off")
            pen.outline(face, look.line, radius, width)
        self.draw_face(pen, room, look)
        if self.selected and self.tick:
            self._draw_tick(pen)

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        """Writes on the face."""

    def look(self) -> Look:
        """The look of its state: the strongest one wins."""
        state = self.kind
        if not self.enabled:
            state = "disabled"
        elif self.busy:
            state = "busy"
        elif self.pressed:
            state = f"{self.kind}_pressed"
        elif self.selected:
            state = "selected"
        elif self.current:
            state = "current"
        return self.theme.look(state)

    def meaning(self) -> AccessibleNode | None:
        """Its name, and as its value what else is written on it and the state it is in."""
        if self.box is None:
            return None
        texts = self.reads()
        name = self.say or next(iter(texts), "")
        value = self.words("meaning.and").join(once(name, [*texts, *self._states()]))
        return AccessibleNode(self.MEANS, name, value, self.box)

    def _states(self) -> list[str]:
        states = {
            "meaning.disabled": not self.enabled, "meaning.selected": self.selected,
            "meaning.current": self.current, "tappable.busy": self.busy,
        }
        return [self.words(state) for state, holds in states.items() if holds]

    def on_tap(self) -> None:
        """The tap counts. Screens bind it in .kv."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if super().on_touch_down(touch):
            return True
        if not self.collide_point(*touch.pos):
            return False
        if self.listens:
            touch.grab(self)
            self._sink()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        self.pressed = self.listens and self.collide_point(*touch.pos)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        # However short the touch was, the face is seen going down.
        self._rise()
        if self.collide_point(*touch.pos):
            self.tap()
        return True

    def press(self) -> None:
        """What a switch or a key does to it: a touch without a finger."""
        if self.listens:
            self._sink()
            self._rise()
            self.tap()

    def tap(self) -> None:
        """What a finger that left it does to it."""
        if self.listens and self.around.guard.lets_pass(self if self.QUICK else None):
            self.dispatch("on_tap")

    def rise(self) -> None:
        """Nothing presses it any more."""
        self._rise.cancel()
        self.pressed = False

    @property
    def listens(self) -> bool:
        """Whether a tap would do something now."""
        return self.enabled and not self.busy and not self.current

    def _sink(self) -> None:
        self._rise.cancel()
        self.pressed = True
        self.around.click()

    def _rises(self, _dt: float) -> None:
        self.pressed = False

    def _draw_tick(self, pen: Painter) -> None:
        side = self.theme.measure("tick")
        badge = Rect(self.bounds.right - side / 2 - 14, self.bounds.y - side / 2 + 10, side, side)
        if self.theme.mode.contrast:
            pen.disc(badge, "red")
            pen.disc(badge.inset(4), "black")
            pen.icon(badge.inset(10), "check", "red")
        else:
            pen.disc(badge, "paper")
            pen.disc(badge.inset(4), "green")
            pen.icon(badge.inset(10), "check", "white")
