"""How the second copy stands, for whoever looks after the centre."""

from __future__ import annotations

from kiosk.actions.operations.second_copy.passphrase import place_now, standing
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
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
    if copy is None:
        has_place = place_now(ctx) is not None
        return [HealthPart(PART, not has_place, noted(
            "copy_no_passphrase" if has_place else "copy_nowhere"))]
    trouble = noted(copy.trouble, detail=copy.detail) if copy.trouble else ()
    if copy.made_at is None:
        return [HealthPart(PART, False, (*noted("copy_never"), *trouble))]
    made = noted("copy_made", at=copy.made_at, n=f"{copy.size / 2**20:.1f}")
    return [HealthPart(PART, not copy.is_late(ctx.clock()), (*made, *trouble))]


def is_behind(ctx: AppContext) -> bool:
    """Whether there should be a second copy, and there is none of the last day. Raises
    StorageDown."""
    return not all(part.well for part in second_copy_health(ctx, True))
