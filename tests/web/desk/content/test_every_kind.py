"""Every kind of content written at a PC in a real browser: shown, kept, planned, and its names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from db.content import content_items, drafts
from kiosk.actions import content
from kiosk.actions.areas import AREAS
from kiosk.actions.staff.sessions import add_account
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.content.drafts import ContentDraft, Planned
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.care import with_care
from tests.support.centre import ROOT
from tests.support.resident_cases import with_cases
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import coordinator, with_help
from tests.support.web.colleague import Colleague

KINDS = content_types(AREAS)

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# Written out, or by a macro whose arguments may hold a call of their own.
BUTTON = re.compile(
    r'(?:<button[^>]*?|\bbutton\((?:[^()]|\([^()]*\))*?)\bname="([^"]+)"')
FIELD = re.compile(
    r'(?:<(?:input|select|textarea)[^>]*?\bname=|\b(?:hidden|field|choice|tick)\(\s*)"([^"]+)"')
TYPED = {
    FieldType.WORD: "Q", FieldType.WORDS: "甲、乙", FieldType.DAY: "2027-01-05",
    FieldType.CLOCK: "05:00",
    FieldType.STRETCH: "10:00-11:00", FieldType.NIGHT: "22:00-05:00", FieldType.TEXT: "甲",
    FieldType.LINES: "甲\n乙",
    FieldType.WEEK: "09:00-11:00",
}


@pytest.mark.parametrize("how", ["save", "publish"])
def test_what_somebody_else_threw_away_is_kept_as_a_new_draft(
    ctx: AppContext, site: Flask, how: str
) -> None:
    li = coordinator(ctx, Role.MANAGER)
    wang = Colleague(site, "小王", add_account(ctx, "小王", Role.MANAGER))
    wang.log_in()
    item = content.begin(ctx, li, "service")
    where = f"/desk/content/service/{item}"
    mine = {":base": json.dumps({"title.zh": "原来的"}), "title.zh": "我写的"}
    content.drop_draft(ctx, li, "service", item)
    # Whatever else is pressed on the old page is answered in words.
    for action in ("preview", "copy", "hide", "move", "unplan", "hide_at", "drop", "remove",
                   "back"):
        done = wang.press("/desk/own", f"{where}/{action}", what="show",
                          **{**mine, ":at": "2026-10-20T10:00"})
        assert done.status_code < 500, action
    kept = wang.press("/desk/own", where, **mine, **{":how": how})
    assert kept.status_code == 303
    page = wang.get(kept.location).text
    assert "另存成了新的草稿" in page and "我写的" in page
    with ctx.database.read() as tx:
        assert [one.written for one in drafts.drafts(tx, "service")] == [{"title.zh": "我写的"}]
        assert "我写的" not in str(content_items.bodies(tx, "service")), "no more than kept"


@pytest.fixture
def manager(sqlite_ctx: AppContext, open_page: Callable[..., Page]) -> Page:
    """A manager at a PC, in a centre with something of every kind."""
    at = coordinator(with_help(with_rooms(with_care(with_cases(sqlite_ctx)))), Role.MANAGER)
    return open_page("/desk/own", 1440, 900, at)


# Writes into fields of the form as a hand does: field by field, and the page hears of each.
WRITE = """(texts) => {
  const sheet = document.getElementById('sheet');
  for (const [name, text] of Object.entries(texts)) {
    const field = sheet.querySelector(`[name="${name}"]`);
    if (!field.checkVisibility() || field.disabled || field.readOnly)
      throw new Error(`nobody can write in ${name}`);
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}"""


def filled(page: Page, kind: ContentType) -> dict[str, str]:
    """Fills every field in; the cells and what now stands in each."""
    stands, typed = dict[str, str](), dict[str, str]()
    for name, field in (leaf for one in kind.fields for leaf in _leaves(one, one.name)):
        if field.form in CHOSEN:
            stands[name] = CHOSEN[field.form](page, name)
        else:
            typed |= _typed(field, name)
            stands |= typed
    page.evaluate(WRITE, typed)
    return stands


def _leaves(field: Field, name: str) -> Iterator[tuple[str, Field]]:
    """The fields that have no other in them, by their names in the form."""
    if field.form is FieldType.LIST:
        for one in field.fields:
            yield from _leaves(one, f"{name}.0.{one.name}")
    elif field.form is not FieldType.PICTURE:
        yield name, field


def _typed(field: Field, name: str) -> dict[str, str]:
    """What is written in each cell of a field."""
    ends = {FieldType.TEXT: (".zh",), FieldType.LINES: (".zh",),
            FieldType.WEEK: tuple(f".{day}" for day in WEEKDAYS)}.get(field.form, ("",))
    text = str(field.least) if field.form is FieldType.NUMBER else TYPED.get(field.form, "12345")
    # Two series of numbers never begin with the same letter; a video has a name of its own.
    text = {"priority_prefix": "V", "video": f"{'0' * 32}.mp4"}.get(name, text)
    return {name + end: text for end in ends}


def last_of_all(page: Page, name: str) -> str:
    """Takes the last of a list of choices."""
    at = page.locator(f"#sheet [name='{name}']")
    at.select_option(index=at.locator("option").count() - 1)
    return at.input_value()


FOLD = "(box, open) => { box.querySelector('details').open = open; }"


def second_icon(page: Page, name: str) -> str:
    """Unfolds the icons and takes the second."""
    at = page.locator(f"#sheet [name=':icon.{name}']").nth(1)
    box = page.locator("fieldset.icons", has=page.locator(f"[name='{name}']"))
    box.evaluate(FOLD, True)
    box.locator("label").nth(1).click()
    box.evaluate(FOLD, False)
    return str(at.get_attribute("value"))


TICK = """(boxes) => boxes.map((box) => {
  if (!box.checkVisibility() || box.disabled) throw new Error(`nobody can tick ${box.name}`);
  if (!box.checked) box.click();
  return box.value;
})"""


def all_ticks(page: Page, name: str) -> str:
    """Ticks every box."""
    return "、".join(page.locator(f"#sheet [type=checkbox][name='{name}']").evaluate_all(TICK))


CHOSEN: dict[FieldType, Callable[[Page, str], str]] = {
    **dict.fromkeys((FieldType.CHOICE, FieldType.ONE), last_of_all), FieldType.ICON: second_icon,
    **dict.fromkeys((FieldType.SOME, FieldType.FLAG), all_ticks),
}


def opens(page: Page, kind: ContentType, item: str) -> None:
    page.goto(page.url.split("/desk")[0] + f"/desk/content/{kind.name}/{item}")


def presses(page: Page, how: str) -> None:
    """One of the buttons of the form, by what stands behind it."""
    if how == "plan":
        page.locator("#sheet details.panel summary").click()
        page.fill("#sheet [type=datetime-local]", "2026-12-01T08:30")
    with page.expect_navigation():
        page.click(f"#sheet button[value='{how}']")


def written_once(page: Page, ctx: AppContext, at: StaffSession, kind: ContentType) -> None:
    """One item is shown with all its fields; then a change of it is kept, and another planned."""
    before = {row.item for row in content.on_shelf(ctx, at, kind.name).rows}
    opens(page, kind, "1" if kind.single else "new")
    assert own_names(page, kind) >= {":base", ":how", "csrf_token"}
    assert all(name.startswith(":") for name in own_names(page, kind) - {"csrf_token"})
    typed = filled(page, kind)
    presses(page, "publish")
    expect(page.locator("main")).to_contain_text("大家看到的，是新的了")
    rows = content.on_shelf(ctx, at, kind.name).rows
    (row,) = [one for one in rows if kind.single or one.item not in before]
    assert row.shown and row.draft is None
    assert {cell: row.written.get(cell, "") for cell in typed} == typed

    cell = next((name for name, text in typed.items() if text == "甲"), next(iter(typed)))
    for how, there in (("save", "存好了"), *([] if kind.single else [("plan", "到时候自己换")])):
        opens(page, kind, row.item)
        field = page.locator(f"#sheet [name='{cell}']")
        if field.evaluate("one => one.localName") == "select":
            field.select_option(index=1)
        else:
            field.fill(how[:2])
        presses(page, how)
        expect(page.locator("main")).to_contain_text(there)
        sheet = content.sheet(ctx, at, kind.name, row.item)
        assert sheet.row.written == row.written, "nobody sees it yet"
        kept = sheet.written if how == "save" else sheet.row.plans[0].written
        assert kept[cell] != row.written[cell]
        assert {name: kept[name] for name in typed if name != cell} == {
            name: text for name, text in typed.items() if name != cell}


def own_names(page: Page, kind: ContentType) -> set[str]:
    """What the form sends besides the fields of the kind."""
    names = set(page.eval_on_selector_all("#sheet [name]", "all => all.map(one => one.name)"))
    return {name for name in names if not any(
        name == one.name or name.startswith(f"{one.name}.") for one in kind.fields)}


def test_one_of_every_kind_is_written_shown_kept_and_planned(
    sqlite_ctx: AppContext, manager: Page
) -> None:
    at = coordinator(sqlite_ctx, Role.MANAGER, "小李")
    for kind in KINDS.values():
        try:
            written_once(manager, sqlite_ctx, at, kind)
        except AssertionError as wrong:
            raise AssertionError(f"{kind.name}: {wrong}") from wrong


@pytest.mark.parametrize("name", [":how", "how save", "csrf_token", "How", ""])
def test_no_field_can_have_such_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a field"):
        Field(name, FieldType.WORD)


def test_on_no_page_has_a_button_the_name_of_a_field_beside_it() -> None:
    pages = {page.name: page.read_text("utf-8") for page in (ROOT / "assets/pages").rglob("*.html")}
    both = {name: shared for name, text in pages.items() for form in FORM.findall(text)
            if (shared := set(BUTTON.findall(form)) & set(FIELD.findall(form)))}
    assert both == {}
    buttons = '<button class="x" name="how">', 'parts.button(words("a"), "", name="how", value="b")'
    fields = '<select name="how">', 'parts.field("how", words("a"))', 'parts.choice(\n  "how", "")'
    for text in buttons:
        assert BUTTON.findall(text) == ["how"] and not FIELD.findall(text), "the check reads both"
    assert all(FIELD.findall(text) == ["how"] and not BUTTON.findall(text) for text in fields)


def test_what_is_written_keeps_itself_under_the_right_names(
    sqlite_ctx: AppContext, manager: Page
) -> None:
    at = coordinator(sqlite_ctx, Role.MANAGER, "小李")
    opens(manager, KINDS["room"], "chess")
    manager.select_option("#sheet [name=how]", "approval")
    manager.fill("#sheet [name='about.zh']", "下棋打牌")
    expect(manager.locator("#kept")).to_contain_text("写的都存着")
    draft = content.sheet(sqlite_ctx, at, "room", "chess").row.draft
    assert draft and (draft.written["how"], draft.written["about.zh"]) == ("approval", "下棋打牌")
    presses(manager, "publish")
    expect(manager.locator("main")).to_contain_text("大家看到的，是新的了")


def test_a_choice_that_is_none_is_asked_for_and_never_guessed(
    sqlite_ctx: AppContext, manager: Page
) -> None:
    at = coordinator(sqlite_ctx, Role.MANAGER, "小李")
    shown = content.sheet(sqlite_ctx, at, "room", "chess").written
    # As the page kept it by itself while its button had the field's name.
    with sqlite_ctx.database.write() as tx:
        drafts.keep_draft(tx, "room", ContentDraft(
            "chess", {**shown, "how": "save"}, shown, "小赵", sqlite_ctx.clock()))
    opens(manager, KINDS["room"], "chess")
    assert manager.input_value("#sheet [name=how]") == ""
    presses(manager, "publish")
    expect(manager.locator("main")).to_contain_text("这里还没写")
    assert content.sheet(sqlite_ctx, at, "room", "chess").row.written["how"] == shown["how"]
    manager.select_option("#sheet [name=how]", shown["how"])
    presses(manager, "publish")
    expect(manager.locator("main")).to_contain_text("大家看到的，是新的了")


def test_pressing_while_it_keeps_itself_makes_one_item_and_no_quarrel(
    sqlite_ctx: AppContext, manager: Page
) -> None:
    at = coordinator(sqlite_ctx, Role.MANAGER, "小李")
    before = len(content.on_shelf(sqlite_ctx, at, "notice").rows)
    opens(manager, KINDS["notice"], "new")
    held: list[object] = []
    manager.route("**/content/notice/new", lambda route: (
        held.append(route) if not held else route.continue_()))
    manager.fill("#sheet [name='text.zh']", "今天停")
    manager.wait_for_timeout(10)
    while not held:
        manager.wait_for_timeout(50)
    manager.fill("#sheet [name='text.zh']", "今天停水")
    manager.click("#sheet button[value='publish']")
    with manager.expect_navigation():
        held[0].continue_()  # type: ignore[attr-defined]
    expect(manager.locator("main")).to_contain_text("大家看到的，是新的了")
    rows = content.on_shelf(sqlite_ctx, at, "notice").rows
    assert len(rows) == before + 1
    assert rows[-1].written == {"text.zh": "今天停水"} and rows[-1].draft is None
    assert all(plan.what is Planned.SHOW for plan in rows[-1].plans)
