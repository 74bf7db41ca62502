"""The guide of a service on one page: what to bring and how it goes, as dense as it must be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from kivy.properties import ListProperty, StringProperty

from kiosk.screens.content.flow import Flow
from kiosk.screens.content.materials import Materials, Thing
from kiosk.ui.drawing.fitted_text import Setting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# From the drawn form to the densest: rows get denser before text gets smaller, and the small
# print goes before a name is cut.
SIZES = (("strong", "hint"), ("fact_bold", "fact"), ("chip", "label"), ("strong", ""), ("chip", ""))
LISTS = (
    Setting(1, "strong", "body", flat=True),
    *(Setting(columns, *roles) for roles in SIZES for columns in (2, 3)),
)
FLOWS = (
    Setting(0, "step", "step_hint"), Setting(2, "step", "step_hint"),
    Setting(3, "step", "step_hint"),
    *(Setting(columns, *roles) for roles in SIZES[1:] for columns in (2, 3)),
)
MOST_AIR = 18


def _settings() -> Sequence[tuple[Setting, Setting]]:
    """Every pair, the ones nearest to the drawn form first."""
    pairs = product(range(len(LISTS)), range(len(FLOWS)))
    return [(LISTS[a], FLOWS[b]) for a, b in sorted(pairs, key=lambda p: (max(p), sum(p)))]


class GuideSheet(KioskWidget):
    """`things` (Thing) and `steps` (word, hint) under their headings, set so that all fits."""

    things: ListProperty[Thing] = ListProperty()
    steps: ListProperty[tuple[str, str]] = ListProperty()
    bring = StringProperty("")
    how = StringProperty("")
    small_print = StringProperty("")

    def build(self) -> None:
        self._materials, self._flow = Materials(), Flow()
        self.add_widget(self._materials)
        self.add_widget(self._flow)

    def draw(self, pen: Painter) -> None:
        box, heading = self.bounds, pen.height("section")
        self._materials.things, self._flow.steps = self.things, self.steps
        # Headings with their air: as drawn, and a little tighter where room is short.
        for air in ((12, 26, 17), (4, 14, 8)):
            spare = box.h - 2 * heading - sum(air)
            pair = self._fitting(box.w, spare)
            if pair:
                break
        self._settings = pair or (LISTS[-1], FLOWS[-1])
        under, between, above = air
        first = box._replace(h=heading)
        pen.text(first, self.bring, "section", "ink")
        pen.text(first.lower(3), self.small_print, "label", "ink-2", "right")
        high = min(self._materials.height_for(box.w, self._settings[0]), box.h)
        high += self._give_air(spare - high)
        self._list_box = Rect(box.x, first.bottom + under, box.w, high)
        second = Rect(box.x, self._list_box.bottom - 2 + between, box.w, heading)
        pen.text(second, self.how, "section", "ink")
        top = second.bottom + above
        self._flow_box = Rect(box.x, top, box.w, box.bottom - top)

    def layout(self) -> None:
        self._materials.setting, self._flow.setting = self._settings
        self._materials.box, self._flow.box = self._list_box, self._flow_box

    def _give_air(self, spare: float) -> float:
        """Lets dense rows stand apart where there is room; returns how much that took."""
        setting = self._settings[0]
        rows = self._materials.rows(setting)
        left = spare - self._flow.height_for(self.bounds.w, self._settings[1])
        air = 0 if setting.flat else min(max(left / max(rows, 1), 0), MOST_AIR)
        self._materials.air = air
        return air * rows

    def _fitting(self, width: float, high: float) -> tuple[Setting, Setting] | None:
        for pair in _settings():
            things = self._materials.height_for(width, pair[0])
            if things + self._flow.height_for(width, pair[1]) <= high:
                return pair
        return None
