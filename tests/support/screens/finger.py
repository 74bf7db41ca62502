"""A finger: touches of the touch screen as Kivy's input providers send them."""

from __future__ import annotations

from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent


class Finger(MotionEvent):
    """One touch, at pixels from the lower left."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("finger", 1, _share(x, y), is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)

    def moves(self, x: float, y: float) -> None:
        """It slides to another place."""
        self.move(_share(x, y))


def _share(x: float, y: float) -> dict[str, float]:
    return {"x": x / (Window.width - 1.0), "y": y / (Window.height - 1.0)}
