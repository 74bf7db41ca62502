"""What is on the touch screen: the worst trouble first, as a table of all there is."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.ui.navigation.precedence import OnScreen, on_screen

NAMES = ("broken", "staff", "visited", "awake", "closed", "night")
# What decides, in order, with what is shown; the rest may be as it will.
RULES: list[tuple[dict[str, bool], OnScreen]] = [
    ({"broken": True}, OnScreen.OUT_OF_SERVICE),
    ({"staff": True}, OnScreen.STAFF),
    ({"visited": True}, OnScreen.VISIT),
    ({"night": True, "awake": False}, OnScreen.ASLEEP),
    ({"closed": True}, OnScreen.CLOSED),
    ({"awake": True}, OnScreen.HOME),
    ({"awake": False}, OnScreen.ATTRACT),
]


def by_the_rules(standing: dict[str, bool], rules: list[tuple[dict[str, bool], OnScreen]]) -> str:
    """The first rule that holds."""
    return next(shown for asked, shown in rules if asked.items() <= standing.items())


def test_every_way_things_can_stand() -> None:
    others = 0
    for values in product((False, True), repeat=len(NAMES)):
        standing = dict(zip(NAMES, values, strict=True))
        assert on_screen(**standing) is by_the_rules(standing, RULES), standing
        # The control: with closed before staff and visit the table would see it.
        swapped = [RULES[0], RULES[4], *RULES[1:4], *RULES[5:]]
        others += on_screen(**standing) is not by_the_rules(standing, swapped)
    assert others


@pytest.mark.parametrize(("standing", "shown"), [
    ({"staff": True, "closed": True}, OnScreen.STAFF),
    ({"visited": True, "closed": True}, OnScreen.VISIT),
    ({"closed": True, "awake": True, "night": True}, OnScreen.CLOSED),
    ({"broken": True, "staff": True}, OnScreen.OUT_OF_SERVICE),
])
def test_why_it_is_so(standing: dict[str, bool], shown: OnScreen) -> None:
    """Staff can open a closed centre; closing takes no visit away; a touch shows the hours."""
    assert on_screen(**dict.fromkeys(NAMES, False) | standing) is shown
