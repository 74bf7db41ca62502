"""A touch: a finger or the mouse, from its beginning to its end."""

from weakref import ReferenceType

from kivy.uix.widget import Widget

class MotionEvent:
    pos: tuple[float, float]
    x: float
    y: float
    profile: list[str]
    button: str
    grab_current: Widget | None
    grab_list: list[ReferenceType[Widget]]
    def grab(self, widget: Widget) -> None: ...
    def ungrab(self, widget: Widget) -> None: ...
