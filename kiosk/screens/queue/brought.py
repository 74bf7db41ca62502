"""What the resident has brought: asked once on a visit for each service, before the kind of
number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.content.guide import Material, Service
from kiosk.domain.queue.tickets import Readiness


@dataclass(frozen=True, slots=True)
class BroughtMaterials:
    """The names of the materials that are missing, and whether the resident went on with that."""

    missing: frozenset[str] = frozenset()
    answered: bool = False

    def lacks(self, material: Material) -> bool:
        """Whether the resident said that this one is missing."""
        return material.name.zh in self.missing

    def toggled(self, material: Material) -> BroughtMaterials:
        """The same with one material missing that was there, or there that was missing."""
        return BroughtMaterials(self.missing ^ {material.name.zh}, self.answered)

    def number_missing(self, service: Service) -> int:
        """How many of the materials of a service are missing."""
        return sum(map(self.lacks, service.materials))


NOTHING_SAID = BroughtMaterials()


def kept_as(service_id: str) -> str:
    """The name under which the visit keeps what was brought for a service."""
    return f"brought_{service_id}"


def brought_for(kept: Mapping[str, Any], service_id: str) -> BroughtMaterials:
    """What the resident said on this visit; everything is there until they say otherwise."""
    found: BroughtMaterials = kept.get(kept_as(service_id), NOTHING_SAID)
    return found


def first_page(kept: Mapping[str, Any], service: Service) -> str:
    """The screen at which a number for a service begins."""
    asked = brought_for(kept, service.id).answered
    return "check_list" if service.materials and not asked else "priority"


def readiness(kept: Mapping[str, Any], service: Service) -> Readiness | None:
    """What the ticket remembers; None where nobody was asked."""
    brought = brought_for(kept, service.id)
    if not (service.materials and brought.answered):
        return None
    return Readiness.INCOMPLETE if brought.number_missing(service) else Readiness.READY
