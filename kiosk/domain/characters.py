"""Characters: what is taken out of every text where it comes into the centre."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control signs, marks that turn or hide letters, halves of a pair: none has a shape of its own.
SHAPELESS = ("Cc", "Cf", "Cs")
STAYS = "\n\t"
# What a table's program would take for a sum of its own is told by its first letter.
SUMS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What shows nothing and is a letter, a symbol or a mark all the same: fillers, blanks, selectors.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
                    "\U000e0100-\U000e01ef]")


def plain(text: str) -> str:
    """A text of nothing but what is written: breaks of lines and tabs stay, and all that has a
    shape. No database, table or page has trouble with what is left."""
    if text.isprintable():
        return text
    return "".join(one for one in BREAKS.sub("\n", text)
                   if one in STAYS or not (unicodedata.category(one) in SHAPELESS or _none(one)))


def plain_name(text: str) -> str:
    """A name of which no two look alike for what is not seen: of one width (NFKC), nothing unseen,
    one space between its words."""
    return " ".join(UNSEEN.sub("", plain(unicodedata.normalize("NFKC", text))).split())


def plain_throughout(value: Any) -> Any:
    """The same of every text in tables and lists, as a file of TOML or JSON holds them."""
    if isinstance(value, dict):
        return {plain(name): plain_throughout(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain_throughout(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def _none(one: str) -> bool:
    """Whether Unicode says that there never will be such a character."""
    return ord(one) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(one) <= 0xFDEF
