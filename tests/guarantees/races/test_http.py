"""Eight phones take and eight desks call at once over HTTP: no number twice, nobody twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from statistics import median

import pytest

from tests.support.guarantees.crowd import Centre, against_the_rule, build, history
from tests.support.guarantees.pages import call_by_desk, served, take_by_phone
from tests.support.guarantees.processes import together

PHONES = 8
SHORT = pytest.param(5, id="40 numbers")
LONG = pytest.param(100, marks=pytest.mark.soak, id="800 numbers")


@pytest.mark.parametrize("each", [SHORT, LONG])
def test_eight_phones_take_and_eight_desks_call_at_once(
    url: str, tmp_path: Path, each: int
) -> None:
    centre = Centre(url, tmp_path)
    sessions = build(centre)
    with served(centre) as port:
        phones, desks = together(
            [partial(take_by_phone, centre, port, each) for _ in range(PHONES)],
            [partial(call_by_desk, port, session) for session in sessions],
        )
    addresses = [address for told in phones for address in told.labels]
    calls = [label for told in desks for label in told.labels]
    events = history(centre)
    taken = [event.label for event in events if event.action == "take"]
    assert [t for told in (*phones, *desks) for t in told.troubles] == []
    assert len(addresses) == len(set(addresses)) == PHONES * each
    assert sorted(taken) == [f"A{n + 1:03d}" for n in range(PHONES * each)]
    assert sorted(calls) == sorted(taken)
    assert [event.label for event in events if event.action == "call"] == sorted(taken)
    assert against_the_rule(events) == []
    took = median(seconds for told in phones for seconds in told.took)
    print(f"{len(taken)} taken and called over HTTP, median {took * 1000:.0f} ms among sixteen")
