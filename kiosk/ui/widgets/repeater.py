"""Many: as many pieces of one kind as a list has items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kivy.properties import ListProperty, ObjectProperty

from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# What one piece shows and answers with: its properties by name, `box` among them.
Item = dict[str, Any]


class ListPage(NamedTuple):
    """The page `at` (from 0) of `pages` of a list: its `items` with their places. One page has
    room for `size` items."""

    items: Sequence[Item] = ()
    at: int = 0
    pages: int = 1
    size: int = 1

    @property
    def is_paged(self) -> bool:
        """Whether the list has another page."""
        return self.pages > 1


NO_LIST = ListPage()


def placed(items: Iterable[Item], boxes: Iterable[Rect]) -> list[Item]:
    """Items in these places, as many as there are of both."""
    return [{**item, "box": box} for item, box in zip(items, boxes, strict=False)]


def list_page(items: Sequence[Item], boxes: Sequence[Rect], at: int) -> ListPage:
    """The page `at` of a list, or its last one, in places of which each page has the same."""
    size = len(boxes)
    pages = max(-(-len(items) // size), 1)
    at = min(at, pages - 1)
    return ListPage(placed(items[at * size:][:size], boxes), at, pages, size)


class Repeater(KioskWidget):
    """`kind` is the class, `items` the properties of each piece.

    Pieces are kept and only told what changed, so that a finger on one of them stays there.
    `on_choose(piece)` is its tap, `on_act(piece)` that of its inner button.
    """

    kind: ObjectProperty[type[KioskWidget]] = ObjectProperty()
    items: ListProperty[Item] = ListProperty()

    __events__ = ("on_choose", "on_act")

    def layout(self) -> None:
        shown = list(reversed(self.children))
        for piece in shown[len(self.items):]:
            self.remove_widget(piece)
        for n, item in enumerate(self.items):
            if n >= len(shown):
                piece = self.kind()
                self.add_widget(piece)
                piece.bind(on_tap=self._choose)
                if piece.is_event_type("on_act"):
                    piece.bind(on_act=self._act)
            else:
                piece = shown[n]
            for name, value in item.items():
                setattr(piece, name, value)

    def on_choose(self, piece: KioskWidget) -> None:
        """One was tapped."""

    def on_act(self, piece: KioskWidget) -> None:
        """The inner button of one was tapped."""

    def _choose(self, piece: KioskWidget) -> None:
        self.dispatch("on_choose", piece)

    def _act(self, piece: KioskWidget) -> None:
        self.dispatch("on_act", piece)
