"""What the staff can do with content in passing: a new notice, and all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.actions import content
from kiosk.domain.content.content_form import YES
from kiosk.domain.staff.roles import MAY_EDIT, MAY_WRITE
from kiosk.screens.staff_offer import StaffOffer, opens
from kiosk.ui.widgets.tappable import Tappable

if TYPE_CHECKING:
    from kiosk.screens.staff.staff_page import StaffScreen


def _begin_notice(page: StaffScreen, row: Tappable) -> None:
    def begun(item: str) -> None:
        page.to("edit_item", kind="notice", item=item)

    page.do(content.begin, begun, row, "notice", written={"urgent": YES})


STAFF_OFFERS = (
    StaffOffer(30, "notice", "bell-ringing", MAY_EDIT, _begin_notice),
    StaffOffer(90, "edit", "edit", MAY_WRITE, opens("edit_kinds")),
)
