"""Content as a table: what is taken along comes back the same, and what is changed is a draft."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from kiosk.actions import content
from kiosk.actions.areas import AREAS
from kiosk.actions.content.centre import seed
from kiosk.actions.staff.sessions import add_account
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.core.tables import table, workbook
from kiosk.web.core.tables_in import MOST_UNPACKED, read_table
from kiosk.web.desk.content.workbook import content_workbook
from tests.support.centre import SEED, context_on
from tests.support.contents import titles
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN

KINDS = content_types(AREAS)


@pytest.mark.both
def test_all_that_the_centre_begins_with_comes_back_the_same(url: str, tmp_path: Path) -> None:
    ctx = context_on(url, tmp_path)
    ctx.database.migrate()
    ctx.vault.keys.table.ensure()
    seed(ctx, SEED)
    manager = coordinator(ctx, Role.MANAGER)
    for kind in (name for name, kind in KINDS.items() if not kind.single):
        taken = content.as_table(ctx, manager, kind)
        told = content.in_words(ctx, manager, kind, "zh_CN")
        for written in (table(taken).encode("utf-8-sig"), workbook({kind: taken}),
                        content_workbook(ctx.words["zh_CN"], kind, told)):
            back = content.bring(ctx, manager, kind, read_table(written))
            assert (back.new, back.changed) == (0, 0), kind
            assert back.same == len(taken) - 1 > 0, kind
    ctx.database.close()


def test_what_is_chosen_in_words_is_kept_by_its_name(ctx: AppContext) -> None:
    editor = coordinator(ctx, Role.EDITOR)
    told = content.in_words(ctx, editor, "service", "zh_CN")
    book = load_workbook(io.BytesIO(content_workbook(ctx.words["zh_CN"], "service", told)))
    sheet = book["service"]
    heads = [cell.value for cell in sheet[1]]
    at = heads.index("分类") + 1
    assert heads[2] == "名称" and book["怎么填"]["A1"].value == "这一列"
    assert book["lists"].sheet_state == "hidden"
    offered = [str(one.sqref) for one in sheet.data_validations.dataValidation]
    assert any(one.startswith(get_column_letter(at)) for one in offered)
    now = {sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)}
    item, before = sheet["A2"].value, sheet.cell(2, at).value
    other = next(iter(sorted(now - {before})), before)
    sheet.cell(2, at).value, sheet["C2"].value = other, "换个名字"
    file = io.BytesIO()
    book.save(file)
    content.bring(ctx, editor, "service", read_table(file.getvalue(), "service", KINDS))
    row = content.sheet(ctx, editor, "service", item).row
    assert row.draft and row.draft.written["title.zh"] == "换个名字"
    assert row.draft.written["category"] in content.sheet(
        ctx, editor, "service", item).names["category"]
    # The control: what is no choice in any words is refused with its place.
    sheet.cell(2, at).value = "没有这一类"
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(Refusal, match="table_cell"):
        content.bring(ctx, editor, "service", read_table(file.getvalue(), "service", KINDS))


def test_a_changed_line_and_a_new_one_are_drafts(ctx: AppContext) -> None:
    editor = coordinator(ctx, Role.EDITOR)
    heads, *lines = content.as_table(ctx, editor, "service")
    lines[0][heads.index("title.zh")] = "=SUM(1)"
    lines.append(["", *lines[0][1:]])
    written = table([heads, *lines])
    assert "\'=SUM(1)" in written
    before = titles(ctx)
    back = content.bring(ctx, editor, "service", read_table(written.encode("gb18030")))
    assert (back.new, back.changed, back.same) == (1, 1, len(lines) - 2)
    assert titles(ctx) == before
    row = content.sheet(ctx, editor, "service", lines[0][0]).row
    assert row.draft and row.draft.written["title.zh"] == "=SUM(1)"


@pytest.mark.parametrize("lines", [
    [], [["title.zh"], ["x"]], [["id", "price"], ["a", "1"]], [["id"]] + [["x"]] * 2,
])
def test_what_is_no_table_of_ours_changes_nothing(ctx: AppContext,
                                                  lines: list[list[str]]) -> None:
    editor = coordinator(ctx, Role.EDITOR)
    before = ctx.database.version()
    with pytest.raises(Refusal, match=r"^(no_table|table_columns|table_twice)$"):
        content.bring(ctx, editor, "service", lines)
    assert ctx.database.version() == before


def test_at_the_desk_it_goes_out_and_in(ctx: AppContext, site: Flask) -> None:
    editor = Colleague(site, "小王", add_account(ctx, "小王", Role.EDITOR))
    editor.log_in()
    assert read_table(editor.get("/desk/content/service/table").data)[0][0] == "id"
    taken = editor.get("/desk/content/service/table?form=csv")
    assert taken.mimetype == "text/csv" and taken.data.startswith("\ufeffid".encode())
    token = TOKEN.search(editor.get("/desk/content/service").text)
    assert token
    for data, status, said in (
        (taken.data.replace("医保".encode(), "参保".encode()), 303, ""),
        (b"\xff\x00nothing", 409, ""), (b"PK\x03\x04broken", 409, ""),
        (b"a,b\n1,2\n", 409, "什么都没有读进来"),
    ):
        answer = editor.post("/desk/content/service/table", csrf_token=token[1],
                             table=(io.BytesIO(data), "t.csv"))
        assert answer.status_code == status and said in answer.text
    assert "份草稿" in editor.get("/desk/content/service?brought=2").text


def test_excel_takes_nothing_for_a_sum_and_gives_back_what_is_typed_into_it() -> None:
    lines = [["id", "title.zh"], ["a", "=1+1"], ["b", "@x"], ["c", "\t"], ["d", "多行\n的"]]
    book = load_workbook(io.BytesIO(workbook({"t": lines})))
    assert {cell.data_type for row in book.worksheets[0] for cell in row} == {"s"}
    assert read_table(workbook({"t": lines})) == lines
    typed = Workbook()
    for row in (["id", "a", "b", "c", "d", "e", None],
                ["x", 12, 2.5, date(2026, 10, 1), time(9, 30), True, None], [None] * 7):
        typed.active.append(row)
    file = io.BytesIO()
    typed.save(file)
    assert read_table(file.getvalue()) == [["id", "a", "b", "c", "d", "e"],
                                           ["x", "12", "2.5", "2026-10-01", "09:30", "True"]]


def test_a_file_that_swells_is_not_unpacked() -> None:
    swelling = io.BytesIO(workbook({"t": [["id"]]}))
    with zipfile.ZipFile(swelling, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/much", b" " * (MOST_UNPACKED + 1))
    assert len(swelling.getvalue()) < 64 << 10
    with pytest.raises(Refusal, match="too_much_written"):
        read_table(swelling.getvalue())


@pytest.mark.parametrize("at", range(0, 4000, 400))
def test_a_file_cut_short_or_with_a_wrong_byte_is_no_table_of_ours(at: int) -> None:
    whole = workbook({"t": [["id", "title.zh"], ["a", "b"]]})
    with pytest.raises(Refusal, match="table_file"):
        read_table(whole[:at + 5])
    broken = bytearray(whole)
    broken[at + 4] ^= 0xFF
    with suppress(Refusal):
        assert read_table(bytes(broken))


@pytest.mark.parametrize("lead", "=+-@＝＋－＠")
def test_no_sum_leaves_in_a_file_of_commas_whatever_its_width(lead: str) -> None:
    said = f"{lead}1+1"
    assert table([[said]]).strip() == f"'{said}"
    assert table([[f"a{said}"]]).strip() == f"a{said}", "the control: only its beginning counts"
