"""A day or a room is closed, smaller or out of sight: what is booked is seen first, then told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.outbox import notifications as notices_out
from kiosk.actions import content
from kiosk.actions.operations import quick_actions
from kiosk.actions.operations.calendar_exceptions import remove_special_day, set_special_day
from kiosk.actions.rooms import booking_feed, follow, follow_waitlist, rooms_now
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import CENTRE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.settling import Agreement, BookingsEnd
from kiosk.domain.staff.roles import Role
from tests.support.centre import AFTERNOON, Clock
from tests.support.rooms import at, booked, code_of, full_at, keeper, waits

TODAY = AFTERNOON.date()
WHY = "停电检修"


def asked(action: Callable[[], object]) -> BookingsEnd:
    """What the staff are shown before anything is changed."""
    with pytest.raises(BookingsEnd) as ends:
        action()
    return ends.value


def rooms_feed(ctx: AppContext, code: str) -> str:
    """The booking as a calendar reads it."""
    return booking_feed(ctx, code, "zh_CN").decode()


def test_a_day_with_bookings_is_closed_only_after_they_were_seen(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    first, second = full_at(rooms, at(18, 30))
    later = waits(rooms, at(18, 30))
    ends = asked(lambda: set_special_day(rooms, boss, TODAY))
    assert [one.starts_at for one in ends.details["ended"]] == [at(18, 30)] * 2
    assert str(first.booking.number) in ends.details["ended"][0].whose
    assert follow(rooms, code_of(first)).phase is Phase.BOOKED
    assert rooms_now(rooms).rooms[0].today, "nothing was changed"
    with rooms.database.write() as tx:
        notices_out.seal_in(tx, notices_out.add_target(tx, "群"), "sealed")

    before = follow(rooms, code_of(first)).booking.sequence
    set_special_day(rooms, boss, TODAY, agreed=Agreement(ends.details["mark"], WHY))
    for mine in (first, second):
        view = follow(rooms, code_of(mine))
        assert (view.phase, view.booking.reason) == (Phase.REFUSED, WHY)
        assert view.booking.sequence > before
        feed = rooms_feed(rooms, code_of(mine))
        assert "STATUS:CANCELLED" in feed and f"SEQUENCE:{view.booking.sequence}" in feed
    assert follow_waitlist(rooms, later.url.rsplit("/", 1)[1]).phase is Phase.LAPSED
    with rooms.database.read() as tx:
        told = notices_out.due(tx, rooms.clock())
    assert told and WHY in told.text and "棋牌室" in told.text
    assert str(first.booking.number) not in told.text


def test_who_books_meanwhile_is_seen_too(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    booked(rooms, at(18, 30))
    seen = asked(lambda: set_special_day(rooms, boss, TODAY, door="chess"))
    new = booked(rooms, at(17, 30))
    agreed = Agreement(seen.details["mark"], WHY)
    again = asked(lambda: set_special_day(rooms, boss, TODAY, door="chess", agreed=agreed))
    assert again.details["n"] == 2
    assert follow(rooms, code_of(new)).phase is Phase.BOOKED


def test_a_change_without_a_reason_changes_nothing(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    mine = booked(rooms, at(18, 30))
    mark = asked(lambda: set_special_day(rooms, boss, TODAY)).details["mark"]
    with pytest.raises(Refusal, match="reason_missing"):
        set_special_day(rooms, boss, TODAY, agreed=Agreement(mark, " "))
    assert follow(rooms, code_of(mine)).phase is Phase.BOOKED


def test_who_is_there_stays_and_other_days_stand(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    inside = booked(rooms, None, source=Source.KIOSK)
    tomorrow = booked(rooms, at(10, 30) + timedelta(days=1))
    set_special_day(rooms, boss, TODAY, door="chess")
    assert follow(rooms, code_of(inside)).phase is Phase.HERE
    assert follow(rooms, code_of(tomorrow)).phase is Phase.BOOKED


def test_an_evening_that_was_added_and_taken_back(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    sunday = TODAY + timedelta(days=2)
    set_special_day(rooms, boss, sunday, ["18:00-21:00"], door="chess")
    begins = at(19) + timedelta(days=2)
    mine = booked(rooms, begins)
    ends = asked(lambda: remove_special_day(rooms, boss, sunday, "chess"))
    remove_special_day(rooms, boss, sunday, "chess", Agreement(ends.details["mark"], WHY))
    assert follow(rooms, code_of(mine)).phase is Phase.REFUSED


@pytest.mark.parametrize("change", [
    {"hours.fri": "08:30-17:00"}, {"hours.fri": ""},
], ids=["shorter", "no more Fridays"])
def test_hours_that_change_are_asked_about(rooms: AppContext, change: dict[str, str]) -> None:
    boss = keeper(rooms, Role.MANAGER)
    mine = booked(rooms, at(18, 30))
    base = dict(content.sheet(rooms, boss, "room", "chess").written)
    new = {**base, **change}
    ends = asked(lambda: content.publish(rooms, boss, "room", "chess", base, new))
    assert ends.details["n"] == 1
    done = content.publish(rooms, boss, "room", "chess", base, new,
                           agreed=Agreement(ends.details["mark"], WHY))
    assert done.done
    assert follow(rooms, code_of(mine)).booking.reason == WHY


def test_a_smaller_room_keeps_who_booked_first(rooms: AppContext, clock: Clock) -> None:
    boss = keeper(rooms, Role.MANAGER)
    first = booked(rooms, at(18, 30))
    clock.now += timedelta(minutes=1)
    second = booked(rooms, at(18, 30))
    base = dict(content.sheet(rooms, boss, "room", "chess").written)
    less = base | {"capacity": "1"}
    ends = asked(lambda: content.publish(rooms, boss, "room", "chess", base, less))
    assert [one.key for one in ends.details["ended"]] == [
        f"rooms-{second.booking.reservation.id}"]
    content.publish(rooms, boss, "room", "chess", base, less,
                    agreed=Agreement(ends.details["mark"], WHY))
    assert follow(rooms, code_of(first)).phase is Phase.BOOKED
    assert follow(rooms, code_of(second)).phase is Phase.REFUSED
    assert {one.room.id: one.room.capacity for one in rooms_now(rooms).rooms}["chess"] == 1


def test_a_room_out_of_sight_now_or_later(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    today, tomorrow = booked(rooms, at(18, 30)), booked(rooms, at(10, 30) + timedelta(days=1))
    night = at(23)
    ends = asked(lambda: content.hide(rooms, boss, "room", "chess", at=night))
    assert ends.details["n"] == 1
    content.hide(rooms, boss, "room", "chess", at=night,
                 agreed=Agreement(ends.details["mark"], WHY))
    assert follow(rooms, code_of(tomorrow)).phase is Phase.REFUSED, "told at once"
    assert follow(rooms, code_of(today)).phase is Phase.BOOKED
    ends = asked(lambda: content.hide(rooms, boss, "room", "chess"))
    content.hide(rooms, boss, "room", "chess", agreed=Agreement(ends.details["mark"], WHY))
    assert follow(rooms, code_of(today)).phase is Phase.REFUSED


def test_the_touch_screen_sends_to_the_desk(rooms: AppContext) -> None:
    boss = keeper(rooms, Role.MANAGER)
    mine = booked(rooms, at(18, 30))
    asked(lambda: quick_actions.turn_room(rooms, boss, "chess", shut=True))
    assert follow(rooms, code_of(mine)).phase is Phase.BOOKED


def test_without_the_question_nobody_would_have_known(
    rooms: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a change that settles nothing leaves a booking of a room that is shut."""
    boss = keeper(rooms, Role.MANAGER)
    mine = booked(rooms, at(18, 30))
    monkeypatch.setattr("kiosk.actions.operations.calendar_exceptions.settle", lambda _act: None)
    set_special_day(rooms, boss, TODAY, door=CENTRE)
    assert follow(rooms, code_of(mine)).phase is Phase.BOOKED
