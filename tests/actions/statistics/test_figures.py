"""The figures of the centre: what the clock keeps is what the rows say, whatever happened."""

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
from kiosk.actions.care import arrive
from kiosk.actions.care.scheduled import run_due as run_due_care
from kiosk.actions.care.statistics import STATISTICS as CARE
from kiosk.actions.daily_statistics import DailyStatistics
from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.rooms import check_in, run_due as run_due_rooms, sign_code
from kiosk.actions.rooms.statistics import STATISTICS as ROOMS
from kiosk.actions.statistics import AREA, blocks, run_due, see
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
from tests.support.care import booked_device, with_care
from tests.support.centre import Clock, take
from tests.support.days import TODAY, days_of_chance, ticket
from tests.support.rooms import at, booked
from tests.support.volunteer_help import asked, coordinator

# In the order in which they are told.
ALL = (QUEUE, ROOMS, VOLUNTEERS)


def until_kept(ctx: AppContext) -> None:
    """The clock, until nothing is left to do."""
    while run_due(ctx) < 60:
        pass


def differs(ctx: AppContext, rows: list[dict], back: int) -> list[str]:
    """Where the figures of a month are not what plain counting of the rows says."""
    seen = see(ctx, coordinator(ctx, name=f"c{random.random():.9f}"), Span.MONTH, back, "zh_CN")
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
        "slower": (total.slower, of(needs_slow_call=True)),
        "waits": (total.waits, tuple(waits)), "times": (total.times, tuple(times)),
        "services": (sum(one.taken for one in queue.services.values()), len(mine)),
        "medical": (queue.services["居民医保"].taken, of(service="medical")),
        "counter": (queue.counters[2].served, of(state="done", counter=2)),
        "hours": (sum(one.taken for one in queue.hours.values()), len(mine)),
    }
    return [name for name, (ours, plain) in told.items() if ours != plain]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_the_rows_say(ctx: AppContext, seed: int) -> None:
    rows = days_of_chance(ctx, seed, days=60)
    until_kept(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) == TODAY - timedelta(days=1)
    assert differs(ctx, rows, 0) == [] and differs(ctx, rows, 1) == []
    # The control: one number that ended otherwise is seen.
    wrong = next(row for row in rows if row["state"] == "done" and row["day"] >= "2026-10-01")
    wrong["state"] = "missed"
    assert differs(ctx, rows, 0)[:2] == ["served", "missed"]


def test_a_day_not_kept_yet_counts_all_the_same(ctx: AppContext) -> None:
    rows = days_of_chance(ctx, 7)
    assert differs(ctx, rows, 0) == []
    until_kept(ctx)
    assert differs(ctx, rows, 0) == []
    with ctx.database.write() as tx:
        tx.query(DailyStatisticsRow.update(body="{}"))
    assert differs(ctx, rows, 0), "the control: the kept days are what is read"


def bodies(ctx: AppContext) -> dict[tuple[str, str], dict]:
    """What is kept, by day and area, as it lies in the table."""
    row = DailyStatisticsRow
    with ctx.database.read() as tx:
        found = tx.query(row.select(row.day, row.area, row.body).tuples())
        return {(day, area): json.loads(body) for day, area, body in found}


def told(ctx: AppContext, *areas: DailyStatistics) -> list[object]:
    """What areas say of this month and of the one before."""
    who = coordinator(ctx, name=f"c{random.random():.9f}")
    seen = [see(ctx, who, Span.MONTH, back, "zh_CN") for back in (0, 1)]
    return [one.of(area) for one in seen for area in areas]


def test_figures_are_kept_by_the_names_of_areas_and_fields(ctx: AppContext) -> None:
    days_of_chance(ctx, 3, days=40)
    until_kept(ctx)
    found = bodies(ctx)
    assert {area for _, area in found} == {
        "activities", "care", "cases", "lessons", "queue", "ratings", "rooms", "volunteers"}
    assert all(type(body) is dict for body in found.values())
    tallies = [cell["tally"] for (_, area), body in found.items() if area == "queue"
               for cell in body.get("cells", ())]
    assert all(set(tally) <= {field.name for field in fields(Tally)} for tally in tallies)
    assert sum(tally["taken"] for tally in tallies) > 0
    # Whoever writes them in another order says the same.
    before = told(ctx, *ALL)
    with ctx.database.write() as tx:
        for (day, area), body in found.items():
            turned = json.dumps(json.loads(json.dumps(body), object_pairs_hook=lambda pairs: dict(
                pairs[::-1])))
            row = DailyStatisticsRow
            tx.query(row.update(body=turned).where((row.day == day) & (row.area == area)))
    assert told(ctx, *ALL) == before


def test_what_another_version_kept_stays_and_is_passed_over(ctx: AppContext) -> None:
    """An area or a field that is not known any more, or was not known yet, harms nothing."""
    days_of_chance(ctx, 3, days=40)
    until_kept(ctx)
    before, found = told(ctx, *ALL), bodies(ctx)
    row = DailyStatisticsRow
    with ctx.database.write() as tx:
        for (day, area), body in found.items():
            for cell in body.get("cells", ()):
                cell["tally"]["mood"] = [1, 2, 3]
            more = json.dumps(body | {"umbrellas": 7})
            tx.query(row.update(body=more).where((row.day == day) & (row.area == area)))
            tx.query(row.insert(day=day, area=f"{area} of old", body='{"hens": 2}'))
    kept_before = bodies(ctx)
    assert told(ctx, *ALL) == before
    until_kept(ctx)
    assert bodies(ctx) == kept_before
    with ctx.database.write() as tx:
        tx.query(row.update(body="{}").where(row.area == "queue"))
    assert told(ctx, QUEUE)[1].total == Tally(), "a field that is missing is nothing"


@dataclass(frozen=True)
class LampDay:
    """What a new area would count."""

    AREA: ClassVar[str] = "lamps"

    lit: int = 0


def test_a_new_area_counts_from_its_first_day_on(ctx: AppContext, clock: Clock) -> None:
    days_of_chance(ctx, 3, days=40)
    until_kept(ctx)
    before, old = told(ctx, *ALL), bodies(ctx)
    lamps = DailyStatistics(
        LampDay, lambda _: None, lambda *_: LampDay(3),
        lambda _reading, days, _language: [day.lit for _, day in days],
        lambda _words, lit: [Block("lamp", ("", "lit", ""), (BarRow("all", sum(lit), 0, ()),))])
    ctx = replace(ctx, areas=(*ctx.areas, replace(AREA, name="lamps", statistics=lamps)))
    assert told(ctx, *ALL) == before
    assert told(ctx, lamps)[0] == [0] * (TODAY.day - 1) + [3], "only today is counted anew"
    clock.pass_(days=2)
    until_kept(ctx)
    found = bodies(ctx)
    assert found.items() >= old.items(), "what was kept is not touched"
    assert found["2026-10-17", "lamps"] == {"lit": 3}
    seen = see(ctx, coordinator(ctx), Span.DAY, 1, "zh_CN")
    assert [block.name for block in blocks(ctx.words["zh_CN"], seen)] == ["lamp"]


@pytest.mark.parametrize("area", ALL)
def test_a_day_without_anything_is_kept_as_nothing(ctx: AppContext,
                                                   area: DailyStatistics) -> None:
    """So what is left out of a body is read back as it was."""
    with ctx.database.write() as tx:
        kept.keep(tx, DayFigures(TODAY, {area.kind: area.kind()}))
    assert bodies(ctx) == {(TODAY.isoformat(), area.kind.AREA): {}}
    with ctx.database.read() as tx:
        assert kept.kept(tx, TODAY, TODAY, [area.kind])[TODAY].of(area.kind) == area.kind()


def test_the_clock_writes_a_day_once_and_catches_up(ctx: AppContext, clock: Clock) -> None:
    days_of_chance(ctx, 1, days=10)
    run_due(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) < TODAY - timedelta(days=1), "some at a time"
    until_kept(ctx)
    version = ctx.database.version()
    until_kept(ctx)
    assert ctx.database.version() == version, "nothing to do is no news"
    clock.pass_(days=3)
    until_kept(ctx)
    with ctx.database.read() as tx:
        assert len(kept.kept(tx, TODAY, TODAY + timedelta(days=9), ())) == 3


@pytest.mark.both
def test_what_a_clock_that_was_ahead_summed_up_is_counted_anew(ctx: AppContext,
                                                               clock: Clock) -> None:
    rows = days_of_chance(ctx, 4, days=5)
    right = clock.now
    clock.pass_(days=40)
    until_kept(ctx)
    clock.now = right
    one = ticket(random.Random(9), TODAY, 999)
    rows.append(one)
    with ctx.database.write() as tx:
        tx.query(TicketRow.insert(**one))
    until_kept(ctx)
    assert differs(ctx, rows, 0) == []
    with ctx.database.read() as tx:
        assert kept.newest(tx) == TODAY - timedelta(days=1)
    clock.pass_(days=1)
    until_kept(ctx)
    assert differs(ctx, rows, 0) == []


def test_a_killed_clock_leaves_nothing_half(ctx: AppContext,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    days_of_chance(ctx, 2, days=5)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.engine.event_log.write", killed)
        with pytest.raises(KeyboardInterrupt):
            run_due(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) is None
    until_kept(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) == TODAY - timedelta(days=1)


def test_a_number_given_back_an_hour_after_its_day_still_counts(
    ctx: AppContext, clock: Clock
) -> None:
    take(ctx)
    clock.now = datetime.combine(TODAY + timedelta(days=1), time(5, 59), ZONE)
    run_due(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) != TODAY
    clock.pass_(minutes=1)
    until_kept(ctx)
    with ctx.database.read() as tx:
        assert kept.newest(tx) == TODAY


def test_rooms_say_who_came_and_who_did_not(rooms: AppContext, clock: Clock) -> None:
    came, _ = booked(rooms, at(16, 30)), booked(rooms, at(17, 30))
    clock.now = at(16, 25)
    check_in(rooms, came.booking.reservation.code, sign_code(rooms, "chess"))
    clock.now = at(22)
    run_due_rooms(rooms)
    seen = see(rooms, coordinator(rooms), Span.DAY, 0, "zh_CN").of(ROOMS)["棋牌室"]
    assert (seen.booked, seen.came, seen.absent, seen.minutes) == (2, 1, 1, 60)


def test_devices_say_who_came_and_who_did_not(sqlite_ctx: AppContext, clock: Clock) -> None:
    ctx = with_care(sqlite_ctx)
    came, _ = booked_device(ctx, at(16, 30), "chair"), booked_device(ctx, at(17), "chair")
    clock.now = at(16, 30)
    arrive(ctx, str(came.booking.number))
    clock.now = at(22)
    run_due_care(ctx)
    seen = see(ctx, coordinator(ctx), Span.DAY, 0, "zh_CN").of(CARE)["按摩椅"]
    assert (seen.booked, seen.came, seen.absent, seen.minutes) == (2, 1, 1, 25)


def test_a_room_still_in_use_holds_its_day_back(rooms: AppContext, clock: Clock) -> None:
    booked(rooms, at(16, 30))
    clock.pass_(days=2)
    assert run_due(rooms) == 1
    with rooms.database.read() as tx:
        assert kept.newest(tx) is None
    run_due_rooms(rooms)
    until_kept(rooms)
    with rooms.database.read() as tx:
        assert kept.newest(tx) == TODAY + timedelta(days=1)


@pytest.mark.both
def test_help_counts_who_asked_and_what_came_of_it(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    request = asked(centre).request
    closed = asked(centre, phone="13800004568").request.code
    with acting(centre, SYSTEM) as act:
        move_on(act, of_code(centre, act.tx, closed), HelpAction.CLOSE, Party.COORDINATOR)
    volunteer_tasks.claim(centre, liu.id, request.id)
    visits.arrive(centre, liu.id, request.id, "")
    clock.pass_(minutes=25)
    visits.leave(centre, liu.id, request.id, "")
    volunteers.confirm(centre, request.code)
    volunteers.thank(centre, request.code, 4)
    assert see(centre, at, Span.WEEK, 0, "zh_CN").of(VOLUNTEERS) == HelpDay(
        asked=2, taken=1, done=1, silent=0, unmet=1, thanked=1, stars=4)
    clock.pass_(days=1)
    volunteers.thank(centre, request.code, 5)
    until_kept(centre)
    seen = see(centre, at, Span.DAY, 0, "zh_CN")
    assert seen.of(VOLUNTEERS) == HelpDay(), "said again, counted once"


@pytest.mark.parametrize("role", Role)
def test_only_whoever_may_see_the_figures_does(ctx: AppContext, role: Role) -> None:
    who = coordinator(ctx, role)
    if role in (Role.COORDINATOR, Role.MANAGER, Role.ADMIN):
        assert see(ctx, who, Span.DAY, 0, "en").of(QUEUE).total.taken == 0
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            see(ctx, who, Span.DAY, 0, "en")


def test_few_numbers_have_no_middle() -> None:
    assert middle((60, 60, 60, 60)) is None and nine_in_ten((60,) * 4) is None
    waits = tuple(60 * n for n in range(1, 11))
    assert middle(waits) == round(median(range(1, 11))) and nine_in_ten(waits) == 9
