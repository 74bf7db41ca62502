"""An editor at the touch screen: a new service with five materials by taps alone, shown, taken
back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PIL import Image

from kiosk.actions import content
from kiosk.actions.content.centre import guide
from kiosk.actions.exhibition.pictures import pictures
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.devices.media.removable_media import Photograph, Sticks
from kiosk.domain.content.content_schema import ContentType, FieldType
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.screens.content.editing.edit_text import PAUSE
from kiosk.wording.content import label
from tests.support.activities import with_activities
from tests.support.albums import seed_albums
from tests.support.appointments import with_appointments
from tests.support.care import with_care
from tests.support.centre import take
from tests.support.lessons import with_class
from tests.support.resident_cases import with_cases
from tests.support.screens.resident import STEADY, Resident
from tests.support.screens.staff import signs_in
from tests.support.volunteer_help import coordinator

FAST = 0.2


@pytest.fixture
def editor(anybody: Resident) -> Resident:
    """An editor at the touch screen, where it is chosen what to change."""
    signs_in(anybody, Role.EDITOR)
    anybody.taps("改内容")
    anybody.wait_for("edit_kinds")
    return anybody


def turns_to(editor: Resident, name: str) -> None:
    """Pages on until a row is there, and taps it."""
    for _ in range(12):
        if name in editor.read():
            break
        editor.taps("下一页")
        editor.until(lambda: not editor.router.working)
    editor.taps(name)


def writes(editor: Resident, row: str, text: str, back_to: str = "edit_item") -> None:
    """Opens a text, types it and says that it is done."""
    turns_to(editor, row)
    editor.wait_for("edit_text")
    for n, letter in enumerate(text):
        editor.taps(letter, again_after=FAST if n else STEADY)
    editor.taps("写好了")
    editor.wait_for(back_to)
    editor.until(lambda: not editor.router.working)


def chooses(editor: Resident, row: str, what: str, back_to: str = "edit_item") -> None:
    """Opens a choice and takes one."""
    turns_to(editor, row)
    editor.wait_for("edit_choice")
    editor.taps(what)
    editor.wait_for(back_to)
    editor.until(lambda: not editor.router.working)


def titles(ctx: AppContext) -> list[str]:
    return [service.title.zh for service in guide(ctx).services]


def test_a_service_with_five_materials_by_taps_alone(editor: Resident) -> None:
    editor.taps("办事指南")
    editor.wait_for("edit_shelf")
    editor.taps("加一项")
    editor.wait_for("edit_item")
    writes(editor, "名称", "permit")
    assert "permit" not in titles(editor.ctx)
    # Too early: what is missing is said where it is missing, and nothing is shown.
    editor.taps("给大家看")
    editor.until(lambda: "处要补" in editor.read() and "这里还没写" in editor.read())
    assert "permit" not in titles(editor.ctx)
    chooses(editor, "分类", "社保医保")
    chooses(editor, "队伍", "社保、医保")
    for row in ("是什么", "谁能办", "多久办完", "收费"):
        writes(editor, row, "ok")
    turns_to(editor, "要带什么")
    editor.wait_for("edit_list")
    for letter in "abcde":
        editor.taps("再加一条")
        editor.wait_for("edit_part")
        chooses(editor, "图标", "图标 1", "edit_part")
        writes(editor, "名称", letter, "edit_part")
        editor.taps("返回")
        editor.wait_for("edit_list")
    editor.taps("返回")
    editor.wait_for("edit_item")
    editor.taps("给大家看")
    editor.until(lambda: "大家看到的，是新的了" in editor.read())
    made = next(one for one in guide(editor.ctx).services if one.title.zh == "permit")
    assert [material.name.zh for material in made.materials] == list("abcde")
    assert take(editor.ctx, made.id).ticket.label.startswith("A")


def opens(editor: Resident) -> None:
    editor.taps("办事指南")
    editor.wait_for("edit_shelf")
    first = titles(editor.ctx)[0]
    editor.taps(first)
    editor.wait_for("edit_item")


@pytest.mark.both
def test_a_change_is_looked_at_shown_and_taken_back(editor: Resident) -> None:
    before = titles(editor.ctx)[0]
    opens(editor)
    writes(editor, "名称", "x")
    assert titles(editor.ctx)[0] == before
    editor.taps("先看看")
    editor.wait_for("service_detail")
    assert f"{before}x" in editor.read()
    editor.taps("返回")
    editor.wait_for("edit_item")
    editor.taps("给大家看")
    editor.until(lambda: titles(editor.ctx)[0] == f"{before}x")
    editor.until(lambda: "大家看到的就是这样" in editor.read() and not editor.router.working)
    editor.taps("改回去")
    editor.until(lambda: titles(editor.ctx)[0] == before)


def test_half_a_text_is_kept_without_a_word_of_being_done(editor: Resident) -> None:
    opens(editor)
    turns_to(editor, "收费")
    editor.wait_for("edit_text")
    editor.taps("q")
    session = session_at_kiosk(editor.ctx, editor.router.staff.token)
    item = guide(editor.ctx).services[0].id

    def kept() -> bool:
        return content.sheet(editor.ctx, session, "service", item).written["fee.zh"].endswith("q")

    # The power goes: nobody says that it is done, and nobody comes back to the page.
    editor.until(kept)


def test_who_is_done_before_the_draft_was_kept_is_no_other_hand(editor: Resident) -> None:
    opens(editor)
    turns_to(editor, "收费")
    editor.wait_for("edit_text")
    # The machine is slow: nothing is kept before this has ended.
    goes_on = threading.Event()
    editor.router.quietly(goes_on.wait, bool)
    editor.taps("q")
    editor.frame(PAUSE)
    editor.taps("w")
    editor.taps("写好了")
    goes_on.set()
    editor.wait_for("edit_item")
    assert "qw" in editor.read()


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(editor: Resident) -> None:
    opens(editor)
    turns_to(editor, "收费")
    editor.wait_for("edit_text")
    session = session_at_kiosk(editor.ctx, editor.router.staff.token)
    item = guide(editor.ctx).services[0].id
    base = dict(content.sheet(editor.ctx, session, "service", item).written)
    content.publish(editor.ctx, session, "service", item, base, base | {"fee.zh": "五元"})
    editor.taps("q")
    editor.until(lambda: "也改了这里" in editor.read())
    editor.taps("写好了")
    editor.until(lambda: not editor.router.working)
    assert guide(editor.ctx).services[0].fee.zh == "五元"
    kept = content.sheet(editor.ctx, session, "service", item).written["fee.zh"]
    assert kept == "五元"


def test_somebody_who_writes_nothing_finds_no_way_there(anybody: Resident) -> None:
    signs_in(anybody, Role.CLERK)
    anybody.taps("改内容")
    anybody.looks()
    assert anybody.page == "staff"


def test_a_photograph_comes_from_a_stick_by_taps_alone(
    editor: Resident, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (400, 300), "green").save(tmp_path / "IMG_2041.JPG")
    there: list[Photograph] = []
    monkeypatch.setattr(Sticks, "photographs", lambda _: tuple(there))
    turns_to(editor, "展示画面")
    editor.wait_for("edit_shelf")
    editor.taps("加一项")
    editor.wait_for("edit_item")
    turns_to(editor, "门洞里的图")
    editor.wait_for("edit_list")
    editor.taps("加一条")
    editor.wait_for("edit_part")
    turns_to(editor, "选一张照片")
    editor.wait_for("edit_choice")
    editor.taps("从 U 盘拿")
    editor.wait_for("edit_stick")
    assert "没看到 U 盘里的照片" in editor.read()
    there.append(Photograph(tmp_path / "IMG_2041.JPG", 1e9))
    editor.taps("再看一遍")
    editor.until(lambda: "IMG_2041.JPG" in editor.read())
    editor.taps("IMG_2041.JPG")
    editor.wait_for("edit_choice")
    (name,) = pictures(editor.ctx)
    manager = coordinator(editor.ctx, Role.MANAGER)
    (row,) = [one for one in content.on_shelf(editor.ctx, manager, "slide").rows if one.draft]
    assert row.draft and row.draft.written == {"exhibits.0.picture": name}


def changes(editor: Resident, at: StaffSession, kind: ContentType) -> None:
    """One letter more in the first text that has room for it, or the next that can be chosen."""
    if not content.on_shelf(editor.ctx, at, kind.name).rows:
        texts = {f"{one.name}.zh": "甲" for one in kind.fields if one.form is FieldType.TEXT}
        assert content.publish(editor.ctx, at, kind.name, "", {}, texts).done
    row = content.on_shelf(editor.ctx, at, kind.name).rows[0]
    editor.goes_to("edit_item", token=editor.router.staff.token, kind=kind.name, item=row.item)
    words = editor.ctx.words["zh_CN"]
    written = {FieldType.TEXT: ".zh", FieldType.WORD: ""}
    roomy = [cell for one in kind.fields if one.form in written
             if 0 < len(row.written.get(cell := one.name + written[one.form], "")) < one.longest]
    if roomy:
        cell, meant = roomy[0], f"{row.written[roomy[0]]}x"
        writes(editor, label(words, kind, cell), "x")
    else:
        cell, meant = "queue", "B"
        chooses(editor, label(words, kind, cell), "养老、低保")
    editor.taps("给大家看")
    editor.until(lambda: "大家看到的，是新的了" in editor.read())
    editor.until(lambda: not editor.router.working)
    shown = content.on_shelf(editor.ctx, at, kind.name).rows[0]
    assert shown.written == row.written | {cell: meant} and shown.draft is None, kind.name


def test_one_of_every_kind_is_changed_and_shown_at_the_touch_screen(one_guest: Resident) -> None:
    with_appointments(with_class(with_care(with_activities(with_cases(one_guest.ctx)))))
    seed_albums(one_guest.ctx)
    at = coordinator(one_guest.ctx, Role.MANAGER, "小李")
    signs_in(one_guest, Role.MANAGER)
    for kind in content.kinds_for(one_guest.ctx, Role.MANAGER):
        one_guest.goes_to("edit_kinds", token=one_guest.router.staff.token)
        turns_to(one_guest, one_guest.ctx.words["zh_CN"](f"content_kind.{kind.name}"))
        one_guest.wait_for("edit_item" if kind.single else "edit_shelf")
        changes(one_guest, at, kind)
