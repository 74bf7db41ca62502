"""What is kept for a time only: deleted in time, told how much, and noticed where it was not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.statistics import daily_statistics as figures
from kiosk.actions import reservations, rooms, statistics
from kiosk.actions.operations import health
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.retention import RetentionReport, retention
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import OF_CENTRE
from tests.support.centre import Clock
from tests.support.days import days_of_chance
from tests.support.lamps import LAMPS, lent, with_lamps
from tests.support.rooms import at, booked, with_rooms


def part(ctx: AppContext, name: str) -> bool:
    return next(one.well for one in checkup(ctx, serving=True) if one.name == name)


def of(ctx: AppContext, name: str) -> RetentionReport:
    return next(one for one in retention(ctx) if one.name == name)


def test_what_was_deleted_is_told_and_what_was_not_is_noticed(ctx: AppContext,
                                                              clock: Clock) -> None:
    booked(with_rooms(ctx), at(16, 30))
    assert of(ctx, "bookings") == RetentionReport(
        "bookings", 30, is_logged=True) and part(ctx, "retention")
    clock.pass_(days=OF_CENTRE.kept.days + 2)
    assert of(ctx, "bookings").late and not part(ctx, "retention")
    rooms.run_due(ctx)
    rooms.run_due(ctx)
    told = of(ctx, "bookings")
    assert (told.deleted, told.last, told.late) == (1, clock(), False) and part(ctx, "retention")
    clock.pass_(days=31)
    assert of(ctx, "bookings").deleted == 0


def test_what_another_area_forgets_counts_for_it_alone(ctx: AppContext, clock: Clock) -> None:
    centre = with_lamps(with_rooms(ctx))
    lent(centre, at(17))
    clock.pass_(days=2)
    reservations.run_due(LAMPS, centre)
    told = of(centre, "bookings")
    assert (told.deleted, told.last) == (0, None)


def test_days_that_were_not_summed_up_are_noticed(ctx: AppContext, clock: Clock) -> None:
    assert part(ctx, "figures"), "nothing to sum up yet"
    days_of_chance(ctx, 1, days=10, most=5)
    assert not part(ctx, "figures")
    with ctx.database.read() as tx:
        assert figures.newest(tx) is None
    while statistics.run_due(ctx) <= 1:
        pass
    assert part(ctx, "figures")
    clock.now += timedelta(days=5)
    assert not part(ctx, "figures")


def test_a_font_or_an_engine_that_is_missing_is_told(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert part(ctx, "fonts") and part(ctx, "engines")
    monkeypatch.setattr(health, "FONTS", tmp_path)
    monkeypatch.setattr("kiosk.devices.text_input.input_engines.PINYIN", "libnothing.so.9")
    assert not part(ctx, "fonts") and not part(ctx, "engines")
