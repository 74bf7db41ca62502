"""Describing content: of which fields a kind of content consists, and how each is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.staff.roles import MAY_EDIT, Role

if TYPE_CHECKING:
    from kiosk.domain.content.content_form import Mistake

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*")
Body = Mapping[str, Any]
# By the name of their kind.
Bodies = Mapping[str, Sequence[Body]]
# What is wrong with the body of an item (its id, the body) beside all others.
Clashes = Callable[[str, Body, Bodies], "Iterable[Mistake]"]


class FieldType(StrEnum):
    """How a field is written. Both languages: TEXT, one line each, and LINES, some lines each."""

    TEXT = "text"
    LINES = "lines"
    WORD = "word"
    PHONE = "phone"
    NUMBER = "number"
    CHOICE = "choice"
    ICON = "icon"
    ONE = "one"
    SOME = "some"
    WORDS = "words"
    FLAG = "flag"
    DAY = "day"
    CLOCK = "clock"
    STRETCH = "stretch"
    NIGHT = "night"
    WEEK = "week"
    PICTURE = "picture"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. A point in its name is a table in the body: `queue.hold`.

    `longest` counts Chinese characters (English gets three letters for each); `least` and
    `most` bound a NUMBER or how many of a LIST, WORDS or SOME; `choices` are those of a CHOICE
    or SOME, and `of` the kind whose items ONE or SOME names instead; a LIST has `fields`; `usual`
    is what holds where a NUMBER is left out. For a WORD a file may come instead at the desk, of
    the kind that it `brings`; its name in the centre is written then.
    """

    name: str
    form: FieldType
    required: bool = True
    longest: int = 60
    least: int = 0
    most: int = 9999
    choices: tuple[str, ...] = ()
    of: str = ""
    fields: tuple[Field, ...] = ()
    usual: str = ""
    brings: str = ""

    def __post_init__(self) -> None:
        # What a page sends besides fields has another sign in its name, but for its token.
        if not NAME.fullmatch(self.name) or self.name == "csrf_token":
            raise ValueError(f"no name of a field: {self.name}")


def text_field(name: str, longest: int, *, required: bool = True) -> Field:
    """A line in both languages."""
    return Field(name, FieldType.TEXT, required, longest)


def number_field(
    name: str, least: int, most: int, usual: object = "", *, required: bool = False
) -> Field:
    """A number from `least` to `most`."""
    return Field(name, FieldType.NUMBER, required, least=least, most=most, usual=str(usual))


def is_letter(text: str) -> bool:
    """Whether numbers can begin with it."""
    return len(text) == 1 and "A" <= text <= "Z"


ICON = Field("icon", FieldType.ICON)
HOLIDAYS = Field("holidays", FieldType.CHOICE, False, choices=tuple(map(str, Holidays)))


@dataclass(frozen=True, slots=True)
class ContentType:
    """A kind of content. `named` is the field its items are called by, `single` says that there
    is one, `hides` that an item can be put out of sight, `removes` that one nothing refers to can
    be taken away, `sorted` that the staff order them, `numbered` that their ids are numbers alone.

    The staff find the kinds in the order of their `rank`, the most used first. `clashes` finds
    what is wrong with an item only beside others, or between its own fields.

    Residents meet an item at the address `page`, with its id at `{item}`, and on `screen`, named
    with the argument that takes the id; empty where a kind has none of its own."""

    name: str
    icon: str
    fields: tuple[Field, ...]
    named: str
    may: frozenset[Role] = MAY_EDIT
    single: bool = False
    hides: bool = False
    removes: bool = False
    sorted: bool = True
    numbered: bool = False
    rank: int = 0
    page: str = ""
    screen: tuple[str, str] | None = None
    clashes: Clashes = lambda _item, _body, _all: ()

    def field(self, name: str) -> Field:
        """The field of a name."""
        return next(one for one in self.fields if one.name == name)
