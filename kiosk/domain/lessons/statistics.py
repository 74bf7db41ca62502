"""The figures of the class: children expected, there, collected late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ClassDayCount:
    """A day: how many children were expected, told absent, came, and were collected late."""

    AREA: ClassVar[str] = "lessons"

    expected: int = 0
    excused: int = 0
    there: int = 0
    late: int = 0
