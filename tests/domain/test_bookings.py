"""Bookings: where one stands for whoever made it, until when it waits, when one may arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.domain.bookings import Booking, Phase, Source
from kiosk.domain.claims import Claim, ClaimState
from kiosk.domain.privacy import masked
from tests.house import AFTERNOON

FOUR = AFTERNOON.replace(hour=16, minute=0)
MINUTE = timedelta(minutes=1)


def booked(state: ClaimState = ClaimState.CONFIRMED, held_until: datetime | None = None,
           reason: str = "", source: Source = Source.PHONE) -> Booking:
    claim = Claim(1, "code", "chess", FOUR, FOUR + timedelta(hours=1), 1, state)
    return Booking(claim, 4821, source, None, "", reason, held_until, AFTERNOON, AFTERNOON, 0)


@pytest.mark.parametrize(("state", "until", "reason", "phase"), [
    (ClaimState.HELD, None, "", Phase.ASKED),
    (ClaimState.HELD, FOUR, "", Phase.OFFERED),
    (ClaimState.CONFIRMED, None, "", Phase.BOOKED),
    (ClaimState.ARRIVED, None, "", Phase.HERE),
    (ClaimState.RELEASED, None, "", Phase.MISSED),
    (ClaimState.RELEASED, FOUR, "", Phase.LAPSED),
    (ClaimState.CANCELLED, None, "", Phase.CANCELLED),
    (ClaimState.CANCELLED, None, "那天要开会", Phase.REFUSED),
    (ClaimState.FINISHED, None, "", Phase.OVER),
])
def test_each_state_is_told_as_it_is_for_the_person(
    state: ClaimState, until: datetime | None, reason: str, phase: Phase
) -> None:
    assert booked(state, until, reason).phase is phase


def test_a_place_waits_a_quarter_of_an_hour_for_its_owner() -> None:
    assert booked().released_at == FOUR + 15 * MINUTE
    short = replace(booked().claim, ends=FOUR + 10 * MINUTE)
    assert replace(booked(), claim=short).released_at == FOUR + 10 * MINUTE


def test_one_may_arrive_a_little_early_and_until_the_end() -> None:
    mine = booked()
    assert [mine.may_arrive(FOUR + n * MINUTE) for n in (-16, -15, 0, 59, 60)] == [
        False, True, True, True, False,
    ]
    assert not booked(ClaimState.ARRIVED).may_arrive(FOUR)
    assert not booked(ClaimState.HELD).may_arrive(FOUR)


def test_nobody_has_to_arrive_for_what_the_house_does_itself() -> None:
    assert booked(source=Source.SERIES).is_the_houses
    assert not booked(source=Source.GLASS).is_the_houses


def test_a_number_is_shown_without_its_middle() -> None:
    assert masked("13812345678") == "138****5678"
