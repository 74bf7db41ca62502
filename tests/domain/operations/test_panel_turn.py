"""Touches turned against the picture: what turns them back."""

from __future__ import annotations

import pytest

from kiosk.domain.operations.panel_turn import TURNS, corner_of, turn_wanted


def test_a_touch_belongs_to_the_corner_it_is_next_to() -> None:
    assert [corner_of(*at) for at in ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))] == [
        0, 1, 2, 3]


@pytest.mark.parametrize("now", TURNS)
@pytest.mark.parametrize("needed", TURNS)
def test_whatever_turn_was_set_the_right_one_is_named(now: str, needed: str) -> None:
    # Each turn moves a touch a quarter further clockwise.
    ahead = TURNS.index(now) - TURNS.index(needed)
    assert turn_wanted([(n + ahead) % 4 for n in range(4)], now) == needed


def test_mirrored_touches_and_a_missed_corner_are_mended_by_no_turn() -> None:
    assert turn_wanted([1, 0, 3, 2], "normal") is None
    assert turn_wanted([0, 1, 2, 2], "normal") is None
