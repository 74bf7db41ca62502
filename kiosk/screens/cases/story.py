"""What of a matter lives in the visit: the story, and the telephone while it is typed."""

from __future__ import annotations

from typing import Any

# By these names the visit keeps them. The phone and the desk have room for more than the keys.
STORY, DIGITS = "case.story", "case.digits"
LONGEST = 500
# How many matters this visit has told: the next one is another.
TOLD = "case.told"
# And how often somebody was called over.
CALLED = "case.called"


def story_of(kept: dict[str, Any]) -> str:
    """What was written on this visit."""
    return str(kept.get(STORY, "")).strip()


def forget_story(kept: dict[str, Any]) -> None:
    """Story and telephone are told: nothing of them stays at the touch screen."""
    for name in [one for one in kept if one == STORY or one.startswith(f"{STORY}.")]:
        del kept[name]
    kept.pop(DIGITS, None)
    kept[TOLD] = kept.get(TOLD, 0) + 1
