"""Closing: when the centre receives, when it opens again, and when its touch screen sleeps."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from db.content.guide import centre_of
from kiosk.domain.calendar import ALL_DAY, WEEKDAYS, ZONE, OpeningHours, QuietHours
from kiosk.domain.operations.kiosk_closure import CentreNow
from tests.support.centre import SMALL

WEEK = OpeningHours.parse({
    day: ["08:30-12:00", "14:30-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")
})
CENTRE = replace(centre_of(tomllib.loads(SMALL)["centre"]), hours=WEEK)
THURSDAY = date(2026, 10, 15)
ALWAYS = replace(CENTRE, hours=OpeningHours.parse({day: [ALL_DAY] for day in WEEKDAYS}))


def at(clock: str, day: int = 15) -> datetime:
    """A time of day in October 2026; the 15th is a Thursday."""
    return datetime.combine(date(2026, 10, day), time.fromisoformat(clock), ZONE)


@pytest.mark.parametrize(("clock", "closed"), [
    ("08:29", True), ("08:30", False), ("11:59", False), ("12:00", True), ("14:30", False),
    ("17:30", True), ("23:00", True),
])
def test_the_centre_is_closed_outside_its_hours(clock: str, closed: bool) -> None:
    assert CentreNow(CENTRE).closed(at(clock)) is closed
    assert not CentreNow(ALWAYS).closed(at(clock))


def test_it_says_when_it_opens_again() -> None:
    assert CentreNow(CENTRE).opens(at("12:10")) == at("14:30")
    assert CentreNow(CENTRE).opens(at("19:00")) == at("08:30", 16)
    assert CentreNow(CENTRE).opens(at("19:00", 16)) == at("08:30", 19), "over the weekend"
    assert CentreNow(replace(CENTRE, hours=OpeningHours.parse({}))).opens(at("12:10")) is None


def test_a_kiosk_shut_by_the_staff_opens_by_itself_with_the_next_business_day() -> None:
    shut = CentreNow(CENTRE, THURSDAY)
    assert shut.closed(at("15:00")) and shut.shut_by_staff(at("15:00"))
    assert shut.opens(at("15:00")) == at("08:30", 16)
    assert shut.closed(at("03:59", 16)) and not shut.shut_by_staff(at("04:00", 16))
    assert not shut.closed(at("08:30", 16))
    always = CentreNow(ALWAYS, THURSDAY)
    assert always.opens(at("15:00")) == at("04:00", 16)
    assert always.closed(at("03:59", 16)) and not always.closed(at("04:00", 16))


@pytest.mark.parametrize(("clock", "asleep"), [
    ("21:59", False), ("22:00", True), ("00:00", True), ("05:59", True), ("06:00", False),
    ("12:10", False), ("17:31", False),
])
def test_the_touch_screen_sleeps_at_night(clock: str, asleep: bool) -> None:
    for centre in (CENTRE, ALWAYS):
        assert CentreNow(centre).asleep(at(clock)) is asleep


def test_it_does_not_sleep_while_the_centre_receives_nor_where_it_shall_not() -> None:
    late = replace(CENTRE, hours=OpeningHours.parse({"thu": ["18:00-23:00"]}))
    assert not CentreNow(late).asleep(at("22:30")) and CentreNow(late).asleep(at("23:00"))
    assert not CentreNow(replace(CENTRE, quiet=None)).asleep(at("23:00"))
    noon = QuietHours.parse("12:00-14:00")
    assert noon and noon.holds(time(13)) and not noon.holds(time(14)) and not noon.holds(time(3))


@pytest.mark.parametrize("wrong", ["22:00", "22-6-8", "06:00-06:00", "night"])
def test_a_night_written_wrongly_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the standard library's own words vary
        QuietHours.parse(wrong)
    assert QuietHours.parse("") is None
