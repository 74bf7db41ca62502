"""Tables of figures as they are read, and how long ago a day was."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.statistics.bar_tables import BarRow, Block, condensed
from kiosk.domain.statistics.daily_statistics import Span, period, periods_ago

HEAD = ("事项", "取号", "办完", "过号", "退号", "一般等")


def test_the_ten_largest_have_a_line_and_no_column_is_of_nothing() -> None:
    lines = tuple(BarRow(f"{n}", 30 - n, 9, (n % 2, 0, None)) for n in range(12))
    rest = BarRow("其余 2 项", 39, 18, (1, 0, 4))
    told = condensed(Block("service", HEAD, lines, rest))
    assert [line.name for line in told.lines] == [*map(str, range(10)), "其余 2 项"]
    assert told.head == ("事项", "取号", "办完", "过号", "一般等")
    assert told.lines[-1].cells == (1, 4) and told.lines[1].cells == (1, None)
    # The rest makes no other bar shorter.
    assert told.most == 30 and told.rest is told.lines[-1]
    # The control: a table without a rest has all its lines.
    assert len(condensed(Block("hour", HEAD, lines)).lines) == 12


@pytest.mark.parametrize(("span", "day", "ago"), [
    (Span.DAY, date(2026, 10, 16), 0), (Span.DAY, date(2026, 9, 30), 16),
    (Span.WEEK, date(2026, 10, 12), 0), (Span.WEEK, date(2026, 10, 11), 1),
    (Span.MONTH, date(2026, 10, 1), 0), (Span.MONTH, date(2025, 12, 31), 10),
    (Span.MONTH, date(2027, 1, 1), 0),
])
def test_a_chosen_day_is_in_the_period_that_is_shown(span: Span, day: date, ago: int) -> None:
    today = date(2026, 10, 16)
    assert periods_ago(span, today, day) == ago
    first, last = period(span, today, ago)
    assert first <= day <= last or day > today
