"""The printer fails: the number is safe, success is never claimed, and paper comes later."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest

from db.outbox import slips
from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.printing import worded
from kiosk.actions.slips import print_next_slip
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble, Trouble
from kiosk.domain.queue.slips import SlipState
from tests.support.centre import Clock, take
from tests.support.doubles import MemoryPrinter


def scripted(ctx: AppContext, *troubles: Trouble | None) -> MemoryPrinter:
    """The context's printer, which will have these troubles."""
    printer = ctx.printer
    assert isinstance(printer, MemoryPrinter)
    printer.troubles = list(troubles)
    return printer


def slip(ctx: AppContext, code: str) -> SlipState:
    """Where a ticket's slip is, as its holder sees it."""
    return queue.follow(ctx, code).slip


@pytest.mark.parametrize("trouble", list(Trouble))
def test_paper_out_still_gives_a_number(ctx: AppContext, trouble: Trouble) -> None:
    printer = scripted(ctx, trouble)
    answer = take(ctx, kiosk="kiosk-1")
    assert (answer.ticket.label, answer.slip) == ("A001", SlipState.QUEUED)
    assert print_next_slip(ctx)
    assert printer.slips == [] and slip(ctx, answer.ticket.code) is SlipState.TROUBLE
    assert take(ctx, kiosk="kiosk-1").ticket.label == "A002"


def test_a_failed_slip_is_tried_again_after_growing_pauses_and_comes_when_paper_is_back(
    ctx: AppContext, clock: Clock
) -> None:
    printer = scripted(ctx, *[Trouble.PAPER_OUT] * 5)
    code = take(ctx, kiosk="kiosk-1").ticket.code
    tried: list[float] = []
    while not printer.slips:
        left = len(printer.troubles)
        print_next_slip(ctx)
        if len(printer.troubles) < left or printer.slips:
            tried.append(clock.now.timestamp())
        else:
            clock.pass_(seconds=1)
        assert (slip(ctx, code) is SlipState.PRINTED) == bool(printer.slips)
    pauses = [round(b - a) for a, b in pairwise(tried)]
    assert pauses == [2, 4, 8, 16, 32]
    assert not print_next_slip(ctx)


def test_slips_behind_a_failed_one_come_out_in_their_order(ctx: AppContext, clock: Clock) -> None:
    printer = scripted(ctx, Trouble.COVER_OPEN, Trouble.COVER_OPEN)
    codes = [take(ctx, kiosk="kiosk-1").ticket.code for _ in range(3)]
    for _ in range(3):
        print_next_slip(ctx)
    clock.pass_(seconds=2)
    while print_next_slip(ctx):
        pass
    assert sorted(s.number for s in printer.slips) == ["A001", "A002", "A003"]
    assert all(slip(ctx, code) is SlipState.PRINTED for code in codes)


def test_a_slip_that_comes_too_late_is_not_printed_for_nobody(ctx: AppContext,
                                                              clock: Clock) -> None:
    printer = scripted(ctx, Trouble.UNREACHABLE)
    code = take(ctx, kiosk="kiosk-1").ticket.code
    print_next_slip(ctx)
    clock.now += timedelta(minutes=5, seconds=1)
    assert print_next_slip(ctx) and not print_next_slip(ctx)
    assert printer.slips == []
    assert slip(ctx, code) is SlipState.TROUBLE


def test_printing_again_works_after_trouble_and_after_a_slip_was_lost(ctx: AppContext) -> None:
    printer = scripted(ctx, Trouble.FAILED)
    code = take(ctx, kiosk="kiosk-1").ticket.code
    print_next_slip(ctx)
    assert not print_next_slip(ctx)
    assert queue.reprint(ctx, code).slip is SlipState.QUEUED
    assert print_next_slip(ctx) and slip(ctx, code) is SlipState.PRINTED
    queue.reprint(ctx, code)
    assert print_next_slip(ctx)
    assert [s.number for s in printer.slips] == ["A001", "A001"]


def test_a_slip_asked_for_again_is_as_fresh_as_the_asking(ctx: AppContext, clock: Clock) -> None:
    printer = scripted(ctx)
    code = take(ctx, kiosk="kiosk-1").ticket.code
    clock.pass_(minutes=10)
    assert print_next_slip(ctx) and printer.slips == []
    queue.reprint(ctx, code)
    assert print_next_slip(ctx) and slip(ctx, code) is SlipState.PRINTED
    assert [s.number for s in printer.slips] == ["A001"]


@pytest.mark.parametrize("failures", [1, 3])
def test_a_slip_asked_for_again_that_fails_is_tried_again(
    ctx: AppContext, clock: Clock, failures: int
) -> None:
    printer = scripted(ctx)
    code = take(ctx, kiosk="kiosk-1").ticket.code
    assert print_next_slip(ctx)
    clock.pass_(minutes=30)
    queue.reprint(ctx, code)
    printer.troubles = [Trouble.PAPER_OUT] * failures
    for attempt in range(failures):
        assert print_next_slip(ctx) and slip(ctx, code) is SlipState.TROUBLE
        clock.pass_(seconds=2 * 2**attempt)
    assert print_next_slip(ctx) and slip(ctx, code) is SlipState.PRINTED
    assert [s.number for s in printer.slips] == ["A001", "A001"]
    # The control: its five minutes count from 重新打印, and they end.
    queue.reprint(ctx, code)
    printer.troubles = [Trouble.PAPER_OUT]
    assert print_next_slip(ctx)
    clock.pass_(minutes=5, seconds=1)
    assert print_next_slip(ctx) and len(printer.slips) == 2


def test_each_kiosk_prints_its_own_slips_only(ctx: AppContext) -> None:
    printer = scripted(ctx)
    take(ctx, kiosk="another")
    assert not print_next_slip(ctx) and printer.slips == []


def test_control_marking_before_printing_claims_a_slip_that_is_not_there(ctx: AppContext) -> None:
    printer = scripted(ctx, Trouble.PAPER_OUT)
    answer = take(ctx, kiosk="kiosk-1")
    with ctx.database.write() as tx:
        job = slips.due(tx, "kiosk-1", ctx.clock())
        assert job
        slips.printed(tx, job)
    with suppress(PrinterTrouble):
        printer.print_slip(worded(answer, guide(ctx).centre, ctx.words["zh_CN"]))
    assert slip(ctx, answer.ticket.code) is SlipState.PRINTED and printer.slips == []
