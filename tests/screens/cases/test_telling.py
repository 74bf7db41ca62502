"""Telling a matter at the touch screen, from home to the receipt, and all that can go otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from kiosk.actions import cases
from kiosk.actions.cases.calls import take_call
from kiosk.actions.cases.drafts import handed_over_text
from kiosk.actions.cases.reception import announce
from kiosk.actions.cases.results import CaseQuery
from kiosk.actions.operations.announcements import announcements_since
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.cases.states import CaseState
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import Role
from kiosk.screens.cases import case_keep
from kiosk.screens.cases.story import DIGITS, LONGEST, STORY
from tests.support.centre import Clock
from tests.support.doubles import MemoryPrinter
from tests.support.resident_cases import LAMP, MORNING, bring_in, staff, told
from tests.support.rooms import PHONE
from tests.support.screens.guests import types
from tests.support.screens.resident import Resident, scanned
from tests.support.screens.traces import held, in_rows, on_disk, traces

PRINTS = "file:slips"


@pytest.fixture
def elder(sqlite_ctx: AppContext, clock: Clock) -> Iterator[Resident]:
    """Somebody at the touch screen of a centre where matters can be told, with a printer."""
    clock.now = MORNING
    ctx = bring_in(sqlite_ctx)
    settings = replace(ctx.settings, printer=PRINTS)
    made = Resident(replace(ctx, settings=settings, printer=MemoryPrinter()))
    yield made
    made.leaves()


def writes(elder: Resident, text: str) -> None:
    """A story, as if its keys had been tapped."""
    elder.stage.screen.ids.entry.write(text)  # type: ignore[union-attr]
    elder.looks()


def comes_to_keys(elder: Resident, topic: str = "修水修电修路") -> None:
    """From home to the keys."""
    elder.taps("说说您的事")
    elder.wait_for("cases")
    elder.taps(topic)
    chooses(elder)


def chooses(elder: Resident, listener: str = "金锋工作室") -> None:
    """Whom the story goes to."""
    elder.wait_for("case_listener")
    elder.taps(listener)
    elder.wait_for("case_write")


def comes_to_keep(elder: Resident, text: str = LAMP) -> None:
    """From home to the question whether to leave a telephone."""
    comes_to_keys(elder)
    writes(elder, text)
    elder.taps("写好了")
    elder.wait_for("case_place")
    elder.taps("说不清")
    elder.wait_for("case_keep")


def says_in_hall(ctx: AppContext) -> list[str]:
    """What the speaker has to say of all that happened."""
    return [one.said.text for one in announcements_since(ctx, 0)[1]]


def numbers(ctx: AppContext) -> int:
    """How many matters were told."""
    return cases.wall(ctx).month.figures.received


def test_a_broken_lamp_is_told_without_a_name_and_followed_by_slip_and_number(
    elder: Resident, tmp_path: Path
) -> None:
    comes_to_keys(elder)
    writes(elder, LAMP)
    elder.taps("写好了")
    elder.wait_for("case_place")
    elder.taps("第一小区")
    elder.until(lambda: "在几号楼" in elder.read())
    elder.taps("3 号楼")
    elder.wait_for("case_keep")
    assert f"写了 {len(LAMP)} 个字" in elder.read() and "交给金锋工作室" in elder.read()
    elder.taps("不留电话，交上去")
    elder.wait_for("case_receipt")
    elder.until(lambda: "小票出来了" in elder.read())
    assert "留-0431" in elder.read() and "10月19日 周一" in elder.read()
    (url,) = scanned(elder.picture(tmp_path))
    (slip,) = elder.ctx.printer.slips  # type: ignore[attr-defined]
    assert (slip.number, slip.url) == ("留-0431", url) and LAMP not in str(slip)
    seen = cases.case_by_code(elder.ctx, url.rpartition("/")[2])
    assert (seen.text, seen.estate and seen.estate.id, seen.case.building) == (LAMP, "e1", 3)
    elder.taps("好了，回首页")
    elder.wait_for("home")
    elder.goes_to("case_number")
    types(elder, "431")
    elder.taps("查一查")
    elder.until(lambda: "收下了" in elder.read())
    assert "留-0431" in elder.read() and LAMP not in elder.read()


def test_nothing_of_a_story_stays_at_the_touch_screen(elder: Resident) -> None:
    comes_to_keep(elder)
    types(elder, PHONE)
    elder.taps("留这个电话，交上去")
    elder.wait_for("case_receipt")
    elder.taps("好了，回首页")
    elder.wait_for("home")
    assert not [one for one in held(elder.router) if isinstance(one, str) and LAMP in one]
    assert traces(elder, PHONE) == []
    assert in_rows(elder.ctx, LAMP) == [] and on_disk(elder.ctx.settings.data, LAMP) == []


def test_the_trace_of_a_story_is_found_while_it_is_written(elder: Resident) -> None:
    comes_to_keep(elder)
    assert [one for one in held(elder.router) if isinstance(one, str) and LAMP in one]


def test_a_story_that_is_left_alone_goes_with_the_visit(elder: Resident) -> None:
    comes_to_keep(elder)
    elder.taps("首页")
    elder.wait_for("home")
    assert STORY not in elder.router.kept
    comes_to_keys(elder)
    assert LAMP not in elder.read()


def test_digits_are_wiped_when_one_goes_back_and_never_said(elder: Resident) -> None:
    comes_to_keep(elder)
    types(elder, PHONE[:4])
    assert "还差 7 位" in elder.read() and not elder.target("还差 7 位").enabled
    elder.taps("朗读")
    elder.step(1)
    elder.taps("返回")
    elder.wait_for("case_place")
    assert DIGITS not in elder.router.kept
    assert not [one for one in elder.ctx.speaker.said  # type: ignore[attr-defined]
                if PHONE[:4] in one.text]


def test_nothing_written_is_said_so_and_goes_nowhere(elder: Resident) -> None:
    comes_to_keys(elder)
    elder.taps("写好了")
    elder.until(lambda: "写一句就行" in elder.read())
    writes(elder, "灯\x00坏\x1b了")
    assert "写一句就行" not in elder.read()
    assert elder.router.kept[STORY] == "灯坏了"


def test_twenty_thousand_characters_are_cut_where_the_field_is_full(elder: Resident) -> None:
    comes_to_keys(elder)
    writes(elder, "灯" * 20_000)
    assert len(elder.router.kept[STORY]) == LONGEST and "写满了" in elder.read()


def test_while_storage_is_down_no_number_is_given_and_the_story_stays(
    elder: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes_to_keep(elder)

    def down(*_: object) -> None:
        raise StorageDown
    with monkeypatch.context() as broken:
        broken.setattr(case_keep, "tell", down)
        elder.taps("不留电话，交上去")
        elder.until(lambda: "没交成" in elder.read())
        assert elder.router.kept[STORY] == LAMP and numbers(elder.ctx) == 0
    elder.taps("返回")
    elder.wait_for("case_keep")
    elder.taps("不留电话，交上去")
    elder.wait_for("case_receipt")
    assert numbers(elder.ctx) == 1


def test_two_fast_taps_tell_it_once_and_another_matter_is_another(elder: Resident) -> None:
    comes_to_keep(elder)
    button = elder.target("不留电话，交上去")
    button.dispatch("on_tap")
    button.dispatch("on_tap")
    elder.wait_for("case_receipt")
    assert numbers(elder.ctx) == 1
    elder.taps("再说一件")
    elder.wait_for("cases")
    elder.taps("停车充电")
    chooses(elder, "谁都行")
    writes(elder, "楼前没有车位")
    elder.taps("写好了")
    elder.wait_for("case_place")
    elder.taps("说不清")
    elder.wait_for("case_keep")
    elder.taps("不留电话，交上去")
    elder.wait_for("case_receipt")
    assert numbers(elder.ctx) == 2 and "留-0432" in elder.read()


def test_without_paper_the_number_is_to_be_remembered(elder: Resident) -> None:
    elder.ctx.printer.troubles = [Trouble.PAPER_OUT]  # type: ignore[attr-defined]
    comes_to_keep(elder)
    elder.taps("不留电话，交上去")
    elder.wait_for("case_receipt")
    elder.until(lambda: "没出小票" in elder.read())


def test_what_was_written_goes_on_at_the_phone(elder: Resident, tmp_path: Path) -> None:
    comes_to_keys(elder)
    writes(elder, LAMP)
    elder.taps("扫码用手机说")
    elder.wait_for("case_phone")
    (url,) = scanned(elder.picture(tmp_path))
    draft = handed_over_text(elder.ctx, url.partition("?k=")[2])
    assert (draft.topic_id, draft.text) == ("repairs", LAMP)
    assert in_rows(elder.ctx, LAMP) == []
    elder.taps("返回")
    elder.wait_for("case_write")
    assert elder.router.kept[STORY] == LAMP


def test_the_same_matter_of_an_estate_is_shown_before_it_is_told_again(
    elder: Resident, clock: Clock
) -> None:
    manager = staff(elder.ctx, Role.MANAGER)
    made = told(elder.ctx, estate_id="e3", building=3)
    clock.now += timedelta(hours=1)
    cases.cannot_solve(elder.ctx, manager, made.case_id, "那盏灯不归社区管")
    cases.release(elder.ctx, manager, made.case_id)
    comes_to_keys(elder)
    writes(elder, LAMP)
    elder.taps("写好了")
    elder.wait_for("case_place")
    elder.taps("第三小区")
    elder.until(lambda: "在几号楼" in elder.read())
    elder.taps("不用填")
    elder.wait_for("case_alike")
    assert "留-0431" in elder.read() and LAMP not in elder.read()
    elder.taps("留-0431")
    elder.until(lambda: "解决不了" in elder.read())
    elder.taps("不是，接着交")
    elder.wait_for("case_keep")
    elder.taps("不留电话，交上去")
    elder.wait_for("case_receipt")
    assert numbers(elder.ctx) == 2


def test_while_nobody_receives_saying_it_is_grey_until_the_hour(
    elder: Resident, clock: Clock
) -> None:
    manager = staff(elder.ctx, Role.MANAGER)
    day = MORNING.date() + timedelta(days=3)
    announce(elder.ctx, manager, "studio", day, time(9), time(11), timedelta(minutes=30), "宋书记")
    elder.hears_news()
    elder.until(lambda: "周日 09:00 接待" in elder.read())
    elder.taps("说说您的事")
    elder.wait_for("cases")
    assert not elder.target("说，有人记").enabled
    clock.now = MORNING + timedelta(days=3)
    elder.goes_to("cases")
    assert "今天接待到 11:00" in elder.read() and "现在有人接待" in elder.read()
    elder.taps("说，有人记")
    elder.wait_for("case_call")
    elder.taps("不用过来了")
    elder.wait_for("cases")


def test_somebody_who_cannot_type_is_called_to_and_sees_who_comes(
    elder: Resident, clock: Clock
) -> None:
    clerk = staff(elder.ctx, Role.CLERK, "王姐")
    comes_to_keys(elder)
    writes(elder, LAMP)
    elder.taps("请工作人员代写")
    elder.wait_for("case_call")
    assert "正在叫人过来" in elder.read()
    (call,) = cases.register_desk(elder.ctx, clerk, CaseQuery()).calls
    assert (call.topic_id, call.listener_id) == ("repairs", "studio")
    assert says_in_hall(elder.ctx) == ["请工作人员到大厅触摸屏旁边，有居民想说件事。"]
    take_call(elder.ctx, clerk, call.id)
    with pytest.raises(Refusal, match="case_call_over"):
        take_call(elder.ctx, staff(elder.ctx, Role.CLERK, "小李"), call.id)
    elder.hears_news()
    elder.until(lambda: "王姐这就过来" in elder.read())
    assert cases.register_desk(elder.ctx, clerk, CaseQuery()).calls == ()
    assert says_in_hall(elder.ctx) == []
    # Whoever said they would come is held up: the wait ends all the same.
    clock.pass_(minutes=5)
    elder.until(lambda: "对不起，还没人来" in elder.read())
    elder.taps("自己写下来")
    elder.wait_for("case_write")
    assert elder.router.kept[STORY] == LAMP


def test_a_call_that_nobody_answers_ends_with_the_other_ways(
    elder: Resident, clock: Clock
) -> None:
    clerk = staff(elder.ctx, Role.CLERK)
    comes_to_keys(elder)
    elder.taps("请工作人员代写")
    elder.wait_for("case_call")
    clock.pass_(minutes=2, seconds=59)
    elder.until(lambda: "还剩 0 分 01 秒" in elder.read())
    clock.pass_(seconds=1)
    elder.until(lambda: "对不起，还没人来" in elder.read())
    elder.taps("再叫一次")
    elder.until(lambda: "正在叫人过来" in elder.read())
    (call,) = cases.register_desk(elder.ctx, clerk, CaseQuery()).calls
    assert call.called_at == clock.now
    elder.taps("不用过来了")
    elder.wait_for("case_write")
    assert cases.register_desk(elder.ctx, clerk, CaseQuery()).calls == ()


def test_where_nobody_is_there_nobody_is_called_and_it_says_so(
    elder: Resident, clock: Clock
) -> None:
    clerk = staff(elder.ctx, Role.CLERK)
    clock.pass_(minutes=16)
    comes_to_keys(elder)
    elder.taps("请工作人员代写")
    elder.wait_for("case_call")
    assert "现在没人能过来" in elder.read() and "再叫一次" not in elder.read()
    assert cases.register_desk(elder.ctx, clerk, CaseQuery()).calls == ()
    elder.taps("自己写下来")
    elder.wait_for("case_write")


def test_a_reception_day_is_booked_and_its_time_is_gone_for_others(elder: Resident) -> None:
    manager = staff(elder.ctx, Role.MANAGER)
    day = MORNING.date() + timedelta(days=4)
    announce(elder.ctx, manager, "congress", day, time(9), time(10), timedelta(minutes=30),
             "张代表")
    elder.taps("说说您的事")
    elder.wait_for("cases")
    elder.taps("约人见面说")
    elder.wait_for("case_meet")
    elder.taps("人大代表联络点")
    elder.until(lambda: "张代表接待" in elder.read())
    elder.taps("09:30")
    elder.until(lambda: elder.stage.screen.page.may_book)  # type: ignore[union-attr]
    elder.taps("约这个时间")
    elder.wait_for("case_meet_number")
    types(elder, PHONE)
    elder.taps("约这个时间")
    elder.wait_for("case_met")
    assert "09:30–10:00" in elder.read() and "人大代表联络点" in elder.read()
    elder.goes_to("case_meet", listener_id="congress")
    assert not elder.target("09:30").enabled and elder.target("09:00").enabled


def test_the_wall_counts_what_residents_say_and_shows_lines_that_were_released(
    elder: Resident
) -> None:
    manager = staff(elder.ctx, Role.MANAGER)
    made = told(elder.ctx, estate_id="e3")
    cases.answer(elder.ctx, manager, made.case_id, "换好了")
    elder.goes_to("case_wall")
    assert "第三小区" not in elder.read()
    assert cases.solved(elder.ctx, made.code).case.state is CaseState.SOLVED
    cases.release(elder.ctx, manager, made.case_id)
    elder.hears_news()
    elder.until(lambda: "第三小区，10月15日" in elder.read())
    assert "立这本册以前：解决 430 件" in elder.read() and LAMP not in elder.read()
    elder.taps("说说您的事")
    elder.wait_for("cases")


def test_a_number_that_is_guessed_says_nothing(elder: Resident) -> None:
    elder.goes_to("case_number")
    types(elder, "999")
    elder.taps("查一查")
    elder.until(lambda: "没找到" in elder.read())


def test_a_centre_without_topics_has_no_door_to_it(sqlite_ctx: AppContext) -> None:
    made = Resident(sqlite_ctx)
    try:
        assert "说说您的事" not in made.read()
    finally:
        made.leaves()
