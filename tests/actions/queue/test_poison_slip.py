"""A slip that cannot be drawn stops none behind it, and is seen at the desk."""

from __future__ import annotations

import pytest

from kiosk.actions import queue
from kiosk.actions.operations.health import checkup
from kiosk.actions.slips import print_next_slip
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble, Trouble
from kiosk.domain.queue.slips import Slip, SlipState
from tests.support.centre import Clock, take
from tests.support.doubles import MemoryPrinter


class Poisoned(MemoryPrinter):
    """A printer that one number breaks, each time it is tried."""

    def __init__(self, breaks: BaseException) -> None:
        super().__init__()
        self.breaks, self.tried = breaks, 0

    def print_slip(self, slip: Slip) -> None:
        if slip.number == "A001":
            self.tried += 1
            raise self.breaks
        super().print_slip(slip)


@pytest.fixture(params=[ValueError("cannot be drawn"), SystemExit("ends the process")],
                ids=["a fault", "the end of the process"])
def poisoned(request: pytest.FixtureRequest, ctx: AppContext) -> Poisoned:
    """The context's printer, made one that a number breaks."""
    made = Poisoned(request.param)
    object.__setattr__(ctx, "printer", made)
    return made


def prints(ctx: AppContext, clock: Clock, seconds: int) -> None:
    """The printer's worker for a while; a process that ended is started again."""
    for _ in range(seconds):
        for _ in range(9):
            try:
                if not print_next_slip(ctx):
                    break
            except SystemExit:
                pass
        clock.pass_(seconds=1)


def slips_are_well(ctx: AppContext) -> bool:
    (part,) = [one for one in checkup(ctx) if one.name == "slips"]
    return part.well


@pytest.mark.both
def test_a_slip_that_cannot_be_drawn_stops_none_behind_it(
    ctx: AppContext, clock: Clock, poisoned: Poisoned
) -> None:
    code = take(ctx, kiosk="kiosk-1").ticket.code
    for _ in range(3):
        take(ctx, kiosk="kiosk-1")
    assert slips_are_well(ctx)
    prints(ctx, clock, 1)
    assert [slip.number for slip in poisoned.slips] == ["A002", "A003", "A004"]
    prints(ctx, clock, 120)
    assert poisoned.tried == 3, "it was set aside"
    assert not slips_are_well(ctx)
    assert queue.follow(ctx, code).slip is SlipState.TROUBLE
    # Whoever holds it may ask for it again, and gets it once it can be drawn.
    poisoned.breaks = PrinterTrouble(Trouble.PAPER_OUT)
    queue.reprint(ctx, code)
    prints(ctx, clock, 1)
    assert poisoned.tried == 4 and slips_are_well(ctx)


def test_a_day_later_it_is_forgotten(ctx: AppContext, clock: Clock, poisoned: Poisoned) -> None:
    take(ctx, kiosk="kiosk-1")
    prints(ctx, clock, 60)
    assert not slips_are_well(ctx)
    clock.pass_(days=1)
    assert slips_are_well(ctx)


def test_control_a_printer_that_is_only_out_of_paper_sets_nothing_aside(
    ctx: AppContext, clock: Clock
) -> None:
    made = Poisoned(PrinterTrouble(Trouble.PAPER_OUT))
    object.__setattr__(ctx, "printer", made)
    take(ctx, kiosk="kiosk-1")
    prints(ctx, clock, 200)
    assert made.tried > 5 and slips_are_well(ctx)
