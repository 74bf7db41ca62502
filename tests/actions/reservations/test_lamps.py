"""An area is only a description: lamps are lent by the engine that rooms are booked with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from db.engine import event_log
from db.reservations import bookings, places
from kiosk.actions import reservations, rooms
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.operations import backups
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.series import InTheWay, SeriesPlan
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.lamps import DESK_LAMP, LAMPS, code_of, lent, waits, wish, with_lamps
from tests.support.rooms import at, booked, full_at, keeper, with_rooms

CLASS = SeriesPlan(DESK_LAMP.id, "FREQ=DAILY;COUNT=3", date(2026, 10, 16), time(17), time(19),
                   "夜校",
             skips_holidays=False)


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The small centre with rooms and lamps."""
    return with_lamps(with_rooms(ctx))


def phase(ctx: AppContext, code: str) -> Phase:
    return reservations.follow(LAMPS, ctx, code).phase


def actors(ctx: AppContext, *events: str) -> list[str]:
    """Who did these, as the event log has it."""
    with ctx.database.read() as tx:
        return [line.actor for line in event_log.since(tx, 0, events)]


def test_three_lamps_are_lent_and_the_fourth_is_told_when_there_are_some(
    centre: AppContext) -> None:
    mine = lent(centre, at(17), key="tap", seats=2)
    assert lent(centre, at(17), key="tap", seats=2).booking == mine.booking
    assert mine.resource is DESK_LAMP and mine.url.endswith(f"/lamp/{code_of(mine)}")
    with pytest.raises(Refusal) as refused:
        lent(centre, at(17), seats=2)
    assert refused.value.code == "lamps_are_out"
    assert refused.value.details == {"free": (at(18), at(19), at(20))}
    assert lent(centre, at(17)).phase is Phase.BOOKED


@pytest.mark.parametrize(("asked", "code"), [
    (wish(at(17), lamp="torch"), "no_such_lamp"), (wish(at(16)), "no_such_time"),
    (wish(at(17), seats=4), "too_many_places"),
])
def test_what_cannot_be_lent_is_said_in_words_of_lamps(
    centre: AppContext, asked: BookingRequest, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        reservations.book(LAMPS, centre, asked)
    assert refused.value.code == code


def test_a_lamp_is_moved_to_another_hour_and_cancelled(centre: AppContext) -> None:
    mine = code_of(lent(centre, at(17), seats=3))
    assert reservations.move(LAMPS, centre, mine, at(19)).booking.reservation.seats == 3
    assert lent(centre, at(17), seats=3).phase is Phase.BOOKED
    assert reservations.cancel(LAMPS, centre, mine).phase is Phase.CANCELLED
    assert lent(centre, at(19), seats=3).phase is Phase.BOOKED


@pytest.mark.both
def test_who_waits_is_offered_the_lamp_that_comes_back(centre: AppContext, clock: Clock) -> None:
    mine = lent(centre, at(17), seats=3)
    first, second = (waits(centre, at(17)).entry.code for _ in range(2))
    gone = waits(centre, at(17)).entry.code
    assert reservations.leave_waitlist(LAMPS, centre, gone).place == 0
    reservations.cancel(LAMPS, centre, code_of(mine))
    assert [phase(centre, one) for one in (first, second)] == [Phase.OFFERED, Phase.OFFERED]
    assert actors(centre, "cancel_booking", "offer_place") == ["holder", SYSTEM, SYSTEM]
    assert reservations.take_offer(LAMPS, centre, first).phase is Phase.BOOKED
    # The rules of the lamps hold an offer for two minutes, not for ten.
    clock.pass_(minutes=2)
    reservations.run_due(LAMPS, centre)
    assert phase(centre, second) is Phase.LAPSED


def test_who_comes_gives_the_number_and_gives_the_lamp_back(centre: AppContext,
                                                            clock: Clock) -> None:
    mine = lent(centre, at(17))
    number = str(mine.booking.number)
    with pytest.raises(Refusal, match="lamp_not_lent"):
        reservations.check_in_by_number(LAMPS, centre, None, "0000")
    clock.now = at(17)
    assert reservations.check_in_by_number(LAMPS, centre, None, number).phase is Phase.HERE
    assert reservations.give_back(LAMPS, centre, code_of(mine)).phase is Phase.OVER


def test_who_does_not_come_within_five_minutes_is_a_no_show(centre: AppContext,
                                                            clock: Clock) -> None:
    mine = code_of(lent(centre, at(17)))
    room = booked(centre, at(16, 30)).booking.reservation.code
    clock.now = at(17, 4)
    reservations.run_due(LAMPS, centre)
    assert phase(centre, mine) is Phase.BOOKED
    clock.now = at(17, 5)
    reservations.run_due(LAMPS, centre)
    assert phase(centre, mine) is Phase.NO_SHOW
    assert rooms.follow(centre, room).phase is Phase.BOOKED, "that is for the clock of the rooms"
    with centre.database.read() as tx:
        (line,) = event_log.since(tx, 0, ["booking_released"])
    assert (line.details["area"], line.details["resource"]) == ("lamps", DESK_LAMP.id)


def test_who_borrowed_is_forgotten_as_soon_as_the_lamps_say(centre: AppContext,
                                                            clock: Clock) -> None:
    mine, room = lent(centre, at(17)), booked(centre, at(17, 30))
    clock.now = at(19) + timedelta(days=1)
    reservations.run_due(LAMPS, centre)
    with centre.database.read() as tx:
        found = [bookings.by_id(tx, one.booking.reservation.id) for one in (mine, room)]
    assert [one.owner_index is None for one in found if one] == [True, False]


@pytest.mark.both
def test_a_lamp_that_a_restore_loses_is_no_booking_of_a_room(centre: AppContext,
                                                             clock: Clock) -> None:
    lent(centre, at(18))
    clock.pass_(seconds=1)
    file = backups.back_up(centre)
    clock.pass_(minutes=1)
    lent(centre, at(17))
    booked(centre, at(17, 30))
    lost = backups.loss(centre, file)
    assert lost.counted is not None and (lost.counted["bookings"], lost.actions) == (1, 2)


def test_an_evening_class_takes_all_lamps_where_they_are_there(centre: AppContext) -> None:
    editor = keeper(centre, Role.EDITOR)
    lent(centre, at(18) + timedelta(days=1))
    found = reservations.draft(LAMPS, centre, editor, CLASS)
    assert [one.in_the_way for one in found.times] == [None, InTheWay.TAKEN, None]
    assert reservations.save(LAMPS, centre, editor, "tap", CLASS, but_conflicts=True).times == 2
    with pytest.raises(Refusal, match="lamps_are_out"):
        lent(centre, at(17))
    with centre.database.read() as tx:
        first, *_ = bookings.live_in(tx, "lamps", None, at(17), at(18))
    taken_back = reservations.take_back(
        LAMPS, centre, editor, first.reservation.id, "没人来", all_later=True)
    assert taken_back == 2 and lent(centre, at(17)).phase is Phase.BOOKED


def test_the_keepers_of_lamps_are_asked_and_their_attendants_hand_them_out(
    centre: AppContext, clock: Clock
) -> None:
    editor, clerk = keeper(centre, Role.EDITOR), keeper(centre, Role.CLERK)
    mine = lent(centre, at(17), lamp="projector")
    wanted = mine.booking.reservation.id
    assert mine.phase is Phase.ASKED
    with pytest.raises(Refusal, match="not_allowed"):
        reservations.approve(LAMPS, centre, clerk, wanted)
    reservations.approve(LAMPS, centre, editor, wanted)
    assert phase(centre, code_of(mine)) is Phase.BOOKED
    clock.now = at(17)
    reservations.let_in(LAMPS, centre, clerk, wanted)
    assert phase(centre, code_of(mine)) is Phase.HERE
    other = lent(centre, at(18), lamp="projector")
    reservations.refuse(LAMPS, centre, editor, other.booking.reservation.id, "灯泡坏了")
    assert reservations.follow(LAMPS, centre, code_of(other)).booking.reason == "灯泡坏了"


def test_only_the_keepers_of_lamps_see_who_borrowed(centre: AppContext) -> None:
    mine = lent(centre, at(17), phone="13812345678").booking.reservation.id
    assert reservations.see_who(LAMPS, centre, keeper(centre, Role.EDITOR), mine) == "13812345678"
    with pytest.raises(Refusal, match="not_allowed"):
        reservations.see_who(LAMPS, centre, keeper(centre, Role.MANAGER), mine)


@pytest.mark.both
def test_a_calendar_shows_the_lamps_in_their_own_words(centre: AppContext) -> None:
    mine, _ = lent(centre, at(17)), booked(centre, at(17, 30))
    mark = reservations.feed_mark(LAMPS, centre)
    found = Calendar.from_ical(reservations.area_feed(LAMPS, centre, "zh_CN"))
    assert str(found["x-wr-calname"]) == "lamps zh_CN"
    assert [str(one["summary"]) for one in found.walk("VEVENT")] == ["台灯: 借走了"]
    own = Calendar.from_ical(reservations.booking_feed(LAMPS, centre, code_of(mine), "zh_CN"))
    (event,) = own.walk("VEVENT")
    assert str(event["summary"]) == f"台灯: 灯号 {mine.booking.number}"
    booked(centre, at(18, 30))
    assert reservations.feed_mark(LAMPS, centre) == mark, "a room is no news for lamps"
    lent(centre, at(18))
    assert reservations.feed_mark(LAMPS, centre) != mark


def test_a_room_is_no_lamp_even_by_the_same_name(centre: AppContext) -> None:
    room, lamp = booked(centre, at(17, 30)), lent(centre, at(17))
    assert room.resource.id == lamp.resource.id
    with pytest.raises(Refusal, match="no_such_loan"):
        reservations.cancel(LAMPS, centre, room.booking.reservation.code)
    with pytest.raises(Refusal, match="no_such_booking"):
        rooms.cancel(centre, code_of(lamp))
    waiting = waits_for_a_room(centre)
    with pytest.raises(Refusal, match="no_such_loan"):
        reservations.leave_waitlist(LAMPS, centre, waiting)


def waits_for_a_room(centre: AppContext) -> str:
    full_at(centre, at(18, 30))
    asked = BookingRequest("wait", "chess", at(18, 30), Source.PHONE, browser="me")
    return rooms.join_waitlist(centre, asked).entry.code


def together(centre: AppContext) -> None:
    """An evening of chess takes a room and lamps, in one act."""
    room = BookingRequest("room", "chess", at(17, 30), Source.PHONE, browser="club")
    with acting(centre, "phone") as act:
        reservations.book_within(rooms.ROOMS, act, room)
        reservations.book_within(LAMPS, act, wish(at(17), seats=3, key="lamps"))


def one_by_one(centre: AppContext) -> None:
    """The negative control: in two of them."""
    rooms.book(centre, BookingRequest("room", "chess", at(17, 30), Source.PHONE, browser="club"))
    lent(centre, at(17), seats=3, key="lamps")


@pytest.mark.parametrize(("how", "rooms_left"), [(together, 0), (one_by_one, 1)],
                         ids=["together", "control"])
def test_what_needs_a_room_and_lamps_has_both_or_none(
    centre: AppContext, how: Callable[[AppContext], None], rooms_left: int
) -> None:
    other = lent(centre, at(17))
    with pytest.raises(Refusal, match="lamps_are_out"):
        how(centre)
    with centre.database.read() as tx:
        assert len(bookings.since(tx, "rooms", None, at(0))) == rooms_left
    if how is together:
        reservations.cancel(LAMPS, centre, code_of(other))
        together(centre)
        with centre.database.read() as tx:
            assert len(places.occupied(tx, DESK_LAMP, span_of_the_day())) == 1


def span_of_the_day() -> places.Occupancy:
    return places.Occupancy(at(0), at(23))
