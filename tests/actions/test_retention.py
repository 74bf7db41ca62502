"""What is kept for a time only: deleted in time, told how much, and noticed where it was not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.statistics import daily_statistics as figures
from kiosk.actions import reservations
from kiosk.actions.operations import health
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.retention import RetentionReport, retention
from kiosk.actions.rooms import run_due
from kiosk.actions.statistics import sum_up
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import OF_CENTRE
from tests.days import days_of_chance
from tests.house import Clock
from tests.lamps import LAMPS, lent, with_lamps
from tests.rooms import at, booked, with_rooms


def part(lobby: AppContext, name: str) -> bool:
    return next(one.well for one in checkup(lobby, serving=True) if one.name == name)


def of(lobby: AppContext, name: str) -> RetentionReport:
    return next(one for one in retention(lobby) if one.name == name)


def test_what_was_deleted_is_told_and_what_was_not_is_noticed(lobby: AppContext,
                                                              clock: Clock) -> None:
    booked(with_rooms(lobby), at(16, 30))
    assert of(lobby, "bookings") == RetentionReport("bookings", 30) and part(lobby, "retention")
    clock.pass_(days=OF_CENTRE.kept.days + 2)
    assert of(lobby, "bookings").late and not part(lobby, "retention")
    run_due(lobby)
    run_due(lobby)
    told = of(lobby, "bookings")
    assert (told.deleted, told.last, told.late) == (1, clock(), False) and part(lobby, "retention")
    clock.pass_(days=31)
    assert of(lobby, "bookings").deleted == 0


def test_what_another_area_forgets_counts_for_it_alone(lobby: AppContext, clock: Clock) -> None:
    house = with_lamps(with_rooms(lobby))
    lent(house, at(17))
    clock.pass_(days=2)
    reservations.run_due(LAMPS, house)
    told = of(house, "bookings")
    assert (told.deleted, told.last) == (0, None)


def test_days_that_were_not_summed_up_are_noticed(lobby: AppContext, clock: Clock) -> None:
    assert part(lobby, "figures"), "nothing to sum up yet"
    days_of_chance(lobby, 1, days=10, most=5)
    assert not part(lobby, "figures")
    with lobby.database.session() as session:
        assert figures.newest(session) is None
    while sum_up(lobby) <= 1:
        pass
    assert part(lobby, "figures")
    clock.now += timedelta(days=5)
    assert not part(lobby, "figures")


def test_a_font_or_an_engine_that_is_missing_is_told(
    lobby: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert part(lobby, "fonts") and part(lobby, "engines")
    monkeypatch.setattr(health, "FONTS", tmp_path)
    monkeypatch.setattr("kiosk.devices.text_input.input_engines.PINYIN", "libnothing.so.9")
    assert not part(lobby, "fonts") and not part(lobby, "engines")
