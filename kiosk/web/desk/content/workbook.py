"""The workbook of a kind of content: its items under heads in words, with choices to drop down,
and a sheet that says how each column is filled in."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.actions.content.tables import ContentTable
from kiosk.domain.characters import plain
from kiosk.wording.translator import Translator

NARROW, USUAL = 10, 24
# Rows in which something can be chosen, also below those that are filled.
CHOSEN_ROWS = 500


def content_workbook(words: Translator, name: str, table: ContentTable) -> bytes:
    """The file of a table; its first sheet has the `name` by which it is known again."""
    book = Workbook()
    sheet, lists, guide = (book.worksheets[0], book.create_sheet("lists"),
                           book.create_sheet(words("content_column.guide")))
    sheet.title, lists.sheet_state, sheet.freeze_panes = name, "hidden", "C2"
    _write(sheet, [table.heads, *table.lines])
    for n in range(1, len(table.heads) + 1):
        sheet.column_dimensions[get_column_letter(n)].width = NARROW if n < 3 else USUAL
    for at, said in table.choices.items():
        column = get_column_letter(len(lists["1"]) + 1 if lists["A1"].value else 1)
        for row, one in enumerate(said, 1):
            lists[f"{column}{row}"] = one
        offered = DataValidation(
            "list", formula1=f"lists!${column}$1:${column}${len(said)}", allow_blank=True,
            # What is said twice, or several at once, is typed.
            showErrorMessage=False)
        offered.add(f"{get_column_letter(at + 1)}2:{get_column_letter(at + 1)}{CHOSEN_ROWS}")
        sheet.add_data_validation(offered)
    _write(guide, [[words(f"content_column.{one}") for one in ("column", "how", "example")],
                   *table.guide])
    for column in "ABC":
        guide.column_dimensions[column].width = 2 * USUAL
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: Worksheet, lines: list[list[str]]) -> None:
    """Writes texts: nothing is a sum, the heads are bold."""
    for row, line in enumerate(lines, 1):
        for at, text in enumerate(line, 1):
            cell = sheet.cell(row, at, plain(text) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text:
                cell.data_type = "s"
            if row == 1:
                cell.font = Font(bold=True)
