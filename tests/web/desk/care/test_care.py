"""Care at the desk: a repair with what it moves, and readings that medical staff alone enter."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from kiosk.actions.care import CARE, follow, own_readings
from kiosk.actions.reservations import find_by_number
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import letters_of
from kiosk.domain.staff.roles import Role
from tests.support.care import booked_device, card, entered, medic, with_care
from tests.support.rooms import at
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN, Visitor

SATURDAY = (at(0).date() + timedelta(days=1)).isoformat()
MARK = re.compile(r'name="mark" value="([^"]+)"')
LETTERS = re.compile(r'name="card" value="([A-Z]{8})"')


@pytest.fixture
def care(ctx: AppContext) -> AppContext:
    """The small centre with devices, on each database."""
    return with_care(ctx)


@pytest.fixture
def nurse(care: AppContext, site: Flask) -> Colleague:
    """A medic at the desk."""
    colleague = Colleague(site, "李护士", add_account(care, "李护士", Role.MEDIC))
    colleague.log_in()
    return colleague


def reading(nurse: Colleague, letters: str, **typed: str) -> str:
    """What the page says to a reading; under a key of its own where none is said."""
    form = {"card": letters, "key": "k" + "".join(typed.values()), "systolic": "128",
            "diastolic": "82", "pulse": "70"} | typed
    return nurse.press("/desk/readings", "/desk/readings/enter", **form).text


def test_a_repair_is_looked_at_first_and_then_moves_what_was_booked(
    care: AppContext, nurse: Colleague
) -> None:
    mine = booked_device(care, at(16))
    looked = nurse.press("/desk/care", "/desk/care/repair/care-1", until=SATURDAY)
    assert "要改 1 个人的时间" in looked.text and "护理仪 2 号" in looked.text
    code, mark = mine.booking.reservation.code, MARK.search(looked.text)
    assert mark and follow(care, code).booking.sequence == 0
    done = nurse.press("/desk/care", "/desk/care/repair/care-1", until=SATURDAY, mark=mark[1])
    assert done.status_code == 303 and follow(care, code).resource.id == "care-2"
    assert "明天修好" in nurse.get("/desk/care").text
    nurse.press("/desk/care", "/desk/care/repaired/care-1")
    assert "明天修好" not in nurse.get("/desk/care").text


def test_a_clerk_books_for_whoever_calls_and_a_full_time_is_waited_for(
    care: AppContext, nurse: Colleague
) -> None:
    with care.database.read() as tx:
        read = CARE.offered(tx, "care-1").text_version
    slot, book = at(16).isoformat(), "/desk/care/for/care-1"
    form = {"at": slot, "phone": "13512345678"}
    assert "还没有订" in nurse.press("/desk/care", book, key="a", **form).text, "not read out"
    booked = nurse.press("/desk/care", book, key="a", read=read, **form)
    assert booked.status_code == 200 and "电话订上了" not in booked.text
    assert f'value="{slot} full"' in booked.text and "满了，排队等" in booked.text
    assert "排上了" not in nurse.press("/desk/care", book, key="b", read=read, **form).text
    waits = nurse.press("/desk/care", book, key="c", at=f"{slot} full")
    said = re.search(r"排上了，(\d{4}) 号，第 1 位", waits.text)
    code = re.search(r'name="code" value="([^"]+)"', waits.text)
    assert said and code
    again = nurse.press("/desk/care", book, key="c", at=f"{slot} full")
    assert said[0] in again.text, "the same tap twice is one place"
    assert find_by_number(CARE, care, said[1]).resource.id == "care-1"
    assert "排上了" not in nurse.press("/desk/care", book, key="d", at=f"{at(17).isoformat()} full"
                                       ).text, "the control: there is room"
    gone = nurse.press("/desk/care", "/desk/care/unwait", code=code[1])
    assert f"{said[1]} 号不排了" in gone.text and "1 位在等" not in gone.text
    assert nurse.press("/desk/care", "/desk/care/unwait", code="x").status_code == 409


def test_what_changed_since_it_was_looked_at_is_shown_anew(
    care: AppContext, nurse: Colleague
) -> None:
    looked = nurse.press("/desk/care", "/desk/care/repair/care-1", until=SATURDAY)
    mark = MARK.search(looked.text)
    booked_device(care, at(16))
    again = nurse.press("/desk/care", "/desk/care/repair/care-1", until=SATURDAY,
                        mark=mark[1] if mark else "")
    assert again.status_code == 409 and "还没有送修" in again.text and "要改 1 个人" in again.text


@pytest.mark.parametrize("until", ["", "昨天", "2026-10-16", "2020-01-01"])
def test_a_repair_without_a_day_to_come_is_refused(nurse: Colleague, until: str) -> None:
    assert nurse.press("/desk/care", "/desk/care/repair/care-1", until=until).status_code == 409


def test_a_new_card_is_made_printed_and_opens_the_record(
    care: AppContext, nurse: Colleague, tmp_path: Path
) -> None:
    page = nurse.press("/desk/readings", "/desk/readings/new", key="one").text
    found = LETTERS.search(page)
    assert found and letters_of(found[1]) and "卡做好了" in page
    sheet = nurse.press("/desk/readings", "/desk/readings/card.pdf", card=found[1])
    file = tmp_path / "card.pdf"
    file.write_bytes(sheet.data)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    assert f"{found[1][:4]} {found[1][4:]}" in said.stdout
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", file, tmp_path / "card"],
                   check=True)
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "card.png"))
    assert own_readings(care, code.text.rsplit("/", 1)[1]).letters == found[1]
    opened = nurse.press("/desk/readings", "/desk/readings/open", card=found[1].lower())
    assert opened.status_code == 200 and "还没有记录" in opened.text


def test_a_reading_is_entered_and_the_owner_sees_it(care: AppContext, nurse: Colleague) -> None:
    mine = card(care, medic(care))
    assert "记上了" in reading(nurse, mine.letters)
    assert [one.systolic for one in own_readings(care, mine.code).readings] == [128]


def test_a_slip_of_the_finger_keeps_what_was_typed_and_counts_once_confirmed(
    care: AppContext, nurse: Colleague
) -> None:
    mine = card(care, medic(care))
    reading(nurse, mine.letters)
    page = reading(nurse, mine.letters, systolic="188", key="one")
    assert "是不是打错了" in page and 'value="188"' in page and 'name="sure"' in page
    assert len(own_readings(care, mine.code).kept) == 1
    assert "记上了" in reading(nurse, mine.letters, systolic="188", key="one", sure="yes")


@pytest.mark.parametrize(("typed", "said"), [
    ({"systolic": "1280"}, "高压要在 50 到 280 之间"), ({"pulse": "7"}, "脉搏要在 30 到 220 之间"),
    ({"systolic": "80", "diastolic": "120"}, "要大过低压"), ({"pulse": "七十"}, "都要写数字"),
    ({"systolic": ""}, "都要写数字"), ({"at": "23:50"}, "只能记 12 小时里量的"),
    ({"at": "25:99"}, "都要写数字"),
])
def test_what_is_no_reading_is_told_kindly_and_enters_nothing(
    care: AppContext, nurse: Colleague, typed: dict[str, str], said: str
) -> None:
    mine = card(care, medic(care))
    page = reading(nurse, mine.letters, **typed)
    assert said in page and "还没有记" in page
    assert own_readings(care, mine.code).kept == ()


def test_an_urgent_reading_says_what_the_centre_says_and_asks_for_a_second(
    care: AppContext, nurse: Colleague
) -> None:
    mine = card(care, medic(care))
    page = reading(nurse, mine.letters, systolic="186", diastolic="100")
    assert "请医生马上来看" in page and "15:25 再量一次" in page
    ordinary = reading(nurse, mine.letters, systolic="150", sure="yes")
    assert "请常来量" in ordinary and "再量一次" not in ordinary


def test_a_card_that_is_none_is_told_and_no_address_has_a_record(
    care: AppContext, nurse: Colleague
) -> None:
    answer = nurse.press("/desk/readings", "/desk/readings/open", card="ABCDEFGH")
    assert answer.status_code == 409 and "没有这张卡" in answer.text
    assert nurse.get("/desk/readings").text.count("/82") == 0


def test_the_code_on_a_card_leads_medical_staff_on_from_their_own_phone(
    care: AppContext, nurse: Colleague, phone: Visitor
) -> None:
    mine = card(care, medic(care))
    entered(care, medic(care), mine)
    token = TOKEN.search(nurse.get(f"/m/{mine.code}").text)
    assert token and "医务人员：记一次" in phone.get(f"/m/{mine.code}").text
    opened = nurse.post("/desk/readings/open", csrf_token=token[1], card=mine.code)
    assert opened.status_code == 200 and "128/82" in opened.text
    stranger = phone.press(f"/m/{mine.code}", "/desk/readings/open", card=mine.code)
    assert stranger.status_code == 303 and stranger.location == "/desk"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEDIC])
def test_nobody_else_gets_to_the_readings(
    care: AppContext, site: Flask, role: Role
) -> None:
    mine = card(care, medic(care))
    colleague = Colleague(site, "谁", add_account(care, "谁", role))
    colleague.log_in()
    assert colleague.get("/desk/readings").status_code == 403
    for action in ("open", "enter", "card.pdf", "new"):
        assert colleague.press("/desk/own", f"/desk/readings/{action}", card=mine.letters,
                               key="k").status_code == 403
