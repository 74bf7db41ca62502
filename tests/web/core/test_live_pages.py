"""Pages that follow the centre: no news takes away an answer, or comes under a hand; a call
does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kiosk.actions import queue, volunteers
from kiosk.actions.operations import backups
from kiosk.actions.volunteers import volunteer_tasks
from kiosk.change_poller import ChangePoller
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.web.core.site import make_site
from tests.conftest import left_open, left_serving
from tests.support.centre import ROOT as REPOSITORY, take
from tests.support.rooms import at, booked
from tests.support.screen import wait_until
from tests.support.volunteer_help import coordinator, volunteer
from tests.support.web.news import MARK, ROOT, News, hears_nothing, is_new, is_old
from tests.support.web.phone_centre import Centre, forgets, served_centre
from tests.support.web.phone_pages import PATHS, show
from tests.support.web.serving import THREADS

# Where each page that asks for news is found; a new one is one more line here.
ON_PHONES = {
    "phone.ticket_state": "waiting", "phone.all_rooms_state": "rooms", "phone.room_state": "room",
    "phone.booking_state": "booking", "phone.help_state": "help_home",
    "phone.volunteer_state": "volunteer", "phone.task_state": "task_at_home",
    "phone.activities_state": "activities", "phone.activity_state": "activity",
    "phone.all_care_state": "care", "phone.device_state": "device",
    "phone.guardian_state": "guardian", "phone.wall_state": "case_wall",
    "phone.case_state": "case", "phone.appointment_state": "appointment",
}
AT_PCS = {
    "desk.state": "/desk", "desk.rooms_state": "/desk/rooms", "desk.help_state": "/desk/help",
    "desk.health_state": "/desk/health", "desk.activities_state": "/desk/activities",
    "desk.care_state": "/desk/care", "desk.lessons_state": "/desk/lessons",
    "desk.cases_state": "/desk/cases", "desk.appointments_state": "/desk/appointments",
    "desk.today_state": "/desk/today",
}
TABLET, BOARD = {"phone.tablet_state": "/rate/2"}, {"board.state": "/board"}
LIVE = (*ON_PHONES, *AT_PCS, *TABLET, *BOARD)
# A teacher's page keeps what is done on it and draws itself (`test_lessons_evening`); what a phone
# has stands in a part of its own above each page (`test_home`).
APART = {"phone.teacher_state", "phone.mine_state"}

# A form that is planted in what is drawn anew.
PLANT = f"""() => {{ const form = document.createElement('form');
  form.id = 'planted';
  form.innerHTML = `<input id="word"><select id="pick"><option>a<option>b</select>
    <input type="checkbox" id="box"><button id="go">go</button>`;
  {ROOT}.append(form); }}"""
TOUCH = """(name) => dispatchEvent(new TouchEvent(name, { touches: name === 'touchstart'
  ? [new Touch({ identifier: 1, target: document.body })] : [] }))"""
CHANGED = "document.getElementById('{}').dispatchEvent(new Event('change', {{ bubbles: true }}))"
# How a reader is busy, and how that ends. One page of each script is tried with all of them.
EVERY_WAY, ON_ALL = ("phone.task_state", "desk.state"), ("mouse", "written")
WAYS: dict[str, tuple[Callable[[Page], object], Callable[[Page], object]]] = {
    "mouse": (lambda page: (page.mouse.move(1, 1), page.mouse.down()),
              lambda page: page.mouse.up()),
    "finger": (lambda page: page.evaluate(TOUCH, "touchstart"),
               lambda page: page.evaluate(TOUCH, "touchend")),
    "focus": (lambda page: page.focus("#word"), lambda page: page.evaluate("word.blur()")),
    "written": (lambda page: (page.fill("#word", "我在"), page.evaluate("word.blur()")),
                lambda page: (page.fill("#word", ""), page.evaluate("word.blur()"))),
    "picked": (lambda page: page.evaluate("pick.selectedIndex = 1"),
               lambda page: page.evaluate("pick.selectedIndex = 0;" + CHANGED.format("pick"))),
    "ticked": (lambda page: page.evaluate("box.checked = true"),
               lambda page: page.evaluate("box.checked = false;" + CHANGED.format("box"))),
    "unfolded": (lambda page: page.evaluate(
                     "planted.outerHTML = `<details id=fold open>${planted.outerHTML}</details>`"),
                 lambda page: page.evaluate("fold.open = false")),
    "asked": (lambda page: page.evaluate("planted.dataset.asks = ''"),
              lambda page: page.evaluate("delete planted.dataset.asks")),
    # Told, and not sent: the browser would leave the page.
    "sent": (lambda page: page.evaluate(
                 "planted.dispatchEvent(new SubmitEvent('submit', { bubbles: true }))"),
             lambda page: page.evaluate("dispatchEvent(new Event('pageshow'))")),
}


@pytest.fixture(scope="module")
def centre(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """One centre for all pages; its feed looks when a test says so."""
    with served_centre(browser, tmp_path_factory.mktemp("live")) as made:
        yield made


@pytest.fixture(autouse=True)
def all_phones_are_closed(centre: Centre) -> Iterator[None]:
    """None goes on asking beside the next test."""
    yield
    centre.close_phones()


@pytest.fixture(scope="module")
def manager(centre: Centre) -> StaffSession:
    """Somebody who may go everywhere at the PC."""
    return coordinator(centre.ctx, Role.MANAGER, "主任")


def desk_of(centre: Centre, staff: StaffSession, path: str, page: Page | None = None) -> Page:
    """A page of the desk, as somebody who is signed in sees it."""
    page = page or centre.phone()
    page.context.add_cookies([{"name": "desk", "value": staff.token, "path": "/desk",
                               "domain": "127.0.0.1"}])
    page.goto(centre.base + path)
    return page


def opened(centre: Centre, manager: StaffSession, live: str, page: Page | None = None) -> Page:
    """A live page, which has looked once."""
    page = page or centre.phone()
    if live in ON_PHONES:
        show(centre, page, ON_PHONES[live])
    elif live in AT_PCS:
        staff = centre.counters[1] if live == "desk.state" else manager
        desk_of(centre, staff, AT_PCS[live], page)
    else:
        if live in TABLET:
            centre.binds(page, TABLET[live])
        page.goto(centre.base + (TABLET | BOARD)[live])
    page.evaluate("step()")
    return page


def test_a_page_that_is_left_open_is_named(centre: Centre) -> None:
    """What each module of tests is asked at its end."""
    assert left_open() == [] and len(left_serving()) == THREADS
    page = centre.phone()
    page.goto(f"{centre.base}/rooms")
    assert left_open() == [page.url]
    centre.close_phones()
    assert left_open() == []


def test_every_page_that_follows_the_centre_is_tried(centre: Centre) -> None:
    site = make_site(centre.ctx, ChangePoller(centre.ctx.database))
    states = {rule.endpoint for rule in site.url_map.iter_rules() if rule.rule.endswith("/state")}
    assert states == set(LIVE) | APART


def test_no_news_comes_under_a_hand_or_over_what_is_written(
    centre: Centre, manager: StaffSession
) -> None:
    lost, late, page = [], [], centre.phone()
    for live in (*ON_PHONES, *AT_PCS, *TABLET):
        news = News(opened(centre, manager, live, page)).begins()
        for way in WAYS if live in EVERY_WAY else ON_ALL:
            begins, ends = WAYS[way]
            news.page.evaluate(PLANT)
            news.page.evaluate(MARK)
            begins(news.page)
            news.comes()
            if not is_old(news.page):
                lost.append((live, way))
                continue
            ends(news.page)
            news.looks()
            try:
                is_new(news.page)
            except AssertionError:
                late.append((live, way))
        forgets(page)
    assert (lost, late) == ([], [])


def test_the_board_waits_for_no_hand_and_asks_for_nothing(
    centre: Centre, manager: StaffSession
) -> None:
    page = opened(centre, manager, "board.state")
    news = News(page)
    assert page.locator("main :is(form, input, button, a, details)").count() == 0
    page.evaluate(MARK)
    page.mouse.down()
    news.comes()
    is_new(page)


def blind(page: Page) -> None:
    """A reader that never tells what it is about."""
    page.route("**/reader.js*", lambda route: route.fulfill(
        body="const reader = { isBusy: () => false, isPressed: () => false };",
        content_type="text/javascript"))


def test_without_its_guard_a_page_is_drawn_under_a_hand(centre: Centre,
                                                        manager: StaffSession) -> None:
    for live in ("phone.task_state", "desk.rooms_state", "desk.state"):
        page = centre.phone()
        blind(page)
        news = News(opened(centre, manager, live, page)).begins()
        page.evaluate(PLANT)
        page.evaluate(MARK)
        page.fill("#word", "我在")
        news.comes()
        is_new(page)


# ---- what the centre answered


def _taken_by_another(centre: Centre, page: Page) -> None:
    request, wang = centre.asks().request, volunteer(centre.ctx, centre.staff, "王芳")
    page.context.add_cookies(centre.volunteers_cookies)
    with hears_nothing(page):
        page.goto(centre.base + centre.link)
        volunteer_tasks.claim(centre.ctx, wang.id, request.id)
        page.locator(f"form[action$='/{request.id}/claim'] button").click()


def _wrong_pin(centre: Centre, page: Page) -> None:
    # The phone of the volunteer, whose quarter of an hour is over.
    page.context.add_cookies([one for one in centre.volunteers_cookies
                              if one["name"] == "volunteer"])
    page.goto(centre.base + PATHS["task_at_home"](centre))
    page.fill("#pin", "000001")
    page.locator("form[action$='/pin'] button").click()


def _wrong_words(centre: Centre, page: Page) -> None:
    show(centre, page, "task_at_home")
    page.fill("#proof", "不是这个")
    page.locator("form[action$='/arrive'] button").click()


def _nothing_said(centre: Centre, page: Page) -> None:
    show(centre, page, "help_home")
    page.fill("#say", "   ")
    page.locator("form[action$='/say'] button").click()


def _just_taken(centre: Centre, page: Page) -> None:
    show(centre, page, "just_taken")


def _parked_meanwhile(centre: Centre, page: Page) -> int:
    """A number that is called and put aside while its holder looks at something else."""
    ticket, counter = take(centre.ctx).ticket, centre.counters[0]
    # Others can be let pass only while somebody is behind.
    behind = take(centre.ctx).ticket
    with hears_nothing(page):
        page.goto(f"{centre.base}/t/{ticket.code}")
        queue.call_this(centre.ctx, counter, ticket.id, None)
        queue.park(centre.ctx, counter, ticket.id)
        page.locator("form[action$='/let-pass'] button").click()
    queue.give_up(centre.ctx, behind.code)
    return ticket.id


def _no_reason(centre: Centre, page: Page) -> None:
    booked(centre.ctx, centre.free_time(), "meeting")
    desk_of(centre, centre.staff, "/desk/rooms", page)
    page.locator("form[action$='/refuse'] button").first.click()


def _whom_to_call(centre: Centre, page: Page) -> None:
    booked(centre.ctx, at(19, 30), "chess", phone="13812345678")
    desk_of(centre, centre.staff, "/desk/rooms", page)
    page.locator("form[action$='/see_who'] button").last.click()


ANSWERS: dict[str, tuple[Callable[[Centre, Page], object], str]] = {
    "volunteer": (_taken_by_another, "刚有别的志愿者接了"),
    "pin": (_wrong_pin, "没对上"),
    "words": (_wrong_words, "还差一位"),
    "help": (_nothing_said, "还没写字"),
    "room": (_just_taken, "刚被别人订走了"),
    "ticket": (_parked_meanwhile, "没有算数"),
    "desk rooms": (_no_reason, "请写一句为什么"),
    "desk rooms, telephone": (_whom_to_call, "13812345678"),
}


def answered(centre: Centre, page: Page, name: str) -> str:
    """Brings a page to its answer."""
    press, said = ANSWERS[name]
    press(centre, page)
    expect(page.locator("[data-answer]")).to_contain_text(said)
    return said


def place(page: Page) -> int:
    """The how many-eth part of the page the answer is."""
    return int(page.evaluate("[...document.querySelector('[data-answer]').parentElement.children]"
                             ".findIndex((one) => 'answer' in one.dataset)"))


def test_what_the_centre_answered_outlives_news_where_it_stands(centre: Centre) -> None:
    page = centre.phone()
    for name in ANSWERS:
        said = answered(centre, page, name)
        news, before = News(page), place(page)
        for _ in range(2):
            page.evaluate(MARK)
            news.comes()
            # Everything around it is as new as the news.
            is_new(page)
            expect(page.locator("[data-answer]")).to_have_count(1)
            expect(page.locator("[data-answer]")).to_contain_text(said)
            assert place(page) == before, name
        # Without scripts a page that asks again by itself would lose it too.
        assert page.locator("noscript").count() == (name == "ticket")
        forgets(page)


def test_a_page_that_keeps_no_answer_loses_it(centre: Centre) -> None:
    page = centre.phone()
    source = (REPOSITORY / "assets" / "pages" / "live.js").read_text("utf-8")
    assert "[data-answer]" in source
    page.route("**/live.js*", lambda route: route.fulfill(
        body=source.replace("[data-answer]", "[data-none]"), content_type="text/javascript"))
    answered(centre, page, "pin")
    News(page).comes()
    expect(page.locator("[data-answer]")).to_have_count(0)


def test_a_backup_that_failed_is_said_until_somebody_goes_on(
    centre: Centre, manager: StaffSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StorageDown

    monkeypatch.setattr(backups, "back_up_now", fails)
    page = desk_of(centre, manager, "/desk/health")
    page.locator("form[action$='/backup'] button").click()
    expect(page.locator("[data-answer]")).to_be_visible()
    page.evaluate(MARK)
    News(page).comes()
    is_new(page)
    expect(page.locator("[data-answer]")).to_be_visible()
    expect(page.locator("#gone")).to_be_hidden()


def test_a_call_comes_through_an_answer_and_leaves_it_there(centre: Centre) -> None:
    page = centre.phone()
    ticket = _parked_meanwhile(centre, page)
    expect(page.locator("[data-answer]")).to_contain_text("没有算数")
    counter = centre.counters[0]
    queue.take_back(centre.ctx, counter, ticket, None)
    centre.feed.look()
    page.evaluate("step()")
    expect(page.locator(".turn .go b")).to_have_text("2 号窗口")
    expect(page.locator("[data-answer]")).to_contain_text("没有算数")
    queue.finish(centre.ctx, counter, ticket)


def test_a_page_is_told_what_happened_before_it_first_asked(centre: Centre) -> None:
    """In the fifth of a second in which the feed has not looked, the news is already there."""
    ticket, counter, page = take(centre.ctx).ticket, centre.counters[0], centre.phone()
    centre.feed.look()
    called: list[object] = []

    def first(route: Route) -> None:
        if not called:
            called.append(queue.call_this(centre.ctx, counter, ticket.id, None))
        route.continue_()

    page.route("**/state", first)
    page.goto(f"{centre.base}/t/{ticket.code}")
    wait_until(lambda: bool(called))
    page.evaluate("step()")
    centre.feed.look()
    page.evaluate("step()")
    expect(page.locator(".turn .go b")).to_have_text("2 号窗口")
    queue.finish(centre.ctx, counter, ticket.id)


def test_a_call_comes_through_a_question_and_what_is_unfolded_but_not_under_a_finger(
    centre: Centre,
) -> None:
    for path in ("", "/give-up"):
        ticket, page = take(centre.ctx).ticket, centre.phone()
        page.goto(f"{centre.base}/t/{ticket.code}{path}")
        if not path:
            page.locator("summary").click()
        page.mouse.move(1, 1)
        page.mouse.down()
        queue.call_this(centre.ctx, centre.counters[0], ticket.id, None)
        centre.feed.look()
        page.evaluate("step()")
        assert page.locator(".turn").count() == 0, path
        page.mouse.up()
        expect(page.locator(".turn .go b")).to_have_text("2 号窗口")
        queue.finish(centre.ctx, centre.counters[0], ticket.id)
        page.context.close()


def test_whoever_reads_a_question_is_not_disturbed_by_anything_but_a_call(centre: Centre) -> None:
    page = centre.phone()
    page.goto(f"{centre.base}{PATHS['waiting'](centre)}/give-up")
    page.evaluate(MARK)
    News(page).comes()
    assert is_old(page)


def _taps_before_news(centre: Centre, page: Page) -> Route:
    """A tap that waits until somebody answers; meanwhile something new happens."""
    asked: list[Route] = []
    ticket, _ = take(centre.ctx).ticket, take(centre.ctx)
    page.clock.install()
    # Playwright marks what it is given: nothing built in can be.
    page.route("**/healthz", lambda route: asked.append(route))  # noqa: PLW0108
    page.goto(f"{centre.base}/t/{ticket.code}")
    news = News(page)
    page.clock.run_for(3000)
    with page.expect_request("**/healthz"):
        page.locator("form[action$='/let-pass'] button").click()
    page.evaluate(MARK)
    news.comes()
    return asked[0]


def test_a_tap_that_waits_for_an_answer_outlives_news(centre: Centre) -> None:
    page = centre.phone()
    waits = _taps_before_news(centre, page)
    assert is_old(page)
    waits.continue_()
    expect(page.locator("form[action$='/keep-place']")).to_be_visible()


def test_control_a_tap_that_is_not_marked_is_drawn_over(centre: Centre) -> None:
    page = centre.phone()
    source = (REPOSITORY / "assets" / "pages" / "hold.js").read_text("utf-8")
    assert "data-going" in source
    page.route("**/hold.js*", lambda route: route.fulfill(
        body=source.replace("data-going", "data-none"), content_type="text/javascript"))
    waits = _taps_before_news(centre, page)
    is_new(page)
    waits.continue_()


def test_what_is_unfolded_stays_so_while_its_page_goes_on(centre: Centre) -> None:
    page = centre.phone()
    show(centre, page, "waiting")
    page.locator("summary").click()
    page.evaluate(MARK)
    News(page).comes()
    is_new(page)
    assert page.evaluate("document.querySelector('details.why').open")


def test_a_code_that_was_scanned_is_kept_through_news(centre: Centre) -> None:
    page, path = centre.phone(), PATHS["help_home"](centre)
    page.context.add_cookies(centre.volunteers_cookies)
    shown = volunteers.follow(centre.ctx, path.removeprefix("/h/")).scan_url
    assert shown
    page.goto(centre.base + urlsplit(shown).path)
    kept = page.input_value("input[name=proof]")
    page.evaluate(MARK)
    News(page).comes()
    is_new(page)
    assert kept and page.input_value("input[name=proof]") == kept


def test_why_a_clerk_could_not_do_it_stays_until_the_clerk_goes_on(centre: Centre) -> None:
    page, ticket = centre.phone(), take(centre.ctx).ticket
    page.clock.install()
    desk_of(centre, centre.counters[1], "/desk", page)
    queue.call_this(centre.ctx, centre.counters[0], ticket.id, None)
    page.locator(f"#row-{ticket.id}").click()
    note = page.locator("#note.bad")
    expect(note).to_be_visible()
    said = note.inner_text()
    news = News(page)
    # A nervous second press takes it away as little as time does.
    page.mouse.click(1, 1)
    page.clock.run_for(60_000)
    news.comes()
    assert note.is_visible() and note.inner_text() == said
    page.mouse.click(1, 1)
    expect(page.locator("#note")).to_be_hidden()
    queue.finish(centre.ctx, centre.counters[0], ticket.id)
