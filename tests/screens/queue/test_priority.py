"""Choosing a kind of number: one tap takes one number, and never more than one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.actions.queue import hall, take_number
from kiosk.domain.refusals import StorageDown
from kiosk.screens.queue import priority
from tests.support.screens.resident import Resident


def waiting(resident: Resident) -> list[str]:
    """The numbers that wait in the centre."""
    return [w.next_label for w in hall(resident.ctx).counters if w.next_label]


def storage_goes(resident: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be written."""
    @contextmanager
    def gone(**_: Any) -> Any:
        raise StorageDown("the database is gone")
        yield

    monkeypatch.setattr(resident.ctx.database, "write", gone)


def test_one_tap_takes_one_number(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    resident.taps("普通号")
    resident.wait_for("ticket")
    assert "A001" in resident.read()
    assert hall(resident.ctx).waiting == 1


def test_the_chosen_service_stands_above_with_counter_and_queue(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    read = resident.read()
    assert "居民医保" in read and "2 或 3 号窗口" in read and "60 岁以上，带身份证" in read


def test_the_kinds_stand_in_their_fixed_order(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    rows = [t for t in resident.stage.targets() if t.box.w > 900]
    titles = [t.piece.title for t in sorted(rows, key=lambda t: t.box.y)]
    assert titles == ["普通号", "老年人优先", "残疾人优先", "军人优先", "孕妇优先"]


def test_an_elder_gets_a_priority_number_called_slower(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    resident.taps("老年人优先")
    resident.wait_for("ticket")
    assert "Y001" in resident.read()
    receipt = resident.stage.screen._receipt
    assert receipt.ticket.needs_slow_call and receipt.ticket.has_priority


def test_two_fast_taps_take_one_number(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    ordinary, elder = resident.target("普通号").center, resident.target("老年人优先").center
    resident.steady.now += 1
    # A trembling hand, then one that grew impatient before anything was to be seen.
    for place, after in ((ordinary, 0.1), (ordinary, 0.7), (elder, 0)):
        resident.touches(*place)
        resident.steady.now += after
    resident.wait_for("ticket")
    # And one that lands on the page that came.
    resident.touches(*elder)
    resident.looks()
    assert hall(resident.ctx).waiting == 1 and "A001" in resident.read()


def test_storage_down_says_that_nothing_was_taken(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.goes_to("priority", service_id="medical")
    with monkeypatch.context() as patch:
        storage_goes(resident, patch)
        resident.taps("普通号")
        resident.until(lambda: resident.stage.trouble)
    read = resident.read()
    assert "不是您的错" in read and "号还没取成" in read
    assert hall(resident.ctx).waiting == 0


def test_an_answer_that_got_lost_is_not_called_nothing_and_comes_to_the_same_number(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server kept the number and went away before it said so."""
    resident.goes_to("priority", service_id="medical")
    write = resident.ctx.database.write

    @contextmanager
    def loses_the_answer(**how: Any) -> Any:
        with write(**how) as tx:
            yield tx
        lost = StorageDown("gone over the end")
        lost.unsure = True
        raise lost

    with monkeypatch.context() as patch:
        patch.setattr(resident.ctx.database, "write", loses_the_answer)
        resident.taps("普通号")
        resident.until(lambda: resident.stage.trouble)
    read = resident.read()
    assert "还不知道" in read and "号还没取成" not in read and hall(resident.ctx).waiting == 1
    resident.taps("再试一次")
    resident.wait_for("ticket")
    assert "A001" in resident.read() and hall(resident.ctx).waiting == 1


def test_trying_again_after_storage_came_back_takes_the_number(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.goes_to("priority", service_id="medical")
    with monkeypatch.context() as patch:
        storage_goes(resident, patch)
        resident.taps("普通号")
        resident.until(lambda: resident.stage.trouble)
    resident.taps("再试一次")
    resident.wait_for("ticket")
    assert waiting(resident) == ["A001", "A001"] and hall(resident.ctx).waiting == 1


def test_an_answer_that_was_lost_is_not_a_second_number(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.goes_to("priority", service_id="medical")
    lost: list[str] = []

    def loses_the_answer(*arguments: Any) -> Any:
        receipt = take_number(*arguments)
        if not lost:
            lost.append(receipt.ticket.label)
            raise RuntimeError("the answer got lost")
        return receipt

    monkeypatch.setattr(priority, "take_number", loses_the_answer)
    resident.taps("普通号")
    resident.until(lambda: resident.stage.trouble)
    # Whoever goes back and taps another kind still has the number that was taken.
    resident.taps("返回")
    resident.wait_for("priority")
    resident.taps("军人优先")
    resident.wait_for("ticket")
    assert lost == ["A001"] and "A001" in resident.read()
    assert hall(resident.ctx).waiting == 1


def test_without_the_kept_key_a_lost_answer_would_be_a_second_number(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the test above would miss if it could not fail."""
    resident.goes_to("priority", service_id="medical")
    monkeypatch.setattr(resident.router, "key", lambda *_: resident.ctx.codes())
    for kind in ("普通号", "军人优先"):
        resident.taps(kind)
        resident.wait_for("ticket")
        resident.goes_to("priority", service_id="medical")
    assert hall(resident.ctx).waiting == 2


def test_a_service_that_closed_meanwhile_says_when_it_opens(resident: Resident) -> None:
    resident.ctx.clock.now = resident.ctx.clock.now.replace(hour=11, minute=59)
    resident.goes_to("priority", service_id="card")
    resident.ctx.clock.pass_(minutes=10)
    resident.taps("普通号")
    resident.until(lambda: resident.stage.trouble)
    assert "每周五上午办" in resident.read().replace("\n", "")
    assert hall(resident.ctx).waiting == 0


def test_the_last_number_of_the_day_is_gone(resident: Resident) -> None:
    for _ in range(3):
        resident.goes_to("priority", service_id="capped")
        resident.taps("普通号")
        resident.wait_for("ticket")
        resident.taps("好了，回首页")
        resident.wait_for("home")
    resident.goes_to("priority", service_id="capped")
    resident.taps("普通号")
    resident.until(lambda: resident.stage.trouble)
    assert "今天的号取完了" in resident.read().replace("\n", "")
    assert hall(resident.ctx).waiting == 3


def test_the_question_is_read_aloud_with_its_choices(resident: Resident) -> None:
    resident.goes_to("priority", service_id="medical")
    assert resident.stage.screen.speech() == (
        "您取哪一种号？普通号，老年人优先，残疾人优先，军人优先，孕妇优先。优先号请带证件。"
    )
