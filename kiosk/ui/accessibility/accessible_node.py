"""What a widget is to somebody who does not see it: its role, name, value and place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from kiosk.ui.drawing.rect import Rect
from kiosk.wording.translator import Translator

_BREAK = re.compile(r"(.?)\n(.?)")
_FIRST_IDEOGRAPH = "\u2e80"


class NodeRole(StrEnum):
    """What a piece is there for."""

    BUTTON = "button"
    HEADING = "heading"
    TEXT = "text"
    STATUS = "status"
    IMAGE = "image"
    QR = "qr"
    FIELD = "field"
    KEY = "key"
    LIST = "list"
    PROGRESS = "progress"


class AccessibleNode(NamedTuple):
    """`name` says which one it is, `value` how it stands; `bounds` are in design pixels.

    A piece without a name is a fault: whoever does not see it would never learn of it.
    """

    role: NodeRole
    name: str
    value: str
    bounds: Rect


def unbroken(text: str) -> str:
    """A text without the line breaks it was drawn with; Chinese lines meet without a space."""
    return _BREAK.sub(_meet, text)


def told(words: Translator, meaning: AccessibleNode) -> str:
    """One thing in words: 现在取号，按钮，前面 3 人. A key of a keyboard is called by its name."""
    role = "" if meaning.role is NodeRole.KEY else words(f"meaning.{meaning.role}")
    return words("meaning.and").join(part for part in (meaning.name, role, meaning.value) if part)


def once(name: str, texts: Iterable[str]) -> list[str]:
    """The texts that say more than the name does."""
    return [text for text in texts if text and text not in name]


def _meet(lines: re.Match[str]) -> str:
    before, after = lines.groups()
    chinese = before >= _FIRST_IDEOGRAPH or after >= _FIRST_IDEOGRAPH
    return f"{before}{after}" if chinese else f"{before} {after}"
