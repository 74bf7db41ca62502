"""Many at once: no number twice, none left out, nobody called twice, no lock error seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from kiosk.domain.queue.paper_sheets import FIRST, LAST
from tests.support.centre import take
from tests.support.guarantees.crowd import (
    Centre,
    Event,
    against_the_rule,
    build,
    call_numbers,
    history,
    take_now_and_then,
    take_numbers,
    take_until_over,
)
from tests.support.guarantees.processes import Told, together
from tests.support.guarantees.rivals import RIVALS, claim, rise

TAKERS = 8
# So many others may pass one who waits; without turns hundreds do, or locks fail.
MOST_PASSED = 40
# How many each rival wants of one thing.
TIMES = 20
LONG = pytest.param(250, marks=pytest.mark.soak, id="2000 numbers")
SHORT = pytest.param(10, id="80 numbers")


def meet(centre: Centre, each: int) -> tuple[list[Told], list[Told]]:
    """Eight take and eight call at once."""
    sessions = build(centre)
    return together(
        [partial(take_numbers, centre, each, seed) for seed in range(TAKERS)],
        [partial(call_numbers, centre, session) for session in sessions],
    )


def twice(labels: Sequence[str]) -> list[str]:
    """The labels that occur more than once."""
    return sorted(label for label, n in Counter(labels).items() if n > 1)


def left_out(labels: Sequence[str]) -> list[str]:
    """The numbers missing between 1 and the last of each prefix, but for those of paper."""
    missing = []
    for prefix in {label[0] for label in labels}:
        numbers = {int(label[1:]) for label in labels if label[0] == prefix}
        missing += [f"{prefix}{n:03d}" for n in range(1, max(numbers) + 1)
                    if n not in numbers and not FIRST <= n <= LAST]
    return missing


def called(events: Sequence[Event]) -> list[str]:
    """The labels in the order in which they were called."""
    return [event.label for event in events if event.action == "call"]


@pytest.mark.parametrize("each", [SHORT, LONG])
def test_eight_take_and_eight_counters_call_at_once(
    url: str, tmp_path: Path, each: int
) -> None:
    centre = Centre(url, tmp_path)
    takers, clerks = meet(centre, each)
    labels = [label for told in takers for label in told.labels]
    calls = [label for told in clerks for label in told.labels]
    events = history(centre)
    assert [t for told in (*takers, *clerks) for t in told.troubles] == []
    assert len(labels) == TAKERS * each
    assert (twice(labels), left_out(labels)) == ([], [])
    assert twice(calls) == []
    assert sorted(calls) == sorted(labels)
    assert sorted(called(events)) == sorted(labels)
    assert against_the_rule(events) == []
    assert sum(event.booked for event in events if event.action == "take") > 0
    # Otherwise they did not meet, and the rest proves nothing.
    assert sum(bool(told.labels) for told in clerks) > 1
    slowest = max(told.slowest for told in (*takers, *clerks))
    print(f"{len(labels)} taken and called, slowest action {slowest * 1000:.0f} ms")


def test_control_without_the_lock_the_same_crowd_runs_into_errors(
    url: str, tmp_path: Path
) -> None:
    centre = Centre(url, tmp_path, guarded=False)
    takers, clerks = meet(centre, 4)
    troubles = [t for told in (*takers, *clerks) for t in told.troubles]
    assert len(troubles) > 5, troubles
    print(f"{len(troubles)} troubles, such as {Counter(troubles).most_common(2)}")


# Who is kept out, and for how long, is chance.
@pytest.mark.soak
@pytest.mark.parametrize("turns", [True, False], ids=["turns", "control"])
def test_one_who_takes_without_rest_keeps_nobody_out(tmp_path: Path, turns: bool) -> None:
    # The control has some tries to show it.
    tries = (tmp_path / str(n) for n in range(1 if turns else 6))
    assert any(shut_out(folder, turns) for folder in tries) is not turns


def shut_out(folder: Path, turns: bool) -> bool:
    """Whether one takes numbers again and again while another waits, or one sees a lock error."""
    folder.mkdir()
    centre = Centre(f"cysqlite:///{folder / 'centre.db'}", folder, turns=turns)
    build(centre)
    (resident,), (restless,) = together(
        [partial(take_now_and_then, centre, 12)], [partial(take_until_over, centre)]
    )
    # Counted only while the resident waits: a busy machine may let it sleep for long in between. It
    # may let it sleep a moment on its way to the line too, in which a dozen go.
    passed = [sum(asked < had < answered for _, had in restless.spans)
              for asked, answered in resident.spans]
    troubles = len(resident.troubles) + len(restless.troubles)
    print(f"{sorted(passed)} others had theirs while one waited, {troubles} lock errors")
    return not passed or median(passed) > MOST_PASSED or troubles > 0


def test_control_a_wrong_order_is_noticed() -> None:
    first, ordinary = Event("take", 1, "Y001", True), Event("take", 2, "A001", False)
    both = [first, ordinary]
    assert against_the_rule([*both, Event("call", 1, "Y001", True)]) == []
    assert against_the_rule([*both, Event("call", 2, "A001", False)]) == ["A001"]
    booked = [Event("take", n, f"A00{n}", False, booked=True) for n in (3, 4)]
    calls = [replace(one, action="call") for one in (booked[0], first, ordinary, booked[1])]
    assert against_the_rule([*both, *booked, *calls]) == []
    assert against_the_rule([*both, *booked, calls[0], calls[3]]) == ["A004"], "nobody in between"


@pytest.mark.parametrize("one_statement", [True, False], ids=["one statement", "control"])
def test_a_number_is_one_statement_and_reading_first_gives_doubles(
    url: str, tmp_path: Path, one_statement: bool
) -> None:
    centre = Centre(url, tmp_path)
    build(centre)
    ctx = centre.ctx()
    first = take(ctx).ticket.label
    ctx.database.close()
    told, _ = together([partial(rise, centre, TIMES, one_statement)] * RIVALS)
    numbers = [label for t in told for label in t.labels]
    print(f"{len(twice(numbers))} numbers given twice or more, of {len(numbers)}")
    if one_statement:
        assert [t for t in told if t.troubles] == []
        assert sorted(map(int, numbers)) == list(range(2, 2 + RIVALS * TIMES)) and first == "A001"
    else:
        assert len(twice(numbers)) > 5


@pytest.mark.parametrize("conditional", [True, False], ids=["conditional", "control"])
def test_a_claim_is_conditional_and_without_that_two_call_the_same(
    url: str, tmp_path: Path, conditional: bool
) -> None:
    centre = Centre(url, tmp_path)
    build(centre)
    ctx = centre.ctx()
    for _ in range(2 * TIMES):
        take(ctx)
    ctx.database.close()
    told, _ = together([partial(claim, centre, conditional)] * RIVALS)
    claimed = [label for t in told for label in t.labels]
    print(f"{len(twice(claimed))} of {2 * TIMES} called twice or more")
    if conditional:
        assert len(claimed) == len(set(claimed)) == 2 * TIMES
    else:
        assert len(twice(claimed)) > 5
