"""Accounts at the desk: who comes in as what, what ends at once, and the last who keeps them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions.staff import accounts, sessions
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.usual_secrets import is_usual_pin
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague

SHOWN = re.compile(r"密码是 (\d{6})")


@pytest.fixture
def admin(ctx: AppContext, site: Flask) -> Colleague:
    """The one who keeps the accounts."""
    colleague = Colleague(site, "管理员", add_account(ctx, "管理员", Role.ADMIN))
    colleague.log_in()
    return colleague


def press(admin: Colleague, how: str, **form: str) -> str:
    return admin.press("/desk/accounts", "/desk/accounts", how=how, **form).text


@pytest.mark.both
def test_a_new_colleague_comes_in_with_the_pin_that_was_shown_once(
    admin: Colleague, site: Flask
) -> None:
    shown = SHOWN.search(press(admin, "add", name="刘大姐", role="editor"))
    assert shown and shown[1] not in admin.get("/desk/accounts").text
    colleague = Colleague(site, "刘大姐", shown[1])
    assert colleague.log_in().status_code == 303
    assert "已经有人叫 刘大姐" in press(admin, "add", name="刘大姐", role="clerk")


def test_whoever_is_put_out_of_use_is_out_at_once_and_can_come_back(
    ctx: AppContext, admin: Colleague, site: Flask
) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    assert colleague.get("/desk/content/notice").status_code == 200
    press(admin, "out", name="小李", role="editor")
    assert colleague.get("/desk/content/notice").status_code == 303
    assert colleague.log_in().status_code == 403
    press(admin, "role", name="小李", role="editor")
    assert colleague.log_in().status_code == 303


def test_another_role_holds_at_once(ctx: AppContext, admin: Colleague, site: Flask) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    press(admin, "role", name="小李", role="clerk")
    colleague.log_in()
    assert colleague.get("/desk/content/notice").status_code == 403


def test_a_session_left_open_is_ended(ctx: AppContext, admin: Colleague, site: Flask) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    keeper = coordinator(ctx, Role.ADMIN, "另一个")
    (one,) = next(kept.sessions for kept in accounts.kept(ctx, keeper)
                  if kept.account.name == "小李")
    assert one.key in admin.get("/desk/accounts").text
    # What ends a session opens none.
    thief = Colleague(site, "小李", "")
    thief.carry(one.key)
    assert thief.get("/desk/content/notice").status_code == 303
    press(admin, "end", session=one.key)
    assert colleague.get("/desk/content/notice").status_code == 303


@pytest.mark.parametrize(("how", "role"), [("out", "admin"), ("role", "clerk")])
def test_the_last_admin_stays(admin: Colleague, ctx: AppContext, how: str, role: str) -> None:
    assert "最后一个管理员" in press(admin, how, name="管理员", role=role)
    assert next(one for one in sessions.accounts(ctx) if one.name == "管理员").role is Role.ADMIN
    # With a second one it is no trouble.
    add_account(ctx, "另一个", Role.ADMIN)
    assert "最后一个管理员" not in press(admin, how, name="管理员", role=role)


def test_one_changes_the_own_pin_and_is_out_everywhere_else(ctx: AppContext, site: Flask) -> None:
    pin = add_account(ctx, "小李", Role.EDITOR)
    here, elsewhere = (Colleague(site, "小李", pin) for _ in range(2))
    for one in (here, elsewhere):
        one.log_in()
    for old, new, said in (("000000", "271828", "没对上"), (pin, "111111", "别人先猜"),
                           (pin, "123456", "别人先猜"), (pin, "12", "六位")):
        answer = here.press("/desk/own", "/desk/own", old=old, new=new)
        assert answer.status_code == 409 and said in answer.text
    slip = here.press("/desk/own", "/desk/own", old=pin, new="271828", again="271829")
    assert slip.status_code == 409 and "两遍写的不一样" in slip.text
    changed = here.press("/desk/own", "/desk/own", old=pin, new="271828", again="271828")
    assert "换好了" in changed.text
    assert here.get("/desk/own").status_code == 200
    assert elsewhere.get("/desk/own").status_code == 303
    assert elsewhere.log_in().status_code == 403
    assert elsewhere.log_in("271828").status_code == 303


@pytest.mark.parametrize(("pin", "weak"), [
    ("000000", True), ("121212", True), ("123456", True), ("987654", True),
    ("271828", False), ("102938", False),
])
def test_pins_that_are_tried_first_are_weak(pin: str, weak: bool) -> None:
    assert is_usual_pin(pin) is weak


def test_only_who_keeps_accounts_keeps_them(ctx: AppContext) -> None:
    manager = coordinator(ctx, Role.MANAGER, "主任")
    for action in (
        lambda: accounts.kept(ctx, manager),
        lambda: accounts.add(ctx, manager, "甲", Role.ADMIN),
        lambda: accounts.renew_pin(ctx, manager, "主任"),
        lambda: accounts.change_account(ctx, manager, "主任", Role.ADMIN, active=True),
        lambda: accounts.end_session(ctx, manager, ""),
    ):
        with pytest.raises(Refusal, match="not_allowed"):
            action()


def test_sessions_that_are_over_are_forgotten(ctx: AppContext, site: Flask) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    ctx.clock.pass_(hours=13)
    colleague.log_in()
    keeper = coordinator(ctx, Role.ADMIN, "另一个")
    (count,) = ctx.database.peewee.execute_sql("SELECT count(*) FROM staff_session").fetchone()
    assert count == 2 and len(accounts.kept(ctx, keeper)) == 2


LONG = "春天在老槐树下等你来下棋"


def with_password(ctx: AppContext, site: Flask) -> Colleague:
    """An editor who has set a password, and is out again."""
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    said = colleague.press("/desk/own", "/desk/own", old=colleague.pin, password=LONG).text
    assert "换好了" in said
    colleague.press("/desk/own", "/desk/leave", how="go")
    return colleague


def enters(colleague: Colleague, **secret: str) -> int:
    return colleague.press("/desk?long=1", "/desk/log-in", name=colleague.name,
                           **secret).status_code


def test_with_a_password_the_desk_asks_for_it_alone_and_the_screen_for_the_pin(
    ctx: AppContext, site: Flask
) -> None:
    colleague = with_password(ctx, site)
    assert 'name="password"' in colleague.get("/desk?long=1").text
    assert enters(colleague, pin=colleague.pin) == 403
    assert enters(colleague, password=LONG + "!") == 403
    assert enters(colleague, password=LONG) == 303
    assert sessions.log_in_at_kiosk(ctx, "小李", colleague.pin).account.name == "小李"
    with pytest.raises(Refusal, match="wrong_pin"):
        sessions.log_in_at_kiosk(ctx, "小李", LONG)
    with ctx.database.read() as tx:
        rows = tx.query(sessions.staff.AccountRow.select().tuples())
        assert LONG not in str(list(rows))


def test_wrong_passwords_lock_like_wrong_pins(ctx: AppContext, site: Flask) -> None:
    colleague = with_password(ctx, site)
    tried = [enters(colleague, password="wrong" * 3) for _ in range(6)]
    assert tried == [403] * 6
    assert enters(colleague, password=LONG) == 403
    ctx.clock.pass_(seconds=16)
    assert enters(colleague, password=LONG) == 303


def test_a_password_is_taken_away_by_its_owner_and_by_a_new_pin(
    ctx: AppContext, site: Flask, admin: Colleague
) -> None:
    colleague = with_password(ctx, site)
    assert enters(colleague, password=LONG) == 303
    colleague.press("/desk/own", "/desk/own", old=colleague.pin, password="")
    assert enters(Colleague(site, "小李", ""), pin=colleague.pin) == 303
    colleague.press("/desk/own", "/desk/own", old=colleague.pin, password=LONG)
    pin = sessions.reset_account(ctx, "小李")
    assert enters(Colleague(site, "小李", ""), pin=pin) == 303


@pytest.mark.parametrize("weak", ["short", "1234567890", "aaaabbbbcc", "x" * 129])
def test_a_weak_password_changes_nothing(ctx: AppContext, site: Flask, weak: str) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", Role.EDITOR))
    colleague.log_in()
    said = colleague.press("/desk/own", "/desk/own", old=colleague.pin, password=weak).text
    assert "没有算数" in said
    assert enters(Colleague(site, "小李", ""), pin=colleague.pin) == 303
