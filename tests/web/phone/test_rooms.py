"""The rooms on the phone: seeing, booking, moving, giving back, arriving, waiting in line."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from db.reservations import bookings
from kiosk.actions.rooms import approve, cancel, follow, follow_waitlist, run_due, sign_code
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked, keeper, rewritten
from tests.support.web.booker import DAY, books, code_of
from tests.support.web.visitor import KEY, Visitor

HEAVIEST = 60 * 1024


def test_the_list_says_how_each_room_stands(rooms: AppContext, phone: Visitor) -> None:
    booked(rooms, None)
    booked(rooms, None)
    page = phone.get("/rooms").text
    assert "现在哪间有空" in page and "16:30 有空" in page and "还有 10 个座" in page
    state = phone.get("/rooms/state").get_json()
    assert [(one["id"], one["state"]) for one in state["rooms"]] == [
        ("chess", "full"), ("meeting", "free"), ("library", "free")]


def test_three_taps_from_the_code_on_the_touch_screen(rooms: AppContext, phone: Visitor) -> None:
    # The first is the camera's.
    page = phone.get(f"/r/chess?day={DAY}&at=16:30").text
    assert "订这一桌" in page and "16:30–\N{WORD JOINER}17:30" in page
    where = books(phone, "16:30")
    said = phone.get(where).text
    view = follow(rooms, code_of(where))
    assert view.phase is Phase.BOOKED and view.booking.reservation.starts_at == at(16, 30)
    assert "订好了，16:30 见" in said.replace('<span class="phrase">', "").replace("</span>", "")
    assert str(view.booking.number) in said


def test_the_same_form_twice_is_one_booking(rooms: AppContext, phone: Visitor) -> None:
    first = books(phone, "16:30", key="once")
    assert books(phone, "16:30", key="once") == first


def test_who_is_too_late_is_told_above_the_times(rooms: AppContext, phone: Visitor) -> None:
    page = phone.get(f"/r/chess?day={DAY}&at=16:30")
    for _ in range(2):
        booked(rooms, at(16, 30))
    key = KEY.search(page.text)
    assert key
    answer = phone.press(f"/r/chess?day={DAY}&at=17:30", "/r/chess/book", key=key[1], day=DAY,
                         at="16:30")
    assert answer.status_code == 409 and "刚被别人订走了，换个时间吧" in answer.text
    assert "17:30–\N{WORD JOINER}18:30" in answer.text
    # And on the page that was scanned too late.
    assert "这个时间刚被别人订走了" in phone.get(f"/r/chess?day={DAY}&at=16:30").text


def test_a_third_booking_of_one_phone_is_refused(rooms: AppContext, phone: Visitor) -> None:
    for time in ("16:30", "17:30"):
        books(phone, time)
    page = f"/r/chess?day={DAY}&at=18:30"
    answer = phone.press(page, "/r/chess/book", key="third", day=DAY, at="18:30")
    assert answer.status_code == 409 and "已经订了 2 次" in answer.text


@pytest.mark.parametrize("form", [
    {}, {"key": "k"}, {"key": "k" * 65, "day": DAY, "at": "16:30"},
    {"key": "k", "day": "yesterday", "at": "16:30"}, {"key": "k", "day": DAY, "at": "25:99"},
    {"key": "k", "day": DAY, "at": "16:30+08:00"},
])
def test_a_form_that_is_none_books_nothing(
    rooms: AppContext, phone: Visitor, form: dict[str, str]
) -> None:
    answer = phone.press(f"/r/chess?day={DAY}&at=16:30", "/r/chess/book", **form)
    assert answer.status_code == 400 and "没有算数" in answer.text


def test_without_the_pages_own_token_nothing_is_booked(rooms: AppContext, phone: Visitor) -> None:
    assert phone.post("/r/chess/book", key="k", day=DAY, at="16:30").status_code == 400
    assert 'href="/b/' not in phone.get("/rooms").text


def test_another_time_and_what_cannot_be_had_leaves_it(rooms: AppContext, phone: Visitor) -> None:
    page = books(phone, "16:30")
    for _ in range(2):
        booked(rooms, at(18, 30))
    answer = phone.press(page + "/time", page + "/time", day=DAY, at="18:30")
    assert answer.status_code == 409 and "刚被别人订走了" in answer.text
    assert follow(rooms, code_of(page)).booking.reservation.starts_at == at(16, 30)
    assert phone.press(page + "/time", page + "/time", day=DAY, at="17:30").status_code == 303
    assert follow(rooms, code_of(page)).booking.reservation.starts_at == at(17, 30)


def test_giving_up_asks_first_and_counts_once(rooms: AppContext, phone: Visitor) -> None:
    page = books(phone, "16:30")
    asked = phone.get(page + "/cancel").text
    assert "留着，我去" in asked and follow(rooms, code_of(page)).phase is Phase.BOOKED
    for _ in range(2):
        assert phone.press(page + "/cancel", page + "/cancel").status_code == 303
    assert follow(rooms, code_of(page)).phase is Phase.CANCELLED


def test_before_the_door_ones_own_phone_says_i_am_here(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    page, sign = books(phone, "16:30"), sign_code(rooms, "chess")
    door = f"/r/chess/here?s={sign}"
    early = phone.press(door, "/r/chess/here", s=sign, code=code_of(page))
    assert early.status_code == 409 and "来早了" in early.text
    clock.now = at(16, 25)
    wrong = phone.press(door, "/r/chess/here", s="guessed", code=code_of(page))
    assert wrong.status_code == 409 and follow(rooms, code_of(page)).phase is Phase.BOOKED
    assert phone.press(door, "/r/chess/here", s=sign, code=code_of(page)).location == page
    assert follow(rooms, code_of(page)).phase is Phase.HERE
    assert phone.press(page, page + "/give-back").status_code == 303
    assert follow(rooms, code_of(page)).phase is Phase.OVER


def test_before_the_door_a_number_lets_in_and_gives_no_hold_of_the_booking(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    view, sign = booked(rooms, at(16, 30), phone=PHONE), sign_code(rooms, "chess")
    clock.now = at(16, 30)
    door = f"/r/chess/here?s={sign}"
    assert phone.press(door, "/r/chess/here", s="guessed",
                       number=str(view.booking.number)).status_code == 409
    inside = phone.press(door, "/r/chess/here", s=sign, number=str(view.booking.number))
    assert "位子给您留着" in inside.text and view.booking.reservation.code not in inside.text
    assert follow(rooms, view.booking.reservation.code).phase is Phase.HERE


def test_who_tries_numbers_at_a_door_is_stopped(rooms: AppContext, phone: Visitor) -> None:
    sign = sign_code(rooms, "chess")
    tries = [
        phone.press(f"/r/chess/here?s={sign}", "/r/chess/here", s=sign, number=str(1000 + n))
        for n in range(12)
    ]
    assert [one.status_code for one in tries] == [409] * 10 + [429] * 2


@pytest.mark.both
def test_a_full_time_has_a_line_and_the_first_is_told(
    rooms: AppContext, phone: Visitor, site: Flask
) -> None:
    mine = [booked(rooms, at(16, 30)) for _ in range(2)]
    page = phone.get(f"/r/chess?day={DAY}")
    assert "满了，排队" in page.text
    waits = phone.press(f"/r/chess?day={DAY}", "/r/chess/wait", key="w", day=DAY, at="16:30")
    place = str(waits.location)
    assert "第 1 位" in phone.get(place).text
    state = phone.get(place + "/state").get_json()
    assert (state["phase"], state["place"]) == ("waiting", 1)
    cancel(rooms, mine[0].booking.reservation.code)
    offered = phone.get(place).text
    assert "给您留着，15:30 前要点一下" in re.sub(r"<[^>]+>", "", offered)
    assert phone.press(place, place + "/take").status_code == 303
    assert follow(rooms, code_of(place)).phase is Phase.BOOKED
    stranger = Visitor(site)
    assert stranger.press(place + "/cancel", place + "/leave").status_code == 409


def test_an_offer_that_cannot_be_taken_says_why(
    rooms: AppContext, phone: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = [booked(rooms, at(16, 30)) for _ in range(2)]
    waits = phone.press(f"/r/chess?day={DAY}", "/r/chess/wait", key="w", day=DAY, at="16:30")
    place = str(waits.location)
    cancel(rooms, mine[0].booking.reservation.code)

    def none_left(*_: object) -> int:
        raise Refusal("no_number_left")

    monkeypatch.setattr(bookings, "number_for", none_left)
    refused = phone.press(place, place + "/take")
    assert refused.status_code == 409
    assert "没算上" in refused.text and "给您留着" in refused.text


def test_leaving_the_line(rooms: AppContext, phone: Visitor) -> None:
    for _ in range(2):
        booked(rooms, at(16, 30))
    place = str(phone.press(f"/r/chess?day={DAY}", "/r/chess/wait", key="w", day=DAY,
                            at="16:30").location)
    assert "从最后排起" in phone.get(place + "/leave").text and "不等了" in phone.get(place).text
    assert phone.press(place + "/leave", place + "/leave").status_code == 303
    assert follow_waitlist(rooms, code_of(place)).phase is Phase.CANCELLED


def test_own_bookings_stand_above_the_rooms(rooms: AppContext, phone: Visitor, site: Flask) -> None:
    page = books(phone, "16:30")
    assert page in phone.get("/rooms").text
    assert page not in Visitor(site).get("/rooms").text


def test_the_meeting_room_waits_for_an_answer(rooms: AppContext, phone: Visitor) -> None:
    page = books(phone, "17:30", "meeting")
    assert "等社区答复" in phone.get(page).text
    assert follow(rooms, code_of(page)).phase is Phase.ASKED


def test_who_asks_for_a_room_says_what_for_and_keeps_what_was_written(
    rooms: AppContext, phone: Visitor
) -> None:
    where = f"/r/meeting?day={DAY}&at=17:30"
    assert "怎么称呼您" in phone.get(where).text
    asked = {"key": "k", "day": DAY, "at": "17:30", "what": "<b>议事", "name": "老王"}
    for people in ("", "0", "501", "many"):
        refused = phone.press(where, "/r/meeting/book", **asked, people=people)
        assert refused.status_code == 409 and "还没算上" in refused.text
        assert "&lt;b&gt;议事" in refused.text and "订这一间" in refused.text
    page = phone.press(where, "/r/meeting/book", **asked, people="12").location
    assert "议事" not in phone.get(page).text, "only the keeper reads it"
    # The same form sent once more is the same booking; with other content it is said to be old.
    later = where.replace("17:30", "18:30")
    assert phone.press(later, "/r/meeting/book", **asked, people="12").location == page
    assert phone.press(later, "/r/meeting/book", **asked, people="30").status_code == 409
    # The control: a table is booked without a word.
    assert "怎么称呼您" not in phone.get(f"/r/chess?day={DAY}&at=17:30").text


def plain(page: str) -> str:
    """A page without its marks: words that may break apart stand in one."""
    return re.sub(r"<[^>]+>", "", page)


def test_a_time_within_the_notice_of_the_meeting_room_is_neither_offered_nor_named_instead(
    rooms: AppContext, phone: Visitor
) -> None:
    page = phone.get(f"/r/meeting?day={DAY}").text
    assert "at=now" not in page and "at=15:30" not in page and "at=16:30" in page
    booked(rooms, at(16, 30), "meeting")
    with pytest.raises(Refusal) as refused:
        booked(rooms, at(16, 30), "meeting")
    assert refused.value.details["free"] == (at(17, 30), at(18, 30), at(19, 30))
    # The control: without notice both are offered.
    rewritten(rooms, "meeting", lead=0)
    page = phone.get(f"/r/meeting?day={DAY}").text
    assert "at=now" in page and "at=15:30" in page


def test_moving_what_the_centre_agreed_to_says_before_that_it_is_asked_anew(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    page, chess = books(phone, "17:30", "meeting"), books(phone, "16:30")
    approve(rooms, keeper(rooms), follow(rooms, code_of(page)).booking.reservation.id)
    assert "要等社区再答复" in plain(phone.get(page + "/time").text)
    assert "again" in phone.get(page + "/time", headers={"Accept-Language": "en"}).text
    assert "再答复" not in plain(phone.get(chess + "/time").text)
    assert phone.press(page + "/time", page + "/time", day=DAY, at="18:30").status_code == 303
    assert "等社区答复" in plain(phone.get(page).text)
    clock.now = at(18, 20)
    state = phone.get(page + "/state").get_json()
    assert (state["phase"], state["may_check_in"]) == ("asked", False)


def test_before_the_door_who_only_asked_is_told_to_wait_for_the_answer(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    page, sign = books(phone, "17:30", "meeting"), sign_code(rooms, "meeting")
    clock.now = at(17, 20)
    door = f"/r/meeting/here?s={sign}"
    shown = phone.get(door).text
    assert "等社区答复" in shown and page in shown and "没算" not in shown
    number = str(follow(rooms, code_of(page)).booking.number)
    for said in ({"code": code_of(page)}, {"number": number}):
        answer = phone.press(door, "/r/meeting/here", s=sign, **said)
        assert answer.status_code == 409 and "社区还没答应" in answer.text
    assert follow(rooms, code_of(page)).phase is Phase.ASKED


def test_without_a_number_left_it_is_said_above_the_times(
    rooms: AppContext, phone: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = books(phone, "16:30")
    monkeypatch.setattr(bookings, "NUMBERS", range(0))
    key = KEY.search(phone.get(f"/r/chess?day={DAY}&at=17:30").text)
    assert key
    answer = phone.press(f"/r/chess?day={DAY}&at=17:30", "/r/chess/book", key=key[1], day=DAY,
                         at="17:30")
    assert answer.status_code == 409 and "号用完了" in answer.text
    # What one has can be moved with the number it has.
    assert phone.press(page + "/time", page + "/time", day=DAY, at="17:30").status_code == 303


def test_a_place_the_centre_adds_reaches_the_page_of_who_waits(
    rooms: AppContext, phone: Visitor
) -> None:
    for _ in range(2):
        booked(rooms, at(16, 30))
    place = str(phone.press(f"/r/chess?day={DAY}", "/r/chess/wait", key="w", day=DAY,
                            at="16:30").location)
    rewritten(rooms, "chess", capacity=3)
    run_due(rooms)
    assert phone.get(place + "/state").get_json()["phase"] == "offered"
    rewritten(rooms, "chess", capacity=3, hidden=True)
    late = phone.press(place, place + "/take")
    assert late.status_code == 409 and "那个时间不开门了，没有订上" in plain(late.text)
    assert follow(rooms, code_of(place)).phase is Phase.OFFERED


def test_the_page_of_a_booking_closes_a_week_after_its_end(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    where = books(phone, "16:30")
    # At 17:30 it ends; whoever comes within a week sees how it was.
    clock.now = at(17, 30) + timedelta(days=7)
    assert phone.get(where).status_code == 200, "control: within the week it is there"
    for days in (1, 393):
        clock.pass_(days=days)
        answers = [phone.get(where + path) for path in ("", "/cancel", "/time", ".ics")]
        assert {one.status_code for one in answers} == {410}
        assert "用完 7 天后，这一页就不再打开了" in _plain(answers[0].text)
        assert phone.get(f"{where}/state").status_code == 410
        with pytest.raises(Refusal, match="booking_past"):
            cancel(rooms, code_of(where))


def test_a_place_in_line_closes_with_the_time_it_was_for(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    for _ in range(2):
        booked(rooms, at(16, 30))
    answer = phone.press(f"/r/chess?day={DAY}&at=16:30", "/r/chess/wait", key="line", day=DAY,
                         at="16:30")
    assert phone.get(answer.location).status_code == 200
    clock.now = at(17, 30) + timedelta(days=8)
    assert phone.get(answer.location).status_code == 410


def _plain(page: str) -> str:
    return page.replace('<span class="phrase">', "").replace("</span>", "")
