"""Tables to take along, as Excel keeps them or as a file of commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kiosk.domain.characters import SUMS, plain

CSV, XLSX = "csv", "xlsx"
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel reads Chinese where the file says first that it is written in UTF-8.
BOM = "\ufeff"
NARROWEST, WIDEST = 8, 60
Cell = str | int | float
Lines = Iterable[Sequence[Cell]]


def table(lines: Lines) -> str:
    """A table as a file of commas; nothing in it is a sum."""
    written = io.StringIO()
    writer = csv.writer(written)
    for line in lines:
        said = [plain(cell) if isinstance(cell, str) else cell for cell in line]
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(SUMS) else cell
                         for cell in said])
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


def as_file(lines: Lines, name: str, form: str = CSV) -> Response:
    """A table to take along."""
    if form == XLSX:
        return as_workbook({name: lines}, name)
    return taken(BOM + table(lines), "text/csv", f"{name}.{CSV}")


def as_workbook(sheets: Mapping[str, Lines], name: str) -> Response:
    """Several tables to take along."""
    return taken(workbook(sheets), MIMETYPE, f"{name}.{XLSX}")


def taken(body: str | bytes, mimetype: str, name: str) -> Response:
    """A file to take along under a name."""
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _cell(sheet: Any, value: Cell, *, head: bool) -> Any:
    # One control sign that was let in once would keep the whole table from being written.
    cell = WriteOnlyCell(sheet, value=plain(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell
