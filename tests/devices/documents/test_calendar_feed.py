"""The calendar feed as it is written: by the rules, and readable by calendars of other makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

from kiosk.devices.documents.calendar_feed import CalendarEvent, feed
from kiosk.domain.calendar import ZONE

BEGINS = datetime(2026, 9, 30, 23, 0, tzinfo=ZONE)
# A comma, a semicolon, a backslash and a new line each have a meaning of their own in a feed.
TITLE = "棋牌室（书法班, 第一次来的; 请带毛笔\\墨\n和一块旧毛毡，坐不下的到隔壁活动室）"
EVENT = CalendarEvent(
    uid="4f2a@192.0.2.10", begins=BEGINS, ends=BEGINS + timedelta(hours=2), title=TITLE,
    where="一楼, 东头", status="CONFIRMED", sequence=3, changed_at=BEGINS - timedelta(days=2),
    url="http://192.0.2.10:8080/b/x", remind=timedelta(minutes=30),
)


def read(body: bytes) -> icalendar.Calendar:
    """The feed as `icalendar` reads it."""
    return icalendar.Calendar.from_ical(body)


def test_what_is_written_is_read_by_both_libraries() -> None:
    body = feed("留义社区", [EVENT, replace(EVENT, uid="other@192.0.2.10", status="TENTATIVE")])
    mine, other = read(body).walk("VEVENT")
    (theirs, *_) = IcsCalendarStream.calendar_from_ics(body.decode()).events
    assert str(mine["summary"]) == theirs.summary == TITLE
    assert str(mine["location"]) == theirs.location == EVENT.where
    assert mine.decoded("dtstart") == theirs.dtstart == BEGINS
    assert mine.decoded("dtend") == theirs.dtend == EVENT.ends
    assert mine["uid"] == theirs.uid == EVENT.uid and mine["sequence"] == theirs.sequence == 3
    assert [str(one["status"]) for one in (mine, other)] == ["CONFIRMED", "TENTATIVE"]
    assert mine.decoded("last-modified") == EVENT.changed_at.astimezone(UTC)
    assert len(recurring_ical_events.of(read(body)).between(BEGINS, EVENT.ends)) == 2


def test_lines_end_and_fold_as_the_rules_say() -> None:
    body = feed("留义社区", [EVENT])
    *lines, last = body.split(b"\r\n")
    assert last == b"" and not [line for line in lines if b"\n" in line or len(line) > 75]
    # No character is cut in two: a reader that decodes line by line sees each whole.
    assert all(line.decode() for line in lines)


@pytest.mark.parametrize("line", [
    "METHOD:PUBLISH", "X-WR-CALNAME:留义社区", "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
    "X-PUBLISHED-TTL:PT15M", "CALSCALE:GREGORIAN", "TZID:Asia/Shanghai",
    "DTSTART;TZID=Asia/Shanghai:20260930T230000", "DTEND;TZID=Asia/Shanghai:20261001T010000",
    "TRIGGER:-PT30M",
])
def test_a_calendar_that_subscribes_finds_what_it_looks_for(line: str) -> None:
    assert line in feed("留义社区", [EVENT]).decode().split("\r\n")


def test_its_zone_says_what_the_clock_shows_in_the_country() -> None:
    (zone,) = read(feed("", [EVENT])).walk("VTIMEZONE")
    for year in (2026, 2036):
        summer = datetime(year, 7, 1, 12, 0, tzinfo=zone.to_tz())
        assert summer.utcoffset() == timedelta(hours=8)


def test_what_was_cancelled_reminds_nobody_and_takes_no_time() -> None:
    (gone,) = read(feed("", [replace(EVENT, status="CANCELLED")])).walk("VEVENT")
    assert str(gone["transp"]) == "TRANSPARENT" and not gone.walk("VALARM")
    # The control: as long as it holds there is one.
    (held,) = read(feed("", [EVENT])).walk("VEVENT")
    assert str(held["transp"]) == "OPAQUE" and held.walk("VALARM")


def test_nothing_new_reads_the_same_byte_by_byte() -> None:
    assert feed("留义社区", [EVENT]) == feed("留义社区", [EVENT])
    assert feed("留义社区", [EVENT]) != feed("留义社区", [replace(EVENT, sequence=4)])


def test_a_centre_without_bookings_has_a_calendar_all_the_same() -> None:
    body = feed("留义社区", [])
    assert not read(body).walk("VEVENT")
    assert not IcsCalendarStream.calendar_from_ics(body.decode()).events
