"""The ticket on the touch screen: what it says, how it follows the queue, and how it goes away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.actions.queue import call_next, follow, give_up, hall
from kiosk.actions.slips import print_next_slip
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.queue.tickets import State
from kiosk.screens.queue.ticket import TicketScreen
from tests.samples.screens import samples_of
from tests.support.centre import clerk, take
from tests.support.screens.resident import MODES, SIZES, Resident, easel_of, scanned


@pytest.fixture
def holder(resident: Resident) -> Resident:
    """A resident who has just taken a number."""
    resident.goes_to("priority", service_id="medical")
    resident.taps("普通号")
    resident.wait_for("ticket")
    return resident


def code(holder: Resident) -> str:
    """The secret of the ticket on the touch screen."""
    return str(holder.stage.screen._receipt.ticket.code)


def test_a_phone_scans_the_ticket_from_the_touch_screen(holder: Resident, tmp_path: Path) -> None:
    assert scanned(holder.picture(tmp_path)) == [follow(holder.ctx, code(holder)).url]


def test_the_number_is_as_large_as_designed(holder: Resident) -> None:
    (number,) = [w for w in _written(holder) if w.text == "A001"]
    assert number.role == "number" and holder.stage.around.theme.type("number").size == 328


def test_whoever_came_before_is_counted(resident: Resident) -> None:
    for _ in range(3):
        take(resident.ctx)
    resident.goes_to("priority", service_id="medical")
    resident.taps("普通号")
    resident.wait_for("ticket")
    assert [(f.label, f.figure) for f in resident.stage.screen.page.facts] == [
        ("前面还有", "3"), ("请到", "2 或 3"),
    ]


def test_there_is_no_way_back_to_a_second_number(holder: Resident) -> None:
    back = holder.stage.bar.buttons["back"]
    assert not back.enabled
    holder.steady.now += 1
    holder.touches(*back.center)
    holder.looks()
    assert holder.page == "ticket"


def test_the_page_goes_home_by_itself_and_forgets(holder: Resident) -> None:
    holder.stands(28.2)
    assert "2 秒后自动回首页" in holder.read().replace("\n", " ")
    holder.stands(2)
    holder.wait_for("home")
    assert "A001" not in holder.read() and not holder.router.visit.keys


def test_whoever_wants_to_look_longer_may(holder: Resident) -> None:
    holder.stands(25)
    holder.taps("再看一会儿")
    holder.stands(25)
    assert holder.page == "ticket"
    holder.stands(6)
    holder.wait_for("home")


def test_giving_up_asks_first_and_keeping_is_the_safe_answer(holder: Resident) -> None:
    holder.taps("不办了，退号")
    assert "A001 退掉后要重新排队。" in holder.read()
    keep = holder.target("留着，接着等")
    assert keep.kind == "primary" and keep.box.x > holder.target("退号").box.x
    holder.taps("留着，接着等")
    assert holder.page == "ticket" and holder.stage.dialog is None
    assert follow(holder.ctx, code(holder)).ticket.state is State.WAITING


def test_giving_up_frees_the_place_and_says_so(holder: Resident) -> None:
    secret = code(holder)
    holder.taps("不办了，退号")
    holder.taps("退号")
    holder.wait_for("home")
    assert "A001 号退了" in holder.read()
    assert follow(holder.ctx, secret).ticket.state is State.GIVEN_UP
    assert hall(holder.ctx).waiting == 0


def test_a_number_called_while_looking_sends_to_the_counter(holder: Resident) -> None:
    holder.stands(20)
    call_next(holder.ctx, clerk(holder.ctx, 2), None)
    holder.hears_news()
    read = holder.read()
    assert "叫到您了" in read
    (fact,) = holder.stage.screen.page.facts
    assert (fact.label, fact.figure, fact.unit) == ("请到", "2", "号窗口")
    # There is time to read it: the half minute begins anew.
    holder.stands(20)
    assert holder.page == "ticket"


def test_who_hears_the_pages_hears_that_the_number_is_given_up(holder: Resident) -> None:
    said = holder.ctx.speaker.said
    holder.taps("朗读")
    holder.until(lambda: any("取好了" in one.text for one in said))
    holder.taps("不办了，退号")
    holder.until(lambda: any("真的要退号吗" in one.text for one in said))
    holder.looks()
    holder.taps("退号")
    holder.wait_for("home")
    holder.until(lambda: any("A 零零一号退了" in one.text for one in said))
    assert not holder.router.visit.mode.aloud


def test_a_number_given_up_on_the_phone_says_so(holder: Resident) -> None:
    give_up(holder.ctx, code(holder))
    holder.hears_news()
    assert "号退了" in holder.read() and not holder.target("不办了，退号").enabled


def test_the_slip_comes_out_while_looking(holder: Resident) -> None:
    assert "正在出小票" in holder.read()
    assert print_next_slip(holder.ctx)
    holder.hears_news()
    assert "小票出来了" in holder.read()


def test_paper_out_still_gives_a_number_and_says_what_to_do(holder: Resident) -> None:
    holder.ctx.printer.troubles.append(Trouble.PAPER_OUT)
    assert print_next_slip(holder.ctx)
    holder.hears_news()
    read = holder.read().replace("\n", "")
    assert "没纸了，记住号 A001" in read and "没出小票" in read and "记住这个号" in read
    holder.taps("重新打印")
    holder.until(lambda: "正在出小票" in holder.read())
    holder.ctx.clock.now += timedelta(minutes=1)
    assert print_next_slip(holder.ctx)
    holder.hears_news()
    assert "小票出来了" in holder.read()


def test_a_kiosk_without_a_printer_asks_to_remember_the_number(sqlite_ctx: AppContext) -> None:
    resident = Resident(sqlite_ctx)
    resident.goes_to("priority", service_id="medical")
    resident.taps("普通号")
    resident.wait_for("ticket")
    assert "扫左边的码" in resident.read() and "小票" not in resident.read()
    assert not print_next_slip(sqlite_ctx)
    resident.leaves()


@pytest.mark.parametrize(("sample", "said"), [
    ("printed", ("取好了。您是 A 零二三号，前面三个人，大约等十到十五分钟，到二号窗口。"
                "小票在屏幕下方，请拿好。")),
    ("no_wait_known", "取好了。您是 A 零二三号，前面三个人，到二号窗口。正在出小票。"),
    ("no_paper", ("取好了。您是 A 零二三号，前面三个人，大约等十到十五分钟，到二号窗口。"
                 "没出小票，请记住这个号。")),
    ("called", "叫到您了。您是 A 零二三号，请到二号窗口。"),
])
def test_the_ticket_is_read_aloud(sqlite_ctx: AppContext, sample: str, said: str) -> None:
    answers = dict(samples_of(TicketScreen))[sample]
    stage = easel_of(sqlite_ctx).set_up(
        TicketScreen, answers, SIZES["portrait"], MODES["standard"]
    )
    assert stage.screen.speech() == said


def _written(holder: Resident) -> list[object]:
    return [w for p in holder.stage.pieces() if p.pen for w in p.pen.written]
