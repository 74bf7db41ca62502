"""Samples: a number that is rated at the touch screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.domain.queue.tickets import State
from kiosk.screens.ratings.rating_number import FOUND, RatingNumberScreen
from tests.samples.tickets import TICKET

DONE = replace(TICKET, state=State.DONE, counter=2, called_at=TICKET.taken_at,
               last_called_at=TICKET.taken_at, closed_at=TICKET.taken_at + timedelta(minutes=6))
BOTH = (DONE, replace(DONE, id=24, prefix="B"))


def _number() -> Iterator[tuple[str, dict[str, Any]]]:
    typed = {RatingNumberScreen.KEPT: "23"}
    yield "empty", {}
    yield "typed", {"kept": typed}
    yield "two", {"kept": {**typed, FOUND: BOTH}}


SAMPLES: Mapping[str, Callable[[], Iterator[tuple[str, dict[str, Any]]]]] = {
    "rating_number": _number,
    "rating": lambda: iter((("asked", {"ticket": DONE}),)),
    "rated": lambda: iter((("thanks", {}),)),
}
