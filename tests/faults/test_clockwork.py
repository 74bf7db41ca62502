"""What falls due in the rooms happens by itself: once, after any sleep, and without any page."""

from __future__ import annotations

import multiprocessing
import secrets
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import bookings, claims, rooms
from db.claims import ClaimRow
from kiosk.actions.rooms import follow, keep_time
from kiosk.actions.rooms.answers import BookingView
from kiosk.domain.bookings import Booking, Phase, Source
from kiosk.domain.claims import Claim, ClaimState
from kiosk.domain.refusals import Refusal
from kiosk.lobby import Lobby
from kiosk.settings import read_settings
from main import build_lobby
from tests.house import ROOT, Clock, lobby_on
from tests.rooms import at, booked, with_rooms
from tests.screen import Program, wait_until

TOGETHER = 4


def phases(lobby: Lobby, views: list[BookingView]) -> list[Phase]:
    return [follow(lobby, view.booking.claim.code).phase for view in views]


def puts(lobby: Lobby, begins: datetime, room_id: str = "chess") -> str:
    """A booking of a time that the rules of now would not give any more; its code."""
    with lobby.database.change() as change:
        room = rooms.room(change, room_id)
        assert room
        claim = Claim(0, secrets.token_hex(8), room_id, begins, begins + room.slot, 1,
                      ClaimState.CONFIRMED)
        claim = claims.add(change, claim, room.resource, claim.code)
        bookings.add(change, Booking(
            claim, bookings.free_number(change), Source.PHONE, None, "", "", None, begins, begins,
            0,
        ))
    return claim.code


def test_after_a_long_sleep_all_of_it_is_made_up_for(lobby: Lobby, clock: Clock) -> None:
    house = with_rooms(lobby)
    views = [booked(house, at(hour, 30)) for hour in (15, 16, 17)]
    clock.pass_(days=4)
    keep_time(house)
    assert phases(house, views) == [Phase.MISSED] * 3


def test_a_clock_that_jumps_back_brings_nothing_back(lobby: Lobby, clock: Clock) -> None:
    house = with_rooms(lobby)
    view = booked(house, at(15, 30))
    clock.now = at(15, 45)
    keep_time(house)
    clock.now = at(14, 0)
    keep_time(house)
    assert phases(house, [view]) == [Phase.MISSED]
    assert booked(house, at(15, 30)).phase is Phase.BOOKED


def round_of(url: str, data: Path, now: datetime) -> None:
    """One process looks at what is due."""
    house = lobby_on(url, data, Clock(now))
    keep_time(house)
    house.database.close()


def test_several_processes_do_it_once_and_without_trouble(
    lobby: Lobby, url: str, tmp_path: Path, clock: Clock
) -> None:
    house = with_rooms(lobby)
    views = [booked(house, at(15, 30)), booked(house, at(15, 30)), booked(house, at(16, 30))]
    before = [view.booking.sequence for view in views]
    start, now = multiprocessing.get_context("spawn"), at(16, 50)
    running = [
        start.Process(target=round_of, args=(url, tmp_path / f"data{n}", now))
        for n in range(TOGETHER)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0] * TOGETHER
    clock.now = now
    assert phases(house, views) == [Phase.MISSED] * 3
    after = [follow(house, view.booking.claim.code).booking.sequence for view in views]
    assert after == [n + 1 for n in before], "each changed once"


def test_control_a_release_that_asks_for_no_state_happens_twice(lobby: Lobby) -> None:
    house = with_rooms(lobby)
    booking = booked(house, at(16, 30)).booking
    with house.database.change() as change:
        bookings.become(change, booking, ClaimState.RELEASED, at(16, 45))
    # With the condition the second one is told so.
    with pytest.raises(Refusal, match="claim_changed"), house.database.change() as change:
        bookings.become(change, booking, ClaimState.RELEASED, at(16, 45))
    with house.database.change() as change:
        assert change.ask(ClaimRow.update(state=ClaimState.RELEASED).where(
            ClaimRow.id == booking.claim.id))


def checks(program: Program) -> str:
    """What `check` says; some of it is not well on a machine without a screen."""
    done = subprocess.run(
        [sys.executable, "main.py", "check"], cwd=ROOT, env=program.environment, check=False,
        capture_output=True, text=True,
    )
    return done.stdout


@pytest.mark.timeout(180)
def test_the_running_program_gives_a_missed_place_to_others_with_no_page_open(
    tmp_path: Path,
) -> None:
    program = Program(tmp_path, None)
    assert "no round yet; the pages are not running" in checks(program)
    program.start("web")
    try:
        house = build_lobby(read_settings(program.environment))
        begins = house.clock().replace(microsecond=0) - timedelta(minutes=16)
        code = puts(house, begins)
        wait_until(lambda: follow(house, code).phase is Phase.MISSED, 40)
        house.database.close()
        assert "ok   rooms       last round" in checks(program)
    finally:
        program.stop()
