"""Entry: the one part with which text is written on the touch screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.devices.text_input.input_engines import Stroke
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.candidates import Asking, Candidates, WordBar, WordPage
from kiosk.ui.text_entry.draft import TextDraft, Way
from kiosk.ui.text_entry.field import TextField
from kiosk.ui.text_entry.input_methods import WayBar
from kiosk.ui.text_entry.key_board import Board, BoardKey
from kiosk.ui.text_entry.key_rows import KeySpec, pad_places
from kiosk.ui.text_entry.pad import DrawnWords, HandPad
from kiosk.ui.widgets.kiosk_widget import KioskWidget

if TYPE_CHECKING:
    # A page may name this piece in its .kv: the base of the pages knows it first.
    from kiosk.ui.navigation.screen import TouchScreen

FOOT = 130


class Entry(KioskWidget):
    """Field, words and keys. Text lives in `ui.kept[name]` and nowhere else.

    `box` is where the keys stand; `field_box`, `label_box` and `words_box` the other places.
    `limit` counts characters. A page calls `take_up()` when it is shown and `put_down()` when it
    is left; between them `draft` is what is being written. `on_change()` is every change of what
    is written or composed, `on_done()` the red key: neither carries the text, for Kivy keeps the
    arguments of an event until the next one. `hint`, `note`, `trouble` are the field's. Without
    `writing` the field stands alone. The red key takes the first word for letters still composed;
    with `literal` it leaves them as they stand.
    """

    ui: ObjectProperty[TouchScreen] = ObjectProperty()
    name = StringProperty("")
    limit = NumericProperty(200)
    field_box: ObjectProperty[Rect] = ObjectProperty()
    label_box: ObjectProperty[Rect] = ObjectProperty()
    words_box: ObjectProperty[Rect] = ObjectProperty()
    hint = StringProperty("")
    note = StringProperty("")
    note_icon = StringProperty("")
    trouble = StringProperty("")
    done_text = StringProperty("")
    writing = BooleanProperty(True)
    literal = BooleanProperty(False)

    __events__ = ("on_change", "on_done")
    FORWARDED: ClassVar[tuple[str, ...]] = ("hint", "note", "note_icon", "trouble")

    def build(self) -> None:
        self._field, self._label, self._ways = TextField(), Asking(), WayBar()
        self._bar, self._page = WordBar(), WordPage()
        self._board, self._pad, self._drawn = Board(), HandPad(), DrawnWords()
        for piece in (self._field, self._label, self._ways, self._bar, self._page, self._board,
                      self._pad, self._drawn):
            self.add_widget(piece)
        self._ways.bind(on_turn=self._turn_to)
        self._board.bind(on_key=self._key)
        self._pad.bind(on_stroke=self._stroke)
        for words in (self._bar, self._page, self._drawn):
            words.bind(on_choose=self._choose)
        for words in (self._bar, self._drawn):
            words.bind(on_more=self._open)
        self._page.bind(on_shut=self._shut, page=self._changed)

    draft: TextDraft | None = None

    # ---- what a page uses

    def take_up(self) -> None:
        """Goes on with what the visit has kept; a new visit begins with nothing."""
        kept = self.ui.kept
        if self.draft is None or self.draft.kept is not kept:
            language = self.theme.mode.language
            self.draft = TextDraft(kept, self.name, self.ui.ctx.writing, self.limit, language)
        self._changed()

    def put_down(self) -> None:
        """Nothing of what was written stays in the piece."""
        if self.draft is not None:
            self.draft.leave()
            self.draft = None
        if self.pen is not None:
            self.redraw()

    def write(self, text: str) -> None:
        """Writes as if it had been typed, in place of what was there."""
        if self.draft is not None:
            self.draft.replace(text)
            self._happened()

    def on_change(self) -> None:
        """What is written or composed changed."""

    def on_done(self) -> None:
        """写好了."""

    # ---- what is shown

    def layout(self) -> None:
        draft = self.draft
        self._show_text(draft)
        if draft is None or not self.writing:
            self._empty()
            return
        opened = draft.opened and bool(draft.words)
        drawing = draft.way is Way.HAND and not opened
        self._show_label(draft, opened)
        self._show_words(draft, opened)
        board = self._board
        board.way, board.last_way, board.capitals = draft.way, draft.last_way, draft.capitals
        board.can_draw, board.done_text = bool(draft.strokes), self.done_text
        board.order = self.ui.ctx.settings.keyboard
        board.box = None if opened else self.bounds
        places = pad_places(self.bounds, self.theme.portrait)
        self._pad.strokes, self._pad.enabled = list(draft.strokes), draft.left > 0
        self._pad.hint = self.words("entry.pad_hint")
        self._pad.box = places.pad if drawing else None
        self._drawn.places = places.words
        self._drawn.words_shown = list(draft.words) if drawing and not draft.typed else []
        self._drawn.box = self.bounds if drawing else None

    def _show_text(self, draft: TextDraft | None) -> None:
        field = self._field
        field.text, field.typed = (draft.text, draft.typed) if draft else ("", "")
        left = draft.left if draft else self.limit
        field.full = left == 0
        count = self.words("entry.left", n=left) if left else self.words("entry.full")
        field.left = count if self.writing else ""
        for name in self.FORWARDED:
            setattr(field, name, getattr(self, name))
        field.focus = self.writing
        field.box = self.field_box

    def _show_label(self, draft: TextDraft, opened: bool) -> None:
        label, words = self._label, self.words
        label.typed = draft.typed
        if opened and not self.theme.portrait and self._page.pages > 1:
            page = self._page.page + 1
            label.question = words("pager.where", page=page, pages=self._page.pages)
        elif draft.words:
            label.question = words("entry.which_word" if draft.typed else "entry.which_mark")
        elif draft.typed:
            label.question = words("entry.no_word")
        else:
            label.question = words(f"entry.how_{draft.way}")
        label.box = self.label_box

    def _show_words(self, draft: TextDraft, opened: bool) -> None:
        composing = bool(draft.typed)
        bar, ways = self._bar, self._ways
        bar.words_shown = list(draft.words) if composing and not opened else []
        bar.box = self.words_box if composing and not opened else None
        ways.ways = list(draft.ways(self.theme.mode.language))
        ways.way = draft.way
        ways.box = self.words_box if not composing and not opened and len(ways.ways) > 1 else None
        page, portrait = self._page, self.theme.portrait
        page.words_shown = list(draft.words) if opened else []
        over = self.words_box
        if portrait:
            high = self.bounds.bottom - over.y
            page.side = over._replace(y=self.bounds.bottom - FOOT, h=FOOT)
            page.box = over._replace(h=high - FOOT - 36) if opened else None
        else:
            page.side = over
            page.box = self.bounds if opened else None

    def _empty(self) -> None:
        """Nobody writes: no piece holds a word."""
        for words in (self._bar, self._page, self._drawn):
            words.words_shown = []
        self._label.typed, self._pad.strokes = "", []
        for piece in (self._bar, self._page, self._drawn, self._label, self._pad, self._ways,
                      self._board):
            piece.box = None

    # ---- what a tap does

    def _key(self, _board: Board, key: BoardKey) -> None:
        spec: KeySpec = key.value
        draft, act = self.draft, spec.act
        if draft is None:
            return
        self._tell(key.say)
        if act in ("way", "back"):
            draft.turn(draft.last_way if act == "back" else Way(spec.value))
        elif act in ("letter", "mark"):
            {"letter": draft.press, "mark": draft.write}[act](spec.value)
        else:
            {"erase": draft.erase, "space": draft.space, "shift": draft.shift,
             "undo": draft.undo, "again": draft.draw_again, "done": self._settle}[act]()
        self._happened()
        if act == "done":
            self.dispatch("on_done")

    def _turn_to(self, _ways: WayBar, way: Way) -> None:
        if self.draft is not None:
            self._tell(self.words(f"entry.way_{way}"))
            self.draft.turn(way)
            self._happened()

    def _stroke(self, _pad: HandPad, stroke: Stroke) -> None:
        if self.draft is not None:
            self.draft.draw(stroke)
            self._happened()

    def _choose(self, words: Candidates, n: int) -> None:
        # The words may have changed under a tap that came before the next frame.
        if self.draft is not None and list(self.draft.words[n:n + 1]) == words.words_shown[n:n + 1]:
            self._tell(self.draft.words[n])
            self.draft.choose(n)
            self._happened()

    def _settle(self) -> None:
        if self.draft is not None:
            self.draft.settle(literal=self.literal)

    def _open(self, _words: Candidates) -> None:
        self._page.page = 0
        self._show_all(True)

    def _shut(self, _page: WordPage) -> None:
        self._show_all(False)

    def _show_all(self, wanted: bool) -> None:
        if self.draft is not None:
            self.draft.opened = wanted
            self._changed()

    def _tell(self, name: str) -> None:
        """A key is called by its name while 朗读 is on."""
        self.ui.reading.tell(name)

    def _happened(self) -> None:
        """Whatever happened is on the touch screen with the next frame."""
        self._changed()
        self.dispatch("on_change")
