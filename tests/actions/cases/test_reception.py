"""Reception days: announced in time, booked once, called off with all that was booked."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from kiosk.actions.cases.reception import (
    announce,
    book_reception,
    cancel_reception,
    follow_reception,
    listener_view,
)
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.cases.reception import ReceptionDay
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import MORNING, bring_in, staff
from tests.support.rooms import PHONE

HALF = timedelta(minutes=30)


@pytest.fixture
def house(ctx: AppContext, clock: Clock) -> AppContext:
    """The centre with its listeners."""
    clock.now = MORNING
    return bring_in(ctx)


def announced(
    ctx: AppContext, session: StaffSession, ahead: int = 3, begins: int = 9, account: int = 0
) -> ReceptionDay:
    """Two hours of the representatives, so many days ahead."""
    return announce(ctx, session, "congress", MORNING.date() + timedelta(days=ahead),
                    time(begins), time(begins + 2), HALF, "张代表", account)


def asks(day: ReceptionDay, key: str, phone: str = PHONE, nth: int = 0) -> BookingRequest:
    """A time of a reception day as somebody taps it."""
    return BookingRequest(key, day.listener_id, day.times[nth][0], Source.KIOSK, phone=phone)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expects to be refused with a code."""
    return pytest.raises(Refusal, match=f"^{code}")


def test_a_day_is_announced_three_days_ahead_and_not_twice(house: AppContext) -> None:
    manager = staff(house, Role.MANAGER)
    with refused("announced_too_late"):
        announced(house, manager, ahead=2)
    announced(house, manager)
    with refused("reception_there"):
        announced(house, manager, begins=10)
    announced(house, manager, begins=11)
    view = listener_view(house, "congress")
    assert (len(view.slots), view.receiver) == (8, "张代表")


@pytest.mark.both
def test_a_time_is_had_once_and_found_by_its_page(house: AppContext) -> None:
    day = announced(house, staff(house, Role.MANAGER))
    mine = book_reception(house, asks(day, "one"))
    assert book_reception(house, asks(day, "one")).booking.number == mine.booking.number
    with refused("just_taken"):
        book_reception(house, asks(day, "two", "13900000000"))
    view = listener_view(house, "congress")
    assert [one.left for one in view.slots] == [0, 1, 1, 1]


@pytest.mark.both
def test_a_day_that_is_called_off_takes_its_bookings_along_with_the_reason(
    house: AppContext
) -> None:
    manager = staff(house, Role.MANAGER)
    day = announced(house, manager)
    mine = book_reception(house, asks(day, "one"))
    with refused("reason_missing"):
        cancel_reception(house, manager, day.id, " ")
    assert cancel_reception(house, manager, day.id, "去开会") == 1
    assert cancel_reception(house, manager, day.id, "去开会") == 0
    assert follow_reception(house, mine.booking.reservation.code).booking.reason == "去开会"
    assert listener_view(house, "congress").day is None
    with refused("no_such_time"):
        book_reception(house, asks(day, "three", nth=1))


def test_a_representative_keeps_their_own_days_alone(house: AppContext) -> None:
    manager, representative = staff(house, Role.MANAGER), staff(house, Role.REPRESENTATIVE)
    theirs = announced(house, representative, account=99)
    assert theirs.account_id == representative.account.id
    with refused("no_such_reception"):
        cancel_reception(house, representative, announced(house, manager, ahead=4).id, "病了")
    with refused("not_allowed"):
        announced(house, staff(house, Role.EDITOR), ahead=5)
    assert cancel_reception(house, representative, theirs.id, "病了") == 0
