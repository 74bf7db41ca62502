"""The figures of the house: what the clock keeps is what the rows say, whatever happened."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from statistics import median
from typing import ClassVar

import pytest

from db.queue.tables import TicketRow
from db.statistics import daily_statistics as kept
from db.statistics.daily_statistics import DailyStatisticsRow
from kiosk.actions import volunteers
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.daily_statistics import DailyStatistics
from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.rooms import check_in, run_due, sign_code
from kiosk.actions.rooms.statistics import STATISTICS as ROOMS
from kiosk.actions.statistics import AREA, blocks, see, sum_up
from kiosk.actions.volunteers import visits, volunteer_tasks
from kiosk.actions.volunteers.statistics import STATISTICS as VOLUNTEERS
from kiosk.actions.volunteers.transitions import move_on, of_code
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.queue.statistics import Tally
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import DayFigures, Span, middle, nine_in_ten
from kiosk.domain.volunteers.help_requests import HelpAction, Party
from kiosk.domain.volunteers.registry import Volunteer
from kiosk.domain.volunteers.statistics import HelpDay
from tests.days import TODAY, days_of_chance, ticket
from tests.helpers import asked, coordinator
from tests.house import Clock, take
from tests.rooms import at, booked

# In the order in which they are told.
ALL = (QUEUE, ROOMS, VOLUNTEERS)


def until_kept(lobby: AppContext) -> None:
    """The clock, until nothing is left to do."""
    while sum_up(lobby) < 60:
        pass


def differs(lobby: AppContext, rows: list[dict], back: int) -> list[str]:
    """Where the figures of a month are not what plain counting of the rows says."""
    seen = see(lobby, coordinator(lobby, name=f"c{random.random():.9f}"), Span.MONTH, back, "zh_CN")
    mine = [row for row in rows if seen.first.isoformat() <= row["day"] <= seen.last.isoformat()]
    waits = sorted((row["called_at"] - row["taken_at"]) // 1_000_000
                   for row in mine if row["called_at"])
    times = sorted((row["closed_at"] - row["called_at"]) // 1_000_000
                   for row in mine if row["closed_at"])

    def of(**wanted: object) -> int:
        return sum(all(row[name] == value for name, value in wanted.items()) for row in mine)

    queue = seen.of(QUEUE)
    total = queue.total
    told = {
        "taken": (total.taken, len(mine)), "served": (total.served, of(state="done")),
        "missed": (total.missed, of(state="missed")),
        "given up": (total.given_up, of(state="given_up")),
        "priority": (total.priority, of(priority="elder")),
        "slower": (total.slower, of(slower=True)),
        "waits": (total.waits, tuple(waits)), "times": (total.times, tuple(times)),
        "services": (sum(one.taken for one in queue.services.values()), len(mine)),
        "medical": (queue.services["居民医保"].taken, of(service="medical")),
        "window": (queue.windows[2].served, of(state="done", window=2)),
        "hours": (sum(one.taken for one in queue.hours.values()), len(mine)),
    }
    return [name for name, (ours, plain) in told.items() if ours != plain]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_the_rows_say(lobby: AppContext, seed: int) -> None:
    rows = days_of_chance(lobby, seed, days=60)
    until_kept(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY - timedelta(days=1)
    assert differs(lobby, rows, 0) == [] and differs(lobby, rows, 1) == []
    # The control: one number that ended otherwise is seen.
    wrong = next(row for row in rows if row["state"] == "done" and row["day"] >= "2026-10-01")
    wrong["state"] = "missed"
    assert differs(lobby, rows, 0)[:2] == ["served", "missed"]


def test_a_day_not_kept_yet_counts_all_the_same(lobby: AppContext) -> None:
    rows = days_of_chance(lobby, 7)
    assert differs(lobby, rows, 0) == []
    until_kept(lobby)
    assert differs(lobby, rows, 0) == []
    with lobby.database.change() as change:
        change.ask(DailyStatisticsRow.update(body="{}"))
    assert differs(lobby, rows, 0), "the control: the kept days are what is read"


def bodies(lobby: AppContext) -> dict[tuple[str, str], dict]:
    """What is kept, by day and area, as it lies in the table."""
    row = DailyStatisticsRow
    with lobby.database.session() as session:
        found = session.ask(row.select(row.day, row.area, row.body).tuples())
        return {(day, area): json.loads(body) for day, area, body in found}


def told(lobby: AppContext, *areas: DailyStatistics) -> list[object]:
    """What areas say of this month and of the one before."""
    who = coordinator(lobby, name=f"c{random.random():.9f}")
    seen = [see(lobby, who, Span.MONTH, back, "zh_CN") for back in (0, 1)]
    return [one.of(area) for one in seen for area in areas]


def test_figures_are_kept_by_the_names_of_areas_and_fields(lobby: AppContext) -> None:
    days_of_chance(lobby, 3, days=40)
    until_kept(lobby)
    found = bodies(lobby)
    assert {area for _, area in found} == {"queue", "rooms", "volunteers"}
    assert all(type(body) is dict for body in found.values())
    tallies = [cell["tally"] for (_, area), body in found.items() if area == "queue"
               for cell in body.get("cells", ())]
    assert all(set(tally) <= {field.name for field in fields(Tally)} for tally in tallies)
    assert sum(tally["taken"] for tally in tallies) > 0
    # Whoever writes them in another order says the same.
    before = told(lobby, *ALL)
    with lobby.database.change() as change:
        for (day, area), body in found.items():
            turned = json.dumps(json.loads(json.dumps(body), object_pairs_hook=lambda pairs: dict(
                pairs[::-1])))
            row = DailyStatisticsRow
            change.ask(row.update(body=turned).where((row.day == day) & (row.area == area)))
    assert told(lobby, *ALL) == before


def test_what_another_version_kept_stays_and_is_passed_over(lobby: AppContext) -> None:
    """An area or a field that is not known any more, or was not known yet, harms nothing."""
    days_of_chance(lobby, 3, days=40)
    until_kept(lobby)
    before, found = told(lobby, *ALL), bodies(lobby)
    row = DailyStatisticsRow
    with lobby.database.change() as change:
        for (day, area), body in found.items():
            for cell in body.get("cells", ()):
                cell["tally"]["mood"] = [1, 2, 3]
            more = json.dumps(body | {"umbrellas": 7})
            change.ask(row.update(body=more).where((row.day == day) & (row.area == area)))
            change.ask(row.insert(day=day, area=f"{area} of old", body='{"hens": 2}'))
    kept_before = bodies(lobby)
    assert told(lobby, *ALL) == before
    until_kept(lobby)
    assert bodies(lobby) == kept_before
    with lobby.database.change() as change:
        change.ask(row.update(body="{}").where(row.area == "queue"))
    assert told(lobby, QUEUE)[1].total == Tally(), "a field that is missing is nothing"


@dataclass(frozen=True)
class LampDay:
    """What a new area would count."""

    AREA: ClassVar[str] = "lamps"

    lit: int = 0


def test_a_new_area_counts_from_its_first_day_on(lobby: AppContext, clock: Clock) -> None:
    days_of_chance(lobby, 3, days=40)
    until_kept(lobby)
    before, old = told(lobby, *ALL), bodies(lobby)
    lamps = DailyStatistics(
        LampDay, lambda _: None, lambda *_: LampDay(3),
        lambda _reading, days, _language: [day.lit for _, day in days],
        lambda _words, lit: [Block("lamp", ("", "lit", ""), (BarRow("all", sum(lit), 0, ()),))])
    lobby = replace(lobby, areas=(*lobby.areas, replace(AREA, name="lamps", statistics=lamps)))
    assert told(lobby, *ALL) == before
    assert told(lobby, lamps)[0] == [0] * (TODAY.day - 1) + [3], "only today is counted anew"
    clock.pass_(days=2)
    until_kept(lobby)
    found = bodies(lobby)
    assert found.items() >= old.items(), "what was kept is not touched"
    assert found["2026-10-17", "lamps"] == {"lit": 3}
    seen = see(lobby, coordinator(lobby), Span.DAY, 1, "zh_CN")
    assert [block.name for block in blocks(lobby.words["zh_CN"], seen)] == ["lamp"]


@pytest.mark.parametrize("area", ALL)
def test_a_day_without_anything_is_kept_as_nothing(lobby: AppContext,
                                                   area: DailyStatistics) -> None:
    """So what is left out of a body is read back as it was."""
    with lobby.database.change() as change:
        kept.keep(change, DayFigures(TODAY, {area.kind: area.kind()}))
    assert bodies(lobby) == {(TODAY.isoformat(), area.kind.AREA): {}}
    with lobby.database.session() as session:
        assert kept.kept(session, TODAY, TODAY, [area.kind])[TODAY].of(area.kind) == area.kind()


def test_the_clock_writes_a_day_once_and_catches_up(lobby: AppContext, clock: Clock) -> None:
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
        assert len(kept.kept(session, TODAY, TODAY + timedelta(days=9), ())) == 3


def test_what_a_clock_that_was_ahead_summed_up_is_counted_anew(lobby: AppContext,
                                                               clock: Clock) -> None:
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


def test_a_killed_clock_leaves_nothing_half(lobby: AppContext,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    days_of_chance(lobby, 2, days=5)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.engine.event_log.write", killed)
        with pytest.raises(KeyboardInterrupt):
            sum_up(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) is None
    until_kept(lobby)
    with lobby.database.session() as session:
        assert kept.newest(session) == TODAY - timedelta(days=1)


def test_a_number_given_back_an_hour_after_its_day_still_counts(
    lobby: AppContext, clock: Clock
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


def test_rooms_say_who_came_and_who_did_not(rooms: AppContext, clock: Clock) -> None:
    came, _ = booked(rooms, at(16, 30)), booked(rooms, at(17, 30))
    clock.now = at(16, 25)
    check_in(rooms, came.booking.reservation.code, sign_code(rooms, "chess"))
    clock.now = at(22)
    run_due(rooms)
    seen = see(rooms, coordinator(rooms), Span.DAY, 0, "zh_CN").of(ROOMS)["棋牌室"]
    assert (seen.booked, seen.came, seen.absent, seen.minutes) == (2, 1, 1, 60)


def test_a_room_still_in_use_holds_its_day_back(rooms: AppContext, clock: Clock) -> None:
    booked(rooms, at(16, 30))
    clock.pass_(days=2)
    assert sum_up(rooms) == 1
    with rooms.database.session() as session:
        assert kept.newest(session) is None
    run_due(rooms)
    until_kept(rooms)
    with rooms.database.session() as session:
        assert kept.newest(session) == TODAY + timedelta(days=1)


def test_help_counts_who_asked_and_what_came_of_it(
    house: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    request = asked(house).request
    closed = asked(house, phone="13800004568").request.code
    with acting(house, SYSTEM) as act:
        move_on(act, of_code(act.tx, closed), HelpAction.CLOSE, Party.COORDINATOR)
    volunteer_tasks.claim(house, liu.id, request.id)
    visits.arrive(house, liu.id, request.id, "")
    clock.pass_(minutes=25)
    visits.leave(house, liu.id, request.id, "")
    volunteers.confirm(house, request.code)
    volunteers.thank(house, request.code, 4)
    assert see(house, at, Span.WEEK, 0, "zh_CN").of(VOLUNTEERS) == HelpDay(
        asked=2, taken=1, done=1, silent=0, unmet=1, thanked=1, stars=4)
    clock.pass_(days=1)
    volunteers.thank(house, request.code, 5)
    until_kept(house)
    seen = see(house, at, Span.DAY, 0, "zh_CN")
    assert seen.of(VOLUNTEERS) == HelpDay(), "said again, counted once"


@pytest.mark.parametrize("role", Role)
def test_only_whoever_may_see_the_figures_does(lobby: AppContext, role: Role) -> None:
    who = coordinator(lobby, role)
    if role in (Role.COORDINATOR, Role.MANAGER, Role.ADMIN):
        assert see(lobby, who, Span.DAY, 0, "en").of(QUEUE).total.taken == 0
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            see(lobby, who, Span.DAY, 0, "en")


def test_few_numbers_have_no_middle() -> None:
    assert middle((60, 60, 60, 60)) is None and nine_in_ten((60,) * 4) is None
    waits = tuple(60 * n for n in range(1, 11))
    assert middle(waits) == round(median(range(1, 11))) and nine_in_ten(waits) == 9
