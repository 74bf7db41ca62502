"""Days on which the centre keeps other hours: a holiday, a closure, an evening."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from db.content import guide as content
from db.engine import event_log
from db.engine.database import open_database
from kiosk.actions.content.centre import guide
from kiosk.actions.operations.calendar_exceptions import (
    days_ahead,
    remove_special_day,
    set_special_day,
)
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.queue import hall, service_now
from kiosk.actions.queue.results import ServiceStanding
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE, TimeRange
from kiosk.domain.calendar_exceptions import Holidays, SpecialDay
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_SET_DAYS, Role, StaffSession
from tests.support.centre import ROOT, SMALL, Clock, context_on, take

CASES = ROOT / "tests" / "support" / "cases" / "hours-that-break-pages.txt"
FRIDAY, SATURDAY, MONDAY = (date(2026, 10, day) for day in (16, 17, 19))
PAINTING = Text("刷墙，歇一天", "Painting, closed for a day")


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    """A moment in the centre's time."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def staff(ctx: AppContext, role: Role = Role.MANAGER) -> StaffSession:
    """Somebody of the staff, logged in."""
    return log_in(ctx, role, add_account(ctx, role, role))


def refused(action: Callable[[], object], code: str) -> Refusal:
    """The refusal that an action has to meet."""
    with pytest.raises(Refusal, match=f"^{code}$") as trouble:
        action()
    return trouble.value


@pytest.fixture
def keeps_holidays(url: str, tmp_path: Path, clock: Clock) -> AppContext:
    """The small centre, shut on the state's holidays."""
    ctx = context_on(url, tmp_path, clock)
    ctx.database.migrate()
    written = tomllib.loads(SMALL)
    written["centre"]["holidays"] = "shut"
    with ctx.database.write(content=True) as tx:
        content.seed(tx, written)
    return ctx


def test_what_a_centre_does_on_holidays_is_read_from_its_content() -> None:
    written = tomllib.loads(SMALL)["centre"]
    assert content.centre_of(written).holidays is Holidays.AS_USUAL
    assert content.centre_of(written | {"holidays": "shut"}).holidays is Holidays.SHUT
    with pytest.raises(ValueError, match="sometimes"):
        content.centre_of(written | {"holidays": "sometimes"})


def test_on_a_holiday_no_number_is_given_and_the_day_after_it_is_named(
    keeps_holidays: AppContext, clock: Clock
) -> None:
    ctx = keeps_holidays
    clock.now = at(9, 30, 16)
    assert take(ctx).ticket.label == "A001"
    clock.now = at(10, 1, 10)
    for service, opens in (("medical", at(10, 8, 8, 30)), ("card", at(10, 9, 8, 30))):
        assert refused(lambda s=service: take(ctx, s), "closed_now").details == {"opens": opens}
        assert service_now(ctx, service).standing is ServiceStanding.NOT_TODAY
    assert hall(ctx).opening.next_at == centre_now(ctx).opens(clock()) == at(10, 8, 8, 30)
    assert centre_now(ctx).closed(clock())
    clock.now = at(10, 10, 9)
    assert take(ctx, "card").ticket.label == "A001", "a worked Saturday is like a Friday"
    clock.now = at(10, 17, 9)
    assert refused(lambda: take(ctx), "closed_now").details == {"opens": at(10, 19, 8, 30)}
    ctx.database.close()


def test_a_centre_that_keeps_no_holidays_gives_numbers_on_them(ctx: AppContext,
                                                              clock: Clock) -> None:
    clock.now = at(10, 1, 10)
    assert take(ctx).ticket.label == "A001"
    clock.now = at(10, 10, 9)
    refused(lambda: take(ctx), "closed_now")


@pytest.mark.both
def test_a_closed_day_refuses_numbers_until_it_is_taken_back(ctx: AppContext,
                                                             clock: Clock) -> None:
    who = staff(ctx)
    take(ctx)
    assert not hall(ctx).opening.next_at
    set_special_day(ctx, who, FRIDAY, note=PAINTING)
    assert refused(lambda: take(ctx), "closed_now").details == {"opens": at(10, 19, 8, 30)}
    assert centre_now(ctx).closed(clock()) and not hall(ctx).opening.is_open
    assert guide(ctx).timetable.note_on(FRIDAY) == PAINTING
    remove_special_day(ctx, who, FRIDAY)
    assert take(ctx).ticket.label == "A002" and not centre_now(ctx).closed(clock())


def test_special_hours_open_a_saturday_and_move_the_next_opening(
    ctx: AppContext, clock: Clock
) -> None:
    who = staff(ctx)
    clock.now = at(10, 16, 18)
    assert refused(lambda: take(ctx), "closed_now").details == {"opens": at(10, 19, 8, 30)}
    set_special_day(ctx, who, SATURDAY, ["14:00-16:00", "09:00-11:00"])
    assert refused(lambda: take(ctx), "closed_now").details == {"opens": at(10, 17, 9)}
    clock.now = at(10, 17, 10, 59)
    assert take(ctx).ticket.label == "A001"
    refused(lambda: take(ctx, "card"), "closed_now")
    clock.now = at(10, 17, 11)
    assert refused(lambda: take(ctx), "closed_now").details == {"opens": at(10, 17, 14)}


def test_another_program_in_the_centre_knows_of_it_at_once(ctx: AppContext, clock: Clock) -> None:
    other = replace(ctx, database=open_database(ctx.settings.database_url))
    assert not centre_now(other).closed(clock())
    set_special_day(ctx, staff(ctx), FRIDAY)
    assert centre_now(other).closed(clock())
    refused(lambda: take(other), "closed_now")
    other.database.close()


def test_a_closure_of_a_room_leaves_the_centre_open(ctx: AppContext) -> None:
    set_special_day(ctx, staff(ctx), FRIDAY, door="library")
    assert take(ctx).ticket.label == "A001"
    assert guide(ctx).calendar.doors_on(FRIDAY) == {"library": SpecialDay("library", FRIDAY)}


def test_the_days_ahead_are_read_back_in_order_as_they_were_set(
    ctx: AppContext, clock: Clock
) -> None:
    who = staff(ctx)
    later = set_special_day(ctx, who, MONDAY, ["00:00-24:00"], PAINTING)
    set_special_day(ctx, who, FRIDAY, note=PAINTING)
    today = set_special_day(ctx, who, FRIDAY, ["13:00-15:00", "09:00-12:00"])
    room = set_special_day(ctx, who, FRIDAY, door="library")
    assert today.stretches == (TimeRange.parse("09:00-12:00"), TimeRange.parse("13:00-15:00"))
    assert days_ahead(ctx) == (today, room, later), "the second action took the first one's place"
    clock.pass_(days=1)
    assert days_ahead(ctx) == (later,)


def test_the_journal_knows_who_set_a_day_and_taking_back_twice_is_once(ctx: AppContext) -> None:
    who = staff(ctx)
    set_special_day(ctx, who, SATURDAY, ["09:00-11:00"])
    for _ in range(2):
        remove_special_day(ctx, who, SATURDAY)
    with ctx.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["set_special_day", "remove_special_day"]))
    day = {"door": "centre", "day": "2026-10-17"}
    assert [(line.actor, line.action, line.details) for line in lines] == [
        (f"staff:{who.account.id}", "set_special_day", day | {"hours": ["09:00-11:00"]}),
        (f"staff:{who.account.id}", "remove_special_day", day),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_only_some_of_the_staff_may_set_days(ctx: AppContext, role: Role) -> None:
    who = staff(ctx, role)
    if role in MAY_SET_DAYS:
        set_special_day(ctx, who, FRIDAY)
    else:
        refused(lambda: set_special_day(ctx, who, FRIDAY), "not_allowed")
        refused(lambda: remove_special_day(ctx, who, FRIDAY), "not_allowed")
    assert bool(days_ahead(ctx)) is (role in MAY_SET_DAYS)


@pytest.mark.parametrize(("wrong", "why"), [
    (["9"], "bad_hours"), (["08:00-25:00"], "bad_hours"), (["11:00-09:00"], "hours_turned"),
    ([""], "hours_missing"), (["09:00-11:00", "10:00-12:00"], "hours_overlap"),
    *([[case], "bad_hours"] for case in CASES.read_text("utf-8").split()),
])
def test_hours_that_make_no_sense_change_nothing(
    sqlite_ctx: AppContext, wrong: list[str], why: str
) -> None:
    who, before = staff(sqlite_ctx), sqlite_ctx.database.version()
    refused(lambda: set_special_day(sqlite_ctx, who, FRIDAY, wrong), why)
    assert sqlite_ctx.database.version() == before and take(sqlite_ctx)
    for words in sqlite_ctx.words.values():
        assert words(f"refusals.{why}", part="…") and words("refusals.day_over")


def test_a_special_day_takes_hours_in_every_form_a_week_does(sqlite_ctx: AppContext) -> None:
    who = staff(sqlite_ctx)
    day = set_special_day(sqlite_ctx, who, FRIDAY, ["14：00～17：30，8点半至12点"])
    assert list(map(str, day.stretches)) == ["08:30-12:00", "14:00-17:30"]


def test_a_note_that_the_touch_screen_cannot_draw_is_not_set(sqlite_ctx: AppContext) -> None:
    who = staff(sqlite_ctx)
    refused(lambda: set_special_day(sqlite_ctx, who, FRIDAY, note=Text("停电🔔", "停电🔔")),
            "not_drawn")
    assert set_special_day(sqlite_ctx, who, FRIDAY, note=Text("囍事", "囍事")).note


def test_a_day_that_is_over_is_refused_and_today_is_not(sqlite_ctx: AppContext) -> None:
    who = staff(sqlite_ctx)
    refused(lambda: set_special_day(sqlite_ctx, who, date(2026, 10, 15)), "day_over")
    assert set_special_day(sqlite_ctx, who, FRIDAY)


def test_while_the_database_is_away_a_closed_day_stays_closed(
    sqlite_ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = sqlite_ctx

    def away() -> None:
        raise StorageDown("away")

    set_special_day(ctx, staff(ctx), MONDAY)
    assert not centre_now(ctx).closed(clock())
    monkeypatch.setattr(type(ctx.database), "read", lambda _self: away())
    clock.now = at(10, 19, 10)
    assert centre_now(ctx).closed(clock())
    assert centre_now(ctx).opens(clock()) == at(10, 20, 8, 30)


@pytest.mark.parametrize(("now", "well", "note"), [
    (at(10, 31, 23, 59), True, "holidays known until 2026"),
    (at(11, 1, 0), True,
     "holidays known until 2026; 2027 has its fixed ones alone until an update"),
    (at(1, 1, 0, year=2027), False,
     "holidays known until 2026; 2027 has its fixed ones alone until an update"),
])
def test_check_says_of_which_years_the_holidays_are_known(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch, now: datetime, well: bool, note: str
) -> None:
    monkeypatch.setattr("kiosk.domain.calendar_exceptions.LAST_KNOWN", 2026)
    monkeypatch.setattr("kiosk.actions.operations.health.LAST_KNOWN", 2026)
    parts = checkup(replace(sqlite_ctx, clock=lambda: now))
    assert [(one.well, one.said(sqlite_ctx.words["en"])) for one in parts
            if one.name == "calendar"] == [(well, note)]
