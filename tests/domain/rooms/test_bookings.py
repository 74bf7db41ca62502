"""Bookings: where one stands for whoever made it, until when it waits, when one may arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.domain.privacy import masked
from kiosk.domain.reservations.bookings import OF_CENTRE, Booking, Phase, Source
from kiosk.domain.reservations.places import Reservation, ReservationState, Resource
from tests.support.centre import AFTERNOON

FOUR = AFTERNOON.replace(hour=16, minute=0)
MINUTE = timedelta(minutes=1)
CHESS = Resource("rooms", "chess", 6)


def booked(state: ReservationState = ReservationState.CONFIRMED, held_until: datetime | None = None,
           reason: str = "", source: Source = Source.PHONE) -> Booking:
    reservation = Reservation.of(CHESS, "code", FOUR, FOUR + timedelta(hours=1), state=state)
    return Booking(reservation, 4821, source, None, "", reason, held_until, AFTERNOON, AFTERNOON, 0)


@pytest.mark.parametrize(("state", "until", "reason", "phase"), [
    (ReservationState.HELD, None, "", Phase.ASKED),
    (ReservationState.HELD, FOUR, "", Phase.OFFERED),
    (ReservationState.CONFIRMED, None, "", Phase.BOOKED),
    (ReservationState.CHECKED_IN, None, "", Phase.HERE),
    (ReservationState.RELEASED, None, "", Phase.NO_SHOW),
    (ReservationState.RELEASED, FOUR, "", Phase.LAPSED),
    (ReservationState.CANCELLED, None, "", Phase.CANCELLED),
    (ReservationState.CANCELLED, None, "那天要开会", Phase.REFUSED),
    (ReservationState.FINISHED, None, "", Phase.OVER),
])
def test_each_state_is_told_as_it_is_for_the_person(
    state: ReservationState, until: datetime | None, reason: str, phase: Phase
) -> None:
    assert booked(state, until, reason).phase is phase


def test_a_place_waits_a_quarter_of_an_hour_for_its_owner() -> None:
    assert OF_CENTRE.released_at(booked()) == FOUR + 15 * MINUTE
    short = replace(booked().reservation, ends_at=FOUR + 10 * MINUTE)
    assert OF_CENTRE.released_at(replace(booked(), reservation=short)) == FOUR + 10 * MINUTE


def test_one_may_arrive_a_little_early_and_until_the_end() -> None:
    mine = booked()
    assert [OF_CENTRE.may_check_in(mine, FOUR + n * MINUTE) for n in (-16, -15, 0, 59, 60)] == [
        False, True, True, True, False,
    ]
    assert not OF_CENTRE.may_check_in(booked(ReservationState.CHECKED_IN), FOUR)
    assert not OF_CENTRE.may_check_in(booked(ReservationState.HELD), FOUR)


def test_nobody_has_to_arrive_for_what_the_centre_does_itself() -> None:
    assert booked(source=Source.SERIES).is_of_series
    assert not booked(source=Source.KIOSK).is_of_series


def test_a_number_is_shown_without_its_middle() -> None:
    assert masked("13812345678") == "138****5678"
