"""A place on the design's canvas, in design pixels, y counted from the top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Rect(NamedTuple):
    """Left, top, width and height. Boxes nest by plain sums: `outer.part(24, 24, 108, 136)`."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def part(self, x: float, y: float, w: float, h: float) -> Rect:
        """A box counted from this one's top left corner."""
        return Rect(self.x + x, self.y + y, w, h)

    def inset(self, x: float, y: float | None = None) -> Rect:
        """This box less a margin on each side."""
        y = x if y is None else y
        return Rect(self.x + x, self.y + y, self.w - 2 * x, self.h - 2 * y)

    def middle(self, w: float, h: float) -> Rect:
        """A box of that size in the middle of this one."""
        return Rect(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)

    def times(self, factor: float) -> Rect:
        """The same box in a unit so many times smaller."""
        return Rect(self.x * factor, self.y * factor, self.w * factor, self.h * factor)

    def lower(self, by: float) -> Rect:
        """The same box, `by` further down."""
        return self._replace(y=self.y + by)

    def holds(self, other: Rect) -> bool:
        """Whether the other box lies wholly inside."""
        return (
            other.x >= self.x and other.y >= self.y
            and other.right <= self.right and other.bottom <= self.bottom
        )

    def gap(self, other: Rect) -> float:
        """The distance between two boxes along the axis that parts them; negative: overlap."""
        across = max(self.x - other.right, other.x - self.right)
        down = max(self.y - other.bottom, other.y - self.bottom)
        return max(across, down)

    def rows(self, n: int, gap: float) -> Iterator[Rect]:
        """`n` equal boxes below each other."""
        h = (self.h - gap * (n - 1)) / n
        return (Rect(self.x, self.y + i * (h + gap), self.w, h) for i in range(n))

    def columns(self, n: int, gap: float) -> Iterator[Rect]:
        """`n` equal boxes beside each other."""
        w = (self.w - gap * (n - 1)) / n
        return (Rect(self.x + i * (w + gap), self.y, w, self.h) for i in range(n))

    def filled(self, n: int, per_row: int, gap: float) -> list[Rect]:
        """`n` boxes in equal rows; a last row that is not full shares its line."""
        places: list[Rect] = []
        for row in self.rows(max(-(-n // per_row), 1), gap):
            places += row.columns(max(min(per_row, n - len(places)), 1), gap)
        return places[:n]

    def grid(self, columns: int, rows: int, gap: float) -> list[Rect]:
        """Equal boxes in columns and rows, in reading order."""
        return [box for row in self.rows(rows, gap) for box in row.columns(columns, gap)]
