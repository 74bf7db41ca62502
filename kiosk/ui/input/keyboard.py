"""Keys: what a keyboard or a switch may do at the touch screen: move the ring, and tap what it is
on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from kivy.clock import Clock

from kiosk.ui.accessibility.focus import FocusAction
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.tappable import Tappable

ACTS: Mapping[str, FocusAction] = {
    "tab": FocusAction.NEXT, "shift tab": FocusAction.BEFORE, "enter": FocusAction.CHOOSE,
    "space": FocusAction.CHOOSE,
    "left": FocusAction.LEFT, "right": FocusAction.RIGHT, "up": FocusAction.UP,
    "down": FocusAction.DOWN,
}
SCAN_STEP = 2.0
ROUNDS = 3


class Felt(Protocol):
    """What keys need of the router."""

    @property
    def stage(self) -> PageFrame: ...
    def touched(self) -> bool: ...
    def focused(self, piece: Tappable) -> None: ...


class Keys:
    """One press of a key is one act, however long it is held. Whatever is no act does nothing.

    `switches` are names of keys for who cannot use a keyboard: two, of which one moves and the
    other chooses; or one, at whose first press the ring begins to go around by itself, two
    seconds on each target, and whose next press chooses. After three rounds it stands still.
    """

    def __init__(self, router: Felt, switches: Sequence[str]) -> None:
        self._router = router
        self._acts = {**ACTS,
                      **dict(zip(switches, (FocusAction.NEXT, FocusAction.CHOOSE), strict=False))}
        self._scans = switches[0] if len(switches) == 1 else None
        self._held: set[str] = set()
        self._steps = 0
        self._step = Clock.create_trigger(self._goes_on, SCAN_STEP, interval=True)

    def down(self, name: str, modifiers: frozenset[str]) -> None:
        """A key goes down, or says again that it is down."""
        if name in self._held:
            return
        self._held.add(name)
        act = self._acts.get(" ".join([*sorted(modifiers), name]))
        if act is None or self._router.touched():
            return
        if name == self._scans:
            self._scan()
        else:
            self._do(act)

    def up(self, name: str) -> None:
        """A key comes up."""
        self._held.discard(name)

    def all_up(self) -> None:
        """The keyboard is gone, or somebody else has it: nothing is held."""
        self._held.clear()

    def stop(self) -> None:
        """The ring goes nowhere by itself."""
        self._step.cancel()

    def _scan(self) -> None:
        scanning = self._step.is_triggered and self._router.stage.focus.piece is not None
        self._do(FocusAction.CHOOSE if scanning else FocusAction.NEXT)
        self._steps = 0
        self._step.cancel()
        self._step()

    def _goes_on(self, _dt: float) -> None:
        stage = self._router.stage
        reachable = sum(target.piece.listens for target in stage.targets())
        if stage.focus.piece is None or self._steps >= ROUNDS * reachable:
            self._step.cancel()
        else:
            self._steps += 1
            self._do(FocusAction.NEXT)

    def _do(self, act: FocusAction) -> None:
        moved = self._router.stage.focus.does(act)
        if moved is not None:
            self._router.focused(moved)
