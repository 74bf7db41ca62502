"""Tables whose lines are bars: what they hold, whoever draws them."""

from __future__ import annotations

from dataclasses import dataclass, replace

Value = int | float | None
# Of a table with more lines the largest have one each.
LARGEST = 10


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
    """A table: `head` names its columns, first what each line is of, then `all` and `of`. `rest`
    is what the lines after the ten largest, which come first, are together."""

    name: str
    head: tuple[str, ...]
    lines: tuple[BarRow, ...]
    rest: BarRow | None = None

    @property
    def most(self) -> int:
        """The longest bar, 1 at least. The rest has none: it would make all others short."""
        return max((line.all for line in self.lines if line is not self.rest), default=0) or 1


def condensed(block: Block) -> Block:
    """A table as it is read: the largest lines and the rest, without a column of nothing."""
    lines = (*block.lines[:LARGEST], block.rest) if block.rest else block.lines
    kept = [n for n in range(len(block.head) - 3) if any(line.cells[n] for line in lines)]
    shown = tuple(replace(line, cells=tuple(line.cells[n] for n in kept)) for line in lines)
    return Block(block.name, (*block.head[:3], *(block.head[3 + n] for n in kept)), shown,
                 shown[-1] if block.rest else None)
