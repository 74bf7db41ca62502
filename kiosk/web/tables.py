"""Tables as files of commas that Excel opens, and read back from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# What a table's program would take for a sum of its own is told by its first letter.
SUMS = ("=", "+", "-", "@", "\t", "\r")
# Excel reads Chinese where the file says first that it is written in UTF-8.
BOM = "\ufeff"


def table(lines: Iterable[Sequence[str]]) -> str:
    """A table as a file of commas; nothing in it is a sum."""
    written = io.StringIO()
    writer = csv.writer(written)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(SUMS) else cell for cell in line])
    return written.getvalue()


def read_table(data: bytes) -> list[list[str]]:
    """The lines of a file of commas. ValueError where it is none, or not in UTF-8 or GB 18030,
    in which Excel writes here."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as wrong:
        raise ValueError(str(wrong)) from wrong
    return [[cell[1:] if cell[:1] == "'" and cell[1:].startswith(SUMS) else cell for cell in line]
            for line in lines]


def as_file(lines: Iterable[Sequence[str]], name: str) -> Response:
    """A table to take along."""
    answer = Response(BOM + table(lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
