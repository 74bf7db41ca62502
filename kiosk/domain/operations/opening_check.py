"""The opening check: the ten parts that are tried before the door opens, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.content.guide import Text

# In this order, the same at the touch screen, at the console and at the desk.
PARTS = ("screen", "printer", "voice", "board", "phones", "database", "backup", "clock", "disk",
         "holidays")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found of a part: `said` how it stands, `todo` what to do where it is not well,
    `at` the instant at which it was tried."""

    part: str
    well: bool
    said: Text
    todo: Text
    at: datetime


def in_order(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """The results of all parts, each as it was found last, in the order of the check."""
    newest = {one.part: one for one in sorted(results, key=lambda one: one.at)}
    return tuple(newest[part] for part in PARTS if part in newest)


def to_try(results: Iterable[CheckResult]) -> tuple[str, ...]:
    """The parts still to be tried: those that are not well, and those that never were tried."""
    well = {one.part for one in results if one.well}
    return tuple(part for part in PARTS if part not in well)
