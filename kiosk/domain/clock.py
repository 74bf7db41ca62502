"""The centre's clock: wall time that no battery and no hand can make jump."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.domain.calendar import ZONE


class SteadyClock:
    """The centre's time: the wall clock at the start, and from then on steady time.

    A wall clock that jumps (a dead battery, a hand that slipped) must not move numbers,
    sessions or timeouts; one that stays different for `TRUSTED_AFTER` was set on purpose.
    `wall` gives seconds since 1970, `steady` seconds that only ever pass. The wall clock is
    believed at once when `synchronized` first says that it was set by one that is right.
    Threads may ask at once: whatever each finds, it sets and never adds.
    """

    NOTICED = 90.0
    TRUSTED_AFTER = 900.0

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float],
                 synchronized: Callable[[], bool] = lambda: True) -> None:
        self._wall, self._steady = wall, steady
        self._ahead = wall() - steady()
        self._apart_since: float | None = None
        self._synchronized = synchronized
        self._is_set = synchronized()

    def __call__(self) -> datetime:
        steady, since = self._steady(), self._apart_since
        ahead = self._wall() - steady
        if not self._is_set and self._synchronized():
            self._ahead, self._is_set = ahead, True
        if abs(ahead - self._ahead) < self.NOTICED:
            self._apart_since = None
        elif since is None:
            self._apart_since = steady
        elif steady - since > self.TRUSTED_AFTER:
            self._ahead = ahead
            self._apart_since = None
        return datetime.fromtimestamp(steady + self._ahead, ZONE)
