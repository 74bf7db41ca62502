"""A reception time booked at the touch screen: a telephone for it, and its ticket-like page."""

from __future__ import annotations

from datetime import datetime

from kiosk.actions.cases.reception import (
    RECEPTION,
    ListenerView,
    ReceptionBooking,
    arrive_at_reception,
    book_reception,
    listener_view,
)
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.screens.rooms.booked import BookingScreen
from kiosk.screens.rooms.room_number import NumberScreen, TimeToBook
from kiosk.ui.navigation.screen import Answers
from kiosk.wording.rooms import day_said


class CaseMeetNumberScreen(NumberScreen):
    """A telephone for a reception time."""

    NAME = "case_meet_number"
    BOOKED = "case_met"

    @classmethod
    def ask(
        cls, ctx: AppContext, listener_id: str = "", begins: datetime | None = None
    ) -> Answers:
        if begins is None:
            return {"view": None}
        return {"view": listener_view(ctx, listener_id, begins.date()), "begins": begins}

    def show(self, view: ListenerView | None, begins: datetime | None = None) -> None:
        """`begins` is the time that is to be booked; without one somebody arrives. Refuses with
        `no_such_time` once it is gone."""
        if view is None or begins is None:
            self.show_time(None)
            return
        slot = next((one for one in view.slots if one.begins == begins), None)
        if slot is None:
            raise Refusal("no_such_time")
        self.show_time(TimeToBook(
            view.listener.id, view.listener.title, begins, slot.ends,
            day_said(self.words, begins.date(), view.now.date()), "",
            self.words("case_meet.book"), "case_meet.notice",
        ))

    def book_time(self, asked: BookingRequest) -> ReceptionBooking:
        return book_reception(self.ui.ctx, asked)

    def check_in(self, typed: str) -> ReceptionBooking:
        return arrive_at_reception(self.ui.ctx, typed)


class CaseMetScreen(BookingScreen):
    """A reception time that was booked."""

    NAME = "case_met"
    AREA = RECEPTION
    AGAIN = "case_meet.past_text"
