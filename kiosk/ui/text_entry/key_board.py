"""The keys of a page of the keyboard, on their wheat ground."""

from __future__ import annotations

from kivy.properties import BooleanProperty, OptionProperty, StringProperty

from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Look
from kiosk.ui.text_entry.draft import Way
from kiosk.ui.text_entry.key_rows import (
    ENGLISH_MARKS,
    MARKS,
    KeySpec,
    narrow_is_wide_enough,
    placed,
    sheet,
)
from kiosk.ui.widgets.keypad import Key
from kiosk.ui.widgets.kiosk_widget import KioskWidget

AIR = 10
GROUND = 24
ICONS = {"erase": "backspace", "done": "check"}
QUIET = ("erase", "way", "back", "shift", "undo", "again")
SMALLER = ("key_word", "button", "fact_bold", "chip", "label")


class BoardKey(Key):
    """A key of the keyboard: `icon` and `text` in a line, the icon alone where it is narrow."""

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(AIR, 0)
        lead = self.side + 14 if self.icon else 0
        if self.icon and lead + pen.width(self.text, "label") > room.w:
            pen.icon(face.middle(self.side + 8, self.side + 8), self.icon, look.icon)
            return
        role = pen.fitting(self.text, (self.role, *SMALLER), room.w - lead)
        wide = min(lead + pen.width(self.text, role), room.w)
        left = room.x + (room.w - wide) / 2
        if self.icon:
            pen.icon(Rect(left, face.y + (face.h - self.side) / 2, self.side, self.side),
                     self.icon, look.icon)
        line = Rect(left + lead, face.y, wide - lead, face.h)
        write_fitting(pen, line, self.text, (role,), look.ink, "center")


class Board(KioskWidget):
    """Shows the keys of a `way` of writing; `on_key(key)` is one that was tapped.

    `last_way` is where 拼音, 手写 or 英文 leads back to from digits and marks; `done_text` is
    what the red key says, `can_draw` whether there are strokes to take back.
    """

    way = OptionProperty(Way.PINYIN, options=list(Way))
    last_way = OptionProperty(Way.PINYIN, options=list(Way))
    order = StringProperty("abc")
    capitals = BooleanProperty(False)
    can_draw = BooleanProperty(False)
    done_text = StringProperty("")

    __events__ = ("on_key",)

    def build(self) -> None:
        self._keys: list[BoardKey] = []

    def draw(self, pen: Painter) -> None:
        edge, box = self.theme.bleed, self.bounds
        left = edge.x if self.theme.portrait else box.x - GROUND
        top = box.y - GROUND
        ground = Rect(left, top, edge.right - left, self.theme.canvas[1] - top)
        pen.fill(ground, "wheat")
        pen.fill(ground._replace(h=self.theme.measure("line")), "bar-line")

    def layout(self) -> None:
        portrait = self.theme.portrait
        order = self.order
        if portrait and not narrow_is_wide_enough(self.theme.panel.mm, self.bounds.w):
            order = "abc"
        marks = ENGLISH_MARKS if self.theme.mode.language == "en" else MARKS
        specs = list(placed(sheet(Way(self.way), order, portrait, marks), self.bounds))
        while len(self._keys) < len(specs):
            key = BoardKey()
            self._keys.append(key)
            self.add_widget(key)
            key.bind(on_tap=self._tapped)
        for n, key in enumerate(self._keys):
            if n < len(specs):
                self._dress(key, *specs[n])
            else:
                key.box = None

    def on_key(self, key: BoardKey) -> None:
        """A key was tapped; its `value` is what it does."""

    def _dress(self, key: BoardKey, spec: KeySpec, box: Rect) -> None:
        act = spec.act
        key.value, key.box = spec, box
        key.text, key.say = self._written(spec)
        key.icon = ICONS.get(act, "")
        key.role = "letter" if act in ("letter", "mark") else "key_word"
        key.kind = "primary" if act == "done" else "quiet" if act in QUIET else "normal"
        key.selected = act == "shift" and self.capitals
        key.enabled = act not in ("undo", "again") or self.can_draw

    def _written(self, spec: KeySpec) -> tuple[str, str]:
        """What stands on a key, and what it is called."""
        words, act, value = self.words, spec.act, spec.value
        if act == "letter":
            # Pinyin is shown in capitals, as the pinyin song has them.
            small = self.way == Way.LATIN and not self.capitals
            return (value if small else value.upper()), value
        if act == "mark":
            said = f"entry.mark_{ord(value):x}"
            return value, words(said) if words.has(said) else value
        if act == "done":
            text = self.done_text or words("entry.done")
        elif act == "way":
            text = words(f"entry.page_{value}")
        elif act == "back":
            text = words(f"entry.way_{self.last_way}")
        else:
            text = words(f"entry.{act}")
        said = f"entry.say_{value or act}"
        return text, words(said) if words.has(said) else text

    def _tapped(self, key: BoardKey) -> None:
        self.dispatch("on_key", key)
