"""Slips: what stands on the paper a resident takes along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# The kind of a ticket's slip in the outbox.
TICKET = "ticket"


class SlipState(StrEnum):
    """Where the slip of something is. NONE: it has none (it is on a phone, or there is no
    printer)."""

    NONE = "none"
    QUEUED = "queued"
    PRINTED = "printed"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip, already worded in the resident's language; it carries nothing personal.

    `service` is what it is for, `number` the label such as A023, `kind` 普通号 or 老年人优先,
    `facts` pairs of label and value such as (前面还有, 3 人), `taken` when the number was taken,
    `url` the page behind the QR code, empty where there is no network and so no code, `scan_hint`
    what scanning it is good for, `foot` the rule for who misses the call.
    """

    centre: str
    service: str
    number: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    taken: str
    url: str
    scan_hint: str
    foot: str
