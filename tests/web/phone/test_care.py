"""Care on the phone: read before booking, moved by a repair, and one's own readings."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from kiosk.actions.care import cancel, end_repair, follow, own_readings, plan_repair, repair
from kiosk.context import AppContext
from kiosk.web.phone.care.chart import plots
from tests.support.care import (
    booked_device,
    card,
    entered,
    medic,
    rewritten_device,
    text_of_device,
    with_care,
)
from tests.support.centre import Clock
from tests.support.rooms import at, booked, with_rooms
from tests.support.web.visitor import KEY, Visitor

CHOSEN = "/d/chair?day=2026-10-16&at=16:30"
SATURDAY = at(0).date() + timedelta(days=1)


@pytest.fixture
def care(ctx: AppContext) -> AppContext:
    """The small centre with devices, on each database."""
    return with_care(ctx)


def form(phone: Visitor, ctx: AppContext, **more: str) -> dict[str, str]:
    """What the form of a chosen time sends, all read."""
    found = KEY.search(phone.get(CHOSEN).text)
    assert found
    return {"key": found[1], "day": "2026-10-16", "at": "16:30",
            "read": text_of_device(ctx, "chair")} | more


def test_who_has_read_the_points_books_and_finds_the_booking_again(
    care: AppContext, phone: Visitor
) -> None:
    answer = phone.press(CHOSEN, "/d/chair/book", **form(phone, care))
    assert answer.status_code == 303 and answer.location.startswith("/b/")
    page = phone.get(answer.location).text
    assert "16:30" in page and "按摩椅" in page and "先问医务人员" in page and "看别的仪器" in page
    assert "按摩椅" in phone.get("/care").text.split('class="mine"')[1].split("</nav>")[0]


def test_who_waits_for_a_device_takes_what_is_held_with_the_tick_alone(
    care: AppContext, phone: Visitor
) -> None:
    first = booked_device(care, at(16, 30), "chair")
    sent = {"key": "wait-for-it", "day": "2026-10-16", "at": "16:30"}
    assert "满了，排队" in phone.get("/d/chair").text
    page = phone.press("/d/chair", "/d/chair/wait", **sent).location
    assert "您是第 1 位" in phone.get(page).text
    cancel(care, first.booking.reservation.code)
    offered = phone.get(page).text
    assert "前要点一下" in offered and 'name="read"' in offered
    refused = phone.press(page, f"{page}/take")
    assert refused.status_code == 409 and "前要点一下" in refused.text, "control: nothing was read"
    taken = phone.press(page, f"{page}/take", read=text_of_device(care, "chair"))
    assert taken.status_code == 303 and "订好了" in phone.get(page).text


def test_without_the_tick_nothing_is_booked_and_the_time_stays_chosen(
    care: AppContext, phone: Visitor
) -> None:
    answer = phone.press(CHOSEN, "/d/chair/book", **form(phone, care, read=""))
    assert answer.status_code == 409 and "还没有订" in answer.text and 'name="read"' in answer.text


def test_a_text_that_changed_meanwhile_is_read_anew(care: AppContext, phone: Visitor) -> None:
    old = form(phone, care)
    rewritten_device(care, "chair", points=[
        {"icon": "heart", "text": {"zh": "新写的一条", "en": "New"}}])
    answer = phone.press(CHOSEN, "/d/chair/book", **old)
    assert answer.status_code == 409 and "新写的一条" in answer.text


def test_a_booking_moved_by_a_repair_says_so_until_its_owner_changes_it(
    care: AppContext, phone: Visitor
) -> None:
    mine, session = booked_device(care, at(16)), medic(care)
    path = f"/b/{mine.booking.reservation.code}"
    assert "改了时间" not in phone.get(path).text
    booked_device(care, at(16), "care-2")
    repair(care, session, "care-1", SATURDAY, plan_repair(care, session, "care-1", SATURDAY).mark)
    page = phone.get(path).text
    assert "护理仪 1 号在修" in page and "今天 16:00" in page and "16:30" in page
    assert "SEQUENCE:1" in phone.get(f"{path}.ics").text
    end_repair(care, session, "care-1")
    moved = phone.press(f"{path}/time?day=2026-10-17", f"{path}/time", day="2026-10-17", at="09:00")
    assert moved.status_code == 303
    assert "改了时间" not in phone.get(path).text
    view = follow(care, mine.booking.reservation.code)
    assert view.resource.id == "care-2" and view.booking.reservation.starts_at.hour == 9


def test_one_address_shows_the_booking_of_whatever_area(care: AppContext, phone: Visitor) -> None:
    with_rooms(care)
    room, device = booked(care, at(16, 30)), booked_device(care, at(16, 30))
    for view, title in ((room, "棋牌室"), (device, "护理仪 1 号")):
        path = f"/b/{view.booking.reservation.code}"
        assert title in phone.get(path).text and title in phone.get(f"{path}.ics").text
        assert phone.get(f"{path}/state").json["number"] == view.booking.number
        assert phone.press(path + "/cancel", f"{path}/cancel").status_code == 303
        assert "退掉了" in phone.get(path).text
    assert phone.get("/b/nothing").status_code == 404


def test_only_the_code_of_a_card_opens_its_readings(care: AppContext, phone: Visitor) -> None:
    session = medic(care)
    mine, other = card(care, session), card(care, session)
    entered(care, session, mine, 151, 93), entered(care, session, other, 117, 71)
    page = phone.get(f"/m/{mine.code}")
    assert "151/93" in page.text and "117/71" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for wrong in (mine.letters, "1", "x" * 22):
        assert phone.get(f"/m/{wrong}").status_code == 404
        assert phone.get(f"/m/{wrong}.csv").status_code == 404
    assert "151" not in phone.get("/care").text


def test_its_owner_deletes_one_and_then_all(care: AppContext, phone: Visitor) -> None:
    session = medic(care)
    mine = card(care, session)
    for n, systolic in enumerate((121, 131, 141)):
        entered(care, session, mine, systolic, minutes=30 - n)
    path, first = f"/m/{mine.code}", own_readings(care, mine.code).kept[0].id
    asked = f"{path}/delete/{first}"
    assert "121/82" in phone.get(asked).text and len(own_readings(care, mine.code).kept) == 3
    assert phone.press(asked, asked).status_code == 303
    assert [one.systolic for one in own_readings(care, mine.code).readings] == [131, 141]
    assert phone.press(f"{path}/delete", f"{path}/delete").status_code == 303
    assert "还没有记录" in phone.get(path).text and own_readings(care, mine.code).kept == ()


def test_the_table_to_take_along_has_every_reading(care: AppContext, phone: Visitor) -> None:
    session = medic(care)
    mine = card(care, session)
    for n, systolic in enumerate((121, 131)):
        entered(care, session, mine, systolic, minutes=30 - n)
    lines = list(csv.reader(io.StringIO(phone.get(f"/m/{mine.code}.csv").text)))
    assert [line[1:] for line in lines[1:]] == [["121", "82", "70"], ["131", "82", "70"]]


def test_the_chart_shows_the_latest_thirty_with_both_lines_and_the_thresholds(
    care: AppContext, phone: Visitor, clock: Clock
) -> None:
    session = medic(care)
    mine = card(care, session)
    for n in range(33):
        clock.pass_(minutes=1)
        entered(care, session, mine, 120 + n, 80)
    page = phone.get(f"/m/{mine.code}").text
    chart = page.split('<div class="chart"')[1].split("</svg>")[0]
    for name in ("systolic", "diastolic"):
        assert len(re.findall(f'class="point {name}"', chart)) == 30
        (line,) = re.findall(f'class="line {name}" points="([^"]+)"', chart)
        assert len(line.split()) == 30
    assert chart.count("zone high") == chart.count("zone urgent") == 2
    assert "高压 123 到 152" in chart and page.count('scope="row"') == 33, "each is in the table"
    assert " style=" not in page, "the policy of the pages lets none through"


def test_a_chart_without_thresholds_has_no_bands_and_one_reading_stands_in_the_middle(
    care: AppContext
) -> None:
    session = medic(care)
    record = entered(care, session, card(care, session)).record
    with_bands = plots(record.latest, record.thresholds)
    assert [len(one.bands) for one in with_bands] == [2, 2]
    bare = plots(record.latest, record.thresholds.__class__())
    assert [len(one.bands) for one in bare] == [0, 0] and len(bare[0].points) == 1
    for one in with_bands:
        assert all(one.top - 0.1 <= y <= one.bottom + 0.1 for _, y, _ in one.points)
        assert all(band.high >= 0 for band in one.bands)
    assert plots([], record.thresholds) == []
