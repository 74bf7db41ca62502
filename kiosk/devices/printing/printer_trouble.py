"""What can be wrong with a printer, in words that are also keys of the languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a slip did not come out."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


class PrinterTrouble(Exception):
    """The slip is not out, or nobody can tell that it is. `reason` says why."""

    def __init__(self, reason: Trouble, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """How a printer stands. `configured` is False where the kiosk has none."""

    configured: bool = True
    trouble: Trouble | None = None
    paper_low: bool = False
