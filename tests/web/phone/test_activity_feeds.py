"""The activities in other people's calendars: three libraries read what the database holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from db.activities import queries as stored
from kiosk.actions.activities import (
    cancel_session,
    change_people,
    give_up,
    move_session,
    run_due,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from tests.support.activities import (
    NEXT_SATURDAY,
    SATURDAY,
    registered,
    rewritten,
    session_at,
)
from tests.support.centre import AFTERNOON, Clock
from tests.support.rooms import PHONE, keeper
from tests.support.web.calendars import (
    YEAR,
    by_ical,
    by_icalendar,
    by_recurring,
    event_of,
    same,
    spans,
)
from tests.support.web.visitor import Visitor

FEEDS = (("/activities.ics", None), ("/a/papercut.ics", "papercut"))


def in_database(
    ctx: AppContext, activity_id: str | None = None
) -> set[tuple[datetime, datetime]]:
    """Every session that takes place, as the database holds it."""
    with ctx.database.read() as tx:
        found = stored.between(tx, AFTERNOON - YEAR, AFTERNOON + YEAR)
    return {(one.starts_at, one.ends_at) for one in found
            if one.is_planned and activity_id in (None, one.resource_id)}


@pytest.mark.both
@pytest.mark.parametrize(("now", "holidays"), [
    (datetime(2026, 9, 14, 8, 0, tzinfo=ZONE), ["2026-10-02", "2026-10-03"]),
    (datetime(2025, 12, 8, 8, 0, tzinfo=ZONE), ["2026-01-02", "2026-01-03"]),
])
def test_three_readers_see_what_the_database_holds_over_the_holidays(
    activities: AppContext, phone: Visitor, clock: Clock, now: datetime, holidays: list[str]
) -> None:
    clock.now = now
    first = f"{now:%Y-%m-%d}"
    for name, days in (("papercut", ["fri", "sat"]), ("pressure", ["fri"])):
        rewritten(activities, name, first=first, weekdays=days, holidays="shut")
    staff = keeper(activities)
    gone, moved, *_ = sorted(begins for begins, _ in in_database(activities, "papercut")
                             if begins > now)
    cancel_session(activities, staff, session_at(activities, gone).id, "老师病了")
    move_session(activities, staff, session_at(activities, moved).id,
                 moved + timedelta(hours=2), "换老师")
    for path, name in FEEDS:
        body = phone.get(path).text
        held = {time for time in same(in_database(activities, name))
                if time[0] >= now - timedelta(days=7)}
        assert len(held) > 6
        assert same(spans(by_icalendar(body))) == held
        assert same(by_recurring(body)) == held
        assert same(by_ical(body)) == held
        cancelled = [one for one in by_icalendar(body) if str(one["status"]) == "CANCELLED"]
        assert [one.decoded("dtstart") for one in cancelled] == [gone]
    days_held = {begins.date() for begins, _ in in_database(activities, "papercut")}
    assert not days_held & set(map(date.fromisoformat, holidays))


def test_control_a_reader_that_misses_one_is_seen(activities: AppContext, phone: Visitor) -> None:
    body = phone.get("/activities.ics").text
    rewritten(activities, "papercut", weekdays=["sat", "sun"])
    assert same(spans(by_icalendar(body))) != same(in_database(activities))


def test_a_session_that_moves_stays_the_same_event_and_says_that_it_changed(
    activities: AppContext, phone: Visitor
) -> None:
    staff, one = keeper(activities), session_at(activities, SATURDAY)

    def event() -> object:
        return next(one for one in by_icalendar(phone.get("/a/papercut.ics").text)
                    if one["uid"] == uid)

    uid = next(one["uid"] for one in by_icalendar(phone.get("/a/papercut.ics").text)
               if one.decoded("dtstart") == SATURDAY)
    before = event()
    to = SATURDAY + timedelta(hours=3)
    move_session(activities, staff, one.id, to, "换老师")
    after = event()
    assert after["sequence"] > before["sequence"] and after.decoded("dtstart") == to
    cancel_session(activities, staff, one.id, "老师病了")
    over = event()
    assert str(over["status"]) == "CANCELLED" and over["sequence"] > after["sequence"]
    assert "老师病了" not in phone.get("/a/papercut.ics").text


def test_ones_own_follows_whatever_becomes_of_it(activities: AppContext, phone: Visitor) -> None:
    view, staff = registered(activities, 2, phone=PHONE), keeper(activities)
    path = f"/b/{view.code}.ics"
    first = event_of(phone, path)
    assert str(view.number) in first["summary"] and first["url"].endswith(f"/b/{view.code}")
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(hours=2)
    change_people(activities, view.code, 3)
    move_session(activities, staff, session_at(activities, SATURDAY).id,
                 SATURDAY + timedelta(hours=3), "换老师")
    moved = event_of(phone, path)
    assert moved["uid"] == first["uid"] and moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstart") == SATURDAY + timedelta(hours=3)
    cancel_session(activities, staff, session_at(activities, SATURDAY + timedelta(hours=3)).id,
                   "老师病了")
    over = event_of(phone, path)
    assert str(over["status"]) == "CANCELLED" and over["sequence"] > moved["sequence"]
    given = registered(activities, 1, starts_at=NEXT_SATURDAY)
    give_up(activities, given.code)
    assert str(event_of(phone, f"/b/{given.code}.ics")["status"]) == "CANCELLED"


def test_no_feed_names_anybody(activities: AppContext, phone: Visitor) -> None:
    view = registered(activities, 2, phone=PHONE)
    for path, _ in FEEDS:
        body = phone.get(path).text.replace("\r\n ", "")
        for secret in (PHONE, view.code, str(view.number)):
            assert secret not in body, path
    own = phone.get(f"/b/{view.code}.ics").text.replace("\r\n ", "")
    assert view.code in own and PHONE not in own, "control: in one's own the code is found"


def test_nothing_new_is_not_sent_again(
    activities: AppContext, phone: Visitor, clock: Clock
) -> None:
    first = phone.get("/activities.ics")
    assert first.mimetype == "text/calendar"
    clock.pass_(minutes=5)
    run_due(activities)
    known = {"If-None-Match": first.headers["ETag"]}
    assert phone.get("/activities.ics", headers=known).status_code == 304
    cancel_session(activities, keeper(activities), session_at(activities, SATURDAY).id, "停电")
    assert phone.get("/activities.ics", headers=known).status_code == 200
