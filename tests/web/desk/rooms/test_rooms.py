"""The rooms at the desk: counting, answering, planning, special days, who may see what."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect

from kiosk.actions import content
from kiosk.actions.operations.calendar_exceptions import days_ahead
from kiosk.actions.reservations import BookingView
from kiosk.actions.rooms import follow, move, rooms_now
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.staff.roles import MAY_CALL, MAY_COUNT, MAY_KEEP_ROOMS, MAY_SET_DAYS, Role
from tests.support.centre import ROOT, Clock
from tests.support.rooms import PHONE, at, booked, keeper as staff_of, with_rooms
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import Visitor
from tests.web.desk.conftest import OpenPage

CASES = ROOT / "tests" / "support" / "cases"
FRIDAY = "2026-10-23"
PLAN = {"title": "书法班", "first": FRIDAY, "opens": "09:00", "closes": "11:00", "key": "k",
        "repeat": "weekly", "until": "2026-11-13", "skips_holidays": "on"}


def colleague(ctx: AppContext, site: Flask, role: Role = Role.COORDINATOR) -> Colleague:
    made = Colleague(site, f"小{role}", add_account(ctx, f"小{role}", role))
    assert made.log_in().status_code == 303
    return made


@pytest.fixture
def keeper(rooms: AppContext, site: Flask) -> Colleague:
    """A coordinator at the desk."""
    return colleague(rooms, site)


def reservation(view: BookingView) -> dict[str, object]:
    return {"reservation": view.booking.reservation.id}


def test_who_keeps_the_rooms_comes_to_them_from_the_front_page(keeper: Colleague) -> None:
    assert keeper.get("/desk").location == "/desk/today"
    page = keeper.get("/desk/rooms").text
    assert "棋牌室" in page and "没有人在等答复" in page and "今天还没有人订" in page


def test_walking_in_and_out_is_counted(rooms: AppContext, keeper: Colleague) -> None:
    for how in ("more", "more", "fewer"):
        keeper.press("/desk/rooms", "/desk/rooms/count/library", how=how)
    library = next(one for one in rooms_now(rooms).rooms if one.room.id == "library")
    assert library.counted.people == 1
    keeper.press("/desk/rooms", "/desk/rooms/count/library", how="full")
    assert "没满" in keeper.get("/desk/rooms").text
    assert keeper.press("/desk/rooms", "/desk/rooms/count/library", how="many").status_code == 400
    assert keeper.press("/desk/rooms", "/desk/rooms/count/cellar", how="more").status_code == 404


def test_an_answer_and_a_reason(rooms: AppContext, keeper: Colleague) -> None:
    yes, no = (booked(rooms, at(hour, 30), "meeting", phone=PHONE) for hour in (17, 18))
    page = keeper.get("/desk/rooms").text
    assert "138****5678" in page and PHONE not in page
    keeper.press("/desk/rooms", "/desk/rooms/do/approve", **reservation(yes))
    silent = keeper.press("/desk/rooms", "/desk/rooms/do/refuse", **reservation(no), reason=" ")
    assert silent.status_code == 409 and "请写一句为什么" in silent.text
    keeper.press("/desk/rooms", "/desk/rooms/do/refuse", **reservation(no), reason="那天换届开会")
    assert [follow(rooms, one.booking.reservation.code).phase for one in (yes, no)] == [
        Phase.BOOKED, Phase.REFUSED]
    assert follow(rooms, no.booking.reservation.code).booking.reason == "那天换届开会"


def test_an_answer_says_what_was_done_and_can_be_withdrawn(
    rooms: AppContext, keeper: Colleague, clock: Clock
) -> None:
    view = booked(rooms, at(17, 30), "meeting")
    asked, form = "小区议事，12 人，老王", reservation(view)
    assert asked in keeper.get("/desk/rooms").text

    def phase() -> Phase:
        return follow(rooms, view.booking.reservation.code).phase

    for how, answered in (("approve", Phase.BOOKED), ("refuse", Phase.REFUSED)):
        done = keeper.press("/desk/rooms", f"/desk/rooms/do/{how}", reason="开会", **form)
        page = keeper.get(done.location).text
        assert phase() is answered and "撤回" in page
        assert (asked in page) == (how == "approve")
        assert keeper.press(done.location, "/desk/rooms/do/withdraw", **form).status_code == 303
        assert phase() is Phase.ASKED and "撤回" not in keeper.get("/desk/rooms").text
    # What others have by then cannot be had back, and the way back is no longer offered later.
    done = keeper.press("/desk/rooms", "/desk/rooms/do/refuse", reason="开会", **form)
    clock.pass_(minutes=3)
    assert "撤回" not in keeper.get(done.location).text
    booked(rooms, at(17, 30), "meeting")
    late = keeper.press("/desk/rooms", "/desk/rooms/do/withdraw", **form)
    assert late.status_code == 409 and phase() is Phase.REFUSED


def test_the_desk_books_for_whoever_calls(rooms: AppContext, site: Flask) -> None:
    clerk = colleague(rooms, site, Role.CLERK)
    where, form = "/desk/rooms/book/meeting", {
        "key": "call", "at": at(17, 30).isoformat(), "phone": PHONE, "what": "议事", "people": "8",
        "name": "老王"}
    assert "今天 17:30–\N{WORD JOINER}18:30" in clerk.get(where).text
    refused = clerk.press(where, f"{where}/for", **{**form, "people": ""})
    assert refused.status_code == 409 and "还没算上" in refused.text and PHONE in refused.text
    assert 'value="议事"' in refused.text, "what was typed stays"
    pages = [clerk.press(where, f"{where}/for", **form).location for _ in range(2)]
    assert pages[0] == pages[1], "twice is once"
    shown = clerk.get(pages[0]).text
    assert "订上了，订位号" in shown and "议事，8 人，老王" in shown and PHONE not in shown
    offered = re.findall(r"<select.*?</select>", shown, re.DOTALL)[0]
    assert "今天 17:30–\N{WORD JOINER}18:30" not in offered


def test_whom_to_call_is_seen_once_and_said_so(rooms: AppContext, keeper: Colleague) -> None:
    view = booked(rooms, at(16, 30), phone=PHONE)
    seen = keeper.press("/desk/rooms", "/desk/rooms/do/see_who", **reservation(view))
    assert PHONE in seen.text and "已记下" in seen.text
    assert PHONE not in keeper.get("/desk/rooms").text


@pytest.mark.both
def test_a_class_is_looked_at_and_then_planned(rooms: AppContext, keeper: Colleague) -> None:
    where = "/desk/rooms/book/chess"
    looked = keeper.press(where, where, **PLAN, how="look").text
    assert "这样排，共 4 次" in looked and "都排上，共 4 次" in looked
    assert "书法班" not in re.sub(r"<form.*?</form>", "", looked, flags=re.DOTALL)
    saved = keeper.press(where, where, **PLAN, how="save")
    assert saved.status_code == 303
    assert "书法班" in keeper.get(saved.location).text
    again = keeper.press(where, where, **{**PLAN, "key": "other"}, how="look").text
    assert "有人订了" in again and "一次也排不上" in again


def test_what_is_in_the_way_is_shown_and_the_others_are_planned(
    rooms: AppContext, keeper: Colleague
) -> None:
    where = "/desk/rooms/book/chess"
    keeper.press(where, where, **{**PLAN, "repeat": "once", "key": "first"}, how="save")
    looked = keeper.press(where, where, **PLAN, how="look").text
    assert looked.count("有人订了") == 1 and "只排能排的 3 次" in looked
    refused = keeper.press(where, where, **PLAN, how="save")
    assert refused.status_code == 409 and "有 1 次排不上" in refused.text
    assert keeper.press(where, where, **PLAN, how="save_others").status_code == 303


def test_a_class_into_a_year_nobody_announced_is_told_so_and_rests_on_new_years_day(
    keeper: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.domain.calendar_exceptions.LAST_KNOWN", 2026)
    where, said = "/desk/rooms/book/chess", "2027 年的放假安排国家还没公布"
    into = {**PLAN, "first": "2026-12-25", "until": "2027-01-08"}
    looked = keeper.press(where, where, **into, how="look").text
    assert said in looked and "共 2 次" in looked, "New Year's Day is a Friday"
    # The controls: with the box unticked it is planned, and a year that is known is not named.
    del into["skips_holidays"]
    assert "共 3 次" in keeper.press(where, where, **into, how="look").text
    assert said not in keeper.press(where, where, **PLAN, how="look").text


def test_who_is_still_to_come_is_not_called_absent(rooms: AppContext, keeper: Colleague) -> None:
    booked(rooms, at(18, 30))
    assert "<b>还没到</b>" in keeper.get("/desk/rooms").text
    # The control: who is there is said to be.
    booked(rooms, None, source=Source.KIOSK)
    assert "<b>到了</b>" in keeper.get("/desk/rooms").text


def test_a_saved_class_says_what_was_made_and_is_changed_or_ended_as_a_whole(
    rooms: AppContext, keeper: Colleague
) -> None:
    where = "/desk/rooms/book/chess"
    keeper.press(where, where, **{**PLAN, "repeat": "once", "key": "first", "title": "棋社"},
                 how="save")
    looked = keeper.press(where, where, **PLAN, how="look").text
    assert "那时：棋社" in looked and "空着的时间" in looked
    page = keeper.press(where, where, **PLAN, how="save_others").location
    made = keeper.get(page).text
    assert "排好了：书法班，共 3 次" in made and "没排的 1 天" in made and "那时：棋社" in made
    form = keeper.get(re.search(r'href="([^"]*instead_of[^"#]*)', made)[1]).text
    assert "改“书法班”" in form and 'name="instead_of" value="2"' in form
    changed = keeper.press(where, where, **{**PLAN, "key": "new", "title": "国画班"},
                           instead_of="2", how="save_others").location
    assert "排好了：国画班" in keeper.get(changed).text
    assert "后面没有了" in keeper.get("/desk/rooms/series/2").text
    ended = keeper.press(changed, "/desk/rooms/series/3/end").location
    gone, resume = keeper.get(ended).text, "/desk/rooms/series/3/resume"
    assert "后面没有了" in gone and "收班了，3 次都退了" in gone and "撤回" in gone
    assert "撤回" not in keeper.get("/desk/rooms/series/3").text, "the control: another day"
    assert "又排上了，3 次都在" in keeper.get(keeper.press(ended, resume).location).text
    assert "后面没有了" not in keeper.get("/desk/rooms/series/3").text
    # Who has one of its times meanwhile keeps it: nothing of the series comes back.
    ended = keeper.press(changed, "/desk/rooms/series/3/end").location
    keeper.press(where, where, **{**PLAN, "key": "last", "title": "合唱"}, how="save_others")
    assert keeper.press(ended, resume).status_code == 409
    assert "后面没有了" in keeper.get("/desk/rooms/series/3").text
    assert keeper.get("/desk/rooms/series/9").status_code == 404


@pytest.mark.parametrize("wrong", [{"first": "soon"}, {"opens": "25:00"}, {"repeat": "always"},
                                   {"title": " "}, {"until": "2020-01-01"}])
def test_a_plan_that_is_none_is_said_and_kept_in_the_form(
    keeper: Colleague, wrong: dict[str, str]
) -> None:
    where = "/desk/rooms/book/chess"
    answer = keeper.press(where, where, **{**PLAN, **wrong}, how="look")
    assert answer.status_code == 409 and "这个安排不对" in answer.text
    assert "2026-11-13" in answer.text or "until" in wrong


def test_a_special_day_is_written_down_and_taken_back(rooms: AppContext, keeper: Colleague) -> None:
    def change(**form: str) -> int:
        return keeper.press("/desk/days", "/desk/days", **form).status_code

    assert change(day=FRIDAY, door="chess", how="shut", note="停电") == 303
    hours = "08:30-12:00，14:00-16:00"
    assert change(day="2026-10-24", door="centre", how="hours", hours=hours) == 303
    assert [(one.door, one.day, len(one.stretches)) for one in days_ahead(rooms)] == [
        ("chess", date.fromisoformat(FRIDAY), 0), ("centre", date(2026, 10, 24), 2)]
    assert "停电" in keeper.get("/desk/days").text
    for wrong in ({"day": ""}, {"day": "2020-01-01"}, {"day": FRIDAY, "how": "hours"},
                  {"day": FRIDAY, "how": "hours", "hours": "all day"}):
        assert change(**{"door": "chess", "how": "shut", **wrong}) == 409
    for case in (CASES / "hours-that-break-pages.txt").read_text("utf-8").split():
        said = keeper.press("/desk/days", "/desk/days", day=FRIDAY, door="chess", how="hours",
                            hours=f"08:30-12:00、{case}")
        assert said.status_code == 409 and f"没有记下：“{case}”" in said.text
    assert change(day=FRIDAY, door="cellar", how="shut") == 409
    assert change(day=FRIDAY, door="chess", how="remove") == 303
    assert len(days_ahead(rooms)) == 1


PAGES = {
    "/desk/rooms": MAY_COUNT, "/desk/rooms/book/chess": MAY_COUNT,
    "/desk/rooms/book/chess/sign.pdf": MAY_KEEP_ROOMS, "/desk/days": MAY_SET_DAYS,
    "/desk/counters": MAY_CALL,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_pages_and_no_others(
    sqlite_ctx: AppContext, site: Flask, ctx: AppContext, role: Role
) -> None:
    member = colleague(with_rooms(ctx), site, role)
    seen = {path: member.get(path).status_code for path in PAGES}
    assert {path for path, status in seen.items() if status == 200} == {
        path for path, roles in PAGES.items() if role in roles}
    assert set(seen.values()) <= {200, 403, 409}


def test_without_a_session_nothing_of_it_is_seen(rooms: AppContext, site: Flask) -> None:
    stranger = Colleague(site, "谁", "000000")
    for path in ("/desk/rooms", "/desk/rooms/book/chess", "/desk/days", "/desk/rooms/state"):
        assert stranger.get(path).status_code in (303, 401)
    view = booked(rooms, at(17, 30), "meeting")
    stranger.press("/desk", "/desk/rooms/do/approve", **reservation(view))
    assert follow(rooms, view.booking.reservation.code).phase is Phase.ASKED


def test_in_a_browser_the_page_follows_and_does_not_take_what_is_written(
    sqlite_ctx: AppContext, open_page: OpenPage
) -> None:
    centre = with_rooms(sqlite_ctx)
    asked = booked(centre, at(17, 30), "meeting")
    page = open_page("/desk/rooms", 1440, 900, coordinator(centre, name="小周"))
    page.fill("input[name=reason]", "那天")
    with page.expect_response(lambda answer: answer.status == 200 and "/state" in answer.url):
        booked(centre, at(16, 30))
    page.evaluate("step()")
    page.locator("input[name=reason]").blur()
    page.evaluate("step()")
    expect(page.get_by_text("16:30–\N{WORD JOINER}17:30")).to_have_count(0)
    expect(page.locator("input[name=reason]")).to_have_value("那天")
    page.fill("input[name=reason]", "")
    page.locator("input[name=reason]").blur()
    expect(page.get_by_text("16:30–\N{WORD JOINER}17:30")).to_be_visible()
    page.fill("input[name=reason]", "那天换届开会")
    # Enter does what the field is for.
    page.press("input[name=reason]", "Enter")
    expect(page.get_by_text("没有人在等答复")).to_be_visible()
    assert follow(centre, asked.booking.reservation.code).booking.reason == "那天换届开会"
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for path in ("/desk/rooms", "/desk/rooms/book/chess", "/desk/days"):
            page.goto(page.url.partition("/desk")[0] + path)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path


@pytest.mark.parametrize(("headers", "status"), [({}, 200), ({"By-Itself": "1"}, 303)])
def test_a_page_that_draws_itself_anew_keeps_nobody_signed_in(
    keeper: Colleague, clock: Clock, headers: dict[str, str], status: int
) -> None:
    for _ in range(4):
        clock.pass_(minutes=10)
        seen = keeper.get("/desk/rooms", headers=headers).status_code
    assert seen == status


def test_a_form_from_before_the_log_in_counts_for_nothing_and_says_so(
    rooms: AppContext, keeper: Colleague
) -> None:
    view = booked(rooms, at(17, 30), "meeting")
    stale = keeper.post("/desk/rooms/do/approve", csrf_token="old", **reservation(view))
    assert stale.status_code == 400 and "刚才没有算" in stale.text
    assert follow(rooms, view.booking.reservation.code).phase is Phase.ASKED


def test_an_answer_counts_only_for_the_time_the_desk_had_before_it(
    rooms: AppContext, keeper: Colleague
) -> None:
    view = booked(rooms, at(17, 30), "meeting")
    before, seen = keeper.get("/desk/rooms/state").get_json(), {**reservation(view), "seen": 0}
    assert 'name="seen" value="0"' in keeper.get("/desk/rooms").text
    move(rooms, view.booking.reservation.code, at(18, 30))
    assert keeper.get("/desk/rooms/state").get_json()["asked"] != before["asked"]
    for action in ("approve", "refuse"):
        late = keeper.press("/desk/rooms", f"/desk/rooms/do/{action}", reason="开会", **seen)
        assert late.status_code == 409 and "这一订刚才变了" in late.text
        assert "18:30–\N{WORD JOINER}19:30" in late.text and "刚改了时间" in late.text
    assert follow(rooms, view.booking.reservation.code).phase is Phase.ASKED
    keeper.press("/desk/rooms", "/desk/rooms/do/approve", **{**seen, "seen": 1})
    assert follow(rooms, view.booking.reservation.code).phase is Phase.BOOKED


def test_the_desk_lets_nobody_in_before_the_centre_has_said_yes(
    rooms: AppContext, keeper: Colleague, clock: Clock
) -> None:
    view = booked(rooms, at(17, 30), "meeting")
    clock.now = at(17, 20)
    keeper.log_in()
    refused = keeper.press("/desk/rooms", "/desk/rooms/do/let_in", **reservation(view))
    assert refused.status_code == 409 and "社区还没答应" in refused.text
    assert follow(rooms, view.booking.reservation.code).phase is Phase.ASKED


def test_closing_a_day_shows_what_is_booked_and_asks(rooms: AppContext, site: Flask) -> None:
    boss = colleague(rooms, site, Role.MANAGER)
    mine = booked(rooms, at(18, 30), phone=PHONE)
    form = {"door": "centre", "day": "2026-10-16", "how": "shut", "note": "停电检修"}
    page = boss.press("/desk/days", "/desk/days", **form)
    assert page.status_code == 409 and "有 1 处订好的用不成了" in page.text
    assert str(mine.booking.number) in page.text and "138****5678" in page.text
    assert not days_ahead(rooms)
    mark = re.search(r'name=":agreed" value="(\w+)"', page.text)
    assert mark and 'value="停电检修"' in page.text
    agreed = form | {":agreed": mark[1], ":agreed_reason": "停电检修"}
    assert boss.press("/desk/days", "/desk/days", **agreed).status_code == 303
    assert days_ahead(rooms)
    phone = Visitor(site).get(f"/b/{mine.booking.reservation.code}").text
    assert "停电检修" in phone and "这几个时间还空着" in phone
    assert re.search(r"/r/chess\?day=2026-10-17&amp;at=08(:|%3A)30", phone)


def test_a_room_is_hidden_from_its_list_and_its_form(rooms: AppContext, site: Flask) -> None:
    boss = colleague(rooms, site, Role.MANAGER)
    booked(rooms, at(18, 30))
    shelf, item = "/desk/content/room", "/desk/content/room/chess"
    page = boss.press(shelf, f"{item}/hide")
    assert page.status_code == 409 and "/desk/content/room/chess/hide" in page.text
    base = dict(content.sheet(rooms, staff_of(rooms, Role.MANAGER), "room", "chess").written)
    form = {**base, ":base": json.dumps(base), ":how": "publish", "about.zh": "新写的一句话",
            "hours.fri": "08:30-12:00"}
    page = boss.press(item, item, **form)
    assert page.status_code == 409 and "新写的一句话" in page.text
    kept = boss.press(item, item, **form, **{":keep": "1"})
    assert kept.status_code == 303
    draft = content.sheet(rooms, staff_of(rooms, Role.MANAGER), "room", "chess").written
    assert draft["about.zh"] == "新写的一句话", "先不改 keeps what was written"
