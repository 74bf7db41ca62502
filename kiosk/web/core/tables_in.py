"""Tables brought in: the lines of a file of Excel's, of commas, or of its text with tabs.

Whatever is none, or does not say clearly what stands in a cell, is refused with the place.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from kiosk.devices.isolation import (
    IsolationBusy,
    IsolationFailed,
    IsolationTooMuch,
    read_isolated,
)
from kiosk.domain.characters import SUMS
from kiosk.domain.content.content_tables import ID, place
from kiosk.domain.refusals import Refusal

READER = "kiosk.web.core.tables_in:read_as_json"
MOST_BYTES = 20 << 20
# A sheet is packed: what comes out of it may be a thousand times what came in. Excel's own files
# swell to 20 times their size, those with rows that were only coloured to 150 times.
MOST_UNPACKED, MOST_TIMES, LITTLE, MOST_PARTS = 20 << 20, 300, 1 << 20, 1000
# Tags of a part that is read whole before the first cell: Excel itself has 65,490 cell styles.
MOST_TAGS = 140_000
MOST_SHEETS, MOST_LINES, MOST_CELLS = 50, 5000, 300
# Characters of a whole table; a cell with text in it counts for some more, as it does in memory.
MOST_TEXT, CELL = 4 << 20, 8
PACKED, OLD = b"PK", b"\xd0\xcf\x11\xe0"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
APART = (",", "\t", ";", "|", "，", "；")
SAID_APART = re.compile(r"\Asep=(.)[^\n]*\n")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# Excel writes what XML cannot hold by its number.
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")
# 0, 0.00, #,##0.0 and each with %: how a table's program shows a number.
SHOWN_AS = re.compile(r"(?P<apart>#,##)?0(?:\.(?P<after>0+))?(?P<percent>%)?")
Lines = list[list[str]]


def bring_table(file: IO[bytes], kind: str = "", kinds: Collection[str] = ()) -> Lines:
    """What `read_table` returns, read in a process of its own with limits on memory and time.

    Refuses as it does, with `too_much_written`, and with `files_busy` where several come at once.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        if size > MOST_BYTES:
            raise IsolationTooMuch
        lines, cell = json.loads(read_isolated(READER, file.read(), kind, *kinds))
    except IsolationTooMuch as much:
        raise Refusal("too_much_written") from much
    except IsolationFailed as wrong:
        raise Refusal("table_file") from wrong
    except IsolationBusy as busy:
        raise Refusal("files_busy") from busy
    if cell:
        raise place(*cell)
    found: Lines = lines
    return found


def read_as_json(data: bytes, kind: str, *kinds: str) -> bytes:
    """The lines, and the cell that is refused: as the process hands them over. Refuses as
    `read_table` does."""
    try:
        return json.dumps((read_table(data, kind, kinds), None)).encode()
    except Refusal as refusal:
        if refusal.code != "table_cell":
            raise
        row, column, why = (refusal.details[name] for name in ("row", "column", "why"))
        return json.dumps(((), (row, column, why.code))).encode()


def read_table(data: bytes, kind: str = "", kinds: Collection[str] = ()) -> Lines:
    """The lines of a file, also the empty ones, so that their numbers are those of its program.
    `kind` is the one of these `kinds` that a sheet is looked for.

    Refuses with `table_file`, `table_old` (what only an old Excel reads, or what is locked),
    `table_of_another` (sheet), `table_merged` (cells), `table_quotes` (row), `table_cell`,
    `too_much_written`.
    """
    if data.startswith(OLD):
        raise Refusal("table_old")
    return _read_workbook(data, kind, kinds) if data.startswith(PACKED) else _read_text(data)


def _read_text(data: bytes) -> Lines:
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if said := SAID_APART.match(text):
        # The line that says it keeps its number.
        lines = _parsed("\n" + text[said.end():], said[1])
    else:
        first = next((line for line in text.split("\n") if line.strip()), "")
        apart = next((one for one in APART if _names_ids(next(csv.reader([first], delimiter=one)))),
                     APART[0])
        lines = _parsed(text, apart)
    return [[cell[1:] if cell[:1] == "'" and cell[1:].startswith(SUMS) else cell for cell in line]
            for line in lines]


def _decoded(data: bytes) -> str:
    """Excel writes commas in the letters of its system, GB 18030 here, and tabs in UTF-16."""
    marked = next((letters for mark, letters in MARKS.items() if data.startswith(mark)), None)
    halves = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else None
    only = marked or halves
    for letters in (only,) if only else ("utf-8", "gb18030"):
        try:
            return data.decode(letters)
        except UnicodeDecodeError:
            continue
    raise Refusal("table_file")


def _parsed(text: str, apart: str) -> Lines:
    lines: Lines = []
    reading = csv.reader(io.StringIO(text), delimiter=apart, strict=True)
    try:
        lines.extend(_within(reading))
    except csv.Error as wrong:
        raise Refusal("table_quotes", row=len(lines) + 1) from wrong
    return lines


def _names_ids(heads: list[str]) -> bool:
    return ID in (head.strip().strip("\ufeff'\"").casefold() for head in heads)


def _read_workbook(data: bytes, kind: str, kinds: Collection[str]) -> Lines:
    # Where it is needed: a process that reads a file of commas begins in a third of the time.
    from openpyxl import load_workbook

    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        _refuse_swelling(packed, len(data))
        shown, sums = (load_workbook(io.BytesIO(data), read_only=True, data_only=only)
                       for only in (True, False))
        if len(shown.sheetnames) > MOST_SHEETS:
            raise Refusal("too_much_written")
        sheet = _ours(shown.worksheets, kind, kinds)
        both = zip(_cells(sheet), _cells(sums[sheet.title]), strict=True)
        lines = _filled(list(_within(
            [_told(*pair, row, at) for at, pair in enumerate(zip(*cells, strict=True), 1)]
            for row, cells in enumerate(both, 1))))
        _refuse_merged(packed.read(sheet._worksheet_path), len(lines))
        return lines
    except (Refusal, MemoryError):
        raise
    except Exception as wrong:
        # A broken file fails wherever it happens to be broken.
        raise Refusal("table_file") from wrong


def _refuse_swelling(packed: zipfile.ZipFile, size: int) -> None:
    """Nothing is unpacked of a file that tells of too much; no part gives more than it tells."""
    told = sum(one.file_size for one in packed.infolist())
    if (told > MOST_UNPACKED or len(packed.infolist()) > MOST_PARTS
            or told > max(LITTLE, MOST_TIMES * size)
            or any(packed.read(one).count(b"<") > MOST_TAGS for one in packed.infolist()
                   if one.filename.endswith("styles.xml"))):
        raise Refusal("too_much_written")


def _within(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """The same lines. Refuses with `too_much_written` once all of them are too much to keep: a
    text that stands in the file once may stand in a million cells."""
    room = MOST_TEXT
    for line in lines:
        room -= sum(len(text) + CELL if text else 1 for text in line)
        if room < 0:
            raise Refusal("too_much_written")
        yield line


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    return iter(sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_CELLS))


def _filled(lines: Lines) -> Lines:
    """Without the empty cells below and beside, which a program keeps as long as it likes."""
    wide = max((n for line in lines for n, text in enumerate(line, 1) if text), default=0)
    last = max((n for n, line in enumerate(lines, 1) if any(line)), default=0)
    return [line[:wide] for line in lines[:last]]


def _ours(sheets: list[Any], kind: str, kinds: Collection[str]) -> Any:
    """The sheet that bears the kind's name, else the first that has our heads, else the first.
    What somebody hid is not what they brought, unless all is."""
    sheets = [one for one in sheets if one.sheet_state == "visible"] or sheets
    named = {sheet.title: sheet for sheet in sheets}
    other = next((name for name in named if name in kinds), None)
    if kind and other is not None and kind not in named:
        raise Refusal("table_of_another", sheet=other)
    return named.get(kind) or next(filter(_has_heads, sheets), sheets[0])


def _has_heads(sheet: Any) -> bool:
    rows = ([str(cell.value or "") for cell in row] for row in _cells(sheet))
    return _names_ids(next(filter(any, rows), []))


def _refuse_merged(sheet: bytes, last: int) -> None:
    """Of cells made one, all but the first would be empty."""
    from openpyxl.utils import range_boundaries

    for found in MERGED.findall(sheet):
        if (range_boundaries(found.decode())[1] or 0) <= last:
            raise Refusal("table_merged", cells=found.decode())


def _told(cell: Any, sum_: Any, row: int, at: int) -> str:
    """What a cell shows: the program makes days and numbers of what is typed, and works out."""
    if cell.value is None and sum_.value is None:
        return ""
    if cell.value is None or cell.data_type == "e":
        from openpyxl.utils import get_column_letter

        column = f"{get_column_letter(at)}{row}"
        raise place(row, column, "not_worked_out" if cell.value is None else "worked_out_wrong")
    return _said(cell.value, cell.number_format)


def _said(value: object, form: str) -> str:
    if isinstance(value, str):
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime) and value.time() != time.min:
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def _number(value: float, form: str) -> str:
    if found := SHOWN_AS.fullmatch(form):
        apart, after = "," if found["apart"] else "", len(found["after"] or "")
        return f"{value:{apart}.{after}{'%' if found['percent'] else 'f'}}"
    return f"{value:.15g}"
