"""Editing content: what is being written, what will be shown, how it was, and what clashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.content.content_form import Flat
from kiosk.domain.content.content_schema import Bodies, ContentType


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


def users_of(kind: str, item: str, kinds: Iterable[ContentType], all_: Bodies
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
    prefix = "" if kind.numbered else kind.name[0]
    numbers = [int(rest) for one in taken
               if one.startswith(prefix) and (rest := one.removeprefix(prefix)).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
