"""What the staff's page offers: what all areas say, and what is done on the page itself."""

from __future__ import annotations

from kiosk.actions.operations.selftest import CentreStands
from kiosk.domain.staff.roles import MAY_CLOSE, MAY_TRY, Role
from kiosk.screens.staff_offer import StaffOffer, no_printer


def offers_of(stands: CentreStands) -> list[StaffOffer]:
    """All that can be done, as the centre stands; last the way out."""
    # The list stands above all screens.
    from kiosk.screens import STAFF_OFFERS

    return [offer for offer in STAFF_OFFERS if offer.is_shown(stands)]


def _no_voice(stands: CentreStands) -> str:
    return "staff.no_voice_hint" if stands.voice.engine == "none" else ""


OFFERS = (
    StaffOffer(50, "close", "lock", MAY_CLOSE, lambda page, row: page.close(row),
               is_shown=lambda stands: not stands.shut),
    StaffOffer(50, "reopen", "door", MAY_CLOSE, lambda page, row: page.reopen(row),
               is_shown=lambda stands: stands.shut),
    StaffOffer(60, "restart", "refresh", MAY_TRY, lambda page, row: page.restart(row)),
    StaffOffer(70, "try_printer", "printer", MAY_TRY, lambda page, row: page.try_printer(row),
               no_printer),
    StaffOffer(80, "try_voice", "volume", MAY_TRY, lambda page, row: page.try_voice(row),
               _no_voice),
    StaffOffer(100, "sign_out", "logout", frozenset(Role), lambda page, row: page.sign_out(row)),
)
