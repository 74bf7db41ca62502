"""The guides of the staff: what a role does all day, on one sheet to be printed."""

from __future__ import annotations

from kiosk.actions.acting import allowed
from kiosk.actions.content.centre import guide as content_guide
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.guide_sheet import GuideStep, StaffGuide, draw
from kiosk.domain.staff.roles import MAY_CALL, MAY_EDIT, Role, StaffSession

PICTURES = ASSETS / "pictures" / "guides"
STEPS = range(1, 7)
# Whom each guide is for.
GUIDES = {"clerk": MAY_CALL, "editor": MAY_EDIT}


def guides_for(role: Role) -> tuple[str, ...]:
    """The guides that are for a role, by name."""
    return tuple(name for name, roles in GUIDES.items() if role in roles)


def guide_sheet(ctx: AppContext, session: StaffSession, name: str, language: str) -> bytes:
    """A guide as a PDF. Refuses with `not_allowed` where it is for others or is none,
    with `no_address` while there is no network."""
    allowed(session, GUIDES.get(name, frozenset()))
    words = ctx.words[language]
    return draw(StaffGuide(
        centre=content_guide(ctx).centre.centre.in_(language),
        title=words(f"guides.{name}"),
        steps=[GuideStep(words(f"guides.{name}_{n}"), PICTURES / f"{name}-{n}.png") for n in STEPS],
        foot=words("guides.foot", host=ctx.settings.lasting_link("/desk")),
    ), ASSETS)
