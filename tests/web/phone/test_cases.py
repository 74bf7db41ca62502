"""Cases on the phone without a script: telling, following, guessing, what is sent wrongly."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image

from kiosk.actions import cases
from kiosk.actions.cases import drafts, mediation
from kiosk.actions.cases.drafts import CaseDraft
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.actions.cases.reception import announce, book_reception
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.cases.cases import TEXT_LENGTH
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import LAMP, MORNING, bring_in, staff, told
from tests.support.web.visitor import KEY, TOKEN, Visitor

NOBODYS = "A" * 22
GPS = 0x8825


@pytest.fixture(autouse=True)
def manager(ctx: AppContext, clock: Clock) -> StaffSession:
    """A centre with its topics, and who may do everything with a case."""
    clock.now = MORNING
    return staff(bring_in(ctx), Role.MANAGER)


def photograph() -> tuple[BytesIO, str]:
    """A picture with the place at which it was taken."""
    picture, exif, file = Image.new("RGB", (60, 80), "red"), Image.Exif(), BytesIO()
    exif.get_ifd(GPS)[1] = "N"
    picture.save(file, "JPEG", exif=exif)
    assert Image.open(BytesIO(file.getvalue())).getexif().get_ifd(GPS)
    return BytesIO(file.getvalue()), "lamp.jpg"


def tells(visitor: Visitor, page: str = "/c/new", **form: object) -> str:
    """Tells a case; the path of its page."""
    key = KEY.search(visitor.get(page).text)
    assert key
    answer = visitor.press(page, "/c/new", **{
        "key": key[1], "topic": "repairs", "words": LAMP, **form})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def code_of(path: str) -> str:
    return path.rpartition("/")[2]


@pytest.mark.both
def test_a_story_with_a_photo_gets_a_number_and_the_place_of_the_photo_is_gone(
    phone: Visitor, ctx: AppContext
) -> None:
    path = tells(phone, photo=photograph())
    page = phone.get(path).text
    assert LAMP in page and "留-0431" in page and "没留名字" in page
    source = re.search(r'src="(/c/[^"]+/photo/\d+)"', page)
    assert source
    kept = Image.open(BytesIO(phone.get(source[1]).data))
    assert kept.format == "JPEG" and not kept.getexif()
    assert Visitor(phone._client.application).get(f"/c/{NOBODYS}/photo/1").status_code == 404


def test_the_same_form_twice_is_one_case(phone: Visitor, ctx: AppContext) -> None:
    first = tells(phone, key="same")
    assert tells(phone, key="same") == first
    assert tells(phone, key="other") != first, "control: another key is another case"


@pytest.mark.parametrize(("form", "said"), [
    ({"words": "  \x00\n"}, "还没写"), ({"words": "长" * 20_000}, "太长"),
    ({"topic": "none"}, "再选一类"), ({"estate": "none"}, "小区"),
    ({"phone": "123"}, "电话"), ({"photo": (BytesIO(b"no picture"), "x.jpg")}, "x.jpg"),
])
def test_what_is_wrong_is_said_and_what_was_written_stays(
    phone: Visitor, ctx: AppContext, form: dict[str, object], said: str
) -> None:
    before = ctx.database.version()
    asked = {"key": "k", "topic": "repairs", "words": LAMP, **form}
    if "photo" not in form:
        asked["photo"] = (BytesIO(b""), "")
    answer = phone.press("/c/new", "/c/new", **asked)
    wrong = re.search(r'(?s)id="wrong".*?<b>(.*?)</b>', answer.text)
    assert answer.status_code == 422 and wrong and said in wrong[1]
    assert str(asked["words"]).replace("\x00", "").strip() in answer.text
    assert ctx.database.version() == before


def test_signs_that_no_page_can_show_are_taken_out(phone: Visitor, ctx: AppContext) -> None:
    path = tells(phone, words="灯\x07坏\u202e了<script>")
    assert "灯坏了&lt;script&gt;" in phone.get(path).text


@pytest.mark.both
def test_a_text_from_the_touch_screen_goes_on_at_the_phone_once(
    phone: Visitor, ctx: AppContext, clock: Clock
) -> None:
    begun = CaseDraft("parking", "studio", "车位不够\n楼下堵")
    link = urlsplit(drafts.hand_over_text(ctx, begun))
    page = f"{link.path}?{link.query}"
    shown = phone.get(page).text
    assert "车位不够\n楼下堵" in shown and re.search(r'value="parking" checked', shown)
    token = link.query.removeprefix("k=")
    path = tells(phone, page, k=token, topic="parking", listener="studio", words=begun.text)
    assert begun.text in phone.get(path).text
    assert phone.get(page).status_code == 410, "it was told"
    late = urlsplit(drafts.hand_over_text(ctx, begun))
    clock.pass_(seconds=15 * 60)
    assert phone.get(f"{late.path}?{late.query}").status_code == 410
    with ctx.database.read() as tx:
        kept = tx.database.peewee.execute_sql("SELECT sealed FROM case_draft").fetchall()
    assert all(begun.text not in str(one) for one in kept)


def test_somebody_elses_code_or_a_guessed_one_is_answered_alike_and_counted(
    phone: Visitor, ctx: AppContext, site: Flask
) -> None:
    right = tells(phone)
    answers = [phone.get(f"/c/{NOBODYS}"), phone.get(f"/c/{NOBODYS}/rate"),
               phone.get(f"/c/{NOBODYS}/state"),
               phone.press(right, f"/c/{NOBODYS}/solved"),
               phone.press(right, f"/c/{NOBODYS}/say", words="x", key="x")]
    assert [one.status_code for one in answers] == [404] * 5
    stranger = Visitor(site)
    tried = [stranger.get(f"/c/{n:022}").status_code for n in range(80)]
    assert tried[-1] == 429 and tried.index(429) > 20
    assert stranger.get(right).status_code == 200, "a right code always opens its page"


def test_a_number_shows_the_step_alone_and_guessing_ends(phone: Visitor, ctx: AppContext) -> None:
    tells(phone, phone="13912345678")
    found = phone.press("/cases", "/cases", number="留-0431")
    assert "收下了" in found.text and LAMP not in found.text and "13912345678" not in found.text
    wrong = {phone.press("/cases", "/cases", number=str(n)).status_code for n in range(700, 709)}
    assert wrong == {422}
    again = phone.press("/cases", "/cases", number="431")
    assert again.status_code in (422, 429) and "收下了" not in again.text


def test_added_while_withdrawn_is_refused_and_nothing_is_lost(
    phone: Visitor, ctx: AppContext
) -> None:
    path = tells(phone)
    token = TOKEN.search(phone.get(path).text)
    assert token
    cases.withdraw(ctx, code_of(path))
    answer = phone.post(f"{path}/add", csrf_token=token[1], key="k", words="还有一盏")
    assert answer.status_code == 409 and "没收下" in answer.text and "还是想办" in answer.text
    view = cases.case_by_code(ctx, code_of(path))
    assert [one.action for one in view.lines] == [CaseAction.TELL, CaseAction.WITHDRAW]


def test_an_answer_that_comes_while_the_resident_withdraws_is_refused(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    receipt = told(ctx)
    phone.press(f"/c/{receipt.code}", f"/c/{receipt.code}/withdraw")
    with pytest.raises(Refusal, match="case_changed"):
        cases.answer(ctx, manager, receipt.case_id, "修好了")
    assert "不办了" in phone.get(f"/c/{receipt.code}").text


def test_without_storage_the_text_stays_on_the_page_and_goes_once(
    phone: Visitor, ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = TOKEN.search(phone.get("/c/new").text)
    assert token

    def away(*_: object, **__: object) -> None:
        raise StorageDown("planted")

    sent = {"csrf_token": token[1], "key": "k1", "topic": "repairs", "words": LAMP,
            "estate": "", "address": "二单元"}
    with monkeypatch.context() as storage:
        storage.setattr(cases, "tell", away)
        answer = phone.post("/c/new", **sent)
    assert answer.status_code == 503 and LAMP in answer.text and "没有算" in answer.text
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert kept["key"] == "k1" and kept["address"] == "二单元"
    first = phone.post("/c/new", **{**sent, **kept})
    assert first.status_code == 303
    assert phone.post("/c/new", **{**sent, **kept}).location == first.location


def test_others_who_told_of_the_same_place_are_shown_before_writing(
    phone: Visitor, ctx: AppContext, clock: Clock, manager: StaffSession
) -> None:
    estate = cases.telling(ctx).estates[0].id
    other = told(ctx, estate_id=estate)
    cases.cannot_solve(ctx, manager, other.case_id, "那里是绿地")
    form = {"key": "k", "topic": "repairs", "words": "又一盏灯", "estate": estate}
    assert phone.press("/c/new", "/c/new", **form).status_code == 303, "control: not released"
    cases.release(ctx, manager, other.case_id)
    clock.pass_(seconds=60)
    hint = phone.press("/c/new", "/c/new", **form | {"key": "k2"})
    assert hint.status_code == 200 and "有人说过" in hint.text and LAMP not in hint.text
    assert phone.press("/c/new", "/c/new", **form | {"key": "k2", "seen": "yes"}
                       ).status_code == 303


def test_all_that_is_personal_is_gone_at_once(phone: Visitor, ctx: AppContext) -> None:
    path = tells(phone, phone="13912345678", name="王芳", photo=photograph())
    assert "都删掉吗" in phone.get(f"{path}/ask/forget").text
    phone.press(f"{path}/ask/forget", f"{path}/forget")
    page = phone.get(path).text
    assert LAMP not in page and "/photo/" not in page and "删掉了" in page
    assert cases.case_by_code(ctx, code_of(path)).case.state is CaseState.WITHDRAWN


def test_a_side_of_a_mediation_sees_its_own_page_and_never_the_others(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    id_ = mediation.open_mediation(ctx, manager, MediationRequest(
        "k", (SideFacts("张大爷"), SideFacts("李婶")), "楼道堆东西"))
    mine, other = (urlsplit(one.url).path
                   for one in mediation.see_mediation(ctx, manager, id_).sides)
    mediation.say(ctx, manager, id_, "b", "只跟李婶说的", "k1")
    mediation.say(ctx, manager, id_, "both", "周三下午三点见", "k2")
    assert phone.press(mine, f"{mine}/say", key="k3", words="我的难处").status_code == 303
    assert phone.press(mine, f"{mine}/consent").status_code == 303
    own, theirs = phone.get(mine).text, phone.get(other).text
    assert "张大爷" in own and "我的难处" in own and "周三下午三点见" in own
    assert "李婶" not in own and "只跟李婶说的" not in own and "楼道堆东西" not in own
    assert "只跟李婶说的" in theirs and "我的难处" not in theirs and "张大爷" not in theirs
    assert "您同意多一个月了" in own and "您同意多一个月了" not in theirs
    assert phone.press(mine, f"{mine}/solved").status_code == 404


def test_a_text_kept_on_the_phone_is_told_in_json_and_counts_once(
    phone: Visitor, ctx: AppContext
) -> None:
    path = tells(phone)
    token = TOKEN.search(phone.get(path).text)
    assert token

    def queued(words: str, key: str) -> dict[str, object]:
        answer = phone._client.post(
            f"{path}/add", base_url="http://localhost:8080", headers={"Queued": "1"},
            data={"csrf_token": token[1], "key": key, "words": words})
        found: dict[str, object] = answer.json or {}
        return found

    assert queued("先记着的", "k1") == {"done": True, "to": path}
    assert queued("先记着的", "k1") == {"done": True, "to": path}
    assert phone.get(path).text.count("先记着的") == 1
    assert queued("长" * (TEXT_LENGTH + 1), "k2")["refused"] == "text_too_long"


def test_a_time_of_a_reception_day_stands_at_its_address_and_is_given_back(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    day = MORNING.date() + timedelta(days=5)
    announce(ctx, manager, "studio", day, time(9), time(10), timedelta(minutes=20), "宋金锋")
    begins = datetime.combine(day, time(9, 20), MORNING.tzinfo)
    booked = book_reception(ctx, BookingRequest(
        "k", "studio", begins, Source.KIOSK, phone="13912345678"))
    path = f"/b/{booked.booking.reservation.code}"
    page = phone.get(path).text
    assert "金锋工作室" in page and "09:20" in page and "门上的码" not in page
    assert "09:40" in phone.get(f"{path}/time?day={day}").text
    assert phone.press(f"{path}/cancel", f"{path}/cancel").status_code == 303
    over = phone.get(path)
    assert over.status_code == 200 and "再订" not in over.text


def test_an_old_page_sent_again_with_other_words_says_so_and_keeps_them(phone: Visitor) -> None:
    key = KEY.search(phone.get("/c/new").text)
    assert key
    form = {"key": key[1], "topic": "repairs", "words": LAMP}
    first = phone.press("/c/new", "/c/new", **form).location
    assert phone.press("/c/new", "/c/new", **form).location == first, "the same again"
    other = phone.press("/c/new", "/c/new", **form | {"words": "水管漏了，楼道里都是水"})
    fresh = KEY.search(other.text)
    assert other.status_code == 422 and "前面已经交过一回" in other.text
    assert "水管漏了" in other.text and fresh and fresh[1] != key[1]
    again = phone.press("/c/new", "/c/new", **form | {"key": fresh[1], "words": "水管漏了"})
    assert again.status_code == 303 and again.location != first
