"""A lamp is out: told at the glass without a name, followed by the slip, solved by its resident's
own yes, and counted on the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.devices.printing.printer import printer_from
from kiosk.devices.text_input.input_engines import load_writing
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.resident_cases import MORNING, bring_in
from tests.support.screen import wait_until
from tests.support.screens.resident import Resident, scanned
from tests.support.web.serving import served

Open = Callable[..., Page]


@pytest.fixture
def centre(sqlite_ctx: AppContext, clock: Clock, tmp_path: Path) -> Iterator[tuple[Resident, str]]:
    """The glass and the pages of a centre with its own topics, a printer and its own keyboard."""
    clock.now = MORNING
    ctx, where = bring_in(sqlite_ctx), f"file:{tmp_path / 'paper'}"
    ctx = replace(ctx, settings=replace(ctx.settings, printer=where),
                  printer=printer_from(where), writing=load_writing(()))
    with served(ctx) as base:
        guest = Resident(ctx, others=True)
        yield guest, base
        guest.leaves()


def tells(guest: Resident) -> None:
    """灯坏了, tap by tap, without a telephone."""
    guest.taps("说说您的事")
    guest.wait_for("cases")
    guest.taps("修水修电修路")
    guest.wait_for("case_listener")
    guest.taps("金锋工作室")
    guest.wait_for("case_write")
    for letters, word in (("deng", "灯"), ("huai", "坏"), ("le", "了")):
        for letter in letters:
            guest.taps(letter.upper())
        guest.until(lambda word=word: word in guest.read().splitlines())
        guest.taps(word)
    guest.taps("写好了")
    guest.wait_for("case_place")
    guest.taps("第一小区")
    guest.until(lambda: "在几号楼" in guest.read())
    guest.taps("3 号楼")
    guest.wait_for("case_keep")
    guest.taps("不留电话，交上去")
    guest.wait_for("case_receipt")
    guest.until(lambda: "小票出来了" in guest.read())


def answers(guest: Resident, phone: Open) -> None:
    """Somebody at the desk hands it on, and writes what was done."""
    pin = add_account(guest.ctx, "老周", Role.MANAGER)
    desk = phone("/desk", viewport={"width": 1440, "height": 900})
    desk.fill("#name", "老周")
    desk.fill("#pin", pin)
    desk.wait_for_url("**/counters")
    desk.goto(desk.url.replace("counters", "cases"))
    desk.locator(".case-rows a").first.click()
    expect(desk.locator(".story")).to_have_text("灯坏了")
    desk.locator(".case-answer textarea").fill("换了灯泡，今晚就亮。")
    with desk.expect_navigation():
        desk.get_by_role("button", name="把回话发出去").click()


def test_a_lamp_is_told_followed_by_the_slip_and_solved_by_its_residents_yes(
    centre: tuple[Resident, str], phone: Open, tmp_path: Path
) -> None:
    guest, _ = centre
    tells(guest)
    assert "留-0431" in guest.read()
    (slip,) = wait_until(lambda: list((tmp_path / "paper").glob("*.png")))
    (link,) = scanned(Image.open(slip))
    guest.taps("好了，回首页")
    guest.wait_for("home")

    mine = phone(urlsplit(link).path)
    expect(mine.locator(".case-number")).to_have_text("留-0431")
    expect(mine.locator(".own-case .said-text")).to_have_text("灯坏了")
    answers(guest, phone)
    expect(mine.locator(".answer")).to_contain_text("今晚就亮")
    guest.goes_to("case_wall")
    assert "0\n件\n居民说解决了" in guest.read()
    with mine.expect_navigation():
        mine.get_by_role("button", name="解决了", exact=True).click()
    guest.until(lambda: "1\n件\n居民说解决了" in guest.read())
