"""The rooms in other people's calendars: three libraries read the same as the database holds."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
from flask import Flask

from db.reservations import bookings
from kiosk.actions.rooms import ROOMS, booking_feed, cancel, follow, move, save_series, take_back
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.calendar_exceptions import DayKind, kind_of
from kiosk.domain.reservations.places import LIVE
from kiosk.domain.reservations.series import SeriesPlan
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked
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


def keeper(ctx: AppContext) -> StaffSession:
    return log_in(ctx, "小周", add_account(ctx, "小周", Role.COORDINATOR))


def in_database(ctx: AppContext, room_id: str | None = None) -> set[tuple[datetime, datetime]]:
    """Every time that is taken, as the database holds it."""
    with ctx.database.read() as tx:
        found = bookings.since(tx, ROOMS.name, room_id, at(0) - YEAR)
    return {(one.reservation.starts_at, one.reservation.ends_at) for one in found
            if one.reservation.state in LIVE}


@pytest.mark.both
def test_three_readers_see_what_the_database_holds(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    clock.now = datetime(2026, 9, 1, 8, 0, tzinfo=ZONE)
    session = keeper(rooms)
    # The small centre's chess is open on Fridays and Saturdays: a class over the National Day.
    class_ = SeriesPlan("chess", "FREQ=WEEKLY;COUNT=10", date(2026, 9, 5), time(9), time(11),
                        "书法班",
                  skips_holidays=True)
    assert save_series(rooms, session, secrets.token_hex(4), class_, but_conflicts=True).times > 6
    gone = booked(rooms, datetime(2026, 9, 4, 9, 30, tzinfo=ZONE))
    kept = booked(rooms, datetime(2026, 9, 4, 10, 30, tzinfo=ZONE), phone=PHONE)
    booked(rooms, datetime(2026, 9, 5, 14, 30, tzinfo=ZONE), "meeting")
    cancel(rooms, gone.booking.reservation.code)
    move(rooms, kept.booking.reservation.code, datetime(2026, 9, 4, 12, 30, tzinfo=ZONE))
    for path, room in (("/rooms.ics", None), ("/r/chess.ics", "chess")):
        body = phone.get(path).text
        held = same(in_database(rooms, room))
        assert same(spans(by_icalendar(body))) == held
        assert same(by_recurring(body)) == held
        assert same(by_ical(body)) == held
    days = {begins.date() for begins, _ in in_database(rooms, "chess")}
    assert date(2026, 10, 3) not in days and kind_of(date(2026, 10, 3)) is DayKind.REST
    assert date(2026, 10, 10) in days and kind_of(date(2026, 10, 10)) is DayKind.WORK


def test_control_a_reader_that_misses_one_is_seen(rooms: AppContext, phone: Visitor) -> None:
    booked(rooms, at(16, 30))
    body = phone.get("/rooms.ics").text
    booked(rooms, at(17, 30))
    assert same(spans(by_icalendar(body))) != same(in_database(rooms))


def test_an_event_stays_the_same_under_another_address(rooms: AppContext) -> None:
    code = booked(rooms, at(16, 30)).booking.reservation.code
    moved = replace(rooms, settings=replace(rooms.settings, fixed_url="https://kiosk.example.org"))
    here, there = (icalendar.Calendar.from_ical(booking_feed(ctx, code, "zh_CN")).events[0]
                   for ctx in (rooms, moved))
    assert here["url"] != there["url"] and here["uid"] == there["uid"]


def test_what_moves_stays_the_same_event_and_says_that_it_changed(
    rooms: AppContext, phone: Visitor
) -> None:
    code = booked(rooms, at(16, 30)).booking.reservation.code
    before, mine = event_of(phone, "/r/chess.ics"), event_of(phone, f"/b/{code}.ics")
    move(rooms, code, at(17, 30))
    after = event_of(phone, "/r/chess.ics")
    assert before["uid"] == after["uid"] == mine["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == at(17, 30)
    cancel(rooms, code)
    over = event_of(phone, f"/b/{code}.ics")
    assert (str(over["status"]), over["uid"]) == ("CANCELLED", before["uid"])
    assert over["sequence"] > after["sequence"] and not over.walk("VALARM")


def test_ones_own_has_its_page_its_number_and_a_reminder(rooms: AppContext, phone: Visitor) -> None:
    view = booked(rooms, at(16, 30))
    code = view.booking.reservation.code
    event = event_of(phone, f"/b/{code}.ics")
    assert event["url"].endswith(f"/b/{code}") and str(view.booking.number) in event["summary"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(minutes=30)
    asked = booked(rooms, at(17, 30), "meeting").booking.reservation.code
    held = event_of(phone, f"/b/{asked}.ics")
    assert str(held["status"]) == "TENTATIVE"


def test_times_stand_in_a_zone_that_the_feed_explains(rooms: AppContext, phone: Visitor) -> None:
    booked(rooms, at(16, 30))
    calendar = icalendar.Calendar.from_ical(phone.get("/rooms.ics").text)
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Asia/Shanghai"
    assert calendar.walk("VEVENT")[0]["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert str(calendar["version"]) == "2.0" and "prodid" in calendar


def test_no_feed_names_anybody_or_opens_a_booking(rooms: AppContext, phone: Visitor) -> None:
    view = booked(rooms, at(16, 30), phone=PHONE)
    for path in ("/rooms.ics", "/r/chess.ics"):
        body = phone.get(path).text.replace("\r\n ", "")
        for secret in (PHONE, view.booking.reservation.code, str(view.booking.owner_index)):
            assert secret not in body, path
    # The control: in one's own the code is found.
    own = phone.get(f"/b/{view.booking.reservation.code}.ics").text.replace("\r\n ", "")
    assert view.booking.reservation.code in own and PHONE not in own


def test_what_the_centre_took_back_says_so(rooms: AppContext, phone: Visitor) -> None:
    view = booked(rooms, at(16, 30))
    take_back(rooms, keeper(rooms), view.booking.reservation.id, "换届")
    event = event_of(phone, "/r/chess.ics")
    assert str(event["status"]) == "CANCELLED" and "换届" not in event.to_ical().decode()


def test_nothing_new_is_not_sent_again(rooms: AppContext, phone: Visitor, clock: Clock) -> None:
    view = booked(rooms, at(16, 30))
    first = phone.get("/rooms.ics")
    assert first.mimetype == "text/calendar"
    # Nobody between the centre and a calendar keeps it.
    assert first.headers["Cache-Control"] == "private, no-cache"
    clock.pass_(minutes=5)
    known = {"If-None-Match": first.headers["ETag"]}
    assert phone.get("/rooms.ics", headers=known).status_code == 304
    cancel(rooms, view.booking.reservation.code)
    assert phone.get("/rooms.ics", headers=known).status_code == 200
    assert follow(rooms, view.booking.reservation.code)


@pytest.mark.parametrize("path", ["/r/cellar.ics", "/b/guessed.ics"])
def test_there_is_no_feed_of_what_there_is_not(rooms: AppContext, phone: Visitor,
                                               path: str) -> None:
    assert phone.get(path).status_code == 404


@pytest.mark.parametrize("room", ["nothing", "%0D%0ASet-Cookie:%20a=b"])
def test_any_mark_does_not_make_a_room_of_what_is_none(site: Flask, room: str) -> None:
    answer = Visitor(site).get(f"/r/{room}.ics", headers={"If-None-Match": "*"})
    assert answer.status_code == 404 and "a" not in answer.headers.get("Set-Cookie", "")
