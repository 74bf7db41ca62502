"""The ways of writing to choose from, where the words stand while nothing is composed."""

from __future__ import annotations

from kivy.properties import ListProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.text_entry.candidates import LEAST
from kiosk.ui.text_entry.draft import Way
from kiosk.ui.text_entry.key_rows import GAP
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget

ICONS = {Way.PINYIN: "language", Way.HAND: "pencil", Way.LATIN: "world"}


class WayKey(PushButton):
    """One way of writing."""

    MEANS = NodeRole.KEY
    QUICK = True
    radius = "radius_small"


class WayBar(KioskWidget):
    """The ways of writing, side by side; the one in use is selected. `on_turn(way)`."""

    ways: ListProperty[Way] = ListProperty()
    way = StringProperty("")

    __events__ = ("on_turn",)

    def build(self) -> None:
        self._keys: list[WayKey] = []

    def layout(self) -> None:
        while len(self._keys) < len(self.ways):
            key = WayKey()
            self._keys.append(key)
            self.add_widget(key)
            key.bind(on_tap=self._tapped)
        portrait = self.theme.portrait
        high = len(self.ways) * (LEAST + GAP) - GAP
        places = (
            self.bounds.columns(len(self.ways), GAP) if portrait
            else self.bounds._replace(h=high).rows(len(self.ways), GAP)
        )
        for key, way, box in zip(self._keys, self.ways, places, strict=True):
            key.icon, key.text = ICONS[way], self.words(f"entry.way_{way}")
            key.value, key.selected, key.box = way, way == self.way, box

    def on_turn(self, way: Way) -> None:
        """Another way of writing is wanted."""

    def _tapped(self, key: WayKey) -> None:
        self.dispatch("on_turn", key.value)
