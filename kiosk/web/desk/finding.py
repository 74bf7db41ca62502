"""Finding rows of a list: words that are looked for, and chips that narrow it, in the address.

One mechanism for every list of the desk that can grow long; without a script it is an ordinary
form that is sent by GET. What it looks through is on the page already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

Row = TypeVar("Row")
# A shorter list is looked through by eye.
SHORT = 8
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The `rows` that are left of all; `chips` with how many rows each has, in order; `q` and
    `chosen` are what was asked for. It is `offered` where the list is long, was narrowed, or
    `always`: where more is found than what the page shows."""

    rows: tuple[Row, ...]
    of: int
    q: str = ""
    chosen: str = ""
    chips: Sequence[tuple[str, int]] = ()
    always: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.q or self.chosen)

    @property
    def offered(self) -> bool:
        """Whether there is anything to look through."""
        return self.always or self.of > SHORT or self.is_narrowed


def asked_for() -> str:
    """The words looked for."""
    return " ".join(request.args.get("q", "").split())[:LONGEST]


def find(
    rows: Iterable[Row], text: Callable[[Row], str],
    chips: Mapping[str, Callable[[Row], object]] | None = None, *, always: bool = False,
) -> Found[Row]:
    """The rows whose text holds every word of `q`, and of which the chip `show` is true."""
    q, chips, all_ = asked_for(), chips or {}, tuple(rows)
    wanted = q.casefold().split()
    meant = [row for row in all_ if _holds(text(row), wanted)] if wanted else list(all_)
    chosen = request.args.get("show", "")
    chosen = chosen if chosen in chips else ""
    left = [row for row in meant if chips[chosen](row)] if chosen else meant
    return Found(tuple(left), len(all_), q, chosen,
                 [(name, sum(1 for row in meant if holds(row))) for name, holds in chips.items()],
                 always)


def _holds(text: str, wanted: Sequence[str]) -> bool:
    text = text.casefold()
    return all(word in text for word in wanted)
