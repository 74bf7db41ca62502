"""The activities on the phone: what is on, registering a group, waiting, changing, arriving."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kiosk.actions.activities import cancel_session, follow_registration, give_up, move_session
from kiosk.actions.activities.papers import import_paper
from kiosk.actions.exhibition.pictures import import_picture
from kiosk.actions.rooms import sign_code
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from tests.support.activities import (
    CLUB,
    NEXT_SATURDAY,
    SATURDAY,
    registered,
    rewritten,
    session_at,
)
from tests.support.albums import photo
from tests.support.centre import Clock
from tests.support.rooms import booked, keeper
from tests.support.web.visitor import KEY, Visitor, counted

HEAVIEST = 60 * 1024


def plain(page: str) -> str:
    """A page without its marks, what is written apart in one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def registers(phone: Visitor, people: int, how: str = "register", /, **more: str) -> str:
    """Registers as a person does from the page of the activity; returns the registration's."""
    answer = sends(phone, people, how, **more)
    assert answer.status_code == 303, plain(answer.text)
    return str(answer.location)


def sends(
    phone: Visitor, people: int, how: str = "register", /, **more: str
) -> TestResponse:
    """Sends the form of the activity as it stands on its page, some of it otherwise."""
    page = phone.get("/a/papercut").text
    key = KEY.search(page)
    return phone.press("/a/papercut", f"/a/papercut/{how}", **{
        "people": str(people), "at": SATURDAY.isoformat(), "key": key[1] if key else "k", **more})


def code_of(page: str) -> str:
    return page.rpartition("/")[2]


def test_the_week_says_day_by_day_what_is_on(activities: AppContext, phone: Visitor) -> None:
    registered(activities, 4)
    page = plain(phone.get("/activities").text)
    assert page.index("今天") < page.index("量血压") < page.index("剪纸课") < page.index("下周")
    assert "只剩 1 个名额" in page and "不用报名" in page
    assert "10:00–\N{WORD JOINER}11:30 大厅" in page
    state = phone.get("/activities/state").get_json()["sessions"]
    assert [one[2] for one in state[:3]] == ["walk_in", "near", "open"]


def test_one_kind_alone_can_be_looked_at(activities: AppContext, phone: Visitor) -> None:
    page = plain(phone.get("/activities?kind=health").text)
    assert "量血压" in page and "剪纸课" not in page
    assert "剪纸课" in plain(phone.get("/activities?kind=nothing").text)


def test_a_week_without_anything_says_so(ctx: AppContext, phone: Visitor) -> None:
    page = plain(phone.get("/activities").text)
    assert "这周没有了，看看下周" in page and "下周还没排" in page


@pytest.mark.both
def test_a_grandmother_registers_herself_and_her_grandchild(
    activities: AppContext, phone: Visitor, site: Flask
) -> None:
    first = plain(phone.get("/activities").text)
    assert "还有 5 个名额" in first
    asks = phone.get("/a/papercut").text
    assert "几个人来" in asks and "什么都不用带" in asks and 'value="5"' in asks
    page = registers(phone, 2)
    view = follow_registration(activities, code_of(page))
    assert (view.phase, view.seats) == (Phase.BOOKED, 2)
    said = plain(phone.get(page).text)
    assert "报上了，明天 10:00 见" in said and str(view.number) in said and "2 个人" in said
    assert page in phone.get("/activities").text
    assert page not in Visitor(site).get("/activities").text
    # A neighbour comes along.
    assert phone.press(page, page + "/people", people="3").status_code == 303
    assert "3 个人" in plain(phone.get(page).text)
    # The other Saturday is better.
    others = phone.get(page + "/session")
    assert "现在报的是明天 10:00" in plain(others.text)
    later = session_at(activities, NEXT_SATURDAY)
    assert phone.press(page + "/session", page + "/session",
                       session=str(later.id)).status_code == 303
    assert follow_registration(activities, code_of(page)).starts_at == NEXT_SATURDAY
    asked = phone.get(page + "/cancel").text
    assert "真不去了吗" in asked
    assert follow_registration(activities, code_of(page)).phase is Phase.BOOKED
    for _ in range(2):
        assert phone.press(page + "/cancel", page + "/cancel").status_code == 303
    assert "退掉了" in plain(phone.get(page).text)


def test_the_same_form_twice_is_one_registration(activities: AppContext, phone: Visitor) -> None:
    assert registers(phone, 2, key="once") == registers(phone, 2, key="once")
    assert "还有 3 个名额" in plain(phone.get("/a/papercut").text)


def test_a_group_has_all_its_places_or_none_and_may_wait_together(
    activities: AppContext, phone: Visitor
) -> None:
    registered(activities, 4)
    refused = sends(phone, 2)
    assert refused.status_code == 409 and "名额不够了，没有报上" in plain(refused.text)
    # The same two people stand chosen, and only waiting is offered.
    assert "一起排队" in refused.text and re.search(r'value="2" checked', refused.text)
    assert '/a/papercut/register"' not in refused.text
    assert "一起排队" in phone.get("/a/papercut?people=2").text
    assert "/a/papercut/wait" not in phone.get("/a/papercut?people=1").text
    page = registers(phone, 2, "wait")
    assert "排上了，前面还有 0 家" in plain(phone.get(page).text)
    assert phone.get(page + "/state").get_json()["place"] == 1


@pytest.mark.both
def test_a_group_that_waits_is_offered_what_becomes_free(
    activities: AppContext, phone: Visitor
) -> None:
    gone = registered(activities, 5)
    page = registers(phone, 2, "wait")
    give_up(activities, gone.code)
    offered = plain(phone.get(page).text)
    assert "有位了" in offered and "要来，给我留着" in offered
    assert phone.press(page, page + "/take").status_code == 303
    assert follow_registration(activities, code_of(page)).phase is Phase.BOOKED


def test_whoever_waits_no_more_says_so(activities: AppContext, phone: Visitor) -> None:
    registered(activities, 5)
    page = registers(phone, 1, "wait")
    assert phone.press(page + "/cancel", page + "/cancel").status_code == 303
    assert follow_registration(activities, code_of(page)).phase is Phase.CANCELLED


def test_more_people_than_places_leaves_the_registration_as_it_is(
    activities: AppContext, phone: Visitor
) -> None:
    page = registers(phone, 2)
    registered(activities, 3)
    answer = phone.press(page, page + "/people", people="3")
    assert answer.status_code == 409 and "名额不够了" in plain(answer.text)
    assert follow_registration(activities, code_of(page)).seats == 2


def test_a_group_too_large_is_told_how_many_may_come(
    activities: AppContext, phone: Visitor
) -> None:
    answer = sends(phone, 6)
    assert answer.status_code == 409 and "一次最多报 5 个人" in plain(answer.text)


@pytest.mark.parametrize("form", [
    {"people": "0"}, {"people": "all"}, {"at": "soon"}, {"at": "2026-10-17T10:00"}, {"key": ""},
])
def test_a_form_that_is_none_registers_nobody(
    activities: AppContext, phone: Visitor, form: dict[str, str]
) -> None:
    answer = sends(phone, 1, **form)
    assert answer.status_code == 400 and "没有算数" in answer.text
    assert "还有 5 个名额" in plain(phone.get("/a/papercut").text)


def test_a_session_cancelled_while_somebody_registers_is_said_and_nothing_counts(
    activities: AppContext, phone: Visitor
) -> None:
    one = session_at(activities, SATURDAY)
    phone.get(f"/a/papercut?session={one.id}")
    cancel_session(activities, keeper(activities), one.id, "老师病了")
    answer = sends(phone, 2, session=str(one.id))
    said = plain(answer.text)
    assert answer.status_code == 409 and "这一场取消了，或者改了时间，没有报上" in said
    assert "社区说：老师病了" in said
    assert 'href="/b/' not in phone.get("/activities").text


def test_everybody_reads_that_the_centre_called_it_off(
    activities: AppContext, phone: Visitor
) -> None:
    page, one = registers(phone, 2), session_at(activities, SATURDAY)
    rewritten(activities, "papercut", capacity=2)
    waits = registers(phone, 1, "wait")
    cancel_session(activities, keeper(activities), one.id, "老师病了")
    for each in (page, waits):
        said = plain(phone.get(each).text)
        assert "这一场取消了" in said and "社区说：老师病了" in said and "不用跑一趟了" in said
    assert phone.get(page + "/state").get_json()["cancelled"]


def test_everybody_reads_that_the_centre_moved_it(
    activities: AppContext, phone: Visitor, clock: Clock
) -> None:
    page, one = registers(phone, 2), session_at(activities, SATURDAY)
    clock.pass_(minutes=1)
    move_session(activities, keeper(activities), one.id, SATURDAY + timedelta(hours=3), "换老师")
    said = plain(phone.get(page).text)
    assert "改了时间，请看清楚" in said and "社区说：换老师" in said
    assert "原来是10月17日 星期六 10:00，现在是10月17日 星期六 13:00" in said
    # Who registers after that knows no other time.
    later = sends(phone, 1, at=(SATURDAY + timedelta(hours=3)).isoformat())
    assert "改了时间，请看清楚" not in plain(phone.get(str(later.location)).text)


def test_the_sign_of_the_room_says_who_is_there(
    activities: AppContext, phone: Visitor, site: Flask, clock: Clock
) -> None:
    sign = sign_code(activities, "chess")
    door = f"/r/chess/here?s={sign}"
    made = phone.press("/a/chess-club", "/a/chess-club/register", people="2",
                       at=CLUB.isoformat(), key="k")
    page = str(made.location)
    early = phone.press(door, "/r/chess/here", s=sign, code=code_of(page))
    assert early.status_code == 409 and "提前 60 分钟可以进" in plain(early.text)
    clock.now = CLUB - timedelta(minutes=30)
    assert "棋友会" in phone.get(door).text
    wrong = phone.press(door, "/r/chess/here", s="guessed", code=code_of(page))
    assert wrong.status_code == 409
    assert follow_registration(activities, code_of(page)).phase is Phase.BOOKED
    assert phone.press(door, "/r/chess/here", s=sign, code=code_of(page)).location == page
    assert follow_registration(activities, code_of(page)).phase is Phase.HERE
    # Whoever has the number on paper alone types it there.
    other = registered(activities, 1, starts_at=CLUB, activity_id="chess-club")
    stranger = Visitor(site)
    inside = stranger.press(door, "/r/chess/here", s=sign, number=str(other.number))
    assert "请进" in plain(inside.text) and other.code not in inside.text
    assert follow_registration(activities, other.code).phase is Phase.HERE


def test_what_takes_place_elsewhere_is_not_known_at_a_door(
    activities: AppContext, phone: Visitor, clock: Clock
) -> None:
    page, sign = registers(phone, 1), sign_code(activities, "chess")
    clock.now = SATURDAY
    door = f"/r/chess/here?s={sign}"
    assert "剪纸课" not in phone.get(door).text.partition("<main")[2]
    number = str(follow_registration(activities, code_of(page)).number)
    for said in ({"code": code_of(page)}, {"number": number}):
        assert phone.press(door, "/r/chess/here", s=sign, **said).status_code == 409
    assert follow_registration(activities, code_of(page)).phase is Phase.BOOKED


def test_a_page_of_a_booking_shows_what_it_is_of(activities: AppContext, phone: Visitor) -> None:
    room = f"/b/{booked(activities, SATURDAY.replace(hour=9, minute=30)).booking.reservation.code}"
    mine = registers(phone, 1)
    assert "棋牌室" in phone.get(room).text and "剪纸课" in phone.get(mine).text
    # What the one can do the other cannot.
    assert phone.get(room + "/session").status_code == 404
    assert phone.press(mine, mine + "/give-back").status_code == 404


@pytest.mark.parametrize("path", ["/a/knitting", "/a/knitting/state", "/a/knitting.ics",
                                  "/b/guessed/session", "/b/guessed/people"])
def test_what_there_is_not_is_said_kindly(
    activities: AppContext, phone: Visitor, path: str
) -> None:
    assert phone.get(path).status_code == 404


@pytest.mark.parametrize("query", ["session=999", "session=x", "people=99", "people=-1", "kind=x"])
def test_a_link_that_was_broken_on_the_way_shows_the_activity(
    activities: AppContext, phone: Visitor, query: str
) -> None:
    assert "还有 5 个名额" in plain(phone.get(f"/a/papercut?{query}").text)


def test_nothing_new_costs_no_look_at_any_table(
    activities: AppContext, phone: Visitor, feed: ChangePoller
) -> None:
    page = registers(phone, 1)
    feed.look()
    for path in ("/activities/state", "/a/papercut/state", f"{page}/state"):
        tag = phone.get(path).headers["ETag"]
        with counted(activities) as statements:
            same = phone.get(path, headers={"If-None-Match": tag})
        assert (same.status_code, statements.count) == (304, 0)
    registered(activities, 1)
    feed.look()
    assert phone.get("/activities/state", headers={"If-None-Match": tag}).status_code == 200


def test_every_page_is_light(activities: AppContext, phone: Visitor) -> None:
    page = registers(phone, 1)
    for path in ("/activities", "/a/papercut", page, page + "/session"):
        text = phone.get(path).text
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
        whole = len(text.encode()) + sum(len(phone.get(file).data) for file in files)
        assert whole < HEAVIEST, (path, whole)


def test_the_page_of_a_registration_closes_a_week_after_its_end(
    activities: AppContext, phone: Visitor, clock: Clock
) -> None:
    page = registers(phone, 1)
    clock.now = SATURDAY + timedelta(days=7)
    assert phone.get(page).status_code == 200, "control: within the week it is there"
    clock.pass_(days=2)
    assert {phone.get(page + path).status_code for path in ("", "/cancel", "/session", ".ics")} == {
        410}


def test_an_english_reader_reads_english(activities: AppContext, site: Flask) -> None:
    reader = Visitor(site, "en")
    page = plain(reader.get("/activities").text)
    assert "What is on?" in page and "papercut" in page and "Places: 5" in page
    mine = plain(reader.get(registers(reader, 2)).text)
    assert "Registered for tomorrow 10:00" in mine and "People: 2" in mine


def test_the_picture_of_an_activity_is_on_its_page_while_it_is_offered(
    activities: AppContext, phone: Visitor
) -> None:
    assert "/a/papercut/picture" not in phone.get("/a/papercut").text
    assert phone.get("/a/papercut/picture").status_code == 404, "control: it has none"
    name = import_picture(activities, photo((90, 120)), "a.jpg")
    rewritten(activities, "papercut", picture=name)
    assert "/a/papercut/picture" in phone.get("/a/papercut").text
    answer = phone.get("/a/papercut/picture")
    assert answer.mimetype == "image/jpeg" and answer.data.startswith(b"\xff\xd8")
    rewritten(activities, "papercut", picture=name, hidden=True)
    assert phone.get("/a/papercut/picture").status_code == 404


def test_the_paper_of_an_activity_is_given_out_with_nothing_that_acts(
    activities: AppContext, phone: Visitor
) -> None:
    paper = b"%PDF-1.7\nstartxref\n9\n%%EOF\n"
    assert phone.get("/a/papercut/paper").status_code == 404
    name = import_paper(activities, keeper(activities), io.BytesIO(paper), "a.pdf")
    rewritten(activities, "papercut", paper=name)
    assert 'href="/a/papercut/paper"' in phone.get("/a/papercut").text
    answer = phone.get("/a/papercut/paper")
    assert answer.data == paper and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rewritten(activities, "papercut", paper="https://www.gov.cn/a.pdf")
    assert "https://www.gov.cn/a.pdf" in phone.get("/a/papercut").text
