"""The page of all the words the letters or strokes may mean."""

from __future__ import annotations

from kivy.properties import NumericProperty, ObjectProperty

from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.candidates import GAP, Candidates
from kiosk.ui.widgets.basic import Say
from kiosk.ui.widgets.buttons import CHEVRON, PushButton


class WordPage(Candidates):
    """A page full of words in `box`; 上一页, 下一页 and 合上 (`on_shut`) in `side`.

    `side` is a line below the words, or in landscape a column beside them.
    """

    side: ObjectProperty[Rect] = ObjectProperty()
    page = NumericProperty(0)

    __events__ = ("on_shut",)

    def build(self) -> None:
        super().build()
        self._shut = self._button("x", "entry.shut")
        self._back = self._button("chevron-left", "pager.back")
        self._next = self._button("chevron-right", "pager.next")
        self._next.trailing = True
        self._where = Say(role="fact_bold", align="center")
        self.add_widget(self._where)
        self._back.value, self._next.value = -1, 1
        self._shut.bind(on_tap=self._close)
        for button in (self._back, self._next):
            button.side = CHEVRON
            button.bind(on_tap=self._turn)

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows; fewer words in 大字."""
        if self.theme.mode.big:
            return 3, 4
        return (4, 5) if self.theme.portrait else (5, 4)

    @property
    def pages(self) -> int:
        """How many pages the words fill."""
        columns, rows = self.grid
        return max(-(-len(self.words_shown) // (columns * rows)), 1)

    def lay(self) -> None:
        columns, rows = self.grid
        page = min(self.page, self.pages - 1)
        self.first = page * columns * rows
        boxes = [b for row in self.bounds.rows(rows, GAP) for b in row.columns(columns, GAP)]
        shown = self.words_shown[self.first:self.first + len(boxes)]
        self.show_keys(shown, boxes[:len(shown)])
        places = self._side_places()
        self._shut.box = places[2]
        for button, box in zip((self._back, self._next), places, strict=False):
            button.box = box if self.pages > 1 else None
        back, following, _ = places
        room = back._replace(x=back.right + 8, w=following.x - back.right - 16)
        self._show_where(room, page)
        self._back.enabled, self._next.enabled = page > 0, page < self.pages - 1

    def _show_where(self, room: Rect, page: int) -> None:
        """Which page it is, where there is room for it."""
        where = self.words("pager.where", page=page + 1, pages=self.pages)
        fitting = text_width(self.theme, where, "fact_bold") <= room.w
        self._where.text = where if fitting else f"{page + 1} / {self.pages}"
        self._where.box = room if self.theme.portrait and self.pages > 1 else None

    def _side_places(self) -> tuple[Rect, Rect, Rect]:
        """Where one turns back, where on, and where one shuts the page."""
        if not self.theme.portrait:
            back, following, shut = self.side.rows(3, GAP)
            return back, following, shut
        wide = 250 if self.theme.mode.big else 216
        shut = self.side._replace(w=wide)
        return shut._replace(x=shut.right + GAP), shut._replace(x=self.side.right - wide), shut

    def on_shut(self) -> None:
        """The keys are wanted again."""

    def _button(self, icon: str, words: str) -> PushButton:
        button = PushButton(icon=icon, text=self.words(words), kind="quiet")
        self.add_widget(button)
        return button

    def _close(self, _button: PushButton) -> None:
        self.dispatch("on_shut")

    def _turn(self, button: PushButton) -> None:
        self.page += button.value
