"""Editing content: what is being written, what will be shown, how it was, and what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from kiosk.domain.content.content_form import Flat, Mistake
from kiosk.domain.content.content_schema import ContentType

Body = Mapping[str, Any]


class Planned(StrEnum):
    """What can be set for a time."""

    SHOW = "show"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class ContentDraft:
    """What is being written about an item: `base` is how it was shown when it was begun, empty
    where it is new. `by` is the name of whoever wrote last."""

    item: str
    written: Flat
    base: Flat
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """An item as it was shown; `by` is empty for what the centre began with."""

    n: int
    written: Flat
    hidden: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What happens to an item at a time."""

    kind: str
    item: str
    what: Planned
    due_at: datetime
    written: Flat
    base: Flat
    by: str


def clashes(kind: ContentType, item: str, body: Body, all_: Mapping[str, Sequence[Body]]
            ) -> Iterable[Mistake]:
    """What is wrong with a body only beside others, or between its own fields."""
    if kind.name == "line":
        prefix = body.get("prefix", "")
        taken = {one["prefix"] for one in all_["line"] if one["id"] != item}
        if not _is_letter(prefix):
            yield Mistake("prefix", "not_a_letter")
        elif prefix in taken or prefix == all_["centre"][0]["priority_prefix"]:
            yield Mistake("prefix", "letter_taken")
    if kind.name == "centre":
        prefix = body.get("priority_prefix", "")
        if not _is_letter(prefix):
            yield Mistake("priority_prefix", "not_a_letter")
        elif prefix in {one["prefix"] for one in all_["line"]}:
            yield Mistake("priority_prefix", "letter_taken")
    if kind.name == "slide" and body.get("from", "") > body.get("until", "9"):
        yield Mistake("until", "before_it_begins")


def _is_letter(text: str) -> bool:
    return len(text) == 1 and "A" <= text <= "Z"


def users_of(kind: str, item: str, kinds: Iterable[ContentType], all_: Mapping[str, Sequence[Body]]
             ) -> tuple[str, ...]:
    """The kinds that have an item which names this one."""
    def names(value: object) -> bool:
        return value == item or (isinstance(value, list) and item in value)

    return tuple(
        other.name for other in kinds for one in other.fields
        if one.of == kind and any(names(body.get(one.name)) for body in all_[other.name])
    )


def new_id(kind: ContentType, taken: Iterable[str]) -> str:
    """An id nobody ever had: a number where the kind is numbered, else its letter and one."""
    prefix = "" if kind.name in ("notice", "counter") else kind.name[0]
    numbers = [int(rest) for one in taken
               if one.startswith(prefix) and (rest := one.removeprefix(prefix)).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
