"""The street's page: the code lets in, what needs somebody comes first, no address is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from kiosk.actions.operations.street_door import StreetDoor
from kiosk.domain.operations.street import CaseRates, StreetCentre, WhyAway
from kiosk.settings import WrongSetting
from kiosk.street_settings import MOST_CENTRES, read_street
from kiosk.web.street import GUESSES, STAYS, make_street
from tests.support.centre import Clock
from tests.support.street import BEHIND, CENTRES, NOW, QUIET, StillReader, street_ctx
from tests.support.web.axe import shut_out
from tests.support.web.serving import Serving

CENTRE = "[[centres]]\nname = '{}'\nurl = '{}'\n"


@pytest.fixture
def reader(clock: Clock) -> StillReader:
    """A street with a centre of each kind."""
    return StillReader(CENTRES, clock)


@pytest.fixture
def door(tmp_path: Path) -> StreetDoor:
    """The door of its page."""
    return StreetDoor(tmp_path / "street.code")


@pytest.fixture
def browser_of(tmp_path: Path, clock: Clock, reader: StillReader, door: StreetDoor) -> FlaskClient:
    """Somebody of the street's staff who has not come in yet."""
    door.new_code()
    return make_street(street_ctx(tmp_path, clock), reader, door).test_client()


def typed(client: FlaskClient, code: str) -> int:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)
    assert found
    return client.post("/sign-in", data={"csrf_token": found[1], "code": code}).status_code


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<b>([^<]+)', page)


# ---- who gets in


def test_nobody_sees_a_centre_without_the_code(
    browser_of: FlaskClient, door: StreetDoor, clock: Clock
) -> None:
    code = door.new_code()
    assert names(browser_of.get("/").text) == []
    assert browser_of.get("/state").status_code == 404
    assert typed(browser_of, "abcde23456") == 403 and names(browser_of.get("/").text) == []
    assert typed(browser_of, f" {code[:5]} {code[5:].upper()}") == 303
    assert len(names(browser_of.get("/").text)) == len(CENTRES)
    clock.pass_(seconds=STAYS.total_seconds() + 1)
    assert names(browser_of.get("/").text) == []


def test_another_code_shuts_out_whoever_came_in_by_the_one_before(
    browser_of: FlaskClient, door: StreetDoor
) -> None:
    before = door.new_code()
    assert typed(browser_of, before) == 303
    after = door.new_code()
    assert names(browser_of.get("/").text) == []
    assert typed(browser_of, before) == 403 and typed(browser_of, after) == 303


def test_who_guesses_waits_and_who_is_in_does_not(
    browser_of: FlaskClient, door: StreetDoor, clock: Clock
) -> None:
    code = door.new_code()
    assert typed(browser_of, code) == 303
    thief = browser_of.application.test_client()
    assert [typed(thief, "aaaaaaaaaa") for _ in range(GUESSES.times + 1)] == (
        [403] * GUESSES.times + [429])
    assert typed(thief, code) == 429, "a right guess after so many wrong ones does not count"
    assert len(names(browser_of.get("/").text)) == len(CENTRES)
    clock.pass_(minutes=11)
    assert typed(thief, code) == 303


def test_the_file_of_the_code_is_the_own_users_and_holds_no_code(door: StreetDoor) -> None:
    code = door.new_code()
    (file,) = (one for one in door._file.parent.iterdir() if one.name.startswith("street.code"))
    assert file.stat().st_mode & 0o777 == 0o600
    assert "$argon2id$" in file.read_text() and code not in file.read_text()


# ---- what the page says


@pytest.fixture
def staff(browser_of: FlaskClient, door: StreetDoor) -> FlaskClient:
    """Somebody who came in."""
    assert typed(browser_of, door.new_code()) == 303
    return browser_of


def test_what_needs_somebody_comes_first_and_why_is_said(staff: FlaskClient) -> None:
    page = staff.get("/").text
    order = re.findall(r'<tr class="is-(\w+)"', page)
    assert order == sorted(order, key=["away", "stopped", "trouble", "open", "closed"].index)
    for said in ("2 秒里没有答话", "用户名、密码或库名不对", "程序旧了", "比这里新",
                 "再跑一遍 role.sql", "程序 12 分钟没有报数了", "没有窗口开着",
                 "最早的等了 52 分钟", "3 件事该回话没回", "hall-2 不在，3 小时了",
                 "下面是 今天 10:20 的数"):
        assert said in page, said
    english = staff.get("/?lang=en").text
    assert "user, password or database is not right" in english and "52\u00a0min" in english


def test_the_totals_are_of_those_that_answer(
    staff: FlaskClient, reader: StillReader
) -> None:
    reader._known.clear()
    reader.tells(
        StreetCentre("一", BEHIND, NOW), StreetCentre("二", QUIET, NOW),
        StreetCentre("三", BEHIND, NOW, WhyAway.SILENT, NOW),
        StreetCentre("四", replace(BEHIND, rates=CaseRates(90, 90, 90, 90)),
                     NOW - timedelta(minutes=5)))
    figures = re.findall(r"<dd>([^<]+)</dd>", staff.get("/").text.partition("<table")[0])
    assert figures == ["2 / 4", "11", "52 分钟", "6", "2", "2", "78%", "62%", "53%"]


def test_a_newer_centre_may_name_what_nobody_here_knows(
    staff: FlaskClient, reader: StillReader
) -> None:
    odd = replace(BEHIND.overdue[0], kind="dogs_to_walk")
    reader.tells(StreetCentre("留义社区", replace(QUIET, overdue=(odd,)), NOW))
    assert "3 件别的事" in staff.get("/").text


def test_no_address_and_no_secret_is_ever_shown(staff: FlaskClient, reader: StillReader) -> None:
    for said in (staff.get("/").text, repr(reader.street()), repr(reader)):
        assert "geheim" not in said and "192.0.2.7" not in said


def test_nothing_new_is_304_and_news_are_told(
    staff: FlaskClient, reader: StillReader, clock: Clock
) -> None:
    tag = staff.get("/state").headers["ETag"]
    assert staff.get("/state", headers={"If-None-Match": tag}).status_code == 304
    reader.tells(StreetCentre("留义社区", BEHIND, NOW))
    news = staff.get("/state", headers={"If-None-Match": tag})
    assert news.status_code == 200 and news.json and news.json["version"] == reader.version
    clock.pass_(minutes=1)
    assert staff.get("/state", headers={
        "If-None-Match": news.headers["ETag"]}).status_code == 200, "how long it lasts moves on"


# ---- how it looks


@pytest.fixture
def page(browser: Browser, browser_of: FlaskClient, door: StreetDoor) -> Iterator[Page]:
    """The page in a real browser."""
    serving = Serving(browser_of.application)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    opened.goto(serving.base)
    yield opened
    context.close()
    serving.ends()


SIZES = ((1440, 900), (390, 844), (320, 640))


def test_the_way_in_and_the_page_shut_nobody_out(page: Page, door: StreetDoor) -> None:
    assert shut_out(page, SIZES) == []
    page.fill("#code", door.new_code())
    page.keyboard.press("Enter")
    page.wait_for_selector("#main")
    assert shut_out(page, SIZES) == []
    for one in CENTRES:
        assert page.get_by_text(one.name, exact=True).is_visible(), one.name


def test_the_page_renews_itself(page: Page, door: StreetDoor, reader: StillReader) -> None:
    page.fill("#code", door.new_code())
    page.keyboard.press("Enter")
    page.wait_for_selector("#main")
    reader.tells(StreetCentre("留义社区", replace(QUIET, waiting=77), NOW))
    page.evaluate("step()")
    page.get_by_text("77 人").wait_for()


# ---- its settings


@pytest.mark.parametrize(("text", "said"), [
    ("", "1 to 200 centres"),
    ("centre = 1", "no such setting: centre"),
    ("port = 0\n" + CENTRE.format("a", "b"), "port has to be"),
    ("[[centres]]\nname = 'a'", "centre 1 has to have a name and a url"),
    (CENTRE.format("", "geheim"), "the name of centre 1"),
    (CENTRE.format("a", "geheim") * 2, "two centres are called a"),
    ("".join(CENTRE.format(n, "geheim") for n in range(MOST_CENTRES + 1)), "1 to 200 centres"),
    ("[[centres]]\nurl = 'geheim", "no TOML"),
])
def test_settings_that_cannot_be_are_named_without_an_address(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "street.toml").write_text(text, "utf-8")
    with pytest.raises(WrongSetting, match=re.escape(said)) as wrong:
        read_street(tmp_path / "street.toml")
    assert "geheim" not in str(wrong.value)


def test_settings_hold_two_hundred_centres_and_show_none_of_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "street.toml").write_text("title = '崇文街道'\n" + "".join(
        CENTRE.format(n, f"postgresql://street:geheim@c{n}/centre") for n in range(MOST_CENTRES)))
    street = read_street(tmp_path / "street.toml")
    assert (street.host, street.port) == ("127.0.0.1", 8090) and len(street.centres) == MOST_CENTRES
    assert street.title == "崇文街道" and "geheim" not in repr(street)
    with pytest.raises(WrongSetting, match="No such file"):
        read_street(tmp_path / "none.toml")
