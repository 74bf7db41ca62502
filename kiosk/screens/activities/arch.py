"""The doorway of an activity: its icon, large, in an arch that is as high as a photograph."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.ui.accessibility.accessible_node import AccessibleNode
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.shapes import plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget


class PhotoArch(KioskWidget):
    """An `icon` in a doorway; hidden in 高对比, and silent: the title says what it is."""

    icon = StringProperty("")

    def draw(self, pen: Painter) -> None:
        if self.icon and self.theme.measure("pictures"):
            plaque(pen, self.bounds, self.icon, self.bounds.w * 0.5)

    def meaning(self) -> AccessibleNode | None:
        return None
