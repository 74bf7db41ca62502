"""The staff's page at the touch screen: what stands there, what can be done, and how it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import event_log
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.devices.speech.speaker import SpeakerStatus
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import MAY_ACT_AT_KIOSK, Role
from tests.support.centre import take
from tests.support.screens.resident import Resident
from tests.support.screens.staff import signs_in
from tests.support.screens.traces import traces

ACTIONS = ["log_in", "close_today", "open_again", "try_printer", "try_voice", "log_out"]


@pytest.fixture
def manager(anybody: Resident) -> Resident:
    """A manager who has just signed in, on each kind of database."""
    signs_in(anybody)
    return anybody


def written_down(ctx: AppContext) -> list[tuple[str, str]]:
    """Actions of the staff and who did them, as the event log has it."""
    with ctx.database.read() as tx:
        return [(line.action, line.actor) for line in event_log.since(tx, 0, ACTIONS)]


def shut(resident: Resident) -> bool:
    """Whether the staff closed this kiosk."""
    ctx = resident.ctx
    return centre_now(ctx).shut_by_staff(ctx.clock())


def does(resident: Resident, action: str, says: str) -> None:
    """Taps something and waits for what is said about it."""
    resident.taps(action)
    resident.until(lambda: says in resident.stage.toast.text and not resident.router.working)


def test_closing_asks_first_and_staying_open_is_the_safe_answer(manager: Resident) -> None:
    manager.taps("今天先关门")
    assert "这台机器今天关门？" in manager.read()
    stay, close = manager.target("先不关"), manager.target("今天关门")
    assert stay.kind == "primary" and stay.box.x > close.box.x
    manager.taps("先不关")
    manager.looks()
    assert not shut(manager) and manager.page == "staff"


@pytest.mark.both
def test_a_kiosk_is_closed_and_opened_again_from_its_own_touch_screen(manager: Resident) -> None:
    who = f"staff:{sessions.accounts(manager.ctx)[0].id}@kiosk-1"
    manager.taps("今天先关门")
    does(manager, "今天关门", "关好了，明天自动开门")
    assert shut(manager) and manager.page == "staff", "or nobody could open it again"
    manager.until(lambda: "重新开门" in manager.read())
    does(manager, "重新开门", "开门了，可以取号")
    assert not shut(manager)
    manager.until(lambda: "今天先关门" in manager.read())
    assert written_down(manager.ctx) == [
        ("log_in", who), ("close_today", who), ("open_again", who),
    ]


def test_who_signs_out_of_a_closed_kiosk_leaves_it_closed(manager: Resident) -> None:
    manager.taps("今天先关门")
    does(manager, "今天关门", "关好了")
    manager.taps("退出")
    manager.wait_for("closed")
    assert manager.router.staff is None


def test_a_closed_kiosk_is_opened_by_whoever_comes_in_next(manager: Resident) -> None:
    manager.taps("今天先关门")
    does(manager, "今天关门", "关好了")
    manager.taps("退出")
    manager.wait_for("closed")
    signs_in(manager, Role.CLERK, "李老师")
    does(manager, "重新开门", "开门了")
    manager.taps("退出")
    manager.wait_for("home")


def test_paper_is_tried(manager: Resident) -> None:
    does(manager, "打印试一张", "样子出来了")
    assert [slip.kind for slip in manager.ctx.printer.slips] == ["这不是号"]
    manager.ctx.printer.troubles += [Trouble.PAPER_OUT, Trouble.PAPER_OUT]
    does(manager, "打印试一张", "没出来：没纸了，换一卷")
    manager.until(lambda: "没纸了，换一卷" in manager.read())


def test_the_voice_is_tried(manager: Resident) -> None:
    does(manager, "试一下声音", "说完了，听见了吗")
    assert manager.ctx.speaker.said[-1].chime
    manager.ctx.speaker.trouble = "no_sound_card"
    does(manager, "试一下声音", "没说出来，看看音箱")
    manager.until(lambda: "出不了声" in manager.read())


def test_news_of_the_queue_arrives(manager: Resident) -> None:
    assert "没人在等" in manager.read()
    take(manager.ctx)
    manager.hears_news()
    manager.until(lambda: "1 人在等" in manager.read())


def test_signing_out_ends_the_session_and_forgets_it(manager: Resident) -> None:
    token = manager.router.staff.token
    manager.taps("退出")
    manager.wait_for("home")
    manager.until(lambda: sessions.session(manager.ctx, token) is None)
    manager.step()
    assert not manager.stage.header.staff and manager.router.visit.untouched
    assert written_down(manager.ctx)[-1][0] == "log_out"
    manager.looks()
    assert not traces(manager, token)


def test_two_minutes_without_a_touch_sign_out(manager: Resident) -> None:
    token = manager.router.staff.token
    manager.stands(99)
    assert manager.stage.dialog is None
    manager.stands(10)
    assert "还在吗？" in manager.read()
    manager.taps("我还在")
    manager.stands(99)
    assert manager.page == "staff" and manager.router.staff
    manager.stands(22)
    manager.until(lambda: manager.router.staff is None and manager.page != "staff")
    manager.until(lambda: sessions.session(manager.ctx, token) is None)


def test_home_is_the_staffs_page_while_somebody_is_signed_in(manager: Resident) -> None:
    assert manager.stage.bar.buttons["home"].current
    assert not manager.stage.bar.buttons["back"].enabled
    manager.taps("大字")
    manager.wait_for("staff")
    assert manager.router.staff and manager.stage.around.theme.mode.big


@pytest.mark.parametrize("end", ["new PIN", "forged", "too old"])
def test_a_session_that_is_over_leads_back_to_the_login(manager: Resident, end: str) -> None:
    door, ctx = manager.router.door, manager.ctx
    if end == "new PIN":
        sessions.reset_account(ctx, "小王")
    elif end == "forged":
        door.staff = replace(door.staff, token="forged")
    else:
        ctx.clock.pass_(hours=13)
    before = [action for action, _ in written_down(ctx)]
    manager.taps("试一下声音")
    manager.wait_for("staff_login")
    assert "退出了，请重新登录" in manager.read() and manager.router.staff is None
    assert [action for action, _ in written_down(ctx)] == before
    manager.taps("首页")
    manager.until(lambda: manager.page in ("home", "closed"))


def test_news_finds_out_that_a_session_is_over(manager: Resident) -> None:
    sessions.reset_account(manager.ctx, "小王")
    manager.feed.look()
    manager.wait_for("staff_login")
    assert manager.router.staff is None


def test_a_centre_that_cannot_be_reached_signs_nobody_out(
    manager: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageDown("away")

    monkeypatch.setattr("kiosk.screens.staff.staff_page.session_at_kiosk", away)
    manager.taps("试一下声音")
    manager.until(lambda: "现在连不上" in manager.read())
    assert manager.router.staff


@pytest.mark.parametrize("role", [role for role in Role if role in MAY_ACT_AT_KIOSK])
def test_what_a_role_may_not_do_is_there_and_says_why(visitor: Resident, role: Role) -> None:
    signs_in(visitor, role)
    may = role in (Role.CLERK, Role.MANAGER)
    row = visitor.target("今天先关门")
    assert row.enabled is may
    assert ("请窗口或主任来点" in visitor.read()) is not may
    visitor.steady.now += 1
    visitor.touches(*row.center)
    visitor.looks()
    assert (visitor.stage.dialog is not None) is may


def test_what_the_kiosk_does_not_have_is_not_tried(visitor: Resident) -> None:
    visitor.ctx.speaker.status = lambda: SpeakerStatus("none")
    signs_in(visitor)
    assert "没开声音" in visitor.read()
    assert not visitor.target("试一下声音").enabled


def test_the_modes_of_the_visit_stay_for_the_staff(visitor: Resident) -> None:
    visitor.taps("大字")
    visitor.wait_for("home")
    visitor.taps("朗读")
    visitor.looks()
    signs_in(visitor)
    assert visitor.stage.around.theme.mode.big
    visitor.until(lambda: any("小王，您好" in said.text for said in visitor.ctx.speaker.said))
    visitor.taps("退出")
    visitor.wait_for("home")
    assert not visitor.stage.around.theme.mode.big
