"""The calendar feed: what happens when, as calendars of phones and PCs read it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event as Entry, vDuration

PRODUCT = "-//Jiamenkou//Rooms//ZH"
# How often a calendar that subscribes should look again.
LOOK_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that lasts from one instant to another, both with zone.

    `uid` stays the same however often it moves; `sequence` grows with each change. `status` is
    CONFIRMED, TENTATIVE or CANCELLED. `remind` before it begins, where that is wanted.
    """

    uid: str
    begins: datetime
    ends: datetime
    title: str
    where: str
    status: str
    sequence: int
    changed_at: datetime
    url: str = ""
    remind: timedelta | None = None


def feed(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """A calendar of that name, with the time zone its times are in."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    # The library knows the kind of no name with X-: as it is, it would write 0:15:00.
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for event in events:
        calendar.add_component(_entry(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(event: CalendarEvent) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    # The moment of its last change, so that nothing new reads the same byte by byte.
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("dtstart", event.begins)
    entry.add("dtend", event.ends)
    entry.add("summary", event.title)
    entry.add("location", event.where)
    entry.add("status", event.status)
    entry.add("transp", "TRANSPARENT" if event.status == "CANCELLED" else "OPAQUE")
    entry.add("class", "PUBLIC")
    if event.url:
        entry.add("url", event.url)
    if event.remind is not None and event.status != "CANCELLED":
        entry.add_component(_alarm(event.title, event.remind))
    return entry


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
