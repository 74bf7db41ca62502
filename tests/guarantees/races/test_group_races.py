"""Groups of one to five want the last places of an activity: whole or not at all, none twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from kiosk.actions.activities import run_due
from kiosk.context import AppContext
from tests.support.centre import database_of
from tests.support.guarantees.booking import unguard
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.groups import (
    all_leave,
    careless,
    crowd,
    differences,
    with_places,
    wrong_in,
)
from tests.support.guarantees.processes import together

WHO = 8
WHOLE = pytest.param(24, 20, marks=pytest.mark.soak, id="20 runs")
SAMPLE = pytest.param(4, 1, id="4 groups each")


@pytest.mark.timeout(2400)
@pytest.mark.parametrize(("groups", "runs"), [SAMPLE, WHOLE])
def test_eight_crowds_want_the_last_places(
    ctx: AppContext, small_url: str, tmp_path: Path, groups: int, runs: int
) -> None:
    with_places(ctx, 20)
    for run in range(runs):
        told, _ = together([partial(crowd, Centre(small_url, tmp_path / "data"), groups,
                                    run * WHO + n) for n in range(WHO)])
        assert [trouble for one in told for trouble in one.troubles] == []
        assert sum(bool(one.labels) for one in told) > 1, "they did not meet"
        run_due(ctx)
        assert list(wrong_in(ctx, told)) == []
        all_leave(ctx, told)


def test_control_without_the_guard_places_are_sold_twice(
    ctx: AppContext, small_url: str, tmp_path: Path
) -> None:
    with_places(ctx, 20)
    unguard(database_of(ctx))
    told, _ = together([partial(careless, Centre(small_url, tmp_path / "data"), 12, n)
                        for n in range(WHO)])
    assert any(what.startswith("oversold") for what in wrong_in(ctx, told))


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    "deeds", [120, pytest.param(100_000, marks=pytest.mark.soak, id="100000 deeds")]
)
def test_random_deeds_agree_with_a_plain_count(ctx: AppContext, deeds: int) -> None:
    assert differences(with_places(ctx, 12), deeds, seed=deeds) == []


def test_control_the_plain_count_sees_a_group_that_is_passed_over_for_ever(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.domain.reservations.waiting.keeps_places", lambda *_: False)
    assert differences(with_places(sqlite_ctx, 12), 300, seed=300) != []
