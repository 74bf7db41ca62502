"""A frame drawn over a photograph of the form: by mouse, by finger and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.actions import content
from kiosk.actions.exhibition.pictures import cuts, picture_file, pictures
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.volunteer_help import coordinator

RED, BLUE = (200, 30, 30), (30, 60, 200)
SENT = "[name^=':frame.']"
# A photograph is read no earlier than a test says so.
READ_LATER = """() => {
  const now = window.createImageBitmap, said = new Promise((done) => { window.read = done; });
  window.createImageBitmap = async (source) => { await said; return now(source); };
}"""


def photograph(file: Path) -> Path:
    """Its upper left quarter is red."""
    photo = Image.new("RGB", (800, 400), BLUE)
    photo.paste(RED, (0, 0, 400, 200))
    photo.save(file)
    return file


def hung(ctx: AppContext, at: StaffSession) -> Image.Image:
    """The picture of the only draft."""
    (row,) = [one for one in content.on_shelf(ctx, at, "picture").rows if one.draft]
    assert row.draft
    return Image.open(picture_file(ctx, row.draft.written["picture"]))


def saves(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[value=save]").click()


def corner(page: Page) -> tuple[float, float]:
    """The middle of the handle at the lower right."""
    handle = page.locator(".crop-frame [data-x='1'][data-y='1']")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger_is_taken_away(page: Page) -> None:
    x, y = corner(page)
    touch = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [(x, y)]), ("touchMove", [(x - 90, y - 90)]),
                         ("touchCancel", [])):
        touch.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": one, "y": other} for one, other in points]})


def drags_to_a_quarter(page: Page) -> None:
    (x, y), whole = corner(page), page.locator(".uncut canvas").bounding_box()
    assert whole
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - whole["width"] / 2, y - whole["height"] / 2, steps=4)
    page.mouse.up()


def test_a_photograph_that_is_still_being_read_is_waited_for(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    at = coordinator(sqlite_ctx, Role.EDITOR)
    page = open_page("/desk/content/slide/new", 1440, 900, at)
    page.evaluate(READ_LATER)
    page.fill("[name='title.zh']", "社区一天")
    doorway = page.locator("[data-crop]").first
    doorway.locator("[type=file]").set_input_files(photograph(tmp_path / "a.png"))
    page.locator("button[value=save]").click(no_wait_after=True)
    assert page.url.endswith("/new") and not pictures(sqlite_ctx)
    with page.expect_navigation():
        page.evaluate("read()")
    # The part that hangs, and the whole that it was cut from.
    assert len(pictures(sqlite_ctx)) == 2 and len(cuts(sqlite_ctx)) == 1


def test_an_editor_draws_a_frame_and_only_that_is_hung(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    at = coordinator(sqlite_ctx, Role.EDITOR)
    page = open_page("/desk", 1440, 900)
    page.context.add_cookies([{"name": "desk", "value": at.token, "url": page.url}])
    page.goto(page.url.split("/desk")[0] + "/desk/content/picture/new")
    frame, said = page.locator(".crop-frame"), page.locator("[data-said]")
    page.locator("[data-crop] [type=file]").set_input_files(photograph(tmp_path / "a.png"))
    expect(said).to_have_text("留下：宽 100 %，高 100 %")
    finger_is_taken_away(page)
    expect(page.locator(SENT)).to_have_value("0.0000 0.0000 1.0000 1.0000")
    drags_to_a_quarter(page)
    expect(said).to_have_text("留下：宽 50 %，高 50 %")
    frame.focus()
    for key in ("ArrowRight", "ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(said).to_have_text("留下：宽 48 %，高 50 %")
    saves(page)
    seen = hung(sqlite_ctx, at).getpixel((380, 196))
    assert hung(sqlite_ctx, at).size == (384, 200) and len(pictures(sqlite_ctx)) == 2
    assert isinstance(seen, tuple) and seen[0] > seen[2], "nothing blue"
    # It is cut anew out of the whole, and all of that comes back.
    page.get_by_role("button", name="剪一剪").click()
    expect(said).to_have_text("留下：宽 48 %，高 50 %")
    expect(frame).to_be_focused()
    page.locator(".cropping [value=whole]").click()
    saves(page)
    assert hung(sqlite_ctx, at).size == (800, 400)
