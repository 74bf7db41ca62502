"""Random touches on the whole touch screen, as wild as hands and keyboards can be.

`python -m tests.support.guarantees.random_touches FOLDER TOUCHES SEED` prints one line of JSON:
what was done and all that should not have happened. The same seed makes the same choices.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.ui.shell.window import configure

if TYPE_CHECKING:
    from tests.support.guarantees.live_screen import LiveScreen

SIZE = (360, 640)
KEYS = (9, 13, 27, 32, 97, 113, 115, 127, 271, 273, 274, 275, 276, 282, 285, 292, 293, 311)
CHORDS = ([], [], [], ["shift"], ["ctrl"], ["alt"], ["ctrl", "alt"], ["meta"])
BURST = 50
TOLD = 30
TALLY_EVERY = 20_000


class Hands:
    """Somebody's hands: each action is one of many things people do to a touch screen."""

    def __init__(self, ui: LiveScreen, chance: random.Random) -> None:
        from kivy.core.window import Window

        from tests.support.screens.finger import Finger

        self._ui, self._chance = ui, chance
        self._send, self._window, self._finger = ui.sends, Window, Finger
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
        targets = [piece for piece, _ in self._ui.stage.targets()]
        if targets:
            piece = self._chance.choice(targets)
            x = piece.x + self._chance.uniform(0.1, 0.9) * piece.width
            self.tap(x, piece.y + self._chance.uniform(0.1, 0.9) * piece.height)

    def bar(self) -> None:
        """One of the six that are always there."""
        pieces = list(getattr(self._ui.stage.bar, "buttons", {}).values())
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
        self._ui.leaps(self._chance.choice((1, 5, 30, 61, 95)))

    def walks_off(self) -> None:
        """Nothing, until nobody can be there any more."""
        self._ui.leaps(self._chance.choice((150, 900, 6 * 3600)))
        self._ui.frame()
        self._ui.until(lambda: not self._ui.router.working)
        self._ui.frame()

    def a_clerk_calls(self) -> None:
        """News from the counters."""
        self._ui.serves()
        self._ui.forgets()

    # ---- what they are made of

    def anywhere(self) -> tuple[float, float]:
        """Any pixel."""
        return (self._chance.uniform(0, self._window.width - 1),
                self._chance.uniform(0, self._window.height - 1))

    def tap(self, x: float, y: float, after: float = 0.6) -> None:
        """A finger down and up."""
        self._ui.leaps(after)
        self.up(self.down(x, y))

    def down(self, x: float, y: float) -> Any:
        finger = self._finger(x, y)
        self._send("begin", finger)
        self.touches += 1
        return finger

    def up(self, finger: Any) -> None:
        self._send("end", finger)


def unexplained(ui: LiveScreen) -> str:
    """What stands on the touch screen although nothing happened that would explain it."""
    panel = ui.stage.trouble
    if panel is None or panel.title not in (
        ui.word("trouble.fault"), ui.word("trouble.storage"),
        ui.word("trouble.out_of_service"),
    ):
        return ""
    return f"{panel.title}: {panel.text}"


def run(data: Path, most: int, seed: int) -> dict[str, Any]:
    """So many touches; what was done and seen, in how much steady time, and every complaint."""
    configure(data / "kivy", SIZE)
    from tests.support.guarantees.live_screen import TICKETS_BEFORE, LiveScreen
    from tests.support.guarantees.tally import WARM, tally
    from tests.support.guarantees.visits import takes_a_number

    ui = LiveScreen(data, TICKETS_BEFORE if most >= WARM else 0)
    hands, pages, modes = Hands(ui, random.Random(seed)), Counter[str](), set()
    last: deque[str] = deque(maxlen=TOLD)
    wrong: dict[str, list[str]] = {}
    tallies, begun = [tally(0, ui.frame)], ui.steady()
    while hands.touches < most and not ui.patience.status:
        last.append(f"{ui.page}: {hands.does_something()}")
        for _ in range(2):
            ui.frame()
        pages[ui.page or "trouble"] += 1
        modes.add(str(ui.router.visit.mode))
        if said := unexplained(ui):
            wrong.setdefault(said, list(last))
        if hands.touches >= len(tallies) * TALLY_EVERY:
            tallies.append(tally(hands.touches, ui.frame))
            print(json.dumps(asdict(tallies[-1])), file=sys.stderr, flush=True)
    tallies.append(tally(hands.touches, ui.frame))
    after = still_works(ui, takes_a_number)
    ui.stop()
    return {
        "seed": seed, "steady": ui.steady() - begun, "touches": hands.touches,
        "actions": hands.actions, "pages": pages, "modes": len(modes), "panels": wrong,
        "status": ui.patience.status, "faults": log_of(data), "afterwards": after,
        "tallies": [asdict(tallies[0]), asdict(tallies[-1])],
    }


def still_works(ui: LiveScreen, visit: Callable[[LiveScreen], None]) -> str:
    """Whether the next person can take a number; what is in the way, if anything."""
    try:
        ui.leaps(900)
        ui.until(lambda: ui.router.resting)
        ui.leaves()
        visit(ui)
        ui.leaves()
    except AssertionError as trouble:
        return str(trouble)
    return ""


def log_of(data: Path) -> list[str]:
    """What the touch screen wrote to its log that is a fault."""
    lines = (data / "logs" / "ui.log").read_text("utf-8").splitlines()
    return [line for line in lines if "Traceback" in line
            or (line.startswith("{") and json.loads(line)["level"] in ("error", "critical"))]


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    print(json.dumps(run(Path(sys.argv[1]), *map(int, sys.argv[2:4])), ensure_ascii=False))
