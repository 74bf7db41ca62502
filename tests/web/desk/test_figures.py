"""The figures at the desk: page, tables and paper say what the rows say."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from kiosk.actions.staff.sessions import add_account
from kiosk.actions.statistics import run_due
from kiosk.context import AppContext
from kiosk.devices.documents.month_report import laid_out
from kiosk.domain.staff.roles import Role
from kiosk.domain.statistics.bar_tables import BarRow, Block
from tests.support.days import days_of_chance
from tests.support.web.colleague import Colleague


@pytest.fixture
def manager(ctx: AppContext, site: Flask) -> Colleague:
    colleague = Colleague(site, "管事的", add_account(ctx, "管事的", Role.MANAGER))
    assert colleague.log_in().status_code == 303
    return colleague


def of_october(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [row for row in rows if str(row["day"]) >= "2026-10-01"]


@pytest.mark.both
def test_the_page_says_what_the_rows_say(ctx: AppContext, manager: Colleague) -> None:
    mine = of_october(days_of_chance(ctx, 5))
    served = sum(row["state"] == "done" for row in mine)
    medical = sum(row["service"] == "medical" for row in mine)
    for _ in range(5):
        page = manager.get("/desk/figures?span=month").text
        assert f"<b>{len(mine)}</b>" in page and "居民医保" in page and f"<b>{medical} / " in page
        assert "2026年10月" in page and served
        run_due(ctx)


def test_excel_gets_each_table_on_a_sheet_of_its_own(ctx: AppContext, manager: Colleague) -> None:
    mine = of_october(days_of_chance(ctx, 6))
    taken = manager.get("/desk/figures/table?span=month")
    book = load_workbook(io.BytesIO(taken.data))
    assert book.sheetnames == ["每天", "取号的钟点", "事项", "窗口"]
    for sheet in book.worksheets:
        heads, *lines = sheet.iter_rows(values_only=True)
        assert heads[1:3] == ("取号", "办完")
        assert sum(line[1] for line in lines) == len(mine), sheet.title
    commas = manager.get("/desk/figures/table?span=month&form=csv")
    assert commas.mimetype == "text/csv" and commas.text.count("取号,办完") == 4


def test_a_time_without_anything_is_told_calmly(manager: Colleague) -> None:
    assert "这段时间还没有" in manager.get("/desk/figures?span=month&back=3000").text
    assert load_workbook(io.BytesIO(manager.get("/desk/figures/table").data)).worksheets
    assert manager.get("/desk/figures/report?back=3").data.startswith(b"%PDF")


@pytest.mark.parametrize("asked", ["span=year", "back=-1", "back=99999", "span=month&back=3661"])
def test_a_time_that_is_none_is_refused(manager: Colleague, asked: str) -> None:
    assert manager.get(f"/desk/figures?{asked}").status_code == 400


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_month_on_paper_says_the_same(
    ctx: AppContext, manager: Colleague, tmp_path: Path, language: str
) -> None:
    mine = of_october(days_of_chance(ctx, 7))
    answer = manager.get(f"/desk/figures/report?back=0&lang={language}")
    file = tmp_path / "month.pdf"
    file.write_bytes(answer.data)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True,
                          text=True).stdout
    assert {"zh_CN": "2026年10月 服务月报", "en": "Services in October 2026"}[language] in said
    assert f" {len(mine)} " in said and len(mine) > 99
    assert manager.get(f"/desk/figures/report?back=0&lang={language}").data == answer.data


def test_a_long_table_goes_on_overleaf_and_no_line_is_lost() -> None:
    lines = tuple(BarRow(f"{n}", n, n, ()) for n in range(100))
    pages = laid_out([Block("a", ("", "", ""), lines), Block("b", ("", "", ""), lines[:2])])
    assert len(pages) > 2
    drawn = [line for page in pages for _, part in page for line in part]
    assert drawn == [*lines, *lines[:2]]


def test_any_month_can_be_chosen_and_is_summed_up_in_words(
    ctx: AppContext, manager: Colleague
) -> None:
    mine = of_october(days_of_chance(ctx, 5))
    for asked, back in (("month&on=2026-09", 1), ("day&on=2026-10-15", 1), ("day&on=gestern", 0)):
        to = manager.get(f"/desk/figures?span={asked}").headers["Location"]
        assert to.endswith(f"/desk/figures?span={asked.partition('&')[0]}&back={back}")
    page = manager.get("/desk/figures?span=month").text
    said = page.partition('<p class="summary">')[2].partition("</p>")[0]
    assert said.startswith(f"取了 {len(mine)} 个号：办完 ") and "一般等" in said
    assert "前一月" in said and said.endswith("叫得慢一点。")


@pytest.mark.both
def test_the_year_says_what_the_rows_say_and_how_each_was_counted(
    ctx: AppContext, manager: Colleague, tmp_path: Path
) -> None:
    rows = days_of_chance(ctx, 8)
    medical = sum(row["service"] == "medical" for row in rows)
    page = manager.get("/desk/figures/year").text
    assert f"来办的事，取了 {len(rows):,} 个号" in page and f"<dd>{medical:,} 次</dd>" in page
    assert "居民自己说解决了，才算解决了" in page and "2026年 小事年报" in page
    # A year of which nothing is kept is the present one.
    assert "2026年 小事年报" in manager.get("/desk/figures/year?year=1999").text
    file = tmp_path / "year.pdf"
    file.write_bytes(manager.get("/desk/figures/year/report").data)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True,
                          text=True).stdout
    assert f"{medical:,} 次" in said and said.count("\f") == 1, "one page"
