"""The waiting list: in the order of coming, kept for the first, then for the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from db.engine import event_log
from db.operations import calendar_exceptions as special_days
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.rooms import (
    book,
    cancel,
    follow,
    follow_waitlist,
    give_back,
    join_waitlist,
    leave_waitlist,
    move,
    room_view,
    run_due,
    take_offer,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import TimeRange
from kiosk.domain.calendar_exceptions import CENTRE, SpecialDay
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from tests.support.centre import Clock
from tests.support.rooms import at, booked, code_of, full_at, rewritten, waits, with_rooms


def test_people_wait_in_the_order_of_their_coming(rooms: AppContext) -> None:
    full_at(rooms, at(16, 30))
    line = [waits(rooms, at(16, 30)) for _ in range(3)]
    assert [view.place for view in line] == [1, 2, 3]
    leave_waitlist(rooms, line[0].entry.code)
    after = [follow_waitlist(rooms, view.entry.code) for view in line]
    assert [(view.phase, view.place) for view in after] == [
        (Phase.CANCELLED, 0), (Phase.WAITING, 1), (Phase.WAITING, 2)]


def test_the_same_tap_twice_is_one_place_in_line(rooms: AppContext) -> None:
    full_at(rooms, at(16, 30))
    once, again = (waits(rooms, at(16, 30), key="tap", browser="mine") for _ in range(2))
    assert once.entry.code == again.entry.code and again.place == 1


def test_what_is_given_back_is_kept_for_the_first(rooms: AppContext) -> None:
    mine = full_at(rooms, at(16, 30))
    first, second = waits(rooms, at(16, 30)), waits(rooms, at(16, 30))
    cancel(rooms, code_of(mine[0]))
    offered = follow(rooms, first.entry.code)
    assert offered.phase is Phase.OFFERED
    assert offered.booking.held_until == at(15, 30)
    assert follow_waitlist(rooms, second.entry.code).place == 1
    # Nobody who comes now gets in between.
    with pytest.raises(Refusal, match="just_taken"):
        booked(rooms, at(16, 30))
    assert take_offer(rooms, first.entry.code).phase is Phase.BOOKED
    assert take_offer(rooms, first.entry.code).phase is Phase.BOOKED


def test_control_without_the_offer_a_stranger_gets_in_between(
    rooms: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = full_at(rooms, at(16, 30))
    first = waits(rooms, at(16, 30))
    monkeypatch.setattr("kiosk.actions.reservations.booking.offer_free", lambda *_: None)
    cancel(rooms, code_of(mine[0]))
    assert booked(rooms, at(16, 30)).phase is Phase.BOOKED
    assert follow_waitlist(rooms, first.entry.code).phase is Phase.WAITING


def test_unanswered_for_ten_minutes_it_is_the_next_ones(rooms: AppContext, clock: Clock) -> None:
    mine = full_at(rooms, at(16, 30))
    first, second = waits(rooms, at(16, 30)), waits(rooms, at(16, 30))
    cancel(rooms, code_of(mine[0]))
    clock.pass_(minutes=9)
    run_due(rooms)
    assert follow(rooms, first.entry.code).phase is Phase.OFFERED
    clock.pass_(minutes=1)
    with pytest.raises(Refusal, match="claim_changed"):
        take_offer(rooms, first.entry.code)
    run_due(rooms)
    assert follow(rooms, first.entry.code).phase is Phase.LAPSED
    assert follow(rooms, second.entry.code).phase is Phase.OFFERED
    run_due(rooms)
    assert follow(rooms, second.entry.code).booking.held_until == at(15, 40)


def test_declined_it_is_the_next_ones_at_once(rooms: AppContext) -> None:
    mine = full_at(rooms, at(16, 30))
    first, second = waits(rooms, at(16, 30)), waits(rooms, at(16, 30))
    cancel(rooms, code_of(mine[0]))
    cancel(rooms, first.entry.code)
    assert follow(rooms, second.entry.code).phase is Phase.OFFERED


def test_moving_away_makes_room_too(rooms: AppContext) -> None:
    mine = full_at(rooms, at(16, 30))
    first = waits(rooms, at(16, 30))
    move(rooms, code_of(mine[0]), at(17, 30))
    assert follow(rooms, first.entry.code).phase is Phase.OFFERED


def test_what_nobody_came_for_is_over_for_the_line_too(rooms: AppContext, clock: Clock) -> None:
    full_at(rooms, at(16, 30))
    first = waits(rooms, at(16, 30))
    clock.now = at(16, 30)
    run_due(rooms)
    assert follow_waitlist(rooms, first.entry.code).phase is Phase.LAPSED
    with pytest.raises(Refusal, match="claim_changed"):
        leave_waitlist(rooms, first.entry.code)


def test_a_later_line_gets_what_an_early_leaver_gives_back(rooms: AppContext, clock: Clock) -> None:
    full_at(rooms, at(15, 30))
    later = full_at(rooms, at(16, 30))
    waiting_later = waits(rooms, at(16, 30))
    clock.now = at(15, 35)
    assert follow_waitlist(rooms, waiting_later.entry.code).place == 1
    cancel(rooms, code_of(later[1]))
    assert follow(rooms, waiting_later.entry.code).phase is Phase.OFFERED
    with pytest.raises(Refusal):
        give_back(rooms, code_of(later[0]))


@pytest.mark.parametrize(("begins", "room", "code"), [
    (at(17, 30), "chess", "there_is_room"), (at(16, 45), "chess", "no_such_time"),
    (at(14, 30), "chess", "no_such_time"), (None, "chess", "no_such_time"),
    (at(17, 30), "meeting", "not_booked"), (at(17, 30), "library", "not_booked"),
    (at(17, 30), "cellar", "no_such_room"),
])
def test_for_what_nobody_waits(
    rooms: AppContext, begins: datetime | None, room: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        join_waitlist(rooms, BookingRequest("key", room, begins, Source.PHONE, browser="one"))


def test_nobody_stands_in_more_than_two_lines(rooms: AppContext) -> None:
    for hour in (16, 17, 18):
        full_at(rooms, at(hour, 30))
    for hour in (16, 17):
        waits(rooms, at(hour, 30), browser="mine")
    with pytest.raises(Refusal, match="enough_booked"):
        waits(rooms, at(18, 30), browser="mine")


def test_two_places_given_back_at_once_are_two_offers(rooms: AppContext) -> None:
    mine = full_at(rooms, at(16, 30))
    line = [waits(rooms, at(16, 30)) for _ in range(3)]
    givers = [threading.Thread(target=cancel, args=(rooms, code_of(one))) for one in mine]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()
    phases = [waiting_phase(rooms, view.entry.code) for view in line]
    assert phases == [Phase.OFFERED, Phase.OFFERED, Phase.WAITING]
    assert not room_view(rooms, "chess").slots[2].left


def waiting_phase(ctx: AppContext, code: str) -> Phase:
    """Where a place in line stands, offered or not."""
    return follow_waitlist(ctx, code).phase


def test_two_clocks_offer_once(rooms: AppContext, clock: Clock) -> None:
    mine = full_at(rooms, at(16, 30))
    first, second = waits(rooms, at(16, 30)), waits(rooms, at(16, 30))
    cancel(rooms, code_of(mine[0]))
    clock.pass_(minutes=10)
    clocks = [threading.Thread(target=run_due, args=(rooms,)) for _ in range(4)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    assert follow(rooms, first.entry.code).phase is Phase.LAPSED
    assert follow(rooms, second.entry.code).phase is Phase.OFFERED
    with rooms.database.read() as tx:
        assert len(list(event_log.since(tx, 0, ["offer_place"]))) == 2


def test_what_was_booked_by_an_offer_counts_among_the_own(rooms: AppContext) -> None:
    mine = full_at(rooms, at(16, 30))
    first = waits(rooms, at(16, 30), browser="mine")
    cancel(rooms, code_of(mine[0]))
    take_offer(rooms, first.entry.code)
    booked(rooms, at(17, 30), browser="mine")
    with pytest.raises(Refusal, match="enough_booked"):
        book(rooms, BookingRequest("third", "chess", at(18, 30), Source.PHONE, browser="mine"))


@pytest.fixture
def centre(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with three rooms."""
    return with_rooms(sqlite_ctx)


def that_day(ctx: AppContext, door: str, *hours: str) -> None:
    """The staff give a door other hours today, or none."""
    special = SpecialDay(door, at(0).date(), tuple(map(TimeRange.parse, hours)))
    with ctx.database.write(content=True) as tx:
        special_days.put(tx, special)


def as_usual(ctx: AppContext, door: str) -> None:
    """And take that back."""
    with ctx.database.write(content=True) as tx:
        special_days.remove(tx, door, at(0).date())


UNTIL_FIVE = {"fri": ["08:30-17:00"]}
SHUTS: dict[str, tuple[Callable[[AppContext], None], Callable[[AppContext], None]]] = {
    "the room's day": (lambda ctx: that_day(ctx, "chess"),
                       lambda ctx: as_usual(ctx, "chess")),
    "the room's short day": (lambda ctx: that_day(ctx, "chess", "08:30-17:00"),
                             lambda ctx: that_day(ctx, "chess", "08:30-19:00")),
    "a pause in it": (lambda ctx: that_day(ctx, "chess", "08:30-17:00", "17:10-21:00"),
                      lambda ctx: as_usual(ctx, "chess")),
    "the centre's day": (lambda ctx: that_day(ctx, CENTRE),
                        lambda ctx: as_usual(ctx, CENTRE)),
    "the centre's short day": (lambda ctx: that_day(ctx, CENTRE, "08:30-16:45"),
                              lambda ctx: as_usual(ctx, CENTRE)),
    "hours": (lambda ctx: rewritten(ctx, "chess", hours=UNTIL_FIVE),
              lambda ctx: rewritten(ctx, "chess")),
    "hidden": (lambda ctx: rewritten(ctx, "chess", hidden=True),
               lambda ctx: rewritten(ctx, "chess")),
    "simply walked into": (lambda ctx: rewritten(ctx, "chess", how="walk_in"),
                           lambda ctx: rewritten(ctx, "chess")),
}


@pytest.mark.parametrize("why", SHUTS)
def test_a_time_at_which_the_room_is_shut_is_offered_once_it_is_open_again(
    centre: AppContext, why: str
) -> None:
    shut, open_again = SHUTS[why]
    mine = full_at(centre, at(16, 30))
    first = waits(centre, at(16, 30)).entry.code
    shut(centre)
    cancel(centre, code_of(mine[0]))
    before = centre.database.version()
    run_due(centre)
    assert centre.database.version() == before, "and nothing is written for nothing"
    assert follow_waitlist(centre, first).place == 1
    open_again(centre)
    run_due(centre)
    assert follow(centre, first).phase is Phase.OFFERED


@pytest.mark.parametrize("why", SHUTS)
def test_an_offer_is_not_taken_for_a_time_that_was_shut_meanwhile(centre: AppContext,
                                                                  why: str) -> None:
    shut, open_again = SHUTS[why]
    mine = full_at(centre, at(16, 30))
    first = waits(centre, at(16, 30)).entry.code
    cancel(centre, code_of(mine[0]))
    shut(centre)
    with pytest.raises(Refusal, match="shut_meanwhile"):
        take_offer(centre, first)
    open_again(centre)
    assert take_offer(centre, first).phase is Phase.BOOKED


def test_more_places_are_offered_to_as_many_as_they_hold(rooms: AppContext) -> None:
    full_at(rooms, at(16, 30))
    full_at(rooms, at(17, 30))
    line = [waits(rooms, at(16, 30)) for _ in range(3)]
    later = waits(rooms, at(17, 30))
    run_due(rooms)
    assert follow_waitlist(rooms, line[0].entry.code).place == 1
    rewritten(rooms, "chess", capacity=4)
    run_due(rooms)
    phases = [waiting_phase(rooms, view.entry.code) for view in (*line, later)]
    assert phases == [Phase.OFFERED, Phase.OFFERED, Phase.WAITING, Phase.OFFERED]


def test_nobody_who_comes_gets_before_the_line_where_places_were_added(rooms: AppContext) -> None:
    full_at(rooms, at(16, 30))
    first, elsewhere = waits(rooms, at(16, 30)), booked(rooms, at(18, 30))
    rewritten(rooms, "chess", capacity=3)
    # The clock has not come round yet.
    with pytest.raises(Refusal, match="just_taken"):
        booked(rooms, at(16, 30))
    with pytest.raises(Refusal, match="just_taken"):
        move(rooms, code_of(elsewhere), at(16, 30))
    run_due(rooms)
    assert follow(rooms, first.entry.code).phase is Phase.OFFERED


def test_what_has_to_be_asked_for_early_is_not_offered_late(centre: AppContext,
                                                            clock: Clock) -> None:
    mine = full_at(centre, at(16, 30))
    first = waits(centre, at(16, 30)).entry.code
    rewritten(centre, "chess", lead=60)
    clock.now = at(15, 31)
    with pytest.raises(Refusal, match="too_late_to_claim"):
        waits(centre, at(16, 30))
    cancel(centre, code_of(mine[0]))
    assert follow_waitlist(centre, first).phase is Phase.LAPSED
