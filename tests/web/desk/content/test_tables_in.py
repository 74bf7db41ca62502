"""Tables brought in at the desk, as people's programs write them: read as meant, or refused."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook

from db.content import content_items, drafts
from kiosk.actions import content
from kiosk.actions.areas import AREAS
from kiosk.actions.content.centre import seed
from kiosk.actions.staff.sessions import add_account
from kiosk.area import content_types
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat
from kiosk.domain.content.merging import changed
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.web.core.site import make_site
from kiosk.web.core.tables import table, workbook
from kiosk.web.core.tables_in import MOST_CELLS, read_table
from tests.support.centre import ROOT, SEED, context_on
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN

KINDS = content_types(AREAS)

HEADS = ["id", "text.zh", "text.en"]
Bring = Callable[..., str]
# A table's program knows no zones.
NAIVE = datetime.combine(date(2026, 12, 1), time.min)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, StaffSession, StaffSession]:
    """A centre as it begins, closed, and two who wrote their names into it."""
    folder = tmp_path_factory.mktemp("begun")
    ctx = context_on(f"cysqlite:///{folder / 'centre.db'}", folder)
    ctx.database.migrate()
    seed(ctx, SEED)
    staff = coordinator(ctx, Role.EDITOR, "小王"), coordinator(ctx, Role.MANAGER, "小李")
    ctx.database.close()
    return folder / "centre.db", *staff


@pytest.fixture
def centre(tmp_path: Path, begun: tuple[Path, StaffSession, StaffSession]) -> Iterator[AppContext]:
    """That centre, opened."""
    shutil.copy(begun[0], tmp_path)
    ctx = context_on(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path)
    yield ctx
    ctx.database.close()


@pytest.fixture
def editor(begun: tuple[Path, StaffSession, StaffSession]) -> StaffSession:
    return begun[1]


@pytest.fixture
def manager(begun: tuple[Path, StaffSession, StaffSession]) -> StaffSession:
    return begun[2]


@pytest.fixture
def desk(centre: AppContext) -> Bring:
    """Brings a file in at the desk; what is said then."""
    site: Flask = make_site(centre, ChangePoller(centre.database), limited=False)
    colleague = Colleague(site, "小赵", add_account(centre, "小赵", Role.EDITOR))
    colleague.log_in()

    def brings(kind: str, data: bytes, **more: str) -> str:
        where = f"/desk/content/{kind}"
        token = TOKEN.search(colleague.get(where).text)
        assert token
        answer = colleague.post(f"{where}/table", csrf_token=token[1],
                                table=(io.BytesIO(data), "t"), **more)
        assert answer.status_code in (303, 409), answer.status_code
        return answer.text if answer.status_code == 409 else colleague.get(answer.location).text

    return brings


def case(name: str) -> bytes:
    """A file as somebody's program wrote it."""
    return (ROOT / "tests" / "support" / "cases" / name).read_bytes()


def commas(*lines: list[str], apart: str = ",", ends: str = "\r\n") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=apart, lineterminator=ends).writerows(lines)
    return written.getvalue()


def excel(*lines: list[Any], form: str = "", merge: str = "",
          hidden: Sequence[list[Any]] = ()) -> bytes:
    """A workbook as a hand makes it; `form` is how the cells of its last line are shown, `hidden`
    what stands on a sheet before it that somebody hid."""
    book, written = Workbook(), io.BytesIO()
    sheet = book.active
    if hidden:
        before = book.create_sheet("以前", 0)
        before.sheet_state = "hidden"
        for line in hidden:
            before.append(line)
    for line in lines:
        sheet.append(line)
    for cell in sheet[len(lines)]:
        cell.number_format = form or cell.number_format
    if merge:
        sheet.merge_cells(merge)
    book.save(written)
    return written.getvalue()


def draft(centre: AppContext, at: StaffSession, kind: str, item: str) -> Flat | None:
    found = content.sheet(centre, at, kind, item).row.draft
    return found.written if found else None


def drafts_of(centre: AppContext, at: StaffSession, kind: str) -> list[Flat]:
    return [one.draft.written for one in content.on_shelf(centre, at, kind).rows if one.draft]


def everything(centre: AppContext) -> object:
    """Whatever a table could change."""
    with centre.database.read() as tx:
        return {kind: (content_items.bodies(tx, kind), drafts.drafts(tx, kind))
                for kind in KINDS}


@pytest.mark.parametrize(("kind", "data", "item", "fields"), [
    ("notice", case("notice-blank-head.csv"), "1", {"text.zh": "短通知", "text.en": "Short"}),
    ("notice", case("notice-control-characters.csv"), "1",
     {"text.zh": "红[31m字", "text.en": "x"}),
    ("service", case("service-two-columns-only.csv"), "medical-insurance",
     {"title.zh": "医保参保缴费"}),
    ("slide", case("slide-date-as-excel-writes.csv"), "welcome",
     {"from": "2026-12-01", "until": "2026-12-31"}),
    ("slide", case("slide-flag-FALSE.csv"), "welcome", {"notices": None}),
    ("slide", excel(["id", "figures.0.value"], ["welcome", 0.98], form="0%"), "welcome",
     {"figures.0.value": "98%"}),
])
def test_a_file_as_its_program_wrote_it_is_read_as_meant(
    centre: AppContext, editor: StaffSession, desk: Bring, kind: str, data: bytes, item: str,
    fields: dict[str, str | None]
) -> None:
    shown = content.sheet(centre, editor, kind, item).written
    meant = {cell: text for cell, text in {**shown, **fields}.items() if text is not None}
    said = desk(kind, data)
    assert (draft(centre, editor, kind, item) or shown) == meant
    assert ("读进来 1 份草稿" in said) is (meant != shown)
    before = everything(centre)
    assert "什么都没有改" in desk(kind, data), "the same file twice changes nothing"
    assert everything(centre) == before


@pytest.mark.parametrize(("data", "said"), [
    (excel(HEADS, ["1", '="今天"&"停水"', "x"]), "第 2 行“B2”：这是公式"),
    (case("notice-same-id-twice.csv"), "第 2、3 行都是“1”"),
])
def test_what_is_not_clear_is_refused_with_its_place(
    centre: AppContext, desk: Bring, data: bytes, said: str
) -> None:
    before, answer = everything(centre), desk("notice", data)
    assert said in answer and "什么都没有读进来" in answer
    assert everything(centre) == before


def test_what_is_new_is_new_once(centre: AppContext, editor: StaffSession, desk: Bring) -> None:
    data = case("notice-new-import-twice.csv")
    desk("notice", data)
    assert "什么都没有改" in desk("notice", data)
    (written,) = drafts_of(centre, editor, "notice")
    assert written == {"text.zh": "周三停水", "text.en": "No water on Wednesday"}
    # Planned, shown, and changed since: it still is the same one.
    (row,) = [one for one in content.on_shelf(centre, editor, "notice").rows if one.draft]
    assert content.publish(centre, editor, "notice", row.item, written, written).done
    assert "什么都没有改" in desk("notice", data)
    content.publish(centre, editor, "notice", row.item, written, written | {"text.zh": "周四停水"})
    assert "什么都没有改" in desk("notice", data)
    assert drafts_of(centre, editor, "notice") == []


def test_two_alike_in_one_table_are_two(centre: AppContext, manager: StaffSession) -> None:
    lines = [["id", "queue"], ["", "A"], ["", "A"]]
    assert content.bring(centre, manager, "counter", lines).new == 2
    assert content.bring(centre, manager, "counter", lines).same == 2
    assert content.bring(centre, manager, "counter", [*lines, ["", "A"]]).new == 1


# In the order of bytes that Excel writes, with the mark before it.
SHORT = b"\xff\xfe" + "id,text.zh,text.en\r\n1,今天，停水,Wet\r\n".encode("utf-16-le")
TEXT = commas(HEADS, ["1", "今天，停水", "Wet"], ends="\n")


@pytest.mark.parametrize("data", [
    SHORT, TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("gb18030"), TEXT.encode("utf-16"),
    b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be"),
    TEXT.replace("\n", "\r\n").encode("gbk"), TEXT.replace("\n", "\r").encode(),
    TEXT.replace(",", ";").encode(), TEXT.replace(",", "\t").encode("utf-16"),
    b"sep=;\r\n" + TEXT.replace(",", ";").encode(),
    ("\n,,\n" + TEXT.replace("\n", "\n,,\n\n")).encode(),
    TEXT.replace("id", " ID ").replace("text.zh", "text.zh  ").encode(),
    TEXT.replace("id", "ｉｄ").encode(), TEXT.replace("1", "１").encode("gb18030"),
    TEXT.replace("今", "\u200b\u202e今\0\x1b").encode(),
    commas(HEADS, ["1", "今天，停水", "Wet", "", ""]).encode(),
    TEXT.replace("\n1", "\n1.0").encode(), TEXT.encode() + b"\x1a",
    excel(HEADS, ["1", "今天，停水_x000D_", "Wet"]),
    excel(HEADS, ["1", "今天，停水", "Wet"], hidden=[HEADS, ["1", "旧的", "Old"]]),
    excel(HEADS, ["1", "今天，停水", "Wet"]), excel(HEADS, [1, "今天，停水", "Wet"]),
    excel([None] * 3, HEADS, [None] * 3, [1.0, " 今天，停水 ", "Wet", None], [None] * 3),
    workbook({"说明": [["怎么填"]], "Sheet1": [HEADS, ["1", "今天，停水", "Wet"]]}),
    workbook({"Sheet1": [HEADS, ["1", "旧的", "Old"]],
              "notice": [HEADS, ["1", "今天，停水", "Wet"]]}),
])
def test_however_a_program_writes_it_it_says_the_same(
    centre: AppContext, editor: StaffSession, data: bytes
) -> None:
    lines = read_table(data, "notice")
    assert content.bring(centre, editor, "notice", lines).changed == 1
    assert draft(centre, editor, "notice", "1") == {"text.zh": "今天，停水", "text.en": "Wet"}
    assert content.bring(centre, editor, "notice", lines).same == 1


@pytest.mark.parametrize(("typed", "meant"), [
    ("TRUE", "yes"), ("是", "yes"), ("1", "yes"), ("yes", "yes"), ("１", "yes"), ("√", "yes"),
    (True, "yes"), (1, "yes"), ("FALSE", None), ("否", None), ("0", None), ("", None),
    (False, None), ("No", None),
])
def test_yes_and_no_are_what_is_said(
    centre: AppContext, editor: StaffSession, typed: object, meant: str | None
) -> None:
    lines = read_table(excel(["id", "counts"], ["welcome", typed]))
    content.bring(centre, editor, "slide", lines)
    assert content.sheet(centre, editor, "slide", "welcome").written.get("counts") == meant


@pytest.mark.parametrize(("cell", "typed", "meant"), [
    ("from", "2026/12/1", "2026-12-01"), ("from", "2026.12.1", "2026-12-01"),
    ("from", "2026年12月1日", "2026-12-01"), ("from", "２０２６-１２-０１", "2026-12-01"),
    ("from", date(2026, 12, 1), "2026-12-01"), ("from", NAIVE, "2026-12-01"),
    ("hours", "9:00-18:30", "09:00-18:30"), ("seconds", "12.00", "12"), ("seconds", "１２", "12"),
    ("seconds", 12.0, "12"), ("weekdays", "sat,sun", "sat、sun"),
    ("figures.0.value", 5218, "5218"),
    ("figures.0.value", "5\n218", "5 218"), ("figures.0.value", 0.1 + 0.2, "0.3"),
    ("lead.zh", time(8, 30), "08:30"), ("lead.zh", timedelta(hours=26), "26:00"),
    ("lead.zh", NAIVE.replace(hour=8, minute=30), "2026-12-01 08:30"), ("lead.zh", "TRUE", "TRUE"),
])
def test_days_times_and_numbers_are_kept_as_a_form_writes_them(
    centre: AppContext, editor: StaffSession, cell: str, typed: object, meant: str
) -> None:
    lines = read_table(excel(["id", cell], ["welcome", typed]))
    content.bring(centre, editor, "slide", lines)
    found = draft(centre, editor, "slide", "welcome")
    assert found and found[cell] == meant
    assert content.bring(centre, editor, "slide", lines).same == 1


@pytest.mark.parametrize(("form", "value", "meant"), [
    ("0%", 0.98, "98%"), ("0.0%", 0.985, "98.5%"), ("0.00", 2.5, "2.50"), ("#,##0", 5217, "5,217"),
    ("General", 2.5, "2.5"),
])
def test_a_number_is_read_as_it_is_shown(form: str, value: float, meant: str) -> None:
    assert read_table(excel(["id", "x"], ["a", value], form=form))[1][1] == meant


@pytest.mark.parametrize(("kind", "lines", "said"), [
    ("notice", [HEADS, ["1", "字" * 5000, ""]], "第 2 行“text.zh”：最多 36 个字"),
    ("notice", [HEADS, ["1", "今天", "Wet", "停水"]], "第 2 行“停水”：这一格上面没有列名"),
    ("notice", [["id", "text.zh", ""], [], ["1", "甲", "乙"]], "第 3 行“乙”"),
    ("notice", [["id", "text.zh", "price", "text.fr"], ["1", "甲", "1", "x"]], "price、text.fr"),
    ("notice", [["id", "text.zh", "text.zh"], ["1", "甲", "乙"]], "text.zh"),
    ("counter", [["id", "line"], ["1", "B"]], "这些列不认识，或者写了两遍：line。什么都没有读进来"),
    ("notice", [["text.zh"], ["甲"]], "“id”"), ("notice", [["1", "甲"]], "“id”"),
    ("notice", [], "“id”"), ("centre", [["id", "name.zh"], ["1", "甲"]], "“id”"),
    ("notice", [HEADS, ["1", "#REF!", ""]], "第 2 行“text.zh”：公式算错了"),
    ("notice", [HEADS, ["9", "甲", ""], ["１", "乙", ""], ["9", "丙", ""]], "第 2、4 行都是“9”"),
    ("slide", [["id", "from"], ["welcome", "12/1/2026"]], "第 2 行“from”：日子要像 2026-10-16"),
    ("slide", [["id", "from"], ["welcome", "2026/2/30"]], "第 2 行“from”：日子要像 2026-10-16"),
    ("slide", [["id", "from"], ["welcome", "46357"]], "第 2 行“from”：日子要像 2026-10-16"),
    ("slide", [["id", "notices"], ["welcome", "也许"]], "第 2 行“notices”：写“是”或者“否”"),
    ("slide", [["id", "seconds"], ["welcome", "很久"]], "第 2 行“seconds”：写一个"),
    ("service", [["id", "category"], ["id-card", "nowhere"]], "第 2 行“category”：选的这个"),
    ("service", [["id", "hours.mon"], ["", "all day"]], "第 2 行“hours.mon”："),
])
def test_what_cannot_be_meant_is_refused_with_its_place_and_nothing_is_changed(
    centre: AppContext, manager: StaffSession, kind: str, lines: list[list[str]], said: str
) -> None:
    before = everything(centre)
    for data in (commas(*lines).encode(), workbook({"t": [
            [*line, *[""] * (4 - len(line))] for line in lines]})):
        with pytest.raises(Refusal) as refused:
            content.bring(centre, manager, kind, read_table(data, kind))
        assert said in _said(centre, refused.value)
        assert everything(centre) == before


@pytest.mark.parametrize(("data", "said"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧的 .xls"),
    (b"PK\x03\x04nothing", "读不出来"), (b"\xff\x00\xff", "读不出来"),
    ("id,text.zh\n1,停水".encode("utf-8-sig")[:-1], "读不出来"),
    (b'id,text.zh\n1,"open', "第 2 行的引号"), (b'id,text.zh\n1,"a"b\n', "第 2 行的引号"),
    (b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 9, "什么都没有读进来"), (b"", "什么都没有读进来"),
    (excel(HEADS, ["1", "甲", "a"], ["2", None, "b"], merge="B2:B3"), "B2:B3 是合在一起的格子"),
    (workbook({"category": [["id", "text.zh"], ["1", "甲"]]}), "这张表叫“category”"),
    (excel([*HEADS, *[None] * (MOST_CELLS - 4), "beside"], ["1", "甲", "a"]), "beside"),
])
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    centre: AppContext, desk: Bring, data: bytes, said: str
) -> None:
    before, answer = everything(centre), desk("notice", data)
    assert said in answer and "什么都没有读进来" in answer
    assert everything(centre) == before


def _said(centre: AppContext, refusal: Refusal) -> str:
    from kiosk.web.core.wording import Wording

    said = Wording(centre.words["zh_CN"], centre.clock()).refusal(refusal)
    assert "什么都没有读进来" in said
    return said


def test_what_the_table_has_no_column_for_stays(centre: AppContext, editor: StaffSession) -> None:
    lines = read_table(case("service-two-columns-only.csv"))
    lines[1][1] = "换个名字"
    before = content.sheet(centre, editor, "service", "medical-insurance").written
    content.bring(centre, editor, "service", lines)
    found = draft(centre, editor, "service", "medical-insurance")
    assert found == before | {"title.zh": "换个名字"} and len(found) > 20


def test_what_others_wrote_since_stays_where_the_table_says_nothing_new(
    centre: AppContext, editor: StaffSession, manager: StaffSession
) -> None:
    heads, *lines = content.as_table(centre, editor, "service")
    item, other = lines[0][0], manager
    now = content.sheet(centre, other, "service", item).written
    content.publish(centre, other, "service", item, now, now | {"fee.zh": "五元"})
    content.save(centre, other, "service", item, now, now | {"who.zh": "居民"})
    lines[0][heads.index("title.zh")] = "换个名字"
    back = content.bring(centre, editor, "service", [heads, *lines])
    assert (back.new, back.changed) == (0, 1)
    assert draft(centre, editor, "service", item) == now | {
        "fee.zh": "五元", "who.zh": "居民", "title.zh": "换个名字"}
    assert content.bring(centre, editor, "service", [heads, *lines]).changed == 0


@pytest.mark.parametrize("shown", [False, True], ids=["a draft", "shown"])
def test_where_another_wrote_something_else_it_is_asked_first(
    centre: AppContext, editor: StaffSession, desk: Bring, shown: bool
) -> None:
    heads, *lines = content.as_table(centre, editor, "notice")
    now = content.sheet(centre, editor, "notice", "2").written
    action = content.publish if shown else content.save
    action(centre, editor, "notice", "2", now, now | {"text.zh": "小王写的"})
    lines[1][heads.index("text.zh")] = "表格里的"
    data, before = table([heads, *lines]).encode(), everything(centre)
    answer = desk("notice", data)
    assert "第 3 行“text.zh”，小王" in answer and "什么都没有读进来" in answer
    assert 'name="over"' in answer and everything(centre) == before
    assert "读进来 1 份草稿" in desk("notice", data, over="1")
    assert draft(centre, editor, "notice", "2") == now | {"text.zh": "表格里的"}
    assert 'name="over"' not in desk("notice", data)


def test_a_table_of_one_kind_goes_in_at_no_other(centre: AppContext, manager: StaffSession) -> None:
    # What a sheet is called decides, whichever the two are: each kind comes once and is met once.
    for name, other in zip(KINDS, [*KINDS][1:] + [*KINDS][:1], strict=True):
        lines = content.as_table(centre, manager, name)
        with pytest.raises(Refusal, match=r"table_of_another|no_table"):
            content.bring(centre, manager, other, read_table(
                workbook({name: lines[:2]}), other, KINDS))


def test_a_control_sign_from_before_keeps_no_table_from_being_taken(
    centre: AppContext, editor: StaffSession
) -> None:
    with centre.database.write(content=True) as tx:
        content_items.put(tx, "notice", "1", {"text": {"zh": "红\x1b[31m字\ufffe", "en": ""}})
    lines = content.as_table(centre, editor, "notice")
    for data in (workbook({"notice": lines}), table(lines).encode()):
        assert read_table(data)[1][2] == "红[31m字"


def test_every_kind_changed_in_its_table_is_what_was_typed(centre: AppContext,
                                                           manager: StaffSession) -> None:
    for kind in KINDS.values():
        heads, *lines = content.as_table(centre, manager, kind.name)
        if kind.single or kind.name == "counter":
            continue
        cell = f"{kind.named}.zh"
        lines[0][heads.index(cell)] = "换"
        for data in (table([heads, *lines]).encode("gb18030"), workbook({kind.name: [
                heads, *lines]})):
            content.bring(centre, manager, kind.name, read_table(data, kind.name))
            (row,) = [one for one in content.on_shelf(centre, manager, kind.name).rows if one.draft]
            assert row.draft and changed(kind, row.written, row.draft.written) == (kind.named,)
            assert row.draft.written[cell] == "换"
