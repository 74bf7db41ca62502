"""A device booked at the touch screen: a telephone number for it, and its ticket-like page."""

from __future__ import annotations

from datetime import datetime

from kiosk.actions.care import CARE, arrive, book, device_view
from kiosk.actions.care.results import CareBooking, CareWaiting, DeviceView
from kiosk.actions.reservations import BookingRequest, BookingView
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from kiosk.screens.rooms.booked import BookingScreen
from kiosk.screens.rooms.room_number import NumberScreen, TimeToBook
from kiosk.ui.navigation.screen import Answers
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.rooms import day_said


class CareNumberScreen(NumberScreen):
    """A number for a device."""

    NAME = "care_number"
    BOOKED = "care_booked"

    @classmethod
    def ask(
        cls, ctx: AppContext, device_id: str = "", begins: datetime | None = None, read: str = ""
    ) -> Answers:
        if begins is None:
            return {"view": None}
        return {"view": device_view(ctx, device_id, begins.date()), "begins": begins, "read": read}

    def show(
        self, view: DeviceView | None, begins: datetime | None = None, read: str = ""
    ) -> None:
        """`view` and `begins`: the time that is to be booked by whoever `read` that version of the
        text; without them somebody arrives."""
        self._read = read
        if view is None or begins is None:
            self.show_time(None)
            return
        device = view.stands.device
        self.show_time(TimeToBook(
            device.id, device.title, begins, begins + device.slot,
            day_said(self.words, begins.date(), view.now.date()), f"/d/{device.id}",
            self.words("care.book"), "care.notice",
        ))

    def book_time(self, asked: BookingRequest) -> CareBooking:
        return book(self.ui.ctx, asked, self._read)

    def check_in(self, typed: str) -> CareBooking | CareWaiting:
        return arrive(self.ui.ctx, typed)


class CareBookedScreen(BookingScreen):
    """A booking of a device, or a place in line; what is offered is read about before it is had."""

    NAME = "care_booked"
    AREA = CARE
    AGAIN = "care.past_text"
    DONE = {Phase.OFFERED: "care.look"}

    def done(self, button: PushButton) -> None:
        view = self._view
        if isinstance(view, BookingView) and view.phase is Phase.OFFERED:
            held = view.booking.reservation
            self.ui.go("care_device", button, device_id=held.resource_id,
                       day=held.starts_at.date(), offer=held.code)
        else:
            super().done(button)
