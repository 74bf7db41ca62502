"""A writer: somebody at the search who types with taps and draws with a finger."""

from __future__ import annotations

from kivy.base import EventLoop

from kiosk.context import AppContext
from kiosk.devices.text_input.input_engines import InputEngines, ScriptedHandwriting, ScriptedPinyin
from kiosk.screens.content.service_row import ServiceRow
from kiosk.ui.text_entry.field import TextField
from kiosk.ui.text_entry.key_board import BoardKey
from kiosk.ui.text_entry.pad import HandPad
from tests.support.screens.finger import Finger
from tests.support.screens.resident import Resident

WORDS = ("养老", "样", "羊", "阳", "洋", "扬", *"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
FAST = 0.2


def scripted_writing() -> InputEngines:
    """Engines that answer from tables."""
    table = {"yanglao": WORDS, "y": ("一", "有"), "yb": ("一百",), "ybk": ("一般",), "zz": ()}
    return InputEngines(
        pinyin=ScriptedPinyin(table),
        handwriting=ScriptedHandwriting({
            1: "一乙丁十卜七厂匕", 2: "养羊样人入八儿几九", 3: "三川小个亿工土士干于大才寸万口",
        }),
    )


class Writer(Resident):
    """A resident at the search, who types and draws."""

    def __init__(self, ctx: AppContext, way: str = "portrait") -> None:
        super().__init__(ctx, way)
        self.goes_to("search")

    @property
    def written(self) -> str:
        return str(self.router.kept.get("search.text", ""))

    @property
    def field(self) -> str:
        """What stands in the field, as somebody who does not see it is told."""
        self.read()
        return next(p.meaning().value for p in self.stage.pieces() if isinstance(p, TextField))

    @property
    def pad(self) -> HandPad:
        self.read()
        return next(p for p in self.stage.pieces() if isinstance(p, HandPad) and p.box)

    def types(self, *keys: str, every: float = FAST) -> None:
        for key in keys:
            self.taps(key, again_after=every)

    def keys(self, kind: type = BoardKey) -> list[str]:
        self.read()
        return [t.piece.meaning().name for t in self.stage.targets() if isinstance(t.piece, kind)]

    def draws(self, *points: tuple[float, float]) -> None:
        """A stroke on the pad, in parts of its side from the top left."""
        pad = self.pad
        path = [(pad.x + x * pad.width, pad.top - y * pad.height) for x, y in points]
        finger = Finger(*path[0])
        EventLoop.post_dispatch_input("begin", finger)
        for x, y in path[1:]:
            finger.moves(x, y)
            EventLoop.post_dispatch_input("update", finger)
        EventLoop.post_dispatch_input("end", finger)
        self.read()

    def rows(self) -> list[str]:
        self.read()
        return [p.title for p in self.stage.pieces() if isinstance(p, ServiceRow) and p.box]
