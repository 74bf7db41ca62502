"""A new editor at the PC, by the keyboard alone, with a resident at the touch screen of the same
centre."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from kiosk.actions.content.centre import guide
from kiosk.actions.staff.sessions import add_account
from kiosk.domain.staff.roles import Role
from tests.support.screens.resident import Resident
from tests.support.web.by_keyboard import FARTHEST, goes_to, types

Open = Callable[..., Page]
FIELDS = {
    "title.zh": "居住证明", "category": "社", "queue": "社", "summary.zh": "开一张证明。",
    "who.zh": "居民", "duration.zh": "当场办完", "fee.zh": "不收费", "words": "证明、住址",
}
FOLDED = """([said, name]) => { const at = document.activeElement;
  return at.tagName === 'SUMMARY' && at.textContent.includes(said)
    && (!name || at.closest('fieldset').querySelector(`[name='${name}']`) !== null); }"""
MATERIALS = ("身份证", "户口本", "租房合同", "照片", "申请表")


def unfolds(page: Page, said: str, name: str = "") -> None:
    """Tab, until what unfolds, of the field of that name, has the keys; and unfolds it."""
    for _ in range(FARTHEST):
        if page.evaluate(FOLDED, [said, name]):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {said} {name}")


def material(page: Page, n: int, name: str) -> None:
    """One more thing to bring, with its icon."""
    if n == 1:
        unfolds(page, "再加几条")
    unfolds(page, "换一个图标", f"materials.{n}.icon")
    icons = f":icon.materials.{n}.icon"
    expect(page.locator(f"[name='{icons}']").first).to_be_attached()
    goes_to(page, icons)
    page.keyboard.press("Space")
    types(page, f"materials.{n}.name.zh", name)


def signs_in(phone: Open, guest: Resident) -> Page:
    pin = add_account(guest.ctx, "小赵", Role.MANAGER)
    desk = phone("/desk", viewport={"width": 1440, "height": 900})
    types(desk, "name", "小赵")
    types(desk, "pin", pin)
    desk.wait_for_url(lambda url: not url.endswith("/desk"))
    return desk


def opens(desk: Page, *links: str) -> None:
    for link in links:
        goes_to(desk, link)
        with desk.expect_navigation():
            desk.keyboard.press("Enter")


def shows(desk: Page) -> float:
    """给大家看; when it was pressed."""
    goes_to(desk, ":how", "publish")
    pressed = time.monotonic()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    return pressed


def test_a_service_with_five_materials_by_the_keyboard_alone(
    centre: tuple[Resident, str], phone: Open
) -> None:
    guest, _ = centre
    desk = signs_in(phone, guest)
    opens(desk, "内容", "办事指南", "加一项办事")
    for name, text in FIELDS.items():
        types(desk, name, text)
    for n, name in enumerate(MATERIALS):
        material(desk, n, name)
    expect(desk.get_by_text("写的都存着，停电也不丢。")).to_be_visible()
    assert "居住证明" not in {one.title.zh for one in guide(guest.ctx).services}
    guest.taps("办事取号")
    guest.wait_for("service_list")
    # Four of them fill the page: with a fifth there is another one.
    assert "下一页" not in guest.read()
    pressed = shows(desk)
    guest.until(lambda: "下一页" in guest.read())
    print(f"{time.monotonic() - pressed:.1f} s from the key to the touch screen")
    guest.taps("下一页")
    guest.until(lambda: "居住证明" in guest.read())
    made = next(one for one in guide(guest.ctx).services if one.title.zh == "居住证明")
    assert tuple(one.name.zh for one in made.materials) == MATERIALS
    guest.taps("居住证明")
    guest.wait_for("service_detail")
    guest.taps("现在取号")
    guest.wait_for("check_list")
    guest.taps("就这样取号")
    guest.wait_for("priority")
    guest.taps("普通号")
    guest.wait_for("ticket")
    assert "A001" in guest.read()
    _another_counter_and_back(desk, guest, made.id)


def _another_counter_and_back(desk: Page, guest: Resident, item: str) -> None:
    """Its line, which another counter serves, and then the old text again."""
    opens(desk, "居住证明")
    types(desk, "queue", "")
    shows(desk)
    moved = guide(guest.ctx).service(item)
    assert moved and moved.queue_id == "B"
    opens(desk, "居住证明")
    unfolds(desk, "以前的样子")
    goes_to(desk, "改回去")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    back = guide(guest.ctx).service(item)
    assert back and back.queue_id == "A"
