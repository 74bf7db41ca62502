"""Many: as many pieces of one kind as a list has items."""

from __future__ import annotations

from typing import Any

from kivy.properties import ListProperty, ObjectProperty

from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# What one piece shows and answers with: its properties by name.
Item = dict[str, Any]


class Repeater(KioskWidget):
    """`kind` is the class, `items` the properties of each piece, `boxes` their places.

    Pieces are kept and only told what changed, so that a finger on one of them stays there.
    `on_choose(piece)` is its tap, `on_act(piece)` that of its inner button.
    """

    kind: ObjectProperty[type[KioskWidget]] = ObjectProperty()
    items: ListProperty[Item] = ListProperty()
    boxes: ListProperty[Rect] = ListProperty()

    __events__ = ("on_choose", "on_act")

    def lay(self) -> None:
        shown = list(reversed(self.children))
        for piece in shown[len(self.items):]:
            self.remove_widget(piece)
        for n, (item, box) in enumerate(zip(self.items, self.boxes, strict=False)):
            if n >= len(shown):
                piece = self.kind()
                self.add_widget(piece)
                piece.bind(on_tap=self._choose)
                if piece.is_event_type("on_act"):
                    piece.bind(on_act=self._act)
            else:
                piece = shown[n]
            for name, value in {**item, "box": box}.items():
                setattr(piece, name, value)

    def on_choose(self, piece: KioskWidget) -> None:
        """One was tapped."""

    def on_act(self, piece: KioskWidget) -> None:
        """The inner button of one was tapped."""

    def _choose(self, piece: KioskWidget) -> None:
        self.dispatch("on_choose", piece)

    def _act(self, piece: KioskWidget) -> None:
        self.dispatch("on_act", piece)
