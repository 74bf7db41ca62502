"""A feed as other people's calendars read it: three libraries, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

from kiosk.domain.calendar import ZONE
from tests.support.centre import AFTERNOON
from tests.support.web.visitor import Visitor

YEAR = timedelta(days=365)


def by_icalendar(body: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def spans(events: Iterable[icalendar.Event]) -> set[tuple[datetime, datetime]]:
    """When what was not cancelled begins and ends."""
    return {
        (one.decoded("dtstart"), one.decoded("dtend")) for one in events
        if str(one["status"]) != "CANCELLED"
    }


def by_recurring(body: str) -> set[tuple[datetime, datetime]]:
    expanded = recurring_ical_events.of(icalendar.Calendar.from_ical(body))
    return spans(expanded.between(AFTERNOON - YEAR, AFTERNOON + YEAR))


def by_ical(body: str) -> set[tuple[datetime, datetime]]:
    calendar = IcsCalendarStream.calendar_from_ics(body)
    return {
        (one.dtstart.astimezone(ZONE), one.dtend.astimezone(ZONE))
        for one in calendar.timeline_tz(ZONE) if str(one.status) != "EventStatus.CANCELLED"
    }


def same(found: set[tuple[datetime, datetime]]) -> set[tuple[datetime, datetime]]:
    return {(begins.astimezone(UTC), ends.astimezone(UTC)) for begins, ends in found}


def event_of(phone: Visitor, path: str) -> icalendar.Event:
    (found,) = by_icalendar(phone.get(path).text)
    return found
