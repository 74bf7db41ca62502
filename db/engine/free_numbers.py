"""Numbers to say or type: drawn among those that nobody else has."""

from __future__ import annotations

import random
from collections.abc import Collection

from kiosk.domain.refusals import Refusal


def draw(numbers: range, used: Collection[int]) -> int:
    """One of the numbers that is not used. Refuses with `no_number_left`."""
    free = [number for number in numbers if number not in used]
    if not free:
        raise Refusal("no_number_left")
    return random.choice(free)
