"""What is on the glass: the worst trouble first, as a table of all there is."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.ui.navigation.precedence import OnGlass, on_glass

NAMES = ("broken", "staff", "visited", "awake", "closed", "night")
# What decides, in order, with what is shown; the rest may be as it will.
RULES: list[tuple[dict[str, bool], OnGlass]] = [
    ({"broken": True}, OnGlass.OUT_OF_SERVICE),
    ({"staff": True}, OnGlass.STAFF),
    ({"visited": True}, OnGlass.VISIT),
    ({"night": True, "awake": False}, OnGlass.ASLEEP),
    ({"closed": True}, OnGlass.CLOSED),
    ({"awake": True}, OnGlass.HOME),
    ({"awake": False}, OnGlass.ATTRACT),
]


def by_the_rules(standing: dict[str, bool], rules: list[tuple[dict[str, bool], OnGlass]]) -> str:
    """The first rule that holds."""
    return next(shown for asked, shown in rules if asked.items() <= standing.items())


def test_every_way_things_can_stand() -> None:
    others = 0
    for values in product((False, True), repeat=len(NAMES)):
        standing = dict(zip(NAMES, values, strict=True))
        assert on_glass(**standing) is by_the_rules(standing, RULES), standing
        # The control: with closed before staff and visit the table would see it.
        swapped = [RULES[0], RULES[4], *RULES[1:4], *RULES[5:]]
        others += on_glass(**standing) is not by_the_rules(standing, swapped)
    assert others


@pytest.mark.parametrize(("standing", "shown"), [
    ({"staff": True, "closed": True}, OnGlass.STAFF),
    ({"visited": True, "closed": True}, OnGlass.VISIT),
    ({"closed": True, "awake": True, "night": True}, OnGlass.CLOSED),
    ({"broken": True, "staff": True}, OnGlass.OUT_OF_SERVICE),
])
def test_why_it_is_so(standing: dict[str, bool], shown: OnGlass) -> None:
    """Staff can open a closed centre; closing takes no visit away; a touch shows the hours."""
    assert on_glass(**dict.fromkeys(NAMES, False) | standing) is shown
