"""Tables whose lines are bars: what they hold, whoever draws them."""

from __future__ import annotations

from dataclasses import dataclass

Value = int | float | None


@dataclass(frozen=True, slots=True)
class BarRow:
    """A line of a table: so many of `all` were `of` it; `cells` are what else is told, None where
    it is of too few."""

    name: str
    all: int
    of: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table: `head` names its columns, first what each line is of, then `all` and `of`."""

    name: str
    head: tuple[str, ...]
    lines: tuple[BarRow, ...]

    @property
    def most(self) -> int:
        """The longest bar, 1 at least."""
        return max((line.all for line in self.lines), default=0) or 1
