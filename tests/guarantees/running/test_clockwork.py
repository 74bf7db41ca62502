"""What falls due in the rooms happens by itself: once, after any sleep, and without any page."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.actions.reservations import BookingView
from kiosk.actions.rooms import follow, run_due
from kiosk.commands import check
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from kiosk.settings import read_settings
from kiosk.supervisor import only_copy
from main import build_context
from tests.support.centre import ROOT, Clock
from tests.support.guarantees.timekeepers import puts
from tests.support.rooms import at, booked, with_rooms
from tests.support.screen import Program, wait_until


def phases(ctx: AppContext, views: list[BookingView]) -> list[Phase]:
    return [follow(ctx, view.booking.reservation.code).phase for view in views]


def test_after_a_long_sleep_all_of_it_is_made_up_for(ctx: AppContext, clock: Clock) -> None:
    centre = with_rooms(ctx)
    views = [booked(centre, at(hour, 30)) for hour in (15, 16, 17)]
    clock.pass_(days=4)
    run_due(centre)
    assert phases(centre, views) == [Phase.NO_SHOW] * 3


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=1)])
def test_a_clock_that_jumps_and_is_set_back_brings_nothing_back(
    ctx: AppContext, clock: Clock, ahead: timedelta
) -> None:
    centre = with_rooms(ctx)
    view = booked(centre, at(15, 30))
    clock.now = at(15, 45) + ahead
    run_due(centre)
    clock.now = at(14, 0)
    run_due(centre)
    assert phases(centre, [view]) == [Phase.NO_SHOW]
    assert booked(centre, at(15, 30)).phase is Phase.BOOKED


def checks(program: Program) -> str:
    """What `check` says; some of it is not well on a machine without a screen."""
    done = subprocess.run(
        [sys.executable, "main.py", "check"], cwd=ROOT, env=program.environment, check=False,
        capture_output=True, text=True,
    )
    return done.stdout


def test_the_running_program_gives_a_missed_place_to_others_with_no_page_open(
    tmp_path: Path,
) -> None:
    program = Program(tmp_path, None)
    assert "no round yet; the pages are not running" in checks(program)
    program.start("web")
    try:
        centre = build_context(read_settings(program.environment))
        begins = centre.clock().replace(microsecond=0) - timedelta(minutes=16)
        code = puts(centre, begins)
        wait_until(lambda: follow(centre, code).phase is Phase.NO_SHOW)
        centre.database.close()
        assert "ok   rooms       last round" in checks(program)
    finally:
        program.stop()


@pytest.mark.parametrize(("ago", "said"), [(2, "ok "), (4, "BAD")])
def test_check_tells_where_the_rounds_have_stopped(
    sqlite_ctx: AppContext, clock: Clock, capsys: pytest.CaptureFixture[str], ago: int, said: str
) -> None:
    sqlite_ctx.settings.data.mkdir(exist_ok=True)
    run_due(sqlite_ctx)
    (mark,) = sqlite_ctx.settings.data.glob("rooms.*")
    last = (clock.now - timedelta(minutes=ago)).timestamp()
    os.utime(mark, (last, last))
    with only_copy(sqlite_ctx.settings, "web"):
        check(sqlite_ctx, Namespace())
    assert f"{said}  rooms       last round" in capsys.readouterr().out
