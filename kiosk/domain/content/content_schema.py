"""Describing content: of which fields a kind of content consists, and how each is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.staff.roles import MAY_EDIT, Role

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*")


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
    is what holds where a NUMBER is left out.
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

    def __post_init__(self) -> None:
        # What a page sends besides fields has another sign in its name, but for its token.
        if not NAME.fullmatch(self.name) or self.name == "csrf_token":
            raise ValueError(f"no name of a field: {self.name}")


@dataclass(frozen=True, slots=True)
class ContentType:
    """A kind of content. `named` is the field its items are called by, `single` says that there
    is one, `hides` that an item can be put out of sight, `removes` that one nothing refers to can
    be taken away, `sorted` that the staff order them."""

    name: str
    icon: str
    fields: tuple[Field, ...]
    named: str
    may: frozenset[Role] = MAY_EDIT
    single: bool = False
    hides: bool = False
    removes: bool = False
    sorted: bool = True

    def field(self, name: str) -> Field:
        """The field of a name."""
        return next(one for one in self.fields if one.name == name)
