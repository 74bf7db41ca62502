"""An evening of the class in real browsers: registering, collecting, and a server that is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from db.lessons import days, people
from kiosk.actions.lessons import desk
from kiosk.context import AppContext
from tests.support.centre import Clock
from tests.support.lessons import Evening, evening
from tests.support.volunteer_help import PIN
from tests.support.web.axe import shut_out
from tests.support.web.serving import Server


@dataclass
class Phones:
    """The evening with its server and phones."""

    tonight: Evening
    server: Server
    opened: Callable[[], BrowserContext]

    def at(self, path: str) -> Page:
        """A phone nobody used before."""
        page = self.opened().new_page()
        page.goto(self.server.base + path)
        return page

    def teacher(self) -> Page:
        """The teacher's phone, unlocked."""
        context = self.opened()
        context.add_cookies([{"name": "volunteer", "url": self.server.base,
                              "value": f"{self.tonight.link}.{self.tonight.device}"}])
        page = context.new_page()
        page.goto(f"{self.server.base}/k/{self.tonight.link}")
        page.fill("#pin", PIN)
        with page.expect_navigation():
            page.click("button.primary")
        expect(page.locator("#class")).to_be_visible()
        return page


@pytest.fixture
def phones(sqlite_ctx: AppContext, clock: Clock, browser: Browser) -> Iterator[Phones]:
    server, contexts = Server(sqlite_ctx), list[BrowserContext]()

    def opened() -> BrowserContext:
        contexts.append(browser.new_context(
            locale="zh-CN", viewport={"width": 390, "height": 844}))
        return contexts[-1]

    yield Phones(evening(sqlite_ctx, clock), server, opened)
    for context in contexts:
        context.close()
    server.ends()


def hands_over(page: Page, id_: int, person: str, digits: str) -> None:
    """Opens a child's form, chooses who collects and types the number they say."""
    one = page.locator(f"[data-child='{id_}']")
    one.locator("summary").click()
    one.locator(f"[value={person}]").check()
    one.locator("[name=digits]").fill(digits)
    one.locator("form[data-act=collect] button").click()


def registers(phones: Phones) -> tuple[Page, int]:
    """A parent registers on the phone, is confirmed by the desk, and writes about the child: the
    phone, and the child's number."""
    tonight, ctx = phones.tonight, phones.tonight.ctx
    parent = phones.at("/lessons")
    parent.fill("[name=name]", "孙丽")
    parent.fill("[name=relation]", "妈妈")
    parent.fill("[name=phone]", "13988887777")
    parent.click("form.fill button.primary")
    expect(parent.locator("#wrong")).to_contain_text("没有登记上")
    parent.check("[name=agrees]")
    parent.click("form.fill button.primary")
    number = parent.locator(".number").inner_text()
    with ctx.database.read() as tx:
        known = people.guardians(tx)[-1]
    desk.confirm_guardian(ctx, tonight.at, known.id, number)
    parent.reload()
    parent.fill("[name=nickname]", "小满")
    parent.fill("[name=school_class]", "一年级1班")
    for day in ("mon", "fri"):
        parent.check(f"[value={day}]")
    parent.click("form.fill button.primary")
    expect(parent.locator(".pass .heading")).to_contain_text("小满")
    with ctx.database.read() as tx:
        return parent, people.children_of(tx, known.id)[0].id


def test_a_parent_registers_a_teacher_checks_in_a_grandmother_collects_once(
    phones: Phones
) -> None:
    tonight, ctx = phones.tonight, phones.tonight.ctx
    parent, mine = registers(phones)
    teacher = phones.teacher()
    teacher.locator(f"[data-child='{mine}'] form[data-act=arrive] button").click()
    expect(teacher.locator(f"[data-list=here] [data-child='{mine}']")).to_be_visible()
    parent.reload()
    parent.fill("[name=relation]", "奶奶")
    parent.fill("[name=name]", "孙奶奶")
    parent.fill("[name=last4]", "6666")
    parent.check("[name=adult]")
    parent.click("text=给一个今天的码")
    link = parent.locator(".delegation a").get_attribute("href")
    grandmother = phones.at(str(link))
    digits = grandmother.locator(".number").inner_text()
    with ctx.database.read() as tx:
        person = f"d{people.delegations(tx, [mine])[0].id}"
    teacher.goto(f"{phones.server.base}/k/{tonight.link}")
    hands_over(teacher, mine, person, digits)
    expect(teacher.locator(f"[data-list=collected] [data-child='{mine}']")).to_be_visible()
    token = str(link).rpartition("/")[2]
    teacher.goto(f"{phones.server.base}/k/at/{token}")
    expect(teacher.locator("h1")).to_have_text("不能交")
    expect(teacher.locator("main")).to_contain_text("用过了")
    expect(grandmother.locator(".chip")).to_contain_text("作废了")


def test_an_evening_with_the_server_away_is_sent_later_and_nothing_twice(
    phones: Phones
) -> None:
    tonight = phones.tonight
    other = tonight.another("13612345679", "果果")
    tonight.arrives(other)
    page, digits, others = phones.teacher(), tonight.codes()[1], tonight.codes(other)[1]
    phones.server.goes()
    page.locator(f"[data-child='{tonight.child}'] form[data-act=arrive] button").click()
    expect(page.locator(f"[data-list=here] [data-child='{tonight.child}']")).to_be_visible()
    expect(page.locator("#waiting")).to_be_visible()
    hands_over(page, tonight.child, "g", others)
    expect(page.locator(".sheet h1")).to_have_text("不能交")
    page.locator(".sheet button").click()
    hands_over(page, tonight.child, "g", digits)
    expect(page.locator(f"[data-list=collected] [data-child='{tonight.child}']")).to_be_visible()
    assert "豆豆" not in page.evaluate("JSON.stringify(localStorage)")
    assert tonight.state() == "expected", "nobody else knows yet"
    phones.server.comes()
    expect(page.locator("#waiting")).to_be_hidden(timeout=30_000)
    assert tonight.state() == "collected"
    with tonight.ctx.database.read() as tx:
        kept = days.of_day(tx, tonight.clock.now.date())[tonight.child]
        alarms = days.alarms(tx, tonight.clock.now.replace(hour=0))
    assert kept.tries == 0, "the wrong number was never sent"
    assert [str(one.kind) for one in alarms] == ["called"]
    assert page.evaluate("Object.values(localStorage).every((one) => one === '[]')")


def test_without_network_whom_the_guardian_asked_today_has_to_wait(phones: Phones) -> None:
    tonight = phones.tonight
    tonight.arrives()
    _, number = tonight.delegates()
    page = phones.teacher()
    phones.server.goes()
    hands_over(page, tonight.child, f"d{number}", "1234")
    expect(page.locator(".sheet")).to_contain_text("没有网")
    phones.server.comes()
    expect(page.locator("#waiting")).to_be_hidden(timeout=30_000)
    assert tonight.state() == "here"


def test_nobody_is_shut_out_of_a_page_of_the_class(phones: Phones) -> None:
    tonight = phones.tonight
    tonight.arrives()
    delegated, _ = tonight.delegates()
    teacher, found = phones.teacher(), list[str]()
    own = f"/k/{tonight.link}"
    for path in ("/lessons", f"/g/{tonight.guardian}", f"/g/{delegated}", own,
                 f"/k/at/{tonight.codes()[0]}", "/k/at/none",
                 f"/g/{tonight.guardian}/ask/withdraw"):
        teacher.goto(phones.server.base + path)
        found += [f"{path}: {one}" for one in shut_out(teacher, ((390, 844), (320, 844)))]
    assert found == []
