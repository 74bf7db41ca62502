"""The figures of the rooms: who booked, who came, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.reservations.uses import ResourceUse


@dataclass(frozen=True, slots=True)
class RoomDay:
    """How the rooms were used on a day, by the room's id."""

    AREA: ClassVar[str] = "rooms"

    rooms: Mapping[str, ResourceUse] = field(default_factory=dict)
