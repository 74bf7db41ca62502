"""The doorway of an activity: its picture, or its icon, in an arch that is as high as a photograph.
"""

from __future__ import annotations

from kivy.graphics.texture import Texture
from kivy.properties import ObjectProperty, StringProperty

from kiosk.screens.exhibition.frames import BLUR
from kiosk.ui.accessibility.accessible_node import AccessibleNode
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.shapes import plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget


class PhotoArch(KioskWidget):
    """A picture in its doorway, `frame`, or without one an `icon`; hidden in 高对比, and silent:
    the title says what it is."""

    frame: ObjectProperty[Texture | None] = ObjectProperty(None, allownone=True)
    icon = StringProperty("")

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        if not self.theme.measure("pictures"):
            return
        if self.frame is not None:
            # Its shadow reaches beyond the doorway.
            pen.image(box.inset(-2 * BLUR), self.frame)
        elif self.icon:
            plaque(pen, box, self.icon, box.w * 0.5)

    def meaning(self) -> AccessibleNode | None:
        return None
