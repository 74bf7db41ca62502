"""A morning on paper: its numbers are nobody else's, and what was done with them is counted."""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from db.engine import event_log
from db.queue import queries as tickets
from kiosk import commands
from kiosk.actions import queue
from kiosk.actions.queue.paper_sheets import (
    SheetUse,
    book_in,
    print_sheets,
    sheet_pages,
    sheets_now,
)
from kiosk.actions.queue.statistics import count
from kiosk.context import AppContext
from kiosk.devices.printing.printer import NoPrinter, Trouble
from kiosk.domain.queue import paper_sheets as rules
from kiosk.domain.queue.paper_sheets import FIRST, FIRST_AFTER, LAST, LAST_BEFORE, Became
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.statistics.daily_statistics import middle
from tests.support.centre import Clock, clerk, take
from tests.support.volunteer_help import coordinator


def used(ctx: AppContext, up_to: int, begins: datetime | None = None, **became: Became) -> SheetUse:
    """A sheet used for an hour, its numbers named as n805."""
    begins = begins or ctx.clock() - timedelta(hours=1)
    return SheetUse(up_to, "medical", begins, ctx.clock(),
                    {int(name[1:]): what for name, what in became.items()})


def of_day(ctx: AppContext) -> list[tuple[str, State]]:
    with ctx.database.read() as tx:
        return [(one.label, one.state) for one in tickets.of_day(tx, ctx.clock().date())]


def order(ctx: AppContext) -> list[str]:
    """Who is called next, one after the other."""
    session = clerk(ctx, 2, "小李")
    called = []
    while True:
        holding = queue.desk(ctx, session).current
        try:
            view = queue.call_next(ctx, session, holding.id if holding else None)
        except Refusal:
            return called
        called.append(view.current.label)


@pytest.mark.both
def test_a_morning_on_paper_is_counted_like_any_other(ctx: AppContext, clock: Clock) -> None:
    manager = coordinator(ctx, Role.MANAGER)
    (first, second) = print_sheets(ctx, manager, "A", 25)
    assert (first.span, second.span) == ("A801–A820", "A821–A825")
    before = [take(ctx).ticket.label for _ in range(2)]
    clock.pass_(hours=2)
    begun = clock() - timedelta(hours=1)
    after = [take(ctx).ticket.label]
    n = book_in(ctx, manager, first.id, used(
        ctx, 806, begun, n804=Became.WAITS, n805=Became.GONE, n806=Became.WAITS))
    assert n == 6
    assert Counter(state for label, state in of_day(ctx) if label >= "A801") == {
        State.DONE: 3, State.WAITING: 2, State.GIVEN_UP: 1}
    with ctx.database.read() as tx:
        cells = count(tx, clock().date(), clock(), clock()).cells
        (line,) = event_log.since(tx, 0, ["book_in_sheet"])
    total = [(one.tally.taken, one.tally.served, one.tally.given_up) for one in cells]
    assert tuple(map(sum, zip(*total, strict=True))) == (9, 3, 1)
    assert middle([n for one in cells for n in one.tally.times]) is None
    assert line.details == {"sheet": "A801–A820", "n": 6, "served": 3, "waits": 2, "gone": 1}
    assert order(ctx) == [*before, "A804", "A806", *after], "behind who waited, before who came"
    assert [(one.span, one.used) for one in sheets_now(ctx, manager).sheets] == [
        ("A801–A820", 806), ("A821–A825", 0)]


@pytest.mark.both
def test_a_sheet_that_is_booked_in_twice_counts_once(ctx: AppContext) -> None:
    manager = coordinator(ctx, Role.MANAGER)
    (sheet,) = print_sheets(ctx, manager, "A", 20)
    assert book_in(ctx, manager, sheet.id, used(ctx, 803)) == 3
    assert book_in(ctx, manager, sheet.id, used(ctx, 803)) == 0
    assert book_in(ctx, manager, sheet.id, used(ctx, 805)) == 2, "it was used on"
    assert [label for label, _ in of_day(ctx)] == ["A801", "A802", "A803", "A804", "A805"]


def test_without_what_is_kept_of_a_sheet_it_would_count_twice(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = coordinator(sqlite_ctx, Role.MANAGER)
    (sheet,) = print_sheets(sqlite_ctx, manager, "A", 20)
    monkeypatch.setattr("db.queue.paper_sheets.booked", lambda *_: None)
    assert book_in(sqlite_ctx, manager, sheet.id, used(sqlite_ctx, 803)) == 3
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        book_in(sqlite_ctx, manager, sheet.id, used(sqlite_ctx, 803))
    assert len(of_day(sqlite_ctx)) == 3, "the database itself lets no number in twice"


# ---- no number is given twice


def take_all(ctx: AppContext, steps: list[tuple[str, int]], session: StaffSession) -> None:
    """Numbers from two kiosks, more sheets, sheets booked in, in any order."""
    for what, n in steps:
        if what == "take":
            take(ctx, kiosk=f"kiosk-{n % 2 + 1}")
        elif what == "print":
            print_sheets(ctx, session, "A", n)
        else:
            for sheet in sheets_now(ctx, session).sheets:
                if sheet.open_numbers:
                    up_to = min(sheet.open_numbers[0] + n, sheet.last)
                    book_in(ctx, session, sheet.id, used(ctx, up_to, n801=Became.WAITS))


STEPS = st.lists(st.tuples(st.sampled_from(["take", "print", "book"]), st.integers(1, 9)),
                 min_size=1, max_size=12)


def test_whatever_is_taken_and_printed_no_number_is_anybody_elses(sqlite_ctx: AppContext) -> None:
    clock = sqlite_ctx.clock
    assert isinstance(clock, Clock)
    session = coordinator(sqlite_ctx, Role.MANAGER)

    @settings(max_examples=25)
    @given(steps=STEPS, given_out=st.integers(LAST_BEFORE - 3, LAST_BEFORE))
    def on_some_day(steps: list[tuple[str, int]], given_out: int) -> None:
        # A day of its own for each example.
        clock.pass_(days=7)
        day = clock().date()
        with sqlite_ctx.database.write() as tx:
            for _ in range(given_out):
                tickets.next_number(tx, day, "A")
        take_all(sqlite_ctx, steps, session)
        numbers = [int(label[1:]) for label, _ in of_day(sqlite_ctx)]
        assert len(numbers) == len(set(numbers))
        spans = [set(range(one.first, one.last + 1))
                 for one in sheets_now(sqlite_ctx, session).sheets]
        assert len(set().union(*spans)) == sum(map(len, spans)), "no two sheets share a number"
        program = [n for n in numbers if not any(n in span for span in spans)]
        assert len(program) == sum(what == "take" for what, _ in steps)
        assert not any(FIRST <= n <= LAST for n in program)

    on_some_day()


@pytest.mark.both
def test_the_program_steps_over_the_range_of_paper(ctx: AppContext) -> None:
    day = ctx.clock().date()
    with ctx.database.write() as tx:
        numbers = [tickets.next_number(tx, day, "A") for _ in range(LAST_BEFORE + 3)]
    assert numbers[-4:] == [LAST_BEFORE, FIRST_AFTER, FIRST_AFTER + 1, FIRST_AFTER + 2]
    assert take(ctx).ticket.label == "A1003"


def test_with_one_range_for_both_a_number_would_be_given_twice(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FIRST", 1)
    manager = coordinator(sqlite_ctx, Role.MANAGER)
    (sheet,) = print_sheets(sqlite_ctx, manager, "A", 5)
    assert take(sqlite_ctx).ticket.label in sheet.labels
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        book_in(sqlite_ctx, manager, sheet.id, used(sqlite_ctx, 1))


# ---- what is refused, kindly


def test_what_does_not_fit_is_refused_and_counts_nothing(
    sqlite_ctx: AppContext, clock: Clock
) -> None:
    ctx, manager = sqlite_ctx, coordinator(sqlite_ctx, Role.MANAGER)
    editor = coordinator(ctx, Role.EDITOR, "小编")
    (sheet,) = print_sheets(ctx, manager, "A", 20)
    print_sheets(ctx, manager, "A", 150)
    tomorrow = clock().date() + timedelta(days=1)
    (ahead,) = print_sheets(ctx, manager, "A", 20, tomorrow)
    assert ahead.labels[0] == "A801", "each day has the whole range"
    good, now = used(ctx, 803), clock()
    version = ctx.database.version()
    for refused, code in (
        (lambda: print_sheets(ctx, manager, "A", 30), "sheets_used_up"),
        (lambda: print_sheets(ctx, manager, "A", 0), "sheets_used_up"),
        (lambda: print_sheets(ctx, manager, "Q", 5), "no_such_queue"),
        (lambda: print_sheets(ctx, manager, "A", 5, now.date() - timedelta(days=1)), "sheet_day"),
        (lambda: print_sheets(ctx, manager, "A", 5, now.date() + timedelta(days=15)), "sheet_day"),
        (lambda: book_in(ctx, manager, 999, good), "no_such_sheet"),
        (lambda: book_in(ctx, manager, ahead.id, good), "sheet_not_yet"),
        (lambda: book_in(ctx, manager, sheet.id, used(ctx, 821)), "not_on_sheet"),
        (lambda: book_in(ctx, manager, sheet.id, replace(good, service_id="pension")),
         "no_such_service"),
        (lambda: book_in(ctx, manager, sheet.id, replace(
            good, ends=now + timedelta(minutes=5))), "sheet_times"),
        (lambda: book_in(ctx, manager, sheet.id, replace(
            good, begins=now, ends=now - timedelta(minutes=5))), "sheet_times"),
        (lambda: print_sheets(ctx, editor, "A", 5), "not_allowed"),
        (lambda: book_in(ctx, editor, sheet.id, good), "not_allowed"),
        (lambda: sheet_pages(ctx, editor, sheet.id, "en"), "not_allowed"),
    ):
        with pytest.raises(Refusal, match=code):
            refused()
    clock.pass_(days=1)
    with pytest.raises(Refusal, match="sheet_over"):
        book_in(ctx, manager, sheet.id, good)
    assert of_day(ctx) == [] and ctx.database.version() == version


def test_at_the_console_slips_are_printed_or_a_sheet_where_there_is_no_printer(
    sqlite_ctx: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = argparse.Namespace(queue="A", n=3)
    assert commands.blocks(sqlite_ctx, asked) == 0
    assert [one.number for one in sqlite_ctx.printer.slips] == ["A801", "A802", "A803"]
    assert "10月16日" in sqlite_ctx.printer.slips[0].foot
    sqlite_ctx.printer.troubles += [None, Trouble.PAPER_OUT]
    assert commands.blocks(sqlite_ctx, asked) == 1
    assert "1 of 3 came out" in capsys.readouterr().out
    assert commands.blocks(replace(sqlite_ctx, printer=NoPrinter()), asked) == 0
    file = Path(capsys.readouterr().out.split(": ")[1].strip())
    assert file.read_bytes().startswith(b"%PDF") and "A807" in file.name


@pytest.mark.both
def test_kiosks_that_take_and_print_at_once_share_no_number(ctx: AppContext) -> None:
    manager = coordinator(ctx, Role.MANAGER)

    def works(n: int) -> list[str]:
        try:
            if n % 2:
                return [take(ctx, kiosk=f"kiosk-{n}").ticket.label for _ in range(5)]
            sheets = [one for _ in range(5) for one in print_sheets(ctx, manager, "A", 7)]
            return [label for one in sheets for label in one.labels]
        finally:
            ctx.database.close()

    with ThreadPoolExecutor(6) as pool:
        given = [label for labels in pool.map(works, range(6)) for label in labels]
    assert len(given) == len(set(given)) == 3 * 5 + 3 * 35
