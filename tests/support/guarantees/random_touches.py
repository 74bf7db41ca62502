"""Random touches on the whole glass, as wild as hands and keyboards can be.

`python -m tests.support.guarantees.random_touches FOLDER SECONDS SEED` prints one line of JSON:
what was done and all that should not have happened. The same seed makes the same choices.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.ui.shell.window import configure

if TYPE_CHECKING:
    from tests.support.guarantees.live_screen import LiveGlass

SIZE = (360, 640)
KEYS = (9, 13, 27, 32, 97, 113, 115, 127, 271, 273, 274, 275, 276, 282, 285, 292, 293, 311)
CHORDS = ([], [], [], ["shift"], ["ctrl"], ["alt"], ["ctrl", "alt"], ["meta"])
BURST = 50
TOLD = 30
TALLY_EVERY = 60.0


class Hands:
    """Somebody's hands: each action is one of many things people do to a touch screen."""

    def __init__(self, glass: LiveGlass, chance: random.Random) -> None:
        from kivy.core.window import Window

        from tests.support.screens.finger import Finger

        self._glass, self._chance = glass, chance
        self._send, self._window, self._finger = glass.sends, Window, Finger
        self._lost: list[Any] = []
        self.touches = 0
        self.actions: Counter[str] = Counter()
        # Half of the time something that can be tapped, or nobody would get far.
        self.known: dict[Callable[[], object], int] = {
            self.taps_a_target: 60, self.taps_anywhere: 6, self.trembles: 4, self.drags: 5,
            self.two_fingers: 4, self.burst: 2, self.key: 6, self.long_chord: 2, self.knocks: 1,
            self.stands: 4, self.walks_off: 1, self.a_clerk_calls: 3, self.end_is_lost: 1,
            self.bar: 4,
        }

    def does_something(self) -> str:
        """One action, by chance."""
        action = self._chance.choices([*self.known], [*self.known.values()])[0]
        action()
        self.actions[action.__name__] += 1
        return action.__name__

    # ---- touches

    def taps_a_target(self) -> None:
        """What can be tapped, somewhere on it."""
        targets = [piece for piece, _ in self._glass.stage.targets()]
        if targets:
            piece = self._chance.choice(targets)
            x = piece.x + self._chance.uniform(0.1, 0.9) * piece.width
            self.tap(x, piece.y + self._chance.uniform(0.1, 0.9) * piece.height)

    def bar(self) -> None:
        """One of the six that are always there."""
        pieces = list(getattr(self._glass.stage.bar, "buttons", {}).values())
        if pieces:
            self.tap(*self._chance.choice(pieces).center)

    def taps_anywhere(self) -> None:
        """The next visitor's child."""
        self.tap(*self.anywhere())

    def trembles(self) -> None:
        """The same place again and again, each tremble too soon to count."""
        place = self.anywhere()
        for _ in range(self._chance.randrange(2, 6)):
            self.tap(*place, after=self._chance.uniform(0, 0.3))

    def burst(self) -> None:
        """A sleeve, a cleaning cloth: touches without any pause between them."""
        for _ in range(BURST):
            self.tap(*self.anywhere(), after=0.001)

    def drags(self) -> None:
        """A finger that slides; on a pad for writing, a stroke."""
        begun = self.down(*self.anywhere())
        for _ in range(self._chance.randrange(1, 20)):
            begun.moves(*self.anywhere())
            self._send("update", begun)
        self.up(begun)

    def two_fingers(self) -> None:
        """Both hands, lifted in any order."""
        both = [self.down(*self.anywhere()), self.down(*self.anywhere())]
        self._chance.shuffle(both)
        for finger in both:
            self.up(finger)

    def end_is_lost(self) -> None:
        """A touch whose end never arrives, or only when everything has changed."""
        self._lost.append(self.down(*self.anywhere()))
        if len(self._lost) > 2:
            self.up(self._lost.pop(0))

    def knocks(self) -> None:
        """Five taps on the logo, as staff do."""
        for _ in range(5):
            self.tap(40, self._window.height - 20, after=0.5)

    # ---- everything else

    def key(self) -> None:
        """A key that somebody's keyboard has."""
        code = self._chance.choice(KEYS)
        held = self._chance.choice(CHORDS)
        self._window.dispatch("on_key_down", code, 0, "", held)
        self._window.dispatch("on_key_up", code, 0)

    def long_chord(self) -> None:
        """Some keys, and none of them let go."""
        for _ in range(self._chance.randrange(2, 5)):
            self._window.dispatch("on_key_down", self._chance.choice(KEYS), 0, "", ["ctrl", "alt"])

    def stands(self) -> None:
        """Nothing, for a while."""
        self._glass.leaps(self._chance.choice((1, 5, 30, 61, 95)))

    def walks_off(self) -> None:
        """Nothing, until nobody can be there any more."""
        self._glass.leaps(self._chance.choice((150, 900, 6 * 3600)))
        for _ in range(3):
            time.sleep(0.1)
            self._glass.frame()

    def a_clerk_calls(self) -> None:
        """News from the windows."""
        self._glass.serves()
        self._glass.forgets()

    # ---- what they are made of

    def anywhere(self) -> tuple[float, float]:
        """Any pixel."""
        return (self._chance.uniform(0, self._window.width - 1),
                self._chance.uniform(0, self._window.height - 1))

    def tap(self, x: float, y: float, after: float = 0.6) -> None:
        """A finger down and up."""
        self._glass.leaps(after)
        self.up(self.down(x, y))

    def down(self, x: float, y: float) -> Any:
        finger = self._finger(x, y)
        self._send("begin", finger)
        self.touches += 1
        return finger

    def up(self, finger: Any) -> None:
        self._send("end", finger)


def unexplained(glass: LiveGlass) -> str:
    """What stands on the glass although nothing happened that would explain it."""
    panel = glass.stage.trouble
    if panel is None or panel.title not in (
        glass.word("trouble.fault"), glass.word("trouble.storage"),
        glass.word("trouble.out_of_service"),
    ):
        return ""
    return f"{panel.title}: {panel.text}"


def run(data: Path, seconds: float, most: int, seed: int) -> dict[str, Any]:
    """So many touches, or for so long; what was done and seen, and every complaint."""
    configure(data / "kivy", SIZE)
    from tests.support.guarantees.live_screen import LiveGlass
    from tests.support.guarantees.tally import tally
    from tests.support.guarantees.visits import takes_a_number

    glass = LiveGlass(data)
    hands, pages, modes = Hands(glass, random.Random(seed)), Counter[str](), set()
    last: deque[str] = deque(maxlen=TOLD)
    wrong: dict[str, list[str]] = {}
    tallies, ends, next_tally = [tally(0, glass.frame)], time.monotonic() + seconds, TALLY_EVERY
    while time.monotonic() < ends and hands.touches < most and not glass.patience.status:
        last.append(f"{glass.page}: {hands.does_something()}")
        for _ in range(2):
            glass.frame()
        pages[glass.page or "trouble"] += 1
        modes.add(str(glass.router.visit.mode))
        if said := unexplained(glass):
            wrong.setdefault(said, list(last))
        if seconds - (ends - time.monotonic()) > next_tally:
            next_tally += TALLY_EVERY
            tallies.append(tally(hands.touches, glass.frame))
            print(json.dumps(asdict(tallies[-1])), file=sys.stderr, flush=True)
    tallies.append(tally(hands.touches, glass.frame))
    after = still_works(glass, takes_a_number)
    glass.stop()
    return {
        "seed": seed, "touches": hands.touches, "actions": hands.actions, "pages": pages,
        "modes": len(modes), "panels": wrong, "status": glass.patience.status,
        "faults": log_of(data), "afterwards": after,
        "tallies": [asdict(tallies[0]), asdict(tallies[-1])],
    }


def still_works(glass: LiveGlass, visit: Callable[[LiveGlass], None]) -> str:
    """Whether the next person can take a number; what is in the way, if anything."""
    try:
        glass.leaps(900)
        glass.until(lambda: glass.router.resting)
        glass.leaves()
        visit(glass)
        glass.leaves()
    except AssertionError as trouble:
        return str(trouble)
    return ""


def log_of(data: Path) -> list[str]:
    """What the glass wrote to its log that is a fault."""
    lines = (data / "logs" / "ui.log").read_text("utf-8").splitlines()
    return [line for line in lines if "Traceback" in line
            or (line.startswith("{") and json.loads(line)["level"] in ("error", "critical"))]


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    print(json.dumps(run(Path(sys.argv[1]), *map(int, sys.argv[2:5])), ensure_ascii=False))
