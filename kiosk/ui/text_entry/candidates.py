"""Words to choose from: their keys, the bar of them above the letters, and the page of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import text_width, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import Say
from kiosk.ui.widgets.buttons import CHEVRON, PushButton
from kiosk.ui.widgets.keypad import Key
from kiosk.ui.widgets.kiosk_widget import KioskWidget, RepeatGuard

GAP = 24
LEAST = 120
WORD_AIR = 72
SHOWN = 5
ONE_LINE, TWO_LINES = ("word", "button", "fact_bold"), "chip"


class WordKey(Key):
    """A word to take: the `value`th. What it says is forgotten once it is gone."""

    radius = "radius_small"
    FLEETING = True

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(8, 4)
        role = pen.fitting(self.text, ONE_LINE, room.w)
        if pen.width(self.text, role) > room.w:
            role = TWO_LINES
        pen.text(room, self.text, role, look.ink, "center", wrap=True)


class MoreKey(PushButton):
    """更多 under its chevron; the word alone in 大字."""

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room, side = face.inset(4, 8), self.side
        high = pen.height("fact_bold")
        if not self.theme.mode.big:
            pen.icon(Rect(face.x + (face.w - side) / 2, face.y + (face.h - side - high) / 2, side,
                         side), self.icon, look.icon)
            room = room._replace(y=face.y + (face.h + side - high) / 2, h=high)
        write_fitting(pen, room, self.text, ("fact_bold", "chip"), look.ink, "center")


class Asking(KioskWidget):
    """The line above the words: the letters `typed`, bold, and `question`."""

    typed = StringProperty("")
    question = StringProperty("")

    FLEETING = True

    def draw(self, pen: Painter) -> None:
        room = self.bounds
        if self.typed:
            typed = self.typed
            while pen.width(typed, "strong") > room.w:
                typed = typed[1:]
            drawn = pen.text(room, typed, "strong", "ink")
            room = room._replace(x=drawn.right + 20, w=room.right - drawn.right - 20)
        if self.question and pen.width(self.question, "label") <= room.w:
            write_fitting(pen, room, self.question, ("body", "hint", "label"), "ink-2")


class Candidates(KioskWidget):
    """Places keys for `words` and tells which was tapped: `on_choose(n)`.

    Words change place with every tap: a second tap within half a second takes none of them.
    """

    words_shown: ListProperty[str] = ListProperty()
    first = NumericProperty(0)

    __events__ = ("on_choose",)
    MEANS = NodeRole.LIST
    FLEETING = True

    def build(self) -> None:
        self._keys: list[WordKey] = []
        self._guard = RepeatGuard(self.around.guard.monotonic)

    def show_keys(self, words: Sequence[str], boxes: Sequence[Rect]) -> None:
        """The words at their places; the first of all is the one 空格 takes."""
        while len(self._keys) < len(words):
            key = WordKey()
            self._keys.append(key)
            self.add_widget(key)
            key.bind(on_tap=self._tapped)
        for n, key in enumerate(self._keys):
            key.text = words[n] if n < len(words) else ""
            key.box = boxes[n] if n < len(words) else None
            key.value = self.first + n
            key.selected = key.value == 0

    def on_choose(self, n: int) -> None:
        """The word at `n` was tapped."""

    def _tapped(self, key: WordKey) -> None:
        if self._guard.lets_pass():
            self.dispatch("on_choose", key.value)


class WordBar(Candidates):
    """Up to five words side by side, each as wide as it needs, and 更多 (`on_more`)."""

    __events__ = ("on_more",)

    def build(self) -> None:
        super().build()
        self._more = MoreKey(icon="chevron-right", text=self.words("entry.more"), kind="quiet")
        self.add_widget(self._more)
        self._more.bind(on_tap=self._open)

    def layout(self) -> None:
        boxes = list(flowed([self._wide(word) for word in self.words_shown[:SHOWN]], self.bounds))
        self.show_keys(self.words_shown[:len(boxes)], boxes)
        more = len(self.words_shown) > len(boxes)
        self._more.box = self._more_box if more else None

    @property
    def _more_box(self) -> Rect:
        wide = least_width(self.bounds)
        return Rect(self.bounds.right - wide, self.bounds.bottom - LEAST, wide, LEAST)

    def on_more(self) -> None:
        """All the words are wanted."""

    def _wide(self, word: str) -> float:
        air = WORD_AIR if self.theme.portrait else WORD_AIR / 3
        return text_width(self.theme, word, "word", keep=False) + air

    def _open(self, _button: PushButton) -> None:
        self.dispatch("on_more")


def least_width(box: Rect) -> float:
    """How wide a word and 更多 are at least: half a column, where the box has several lines."""
    return LEAST if box.h < 2 * LEAST else (box.w - GAP) / 2


def flowed(widths: Sequence[float], box: Rect) -> Iterator[Rect]:
    """Places from the left, line by line, until there is no more room before 更多."""
    lines = int((box.h + GAP) // (LEAST + GAP))
    least = least_width(box)
    line, x = 0, box.x
    for wide in widths:
        # In several lines a word is half a line or a whole one.
        needs = max(wide, least) if lines == 1 or wide <= least else box.w
        if x > box.x and x + needs > _stop(box, line, lines):
            line, x = line + 1, box.x
        if line == lines:
            return
        stop = _stop(box, line, lines)
        place = Rect(x, box.y + line * (LEAST + GAP), min(needs, stop - x), LEAST)
        yield place
        x = place.right + GAP


def _stop(box: Rect, line: int, lines: int) -> float:
    """Where a line ends: the last one before 更多."""
    return box.right - (least_width(box) + GAP if line == lines - 1 else 0)


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

    def layout(self) -> None:
        columns, rows = self.grid
        page = min(self.page, self.pages - 1)
        self.first = page * columns * rows
        boxes = self.bounds.grid(columns, rows, GAP)
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
