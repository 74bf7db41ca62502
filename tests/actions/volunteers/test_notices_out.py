"""Notices out of the centre: nothing where none is configured, never a name, tried again,
sealed."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from db.outbox.notifications import NotificationChannelRow, NotificationRow
from kiosk.actions import volunteers
from kiosk.actions.operations.health import checkup
from kiosk.actions.volunteers import notifications
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.doubles import MemoryNotifier
from tests.support.volunteer_help import asked, coordinator

ADDRESS = "json://robot:geheim@9.9.9.9/notice"


@pytest.fixture
def out(centre: AppContext) -> AppContext:
    """The centre with volunteers, whose notices go nowhere real."""
    return replace(centre, notifier=MemoryNotifier())


@pytest.fixture
def manager(centre: AppContext) -> StaffSession:
    """Who decides what leaves the centre."""
    return coordinator(centre, Role.MANAGER, "小郑")


def _sent(centre: AppContext) -> list[tuple[str, str, str]]:
    assert isinstance(centre.notifier, MemoryNotifier)
    return centre.notifier.sent


def test_nothing_is_sent_and_nothing_waits_where_nothing_is_configured(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_socket(*_: object) -> None:
        raise AssertionError("something connects outside")

    asked(centre)
    if centre.database.is_sqlite:
        monkeypatch.setattr(socket.socket, "connect", no_socket)
    assert volunteers.send_next(centre) is None
    with centre.database.read() as tx:
        assert not list(tx.query(NotificationRow.select()))


def test_a_notice_names_nobody_and_goes_to_every_target_once(
    out: AppContext, manager: StaffSession
) -> None:
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    notifications.add_target(out, manager, "邮件", ADDRESS.replace("notice", "mail"))
    asked(out)
    while volunteers.send_next(out) == 0.0:
        pass
    assert sorted(address for address, _, _ in _sent(out)) == [
        ADDRESS.replace("notice", "mail"), ADDRESS]
    for _, _, text in _sent(out):
        assert "手机怎么用" in text and "张" not in text and "138" not in text


@pytest.mark.parametrize("is_claimed", [True, False], ids=["claimed", "control"])
def test_two_kiosks_that_see_the_same_notice_send_it_once(
    out: AppContext, manager: StaffSession, monkeypatch: pytest.MonkeyPatch, is_claimed: bool
) -> None:
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    asked(out)
    with out.database.read() as tx:
        seen = notifications.notices_out.due(tx, out.clock())
    volunteers.send_next(out)
    monkeypatch.setattr(notifications.notices_out, "due", lambda *_: seen)
    if not is_claimed:
        monkeypatch.setattr(notifications.notices_out, "put_off", lambda *_: True)
    assert volunteers.send_next(out) == 0.0
    assert len(_sent(out)) == (1 if is_claimed else 2)


def test_what_fails_is_tried_again_and_given_up_after_a_day(
    out: AppContext, manager: StaffSession, clock: Clock
) -> None:
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    asked(out)
    assert isinstance(out.notifier, MemoryNotifier)
    out.notifier.broken = True
    assert volunteers.send_next(out) == 0.0
    pause = volunteers.send_next(out)
    assert pause == 30.0, "later, and nobody waits meanwhile"
    clock.pass_(seconds=30)
    volunteers.send_next(out)
    out.notifier.broken = False
    clock.pass_(minutes=1)
    volunteers.send_next(out)
    assert len(_sent(out)) == 1
    asked(out, phone="13700001234")
    out.notifier.broken = True
    volunteers.send_next(out)
    clock.now += timedelta(days=1)
    volunteers.send_next(out)
    assert volunteers.send_next(out) is None


def test_the_address_lies_sealed_and_only_the_manager_sets_it(
    out: AppContext, manager: StaffSession
) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        notifications.add_target(out, coordinator(out), "企业微信", ADDRESS)
    for wrong in ("exec:///bin/sh", "syslog://", "file:///etc/passwd", "nonsense", ""):
        with pytest.raises(Refusal, match="bad_target"):
            notifications.add_target(out, manager, "x", wrong)
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    with out.database.read() as tx:
        ((address,),
         ) = tx.query(NotificationChannelRow.select(NotificationChannelRow.address).tuples())
    assert "geheim" not in address


@pytest.mark.both
def test_a_notice_of_which_nothing_can_be_made_stops_none_behind_it(
    out: AppContext, manager: StaffSession, clock: Clock
) -> None:
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    notifications.add_target(out, manager, "邮件", ADDRESS.replace("notice", "mail"))
    with out.database.write() as tx:
        # Sealed by another secret, or damaged.
        tx.query(NotificationChannelRow.update(address="x").where(NotificationChannelRow.id == 1))
    asked(out)

    def send_all() -> None:
        while volunteers.send_next(out) == 0.0:
            pass

    def is_well() -> bool:
        (part,) = [one for one in checkup(out) if one.name == "notices"]
        return part.well

    send_all()
    assert [address for address, _, _ in _sent(out)] == [ADDRESS.replace("notice", "mail")]
    assert is_well()
    for _ in range(5):
        clock.pass_(hours=1)
        send_all()
    assert not is_well()
    clock.pass_(days=1)
    send_all()
    assert is_well() and len(_sent(out)) == 1
    with out.database.read() as tx:
        assert not list(tx.query(NotificationRow.select()))


@pytest.mark.both
def test_a_trial_says_at_once_whether_it_was_taken(
    out: AppContext, manager: StaffSession
) -> None:
    notifications.add_target(out, manager, "企业微信", ADDRESS)
    (target,) = notifications.targets(out, manager)
    assert notifications.try_target(out, manager, target.id)
    assert [address for address, _, _ in _sent(out)] == [ADDRESS]
    assert isinstance(out.notifier, MemoryNotifier)
    out.notifier.broken = True
    assert not notifications.try_target(out, manager, target.id)
    # Nothing waits to be tried again: whoever asked was told.
    assert notifications.targets(out, manager)[0].waiting == 0
    notifications.drop_target(out, manager, target.id)
    with pytest.raises(Refusal, match="no_such_target"):
        notifications.try_target(out, manager, target.id)
