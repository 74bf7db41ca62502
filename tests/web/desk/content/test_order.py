"""Rows of a form and items of a shelf in another order: without scripts, by keys, by dragging."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from kiosk.actions import content
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.contents import titles
from tests.support.screen import wait_until
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague

PAGE = "/desk/content/service/medical"
SAID = "[role=status][data-moved]:not(:empty)"


def materials(ctx: AppContext, writer: StaffSession) -> list[str]:
    """What the newest of a service asks for, in order."""
    written = content.sheet(ctx, writer, "service", "medical").written
    names = {int(cell.split(".")[1]): text for cell, text in written.items()
             if cell.startswith("materials.") and cell.endswith(".name.zh")}
    return [names[n] for n in sorted(names)]


def icons(ctx: AppContext, writer: StaffSession) -> list[str]:
    """The icons of what it asks for, in order."""
    written = content.sheet(ctx, writer, "service", "medical").written
    return [written[f"materials.{n}.icon"] for n in range(len(materials(ctx, writer)))]


def asks_for_three(ctx: AppContext, writer: StaffSession) -> dict[str, str]:
    """What is written of the service, which asks for three papers."""
    old = content.sheet(ctx, writer, "service", "medical").written
    new = old | {f"materials.{n}.{cell}": text for n, name in ((1, "户口本"), (2, "照片"))
                 for cell, text in (("name.zh", name), ("icon", old["materials.0.icon"]))}
    assert content.publish(ctx, writer, "service", "medical", old, new).done
    return new


def test_without_a_script_a_row_goes_up_and_the_draft_keeps_it(
    ctx: AppContext, site: Flask
) -> None:
    editor = Colleague(site, "小王", add_account(ctx, "小王", Role.EDITOR))
    editor.log_in()
    writer = coordinator(ctx, Role.EDITOR, "小李")
    written, before = asks_for_three(ctx, writer), materials(ctx, writer)
    page = {":base": json.dumps(written), **written}
    for move in ("materials.1", "price.1.0", "materials.x.0"):
        editor.press(PAGE, PAGE, **page, **{":move": move, ":how": "save"})
        assert materials(ctx, writer) == before, "the control: no such row moves"
    answer = editor.press(PAGE, PAGE, **page, **{
        ":move": "materials.1.0", ":icon.materials.1.icon": "car"})
    assert answer.status_code == 303 and answer.location.endswith("kept=moved#list-materials")
    assert materials(ctx, writer) == [before[1], before[0], *before[2:]]
    assert icons(ctx, writer)[0] == "car" != icons(ctx, writer)[1]
    assert content.sheet(ctx, writer, "service", "medical").row.written == written, "residents"
    first, second = list(titles(ctx))[:2]
    rows = [row.item for row in content.on_shelf(ctx, writer, "service").rows]
    moved = editor.press("/desk/content/service", f"/desk/content/service/{rows[0]}/move",
                         to=rows[1])
    assert moved.status_code == 303 and list(titles(ctx))[:2] == [second, first]


def drags(page: Page, handle: Locator, to: Locator) -> None:
    handle.scroll_into_view_if_needed()
    for box, act in ((handle.bounding_box(), page.mouse.down), (to.bounding_box(), page.mouse.up)):
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        act()


def test_rows_move_by_keys_and_by_dragging_and_it_is_said(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    at = coordinator(sqlite_ctx, Role.EDITOR)
    asks_for_three(sqlite_ctx, at)
    page, before = open_page(PAGE, 1440, 900, at), materials(sqlite_ctx, at)
    desk = page.url.split("/desk")[0]
    rows = page.locator("#list-materials [data-row]")
    rows.nth(1).locator("[data-step='-1']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_have_text("第 2 项移到第 1 位")
    expect(rows.nth(0).locator("[data-step='1']")).to_be_focused()
    expect(rows.nth(0).locator("[data-step='-1']")).to_be_disabled()
    wait_until(lambda: materials(sqlite_ctx, at) == [before[1], before[0], *before[2:]])
    # What was unfolded after its row moved goes with it too.
    for press in (".icons summary", ".icons label >> nth=5", ".icons summary"):
        rows.nth(0).locator(press).click()
    drags(page, rows.nth(1).locator(".grip"), rows.nth(0).locator(".grip"))
    wait_until(lambda: materials(sqlite_ctx, at) == before)
    # Enter in a line keeps the draft; it moves nothing and shows nothing to residents.
    rows.nth(0).locator("[name$='name.zh']").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("存好了")
    assert materials(sqlite_ctx, at) == before
    assert icons(sqlite_ctx, at)[1] == "briefcase" != icons(sqlite_ctx, at)[0]

    first, *_, = was = list(titles(sqlite_ctx))
    page.goto(f"{desk}/desk/content/service")
    drags(page, page.locator("[data-row] .grip").nth(2), page.locator("[data-row] .grip").nth(0))
    expect(page.locator(SAID)).to_have_text("第 3 项移到第 1 位")
    assert list(titles(sqlite_ctx)) == [was[2], first, was[1], *was[3:]]
    # The control: what the centre does not hear of goes back.
    page.route("**/move", lambda route: route.abort())
    page.locator("[data-row] [data-step='1']").first.click()
    expect(page.locator(SAID)).to_contain_text("没移成")
    expect(page.locator("[data-row] b").first).to_have_text(was[2])
