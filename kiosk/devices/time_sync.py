"""Whether this machine knows what time it is: the kernel's own word, adjtimex(2)."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable

# What the kernel answers until a time server, or whoever else keeps its clock, has set it.
TIME_ERROR = 5
# Larger than its struct timex; all zeros only asks.
ROOM = 512
# Seconds after the machine started for which a centre waits: a hall may have no time server.
WAITS_WITHIN = 120.0


def since_boot() -> float:
    """Seconds since the machine started, those it slept included, which monotonic time omits."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def is_synchronized() -> bool:
    """Whether the kernel's clock was set by one that is right; also where it may not be asked."""
    state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(ROOM))
    return state != TIME_ERROR


def waits_for_time(boot: Callable[[], float] = since_boot) -> bool:
    """Whether it is too early to work: without a battery clock a machine begins on the day on which
    it was switched off."""
    return boot() < WAITS_WITHIN and not is_synchronized()
