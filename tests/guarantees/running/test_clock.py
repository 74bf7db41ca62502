"""The wall clock jumps: numbers, sessions and timeouts go on, the operator hears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from kiosk.actions import queue
from kiosk.actions.operations import health
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.clock import SteadyClock
from kiosk.domain.refusals import Refusal
from tests.support.centre import AFTERNOON, clerk, take

JUMPS = {
    "an hour back": lambda wall: wall - 3600,
    "a day on": lambda wall: wall + 86_400,
    "1970": lambda wall: 0.0,
}


@dataclass
class Machine:
    """A machine's two clocks: the wall's, which anybody can set, and the steady one."""

    wall: float = AFTERNOON.timestamp()
    steady: float = 5000.0

    def pass_(self, seconds: float) -> None:
        """Lets time pass."""
        self.wall += seconds
        self.steady += seconds

    def clock(self) -> SteadyClock:
        """The centre's clock on this machine."""
        return SteadyClock(lambda: self.wall, lambda: self.steady)


def wall_clock(machine: Machine) -> Callable[[], datetime]:
    """The negative control: believing the wall clock."""
    return lambda: datetime.fromtimestamp(machine.wall, ZONE)


def a_day_goes_on(ctx: AppContext, machine: Machine, jump: Callable[[float], float]) -> None:
    """Numbers, a session, a return in time, before and after the wall clock jumps."""
    session = clerk(ctx, 2)
    first, second = take(ctx), take(ctx)
    queue.call_next(ctx, session, None)
    for _ in range(2):
        queue.call_again(ctx, session, first.ticket.id)
    queue.miss(ctx, session, first.ticket.id)
    machine.wall = jump(machine.wall)
    machine.pass_(60)
    assert take(ctx).ticket.label == "A003"
    found = sessions.session(ctx, session.token)
    assert found and found.counter == 2
    assert queue.follow(ctx, second.ticket.code).ticket.label == "A002"
    left = queue.follow(ctx, first.ticket.code)
    assert left.return_until
    assert left.return_until - left.now == timedelta(minutes=29)
    queue.come_back(ctx, first.ticket.code)
    assert queue.call_next(ctx, session, None).current is not None
    assert left.now == AFTERNOON + timedelta(seconds=60)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_jumps_moves_no_number_no_session_and_no_timeout(
    ctx: AppContext, jump: Callable[[float], float]
) -> None:
    machine = Machine()
    a_day_goes_on(replace(ctx, clock=machine.clock()), machine, jump)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_control_who_believes_the_wall_clock_is_led_astray(
    ctx: AppContext, jump: Callable[[float], float]
) -> None:
    machine = Machine()
    with pytest.raises((AssertionError, Refusal)):
        a_day_goes_on(replace(ctx, clock=wall_clock(machine)), machine, jump)


def test_a_clock_set_on_purpose_is_believed_after_a_quarter_of_an_hour() -> None:
    machine = Machine()
    clock = machine.clock()
    clock()
    machine.wall += 7200
    clock()
    machine.pass_(14 * 60)
    assert clock() == AFTERNOON + timedelta(minutes=14)
    machine.pass_(2 * 60)
    clock()
    assert clock() == AFTERNOON + timedelta(hours=2, minutes=16)


def test_a_clock_that_comes_back_soon_was_never_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    clock()
    machine.wall -= 3600
    clock()
    machine.pass_(600)
    machine.wall += 3600
    clock()
    machine.pass_(600)
    assert clock() == AFTERNOON + timedelta(minutes=20)


def test_check_alarms_when_the_clock_is_behind_the_last_row(ctx: AppContext) -> None:
    take(ctx)

    def well(now: datetime) -> bool:
        parts = health.checkup(replace(ctx, clock=lambda: now))
        return next(part.well for part in parts if part.name == "clock")

    assert well(AFTERNOON + timedelta(minutes=5))
    assert not well(AFTERNOON - timedelta(hours=1))
    assert not well(datetime(1970, 1, 1, tzinfo=ZONE))
    # It goes on while the clock is wrong, and what is written then does not hide it.
    early = AFTERNOON - timedelta(hours=1)
    take(replace(ctx, clock=lambda: early))
    assert not well(early)
