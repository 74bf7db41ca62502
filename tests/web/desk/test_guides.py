"""The guides of the staff: their pictures are the real pages, taken by this run."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, expect

from kiosk.actions import content, queue
from kiosk.actions.content.centre import guide, seed
from kiosk.actions.staff.guides import GUIDES, PICTURES, STEPS
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import SEED, SQLITE, context_on, take
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague

SIZE = (1120, 700)
COLOURS = 64
# What time and letters of another release may change of a page, as a mean of 255.
TOLERANCE = 12.0
ITEM = "medical"


@pytest.fixture
def sqlite_ctx(tmp_path: Path) -> Iterator[AppContext]:
    """The centre with all that it begins with, and people waiting."""
    ctx = context_on(f"{SQLITE}{tmp_path / 'centre.db'}", tmp_path)
    ctx.database.migrate()
    seed(ctx, SEED)
    service = next(one.id for one in guide(ctx).services)
    for _ in range(6):
        take(ctx, service)
    yield ctx
    ctx.database.close()


def in_colours(shot: bytes) -> Image.Image:
    """As the picture is kept: few colours, small."""
    return Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS)


def differs(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, looked at from afar."""
    far = [picture.convert("L").resize((56, 35)) for picture in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*far)).rms[0])


def keep(page: Page, name: str) -> None:
    """Takes the picture of a step, or compares with the one that is kept."""
    picture, file = in_colours(page.screenshot()), PICTURES / f"{name}.png"
    if os.environ.get("NEW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        picture.save(file, optimize=True)
    kept = Image.open(file)
    assert kept.size == SIZE == picture.size, name
    assert differs(kept, picture) < TOLERANCE, f"{name}: take it anew with NEW_PICTURES=1"


def log_in(ctx: AppContext, open_page: Callable[..., Page], role: Role) -> Page:
    pin = add_account(ctx, "小李", role)
    page = open_page("/desk", *SIZE)
    page.fill("#name", "小李")
    if role is Role.CLERK:
        keep(page, "clerk-1")
    page.fill("#pin", pin)
    page.wait_for_url(lambda url: not url.endswith("/desk"))
    return page


def test_the_pictures_of_the_clerks_guide(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = log_in(sqlite_ctx, open_page, Role.CLERK)
    keep(page, "clerk-2")
    counter = next(one.number for one in queue.hall(sqlite_ctx).counters if one.waiting)
    with page.expect_navigation():
        page.get_by_role("button").filter(has_text=f"{counter} 号窗口").first.click()
    page.clock.install()
    for key, shown, text in (
        ("Enter", "#number", "A001"), ("F2", ".standing", "叫过 2 次"),
        ("F2", ".standing", "叫过 3 次"), ("F3", "#tab-missed", "1"), ("Enter", "#number", "A002"),
    ):
        # The guard against a second press of the same hand.
        page.clock.run_for(500)
        page.keyboard.press(key)
        expect(page.locator(shown)).to_contain_text(text)
        if text == "A001":
            keep(page, "clerk-3")
    page.click("#tab-missed")
    expect(page.locator("#tab-missed")).to_have_attribute("aria-current", "true")
    keep(page, "clerk-4")
    page.keyboard.press("F4")
    expect(page.locator("dialog")).to_be_visible()
    keep(page, "clerk-5")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator("button.quiet").first.click()
    expect(page.locator("dialog")).to_be_visible()
    keep(page, "clerk-6")


def test_the_pictures_of_the_editors_guide(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = log_in(sqlite_ctx, open_page, Role.EDITOR)
    desk = page.url.split("/desk")[0] + "/desk"
    item = next(one.id for one in guide(sqlite_ctx).services)
    page.goto(f"{desk}/content/notice")
    keep(page, "editor-1")
    page.goto(f"{desk}/content/service")
    keep(page, "editor-2")
    page.goto(f"{desk}/content/service/{item}")
    page.fill("[name='summary.zh']", "没有单位医保的居民，每年秋天在这里办。")
    kept = page.get_attribute("#sheet", "data-kept")
    expect(page.locator("#kept")).to_have_text(str(kept))
    keep(page, "editor-3")
    editor = coordinator(sqlite_ctx, Role.EDITOR, "小王")
    for fee in ("五元", "不收费"):
        base = dict(content.sheet(sqlite_ctx, editor, "service", item).written)
        content.publish(sqlite_ctx, editor, "service", item, base, base | {"fee.zh": fee})
    page.reload()
    page.evaluate("document.querySelector('form button.primary').scrollIntoView({block: 'center'})")
    keep(page, "editor-4")
    page.click("details.history summary")
    page.evaluate("document.querySelector('.history').scrollIntoView({block: 'center'})")
    keep(page, "editor-5")
    page.goto(f"{desk}/content/notice")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    keep(page, "editor-6")


def test_control_a_page_that_changed_is_noticed() -> None:
    one, other = (Image.open(PICTURES / f"clerk-{n}.png") for n in (1, 3))
    assert differs(one, other) > TOLERANCE and differs(one, one) == 0


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", list(GUIDES))
def test_each_guide_is_one_sheet_with_every_step(
    ctx: AppContext, site: Flask, tmp_path: Path, name: str, language: str
) -> None:
    colleague = Colleague(site, "小王", add_account(ctx, "小王", Role.MANAGER))
    colleague.log_in()
    assert f"/desk/own/guide/{name}" in colleague.get("/desk/own").text
    answer = colleague.get(f"/desk/own/guide/{name}?lang={language}")
    file = tmp_path / "guide.pdf"
    file.write_bytes(answer.data)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    pages = said.stdout.split("\f")[:-1]
    assert len(pages) == 1
    whole, words = "".join(pages[0].split()), ctx.words[language]
    for n in STEPS:
        assert "".join(words(f"guides.{name}_{n}").split()) in whole, n


def test_a_guide_is_for_whoever_does_the_work(ctx: AppContext, site: Flask) -> None:
    for role, there in (
        (Role.CLERK, {"clerk"}), (Role.EDITOR, {"editor"}), (Role.COORDINATOR, set()),
    ):
        colleague = Colleague(site, str(role), add_account(ctx, str(role), role))
        colleague.log_in()
        seen = {name for name in GUIDES
                if colleague.get(f"/desk/own/guide/{name}").status_code == 200}
        assert seen == there
        assert colleague.get("/desk/own/guide/none").status_code == 404
