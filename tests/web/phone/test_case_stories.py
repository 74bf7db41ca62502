"""Cases in real browsers: whole stories on the phone, without network, in the eyes of axe-core."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.drafts import CaseDraft, hand_over_text
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.context import AppContext
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import SQLITE, Clock, small_centre
from tests.support.photographs import saved
from tests.support.resident_cases import LAMP, MORNING, bring_in, staff, told
from tests.support.web.axe import SIDEWAYS, WEIGHT, shut_out, violations
from tests.support.web.serving import Server

HEAVIEST = 60 * 1024
ANSWER = "物业换了灯和开关，夜里看过两回，都亮。"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main a.face, main button, main summary.face')]
  .filter((one) => one.getBoundingClientRect().height < 59.5 && one.offsetParent)
  .map((one) => one.outerHTML.slice(0, 100))"""

PHOTO = saved(Image.new("RGB", (60, 40), "red"), "PNG")
# The photographs that wait on a phone.
PHOTOS = """() => new Promise((done) => {
  const opening = indexedDB.open('photos');
  opening.onsuccess = () => {
    const all = opening.result.transaction('all').objectStore('all').getAllKeys();
    all.onsuccess = () => done(all.result);
  };
})"""


class House:
    """A centre with its topics, served, with who works there and the phones that look at it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.clock = Clock()
        self.clock.now = MORNING
        self.ctx: AppContext = bring_in(
            small_centre(f"{SQLITE}{folder / 'h.db'}", folder, self.clock))
        self.manager: StaffSession = staff(self.ctx, Role.MANAGER)
        self.server = Server(self.ctx)
        self._browser, self._contexts, self._told = browser, list[BrowserContext](), 0

    def phone(self, path: str, **more: object) -> Page:
        """A phone nobody used before."""
        context = self._browser.new_context(**{
            "locale": "zh-CN", "viewport": {"width": 390, "height": 844},
            **more})  # type: ignore[arg-type]  # as Playwright names them
        self._contexts.append(context)
        page = context.new_page()
        page.goto(self.server.base + path)
        return page

    def tells(self, **more: object) -> tuple[str, int]:
        """A case told at the touch screen: the path of its page, its id."""
        self._told += 1
        receipt = told(self.ctx, f"own {self._told}", **more)  # type: ignore[arg-type]
        return f"/c/{receipt.code}", receipt.case_id

    def answered(self, *after: Callable[[AppContext, str], object], **more: object) -> str:
        """An answered case, with what its resident did then."""
        path, id_ = self.tells(**more)
        cases.assign(self.ctx, self.manager, id_, "body:property", "他们管灯")
        cases.answer(self.ctx, self.manager, id_, ANSWER)
        for action in after:
            action(self.ctx, path.rpartition("/")[2])
        return path

    def id_of(self, page: Page) -> int:
        return self.view(page).case.id

    def view(self, page: Page) -> cases.CaseView:
        return cases.case_by_code(self.ctx, page.url.rpartition("/")[2])

    def hang_up(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One centre for all stories."""
    made = House(browser, tmp_path_factory.mktemp("cases"))
    yield made
    made.server.ends()
    made.ctx.database.close()


@pytest.fixture
def house(served: House) -> Iterator[House]:
    served.clock.now = MORNING
    yield served
    served.hang_up()


def presses(page: Page, what: str) -> None:
    """Presses what leads to another page, and waits for that one."""
    with page.expect_navigation():
        page.locator(what).click()


def tells_with_photo(page: Page, photo: Path) -> None:
    """Tells of the lamp, and shows it."""
    Image.new("RGB", (600, 800), "brown").save(photo)
    page.check("#topic-repairs")
    page.fill("#words", LAMP)
    page.set_input_files("#photo", photo)
    presses(page, "#tell button.primary")
    expect(page.locator(".own-case")).to_contain_text(LAMP)
    assert page.locator(".own-case img").evaluate("(one) => one.naturalWidth") > 0


@pytest.mark.parametrize("script", [True, False])
def test_a_story_with_a_photo_is_answered_reopened_solved_and_rated_poorly(
    house: House, tmp_path: Path, script: bool
) -> None:
    page = house.phone("/c/new", java_script_enabled=script)
    tells_with_photo(page, tmp_path / "lamp.jpg")
    id_ = house.id_of(page)
    cases.answer(house.ctx, house.manager, id_, ANSWER)
    page.reload()
    expect(page.locator("h1")).to_have_text("就等您说一声")
    expect(page.locator(".answer")).to_contain_text(ANSWER)
    page.locator(".folds summary").click()
    page.fill("#not-solved-words", "夜里还是不亮")
    presses(page, ".folds form button")
    expect(page.locator(".line-of-help")).to_contain_text("夜里还是不亮")
    expect(page.locator("text=解决了").first).not_to_be_visible()
    cases.answer(house.ctx, house.manager, id_, "换了一盏新的")
    page.reload()
    presses(page, "form button.primary")
    assert house.view(page).case.state is CaseState.SOLVED
    presses(page, "a:has-text('打个分')")
    assert page.locator("input:checked").count() == 0
    presses(page, "button.primary")
    expect(page.locator("main [role=alert]")).to_be_visible()
    page.check("#level-2")
    page.check("#tag-slow")
    presses(page, "button.primary")
    expect(page.locator(".rated")).to_contain_text("不满意")
    expect(page.locator(".rated")).to_contain_text("10月16日")
    page.fill("#add-to-rating-words", "等了两个星期")
    presses(page, ".rated button")
    expect(page.locator(".rated form")).to_have_count(0)
    cases.follow_up(house.ctx, house.manager, id_, "对不住，下回先说清楚")
    page.reload()
    expect(page.locator(".line-of-help")).to_contain_text("对不住，下回先说清楚")


def test_a_case_that_nobody_answers_to_is_closed_by_silence_and_can_still_be_said(
    house: House
) -> None:
    page = house.phone(house.answered())
    expect(page.locator("main")).to_contain_text("记成“没回话”，不算解决")
    lapses = house.view(page).lapses_on
    assert lapses
    house.clock.now = MORNING.replace(month=lapses.month, day=lapses.day, hour=0, minute=5)
    cases.run_due(house.ctx)
    expect(page.locator("h1")).to_have_text("没等到您的话", timeout=15_000)
    assert cases.wall(house.ctx).months[-1].figures.silent >= 1
    presses(page, "form button.primary")
    assert house.view(page).case.state is CaseState.SOLVED


def test_what_is_written_without_network_is_kept_on_the_phone_and_sent_once(house: House) -> None:
    path, _ = house.tells()
    page = house.phone(path)
    expect(page.locator("h1")).to_be_visible()
    house.server.goes()
    page.locator("summary:has-text('补两句')").click()
    page.fill("#add-words", "还有一盏也坏了")
    page.set_input_files("#photo", {
        "name": "灯.png", "mimeType": "image/png", "buffer": PHOTO})
    page.locator("form[data-keeps=add] button").click()
    expect(page.locator("#outbox")).to_contain_text("有网再送", timeout=15_000)
    expect(page.locator("#outbox")).to_contain_text("还有一盏也坏了 + 一张照片")
    house.server.comes()
    expect(page.locator(".line-of-help")).to_contain_text("还有一盏也坏了", timeout=30_000)
    expect(page.locator("#outbox")).to_be_hidden()
    said = [one.said for one in house.view(page).lines if one.action is CaseAction.ADD]
    assert said == ["还有一盏也坏了"]
    assert len(house.view(page).pictures) == 1 and page.evaluate(PHOTOS) == []
    assert "还有一盏" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_case_told_without_network_gets_its_number_when_there_is_some(house: House) -> None:
    page = house.phone("/c/new")
    house.server.goes()
    # A phone that keeps no files says so, and keeps the words.
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error(); }; }")
    page.check("#topic-parking")
    page.fill("#words", "楼下停不下车")
    page.set_input_files("#photo", {
        "name": "车.png", "mimeType": "image/png", "buffer": PHOTO})
    page.locator("#tell button.primary").click()
    expect(page.locator("#no-photo")).to_be_visible(timeout=15_000)
    expect(page.locator("#outbox")).to_contain_text("楼下停不下车", timeout=15_000)
    house.server.comes()
    expect(page.locator(".case-number")).to_be_visible(timeout=30_000)
    assert house.view(page).text == "楼下停不下车"


def _all_pages(house: House) -> dict[str, str]:
    """The path of each page, by what it shows."""
    solved = house.answered(cases.solved)
    poor = house.answered(
        cases.solved, lambda ctx, code: cases.rate(ctx, code, 1), phone="13912345678")
    asked, asked_id = house.tells()
    cases.ask(house.ctx, house.manager, asked_id, "请问是哪个单元？")
    extended, extended_id = house.tells()
    cases.extend(house.ctx, house.manager, extended_id, 3, "灯要订货，三天才到。")
    ended, ended_id = house.tells()
    cases.cannot_solve(house.ctx, house.manager, ended_id, "那里是绿地，改不了。")
    cases.release(house.ctx, house.manager, ended_id)
    erased, _ = house.tells()
    cases.erase(house.ctx, erased.rpartition("/")[2])
    quarrel = mediation.open_mediation(house.ctx, house.manager, MediationRequest(
        f"m{ended_id}", (SideFacts("张大爷"), SideFacts("李婶")), "楼道堆东西"))
    mediation.say(house.ctx, house.manager, quarrel, "both", "周三下午三点见", f"s{ended_id}")
    side = urlsplit(mediation.see_mediation(house.ctx, house.manager, quarrel).sides[0].url).path
    begun = urlsplit(hand_over_text(house.ctx, CaseDraft("repairs", "studio", LAMP)))
    return {
        "new": "/c/new", "begun": f"{begun.path}?{begun.query}", "wall": "/cases",
        "answered": house.answered(), "solved": solved, "rate": f"{solved}/rate", "poor": poor,
        "asked": asked, "extended": extended, "ended": ended, "erased": erased, "side": side,
        "withdraw": f"{asked}/ask/withdraw", "forget": f"{asked}/ask/forget",
    }


@pytest.mark.parametrize(("reader", "widths"), [
    ("lang=zh_CN", (390, 320)), ("lang=en&text=large", (320,))])
def test_nobody_is_shut_out_of_a_page_of_cases(
    house: House, reader: str, widths: tuple[int, ...]
) -> None:
    page, found = house.phone(f"/cases?{reader}"), list[str]()
    for name, path in _all_pages(house).items():
        page.goto(house.server.base + path)
        assert page.evaluate(WEIGHT) < HEAVIEST, name
        sizes = [(width, 844) for width in widths]
        found += [f"{name} {one}" for one in shut_out(page, sizes)]
        found += [f"{name} small: {one}" for one in page.evaluate(SMALL_TARGETS)]
    assert found == []


def test_control_what_shuts_somebody_out_is_found(house: House) -> None:
    path = house.answered()
    # A page that is older than its case draws itself anew, without what is planted in it.
    house.server.hears()
    page = house.phone(path)
    page.evaluate("""() => {
      const main = document.getElementById('main');
      main.append(document.createElement('input'));
      document.querySelector('.face.primary').style.cssText = 'height: 30px; min-height: 0';
      document.querySelector('h1').style.width = '50em';
    }""")
    assert any(one.startswith("label") for one in violations(page))
    assert page.evaluate(SMALL_TARGETS) and page.evaluate(SIDEWAYS)


def test_no_page_of_cases_says_a_code_or_a_text_in_its_address(house: House) -> None:
    asked = list[str]()
    page = house.phone(house.answered())
    page.on("request", lambda one: asked.append(one.url))
    page.reload()
    code = page.url.rpartition("/")[2]
    own = re.compile(rf"/c/{code}(/state)?$")
    elsewhere = [one for one in asked if code in one and not own.search(one)]
    assert asked and elsewhere == []
