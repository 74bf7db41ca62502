"""What the staff's page offers: in the order of how often somebody needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kiosk.actions.operations.selftest import CentreStands
from kiosk.domain.content.content_types import MAY_SET_HELP
from kiosk.domain.staff.roles import MAY_CALL, MAY_CLOSE, MAY_COUNT, MAY_EDIT, MAY_TRY, Role
from kiosk.ui.widgets.tappable import Tappable

if TYPE_CHECKING:
    from kiosk.screens.staff.staff_page import StaffScreen

# Whoever writes some kind of content.
MAY_WRITE = MAY_SET_HELP


class Offer(NamedTuple):
    """A row of the page: its words (staff.NAME, staff.NAME_hint), its icon, who may, what it does.

    `bar` is the words of what stands in its way now, "" for nothing.
    """

    name: str
    icon: str
    may: frozenset[Role]
    action: Callable[[Tappable], None]
    bar: str = ""


def offers_of(page: StaffScreen, stands: CentreStands) -> list[Offer]:
    """All that can be done, as the centre stands; last the way out."""
    no_printer = "" if stands.printer.configured else "staff.no_printer_hint"
    no_voice = "staff.no_voice_hint" if stands.voice.engine == "none" else ""
    return [
        Offer("pause", "player-pause", MAY_CALL, partial(page.to, "hand_counters")),
        Offer("shut_room", "armchair-2", MAY_COUNT, partial(page.to, "hand_rooms")),
        Offer("notice", "bell-ringing", MAY_EDIT, page.notice),
        Offer("reprint", "ticket", MAY_TRY, partial(page.to, "hand_slips"), no_printer),
        Offer("reopen", "door", MAY_CLOSE, page.reopen) if stands.shut
        else Offer("close", "lock", MAY_CLOSE, page.close),
        Offer("restart", "refresh", MAY_TRY, page.restart),
        Offer("try_printer", "printer", MAY_TRY, page.try_printer, no_printer),
        Offer("try_voice", "volume", MAY_TRY, page.try_voice, no_voice),
        Offer("edit", "edit", MAY_WRITE, partial(page.to, "edit_kinds")),
        Offer("sign_out", "logout", frozenset(Role), page.sign_out),
    ]
