"""What an area offers the staff to do in passing, on their page at the touch screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.actions.operations.selftest import CentreStands
from kiosk.domain.staff.roles import Role
from kiosk.ui.widgets.tappable import Tappable

if TYPE_CHECKING:
    from kiosk.screens.staff.staff_page import StaffScreen

Do = Callable[["StaffScreen", Tappable], None]


@dataclass(frozen=True, slots=True)
class StaffOffer:
    """A row of the page: its words (staff.NAME, staff.NAME_hint), its icon, who may, what it does.

    The rows stand in the order of their `rank`, what is needed most often first. As the centre
    stands, `is_shown` says whether there is the row, and `bar` gives the words of what stands in
    its way, "" for nothing.
    """

    rank: int
    name: str
    icon: str
    may: frozenset[Role]
    do: Do
    bar: Callable[[CentreStands], str] = lambda _stands: ""
    is_shown: Callable[[CentreStands], bool] = lambda _stands: True


def opens(screen: str) -> Do:
    """Leads to a screen of the staff's."""
    return lambda page, row: page.to(screen, row)


def no_printer(stands: CentreStands) -> str:
    """What stands in the way of whatever prints."""
    return "" if stands.printer.configured else "staff.no_printer_hint"
