"""How the second copy stands, for whoever looks after the centre."""

from __future__ import annotations

from kiosk.actions.operations.second_copy.passphrase import place_now, standing
from kiosk.area import HealthNote, HealthPart, noted
from kiosk.context import AppContext
from kiosk.domain.operations.second_copy import SecondCopy
from kiosk.domain.refusals import StorageDown

PART = "second_copy"


def second_copy_health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """When it was last made, and what kept the last try from it. Whether there is one at all is a
    choice of the centre, and what it means is said."""
    try:
        if ctx.database.pending():
            return []
        copy = standing(ctx)
    except StorageDown:
        return []
    notes = notes_of(ctx, copy)
    if copy is None:
        return [HealthPart(PART, place_now(ctx) is None, notes)]
    trouble = noted(copy.trouble, detail=copy.detail) if copy.trouble else ()
    well = copy.made_at is not None and not copy.is_late(ctx.clock())
    return [HealthPart(PART, well, (*notes, *trouble))]


def notes_of(ctx: AppContext, copy: SecondCopy | None) -> tuple[HealthNote, ...]:
    """Whether there is one and of when, or what is missing for one."""
    if copy is None:
        return noted("copy_nowhere" if place_now(ctx) is None else "copy_no_passphrase")
    if copy.made_at is None:
        return noted("copy_never")
    return noted("copy_made", at=copy.made_at, n=f"{copy.size / 2**20:.1f}")


def is_behind(ctx: AppContext) -> bool:
    """Whether there should be a second copy, and there is none of the last day. Raises
    StorageDown."""
    return not all(part.well for part in second_copy_health(ctx, True))
