"""The tile of an area on home: what it opens, and how the area stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.context import AppContext
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class HomeDoor:
    """A tile of home: the screen it opens and with what, its words, and how it stands."""

    screen: str
    icon: str
    title: str
    line: str = ""
    chip: Chip | None = None
    argument: str = ""


@dataclass(frozen=True, slots=True)
class HomeTile:
    """How an area comes to home: `look` asks how it stands, `door` makes its tile of the answer;
    None where the area has nothing to offer. `name` is the area's."""

    name: str
    look: Callable[[AppContext], Any]
    door: Callable[[Any, Translator], HomeDoor | None]
