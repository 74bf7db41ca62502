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
from kiosk.actions.queue.results import SlipState
from kiosk.context import AppContext
from kiosk.devices.printing.printer import MemoryPrinter, PrinterTrouble, Trouble
from tests.house import Clock, take


def scripted(lobby: AppContext, *troubles: Trouble | None) -> MemoryPrinter:
    """The lobby's printer, which will have these troubles."""
    printer = lobby.printer
    assert isinstance(printer, MemoryPrinter)
    printer.troubles = list(troubles)
    return printer


def slip(lobby: AppContext, code: str) -> SlipState:
    """Where a ticket's slip is, as its holder sees it."""
    return queue.follow(lobby, code).slip


@pytest.mark.parametrize("trouble", list(Trouble))
def test_paper_out_still_gives_a_number(lobby: AppContext, trouble: Trouble) -> None:
    printer = scripted(lobby, trouble)
    answer = take(lobby, kiosk="kiosk-1")
    assert (answer.ticket.label, answer.slip) == ("A001", SlipState.QUEUED)
    assert queue.print_next_slip(lobby)
    assert printer.slips == [] and slip(lobby, answer.ticket.code) is SlipState.TROUBLE
    assert take(lobby, kiosk="kiosk-1").ticket.label == "A002"


def test_a_failed_slip_is_tried_again_after_growing_pauses_and_comes_when_paper_is_back(
    lobby: AppContext, clock: Clock
) -> None:
    printer = scripted(lobby, *[Trouble.PAPER_OUT] * 5)
    code = take(lobby, kiosk="kiosk-1").ticket.code
    tried: list[float] = []
    while not printer.slips:
        left = len(printer.troubles)
        queue.print_next_slip(lobby)
        if len(printer.troubles) < left or printer.slips:
            tried.append(clock.now.timestamp())
        else:
            clock.pass_(seconds=1)
        assert (slip(lobby, code) is SlipState.PRINTED) == bool(printer.slips)
    pauses = [round(b - a) for a, b in pairwise(tried)]
    assert pauses == [2, 4, 8, 16, 32]
    assert not queue.print_next_slip(lobby)


def test_slips_behind_a_failed_one_come_out_in_their_order(lobby: AppContext, clock: Clock) -> None:
    printer = scripted(lobby, Trouble.COVER_OPEN, Trouble.COVER_OPEN)
    codes = [take(lobby, kiosk="kiosk-1").ticket.code for _ in range(3)]
    for _ in range(3):
        queue.print_next_slip(lobby)
    clock.pass_(seconds=2)
    while queue.print_next_slip(lobby):
        pass
    assert sorted(s.number for s in printer.slips) == ["A001", "A002", "A003"]
    assert all(slip(lobby, code) is SlipState.PRINTED for code in codes)


def test_a_slip_that_comes_too_late_is_not_printed_for_nobody(lobby: AppContext,
                                                              clock: Clock) -> None:
    printer = scripted(lobby, Trouble.UNREACHABLE)
    code = take(lobby, kiosk="kiosk-1").ticket.code
    queue.print_next_slip(lobby)
    clock.now += timedelta(minutes=5, seconds=1)
    assert queue.print_next_slip(lobby) and not queue.print_next_slip(lobby)
    assert printer.slips == []
    assert slip(lobby, code) is SlipState.TROUBLE


def test_printing_again_works_after_trouble_and_after_a_slip_was_lost(lobby: AppContext) -> None:
    printer = scripted(lobby, Trouble.FAILED)
    code = take(lobby, kiosk="kiosk-1").ticket.code
    queue.print_next_slip(lobby)
    assert not queue.print_next_slip(lobby)
    assert queue.reprint(lobby, code).slip is SlipState.QUEUED
    assert queue.print_next_slip(lobby) and slip(lobby, code) is SlipState.PRINTED
    queue.reprint(lobby, code)
    assert queue.print_next_slip(lobby)
    assert [s.number for s in printer.slips] == ["A001", "A001"]


def test_a_slip_asked_for_again_is_as_fresh_as_the_asking(lobby: AppContext, clock: Clock) -> None:
    printer = scripted(lobby)
    code = take(lobby, kiosk="kiosk-1").ticket.code
    clock.pass_(minutes=10)
    assert queue.print_next_slip(lobby) and printer.slips == []
    queue.reprint(lobby, code)
    assert queue.print_next_slip(lobby) and slip(lobby, code) is SlipState.PRINTED
    assert [s.number for s in printer.slips] == ["A001"]


def test_each_kiosk_prints_its_own_slips_only(lobby: AppContext) -> None:
    printer = scripted(lobby)
    take(lobby, kiosk="another")
    assert not queue.print_next_slip(lobby) and printer.slips == []


def test_control_marking_before_printing_claims_a_slip_that_is_not_there(lobby: AppContext) -> None:
    printer = scripted(lobby, Trouble.PAPER_OUT)
    answer = take(lobby, kiosk="kiosk-1")
    with lobby.database.change() as change:
        job = slips.due(change, "kiosk-1", lobby.clock())
        assert job
        slips.printed(change, job)
    with suppress(PrinterTrouble):
        printer.print_slip(worded(answer, guide(lobby).house, lobby.words["zh_CN"]))
    assert slip(lobby, answer.ticket.code) is SlipState.PRINTED and printer.slips == []
