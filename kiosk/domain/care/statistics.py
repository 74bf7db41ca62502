"""The figures of care: who booked a device, who came, and for how long. No reading is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.reservations.uses import ResourceUse


@dataclass(frozen=True, slots=True)
class CareDay:
    """How the devices were used on a day, by the device's id."""

    AREA: ClassVar[str] = "care"

    devices: Mapping[str, ResourceUse] = field(default_factory=dict)
