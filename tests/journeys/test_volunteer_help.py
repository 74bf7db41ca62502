"""Volunteer help from the code on the touch screen to the hours on the proof; and without a
phone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.actions.staff.sessions import add_account
from kiosk.actions.volunteers import registry
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.screens.resident import Resident, scanned
from tests.support.volunteer_help import PIN, coordinator, on_duty, volunteer
from tests.web.phone.test_phone_live import SIDEWAYS

Open = Callable[..., Page]


def _opened(phone: Open, guest: Resident, at: StaffSession, who: Volunteer) -> Page:
    """A volunteer's own phone, that has opened the link and set the PIN."""
    page = phone(urlsplit(registry.new_link(guest.ctx, at, who.id)).path)
    page.get_by_label("6 位密码").fill(PIN)
    page.get_by_role("button", name="设好了").click()
    expect(page.get_by_role("heading", name="可以接的")).to_be_visible()
    return page


def _asks(guest: Resident, phone: Open, tmp_path: Path) -> tuple[Page, str]:
    """A resident who scans the code on the touch screen and fills in the form."""
    guest.taps("找志愿者")
    guest.wait_for("help_kinds")
    guest.taps("家里修一修")
    guest.wait_for("help_code")
    (link,) = scanned(guest.picture(tmp_path))
    parts = urlsplit(link)
    mine = phone(f"{parts.path}?{parts.query}")
    mine.get_by_label("怎么称呼（要写）").fill("张阿姨")
    mine.get_by_label("电话（要写）").fill("138 0000 0")
    mine.get_by_role("button", name="请人来帮").click()
    expect(mine.get_by_text("电话还差 3 位，请补上")).to_be_visible()
    mine.get_by_label("电话（要写）").fill("13800004567")
    mine.get_by_label("在哪儿帮（要选）").select_option("e1/g1")
    mine.get_by_label("几号楼", exact=True).select_option("8号楼")
    mine.get_by_label("几单元几号", exact=True).fill("2单元301")
    mine.get_by_label("想说的（可以不写）").fill("水龙头一直滴水")
    mine.get_by_role("button", name="请人来帮").click()
    expect(mine.locator("h1")).to_have_text("收到了，正在找人")
    return mine, f"{parts.path}?{parts.query}"


def _sends_on(phone: Open, guest: Resident) -> None:
    """The coordinator sends the request to the repair team."""
    pin = add_account(guest.ctx, "小赵", Role.COORDINATOR)
    desk = phone("/desk", viewport={"width": 1440, "height": 900})
    desk.locator("[name=name]").fill("小赵")
    desk.locator("[name=pin]").fill(pin)
    desk.wait_for_url("**/desk/today")
    desk.get_by_role("link", name="志愿者").click()
    desk.get_by_role("link", name="家里修一修").click()
    expect(desk.get_by_text("8号楼 2单元301")).to_be_visible()
    desk.get_by_label("队伍、网格或者人").select_option("team:repair")
    desk.get_by_role("button", name="派过去").click()
    expect(desk.get_by_text("派出去").first).to_be_visible()


def test_from_the_code_on_the_touch_screen_to_the_hours_on_the_proof(
    centre: tuple[Resident, str], phone: Open, tmp_path: Path
) -> None:
    guest, _ = centre
    at = coordinator(guest.ctx)
    liu, wang = (volunteer(guest.ctx, at, name, ("repair",)) for name in ("刘明", "王芳"))
    mine, link = _asks(guest, phone, tmp_path)
    _sends_on(phone, guest)
    first, second = (_opened(phone, guest, at, who) for who in (liu, wang))
    # Both see it and press; one has it, the other is told kindly.
    for page in (first, second):
        expect(page.get_by_role("button", name="我来帮 家里修一修")).to_be_visible()
        page.evaluate("document.getElementById('live').dataset.stateUrl = '/healthz'")
    first.get_by_role("button", name="我来帮 家里修一修").click()
    second.get_by_role("button", name="我来帮 家里修一修").click()
    expect(second.get_by_text("刚有别的志愿者接了，谢谢您")).to_be_visible()
    _go_together(first, second)
    expect(mine.locator("h1")).to_contain_text("刘师傅来帮您")
    words = mine.locator(".code-words .big").inner_text()
    _arrives(first, words)
    guest.ctx.clock.pass_(minutes=35)
    _leaves(first, mine, tmp_path)
    mine.get_by_role("button", name="帮好了").click()
    expect(mine.locator("h1")).to_have_text("帮好了，谢谢您说一声")
    _reads_the_proof(first, tmp_path)
    # The code is used: whoever scans it again starts anew.
    again = phone(link)
    expect(again.get_by_text("这个码用过了，或者过时了")).to_be_visible()
    again.get_by_role("link", name="家里修一修").click()
    expect(again.locator("h1")).to_have_text("请志愿者帮忙")


def _go_together(first: Page, second: Page) -> None:
    """The door is shown when somebody comes along."""
    expect(first.get_by_text("第一次上门，要两个人去")).to_be_visible()
    expect(first.get_by_text("8号楼 2单元301")).to_have_count(0)
    second.get_by_role("button", name="我陪着去 家里修一修").click()
    expect(first.get_by_text("8号楼 2单元301")).to_be_visible()


def _arrives(first: Page, words: str) -> None:
    """With the resident's two words, and with no others."""
    first.get_by_label("居民念的两个词").fill("月亮月亮月亮")
    first.get_by_role("button", name="我到了").click()
    expect(first.get_by_text("暗号不对，请居民再念一遍")).to_be_visible()
    first.get_by_label("居民念的两个词").fill(words)
    first.get_by_role("button", name="我到了").click()


def _leaves(first: Page, mine: Page, tmp_path: Path) -> None:
    """By the code on the resident's phone, read from a picture of it."""
    expect(mine.locator("h1")).to_contain_text("正在帮您")
    mine.locator(".qr").scroll_into_view_if_needed()
    shot = tmp_path / "code.png"
    mine.locator(".code-words").screenshot(path=shot, scale="css")
    (scan,) = scanned(Image.open(shot).resize((1200, 1200)).convert("RGB"))
    first.goto(first.url.partition("/v/")[0] + urlsplit(scan).path)
    first.get_by_role("button", name="我走了").click()


def _reads_the_proof(first: Page, tmp_path: Path) -> None:
    """The hours stand on the page and on paper, and nobody who was helped does."""
    first.get_by_role("link", name="回我的页面").click()
    expect(first.get_by_text("0 小时 35 分")).to_be_visible()
    proof = tmp_path / "record.pdf"
    proof.write_bytes(first.request.get(first.url + "/record.pdf").body())
    said = subprocess.run(["pdftotext", "-layout", proof, "-"], capture_output=True, text=True,
                          check=True).stdout
    assert "刘明" in said and "35 分钟" in said and "家里修一修" in said and "张阿姨" not in said


def test_without_a_phone_somebody_comes_over(
    centre: tuple[Resident, str], phone: Open
) -> None:
    guest, _ = centre
    at = coordinator(guest.ctx)
    liu = volunteer(guest.ctx, at, "刘明")
    on_duty(guest.ctx, at, liu)
    helper = _opened(phone, guest, at, liu)
    guest.goes_to("help_code", kind_id="phone")
    guest.taps("没带手机，请志愿者过来")
    guest.wait_for("help_call")
    assert "正在叫志愿者" in guest.read()
    helper.get_by_role("button", name="我来帮 手机怎么用").click()
    expect(helper.get_by_text("接下了，在大厅等您")).to_be_visible()
    guest.until(lambda: "刘师傅马上到" in guest.read())
    helper.get_by_role("button", name="我到了").click()
    guest.until(lambda: "刘师傅正在帮您" in guest.read())
    guest.ctx.clock.pass_(minutes=10)
    helper.get_by_role("button", name="我走了").click()
    guest.until(lambda: "帮好了吗" in guest.read())
    guest.taps("帮好了")
    guest.until(lambda: "谢谢您说一声" in guest.read())
    assert registry.hours_of(guest.ctx, liu.id).minutes == 10


def test_asking_and_following_work_without_scripts(
    centre: tuple[Resident, str], phone: Open
) -> None:
    page = phone("/help", java_script_enabled=False)
    page.get_by_role("link", name="孩子的功课").click()
    page.get_by_label("怎么称呼（要写）").fill("李叔")
    page.get_by_label("电话（要写）").fill("13700001234")
    page.get_by_role("button", name="请人来帮").click()
    expect(page.locator("h1")).to_have_text("收到了，正在找人")
    page.get_by_role("link", name="不用帮了").click()
    page.get_by_role("button", name="不用帮了").click()
    expect(page.locator("h1")).to_have_text("不用帮了")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("text", ["", "large"])
def test_the_form_fits_a_phone(phone: Open, width: int, text: str) -> None:
    for locale in ("zh-CN", "en-US"):
        page = phone(f"/help?kind=phone&text={text}", viewport={"width": width, "height": 568},
                     locale=locale)
        assert not page.evaluate(SIDEWAYS)
