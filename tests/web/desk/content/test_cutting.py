"""A frame drawn over a photograph of the form: by mouse, by finger and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.actions import content
from kiosk.actions.exhibition.pictures import picture_file, pictures
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.volunteer_help import coordinator

RED, BLUE = (200, 30, 30), (30, 60, 200)


def test_an_editor_draws_a_frame_and_only_that_is_hung(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    at = coordinator(sqlite_ctx, Role.EDITOR)
    photo = Image.new("RGB", (800, 400), BLUE)
    photo.paste(RED, (0, 0, 400, 200))
    photo.save(tmp_path / "a.png")
    page = open_page("/desk", 1440, 900)
    page.context.add_cookies([{"name": "desk", "value": at.token, "url": page.url}])
    page.goto(page.url.split("/desk")[0] + "/desk/content/picture/new")
    page.locator("[data-crop] [type=file]").set_input_files(tmp_path / "a.png")
    frame, canvas = page.locator(".crop-frame"), page.locator(".uncut canvas")
    said = page.locator("[data-said]")
    expect(said).to_have_text("留下：宽 100 %，高 100 %")
    handle = page.locator(".crop-frame [data-x='1'][data-y='1']")
    handle.scroll_into_view_if_needed()
    corner, whole = handle.bounding_box(), canvas.bounding_box()
    assert corner and whole
    x, y = corner["x"] + 24, corner["y"] + 24
    # A finger that is taken away by something else leaves all as it was.
    touch = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [(x, y)]), ("touchMove", [(x - 90, y - 90)]),
                         ("touchCancel", [])):
        touch.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": one, "y": other} for one, other in points]})
    expect(page.locator("[name^=':frame.']")).to_have_value("0.0000 0.0000 1.0000 1.0000")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - whole["width"] / 2, y - whole["height"] / 2, steps=4)
    page.mouse.up()
    expect(said).to_have_text("留下：宽 50 %，高 50 %")
    frame.focus()
    for key in ("ArrowRight", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Shift+ArrowLeft")
    expect(said).to_have_text("留下：宽 48 %，高 50 %")
    with page.expect_navigation():
        page.locator("button[value=save]").click()
    (row,) = [one for one in content.on_shelf(sqlite_ctx, at, "picture").rows if one.draft]
    assert row.draft
    cut = Image.open(picture_file(sqlite_ctx, row.draft.written["picture"]))
    assert cut.size == (384, 200) and len(pictures(sqlite_ctx)) == 2
    corner_seen = cut.getpixel((380, 196))
    assert isinstance(corner_seen, tuple) and corner_seen[0] > corner_seen[2], "nothing blue"
    # It is cut anew out of the whole, and all of that comes back.
    page.get_by_role("button", name="剪一剪").click()
    expect(said).to_have_text("留下：宽 48 %，高 50 %")
    expect(frame).to_be_focused()
    page.locator(".cropping [value=whole]").click()
    with page.expect_navigation():
        page.locator("button[value=save]").click()
    (row,) = [one for one in content.on_shelf(sqlite_ctx, at, "picture").rows if one.draft]
    assert row.draft
    assert Image.open(picture_file(sqlite_ctx, row.draft.written["picture"])).size == (800, 400)
