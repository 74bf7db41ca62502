"""The number field: digits that are typed on the keypad, in groups, so that they can be checked."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import BESIDE, lines_high, write_fitting, write_trouble
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.widgets.kiosk_widget import KioskWidget

MARGIN = 36
# The share of its half by which what was typed has more room.
MORE = 1.16
# The share of its half that it has at least.
LEAST = 0.7
SMALLER = ("body", "hint", "label")
FIGURES = ("choice", "row", "strong", "fact_bold")
# A mobile number is read in three, four and four; of a landline the area code has four mostly.
GROUPS, AREA_GROUPS = (3, 7), (4, 8)
MOBILE = 11


def grouped(digits: str) -> str:
    """138 1234 5678; a shorter number stays as it is."""
    if len(digits) <= 4:
        return digits
    short_area = digits[:3] == "010" or digits[1] == "2"
    first, second = AREA_GROUPS if digits[0] == "0" and not short_area else GROUPS
    parts = digits[:first], digits[first:second], digits[second:]
    return " ".join(part for part in parts if part)


class NumberField(KioskWidget):
    """`digits`, or `label` while there are none, over a `note`; `trouble` says what is wrong.

    What is typed is drawn and forgotten: no cache holds it, and nothing says it aloud.
    """

    label = StringProperty("")
    digits = StringProperty("")
    note = StringProperty("")
    trouble = StringProperty("")

    FLEETING = True

    def meaning(self) -> AccessibleNode | None:
        """How much is missing is said, never what was typed."""
        if self.box is None:
            return None
        return AccessibleNode(NodeRole.FIELD, self.label, self.trouble or self.note, self.box)

    def draw(self, pen: Painter) -> None:
        box, radius = self.bounds, self.theme.measure("radius_small")
        pen.fill(box, "field", radius)
        pen.outline(box, "red-ink" if self.trouble else "ink", radius, 5)
        above, below = box.inset(MARGIN, 8 if self.trouble else 12).rows(2, 0)
        if self.digits:
            # Digits are larger than the note below them, as far as its lines leave them room.
            least = lines_high(pen.theme, self.trouble or self.note, below.w - BESIDE, SMALLER[-1])
            room = max(2 * above.h - least, above.h * LEAST)
            above = above._replace(h=min(above.h * MORE, room))
            below = below._replace(y=above.bottom, h=below.bottom - above.bottom)
            roles = [one for one in FIGURES if pen.height(one) <= above.h] or FIGURES[-1:]
            role = pen.fitting(grouped("8" * max(MOBILE, len(self.digits))), roles, above.w)
            pen.text(above, grouped(self.digits), role, "ink")
        else:
            write_fitting(pen, above, self.label, SMALLER, "ink-2")
        if self.trouble:
            write_trouble(pen, below, self.trouble)
        elif self.note:
            write_fitting(pen, below, self.note, SMALLER, "ink-2")
