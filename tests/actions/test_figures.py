"""The figures of the house: what the clock keeps is what the rows say, whatever happened."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from statistics import median

import pytest

from db import figures as kept
from db.figures import FiguresRow
from db.tables import TicketRow
from kiosk.actions import volunteers
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.rooms import arrive, keep_time, sign_code
from kiosk.actions.statistics import see, sum_up
from kiosk.actions.volunteers import visits, volunteer_tasks
from kiosk.actions.volunteers.transitions import move_on, of_code
from kiosk.context import Lobby
from kiosk.domain.calendar import ZONE
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, Session
from kiosk.domain.statistics.daily_statistics import HelpUse, Span, middle, nine_in_ten
from kiosk.domain.volunteers.help_requests import Deed, Who
from kiosk.domain.volunteers.registry import Volunteer
from tests.days import TODAY, days_of_chance, ticket
from tests.helpers import asked, coordinator
from tests.house import Clock, take
from tests.rooms import at, booked


def until_kept(lobby: Lobby) -> None:
    """The clock, until nothing is left to do."""
    while sum_up(lobby) < 60:
        pass


def differs(lobby: Lobby, rows: list[dict], back: int) -> list[str]:
    """Where the figures of a month are not what plain counting of the rows says."""
    seen = see(lobby, coordinator(lobby, name=f"c{random.random():.9f}"), Span.MONTH, back, "zh_CN")
    mine = [row for row in rows if seen.first.isoformat() <= row["day"] <= seen.last.isoformat()]
    waits = sorted((row["called_at"] - row["taken_at"]) // 1_000_000
                   for row in mine if row["called_at"])
    times = sorted((row["closed_at"] - row["called_at"]) // 1_000_000
                   for row in mine if row["closed_at"])

    def of(**wanted: object) -> int:
        return sum(all(row[name] == value for name, value in wanted.items()) for row in mine)

    total = seen.total
    told = {
        "taken": (total.taken, len(mine)), "served": (total.served, of(state="done")),
        "missed": (total.missed, of(state="missed")),
        "given up": (total.given_up, of(state="given_up")),
        "priority": (total.priority, of(priority="elder")),
        "slower": (total.slower, of(slower=True)),
        "waits": (total.waits, tuple(waits)), "times": (total.times, tuple(times)),
        "services": (sum(one.taken for one in seen.services.values()), len(mine)),
        "medical": (seen.services["居民医保"].taken, of(service="medical")),
        "window": (seen.windows[2].served, of(state="done", window=2)),
        "hours": (sum(one.taken for one in seen.hours.values()), len(mine)),
    }
    return [name for name, (ours, plain) in told.items() if ours != plain]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_the_rows_say(lobby: Lobby, seed: int) -> None:
    rows = days_of_chance(lobby, seed, days=60)
    until_kept(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY - timedelta(days=1)
    assert differs(lobby, rows, 0) == [] and differs(lobby, rows, 1) == []
    # The control: one number that ended otherwise is seen.
    wrong = next(row for row in rows if row["state"] == "done" and row["day"] >= "2026-10-01")
    wrong["state"] = "missed"
    assert differs(lobby, rows, 0)[:2] == ["served", "missed"]


def test_a_day_not_kept_yet_counts_all_the_same(lobby: Lobby) -> None:
    rows = days_of_chance(lobby, 7)
    assert differs(lobby, rows, 0) == []
    until_kept(lobby)
    assert differs(lobby, rows, 0) == []
    with lobby.database.change() as change:
        change.ask(FiguresRow.update(body='[[],{},[0,0,0,0,0,0,0]]'))
    assert differs(lobby, rows, 0), "the control: the kept days are what is read"


def test_the_clock_writes_a_day_once_and_catches_up(lobby: Lobby, clock: Clock) -> None:
    days_of_chance(lobby, 1, days=10)
    sum_up(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) < TODAY - timedelta(days=1), "some at a time"
    until_kept(lobby)
    version = lobby.database.version()
    until_kept(lobby)
    assert lobby.database.version() == version, "nothing to do is no news"
    clock.pass_(days=3)
    until_kept(lobby)
    with lobby.database.session() as session:
        assert len(kept.kept(session, TODAY, TODAY + timedelta(days=9))) == 3


def test_what_a_clock_that_was_ahead_summed_up_is_counted_anew(lobby: Lobby, clock: Clock) -> None:
    rows = days_of_chance(lobby, 4, days=5)
    right = clock.now
    clock.pass_(days=40)
    until_kept(lobby)
    clock.now = right
    one = ticket(random.Random(9), TODAY, 999)
    rows.append(one)
    with lobby.database.change() as change:
        change.ask(TicketRow.insert(**one))
    until_kept(lobby)
    assert differs(lobby, rows, 0) == []
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY - timedelta(days=1)
    clock.pass_(days=1)
    until_kept(lobby)
    assert differs(lobby, rows, 0) == []


def test_a_killed_clock_leaves_nothing_half(lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
    days_of_chance(lobby, 2, days=5)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.journal.write", killed)
        with pytest.raises(KeyboardInterrupt):
            sum_up(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) is None
    until_kept(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY - timedelta(days=1)


def test_a_number_given_back_an_hour_after_its_day_still_counts(
    lobby: Lobby, clock: Clock
) -> None:
    take(lobby)
    clock.now = datetime.combine(TODAY + timedelta(days=1), time(5, 59), ZONE)
    sum_up(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) != TODAY
    clock.pass_(minutes=1)
    until_kept(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY


def test_rooms_say_who_came_and_who_did_not(rooms: Lobby, clock: Clock) -> None:
    came, _ = booked(rooms, at(16, 30)), booked(rooms, at(17, 30))
    clock.now = at(16, 25)
    arrive(rooms, came.booking.claim.code, sign_code(rooms, "chess"))
    clock.now = at(22)
    keep_time(rooms)
    seen = see(rooms, coordinator(rooms), Span.DAY, 0, "zh_CN").rooms["棋牌室"]
    assert (seen.booked, seen.came, seen.absent, seen.minutes) == (2, 1, 1, 60)


def test_a_room_still_in_use_holds_its_day_back(rooms: Lobby, clock: Clock) -> None:
    booked(rooms, at(16, 30))
    clock.pass_(days=2)
    assert sum_up(rooms) == 1
    with rooms.database.session() as session:
        assert kept.newest(session) is None
    keep_time(rooms)
    until_kept(rooms)
    with rooms.database.session() as session:
        assert kept.newest(session) == TODAY + timedelta(days=1)


def test_help_counts_who_asked_and_what_came_of_it(
    house: Lobby, clock: Clock, at: Session, liu: Volunteer
) -> None:
    request = asked(house).request
    closed = asked(house, phone="13800004568").request.code
    with acting(house, SYSTEM) as act:
        move_on(act, of_code(act.tx, closed), Deed.CLOSE, Who.COORDINATOR)
    volunteer_tasks.claim(house, liu.id, request.id)
    visits.arrive(house, liu.id, request.id, "")
    clock.pass_(minutes=25)
    visits.leave(house, liu.id, request.id, "")
    volunteers.confirm(house, request.code)
    volunteers.thank(house, request.code, 4)
    assert see(house, at, Span.WEEK, 0, "zh_CN").help == HelpUse(
        asked=2, taken=1, done=1, silent=0, unmet=1, thanked=1, stars=4)
    clock.pass_(days=1)
    volunteers.thank(house, request.code, 5)
    until_kept(house)
    assert see(house, at, Span.DAY, 0, "zh_CN").help == HelpUse(), "said again, counted once"


@pytest.mark.parametrize("role", Role)
def test_only_whoever_may_see_the_figures_does(lobby: Lobby, role: Role) -> None:
    who = coordinator(lobby, role)
    if role in (Role.COORDINATOR, Role.MANAGER, Role.ADMIN):
        assert see(lobby, who, Span.DAY, 0, "en").total.taken == 0
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            see(lobby, who, Span.DAY, 0, "en")


def test_few_numbers_have_no_middle() -> None:
    assert middle((60, 60, 60, 60)) is None and nine_in_ten((60,) * 4) is None
    waits = tuple(60 * n for n in range(1, 11))
    assert middle(waits) == round(median(range(1, 11))) and nine_in_ten(waits) == 9
