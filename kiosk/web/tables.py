"""Tables to take along, as Excel keeps them or as a file of commas, and read back from both."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from flask import Response
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kiosk.domain.written import YES

CSV, XLSX = "csv", "xlsx"
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a table's program would take for a sum of its own is told by its first letter.
SUMS = ("=", "+", "-", "@", "\t", "\r")
# Excel reads Chinese where the file says first that it is written in UTF-8.
BOM = "\ufeff"
# A sheet is packed: what comes out of it may be a thousand times what came in.
MOST_UNPACKED, MOST_LINES, MOST_CELLS = 20 << 20, 1000, 200
NARROWEST, WIDEST = 8, 60
Cell = str | int | float
Lines = Iterable[Sequence[Cell]]


def table(lines: Lines) -> str:
    """A table as a file of commas; nothing in it is a sum."""
    written = io.StringIO()
    writer = csv.writer(written)
    for line in lines:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(SUMS) else cell
                         for cell in line])
    return written.getvalue()


def workbook(sheets: Mapping[str, Lines]) -> bytes:
    """Tables as sheets of one file of Excel's, their heads bold and standing; nothing is a sum."""
    book = Workbook(write_only=True)
    for name, lines in sheets.items():
        sheet, rows = book.create_sheet(name), [list(line) for line in lines]
        sheet.freeze_panes = "A2"
        for n, column in enumerate(zip(*rows, strict=True), 1):
            # A Chinese letter is as wide as two others.
            widest = max(sum(1 + (ord(one) > 0xFF) for one in str(cell)) for cell in column)
            sheet.column_dimensions[get_column_letter(n)].width = min(
                max(widest + 2, NARROWEST), WIDEST)
        for n, row in enumerate(rows):
            sheet.append([_cell(sheet, value, head=n == 0) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_table(data: bytes) -> list[list[str]]:
    """The lines of a file of Excel's (its first sheet) or of commas. ValueError where it is none,
    is too long, or is not in UTF-8 or GB 18030, in which Excel writes commas here."""
    return _read_workbook(data) if data.startswith(b"PK") else _read_commas(data)


def as_file(lines: Lines, name: str, form: str = CSV) -> Response:
    """A table to take along."""
    if form == XLSX:
        return as_workbook({name: lines}, name)
    return _taken(BOM + table(lines), "text/csv", f"{name}.{CSV}")


def as_workbook(sheets: Mapping[str, Lines], name: str) -> Response:
    """Several tables to take along."""
    return _taken(workbook(sheets), MIMETYPE, f"{name}.{XLSX}")


def _taken(body: str | bytes, mimetype: str, name: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _cell(sheet: Any, value: Cell, *, head: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell


def _read_commas(data: bytes) -> list[list[str]]:
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


def _read_workbook(data: bytes) -> list[list[str]]:
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise ValueError("too much in it")
        sheet = load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
        lines = [[_said(value) for value in row] for row in sheet.iter_rows(
            max_row=MOST_LINES, max_col=MOST_CELLS, values_only=True)]
    except Exception as wrong:
        # A broken file fails wherever it happens to be broken.
        raise ValueError(f"no workbook: {wrong!r}") from wrong
    while lines and not any(lines[-1]):
        lines.pop()
    # What stands to the right of the heads is nothing.
    wide = max((n for n, head in enumerate(lines[0], 1) if head), default=0) if lines else 0
    return [line[:wide] for line in lines]


def _said(value: object) -> str:
    """What a cell says, as our own table has it: Excel makes days and numbers of what is typed."""
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)
