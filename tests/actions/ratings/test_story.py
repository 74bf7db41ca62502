"""A number is served and rated: once, in sums of five, and a poor one is followed up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from db.ratings import queries as stored
from kiosk.actions import queue, ratings
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.ratings import scheduled
from kiosk.actions.staff.today import today
from kiosk.context import AppContext
from kiosk.domain.guessing import from_device
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, clerk
from tests.support.ratings import served
from tests.support.volunteer_help import coordinator

GLASS = from_device("kiosk-1", "kiosk-1")


def refused(code: str, action: Callable[..., object], *given: object, **more: object) -> None:
    with pytest.raises(Refusal) as why:
        action(*given, **more)
    assert why.value.code == code


def due_today(ctx: AppContext, at: StaffSession) -> list[tuple[str, int, date]]:
    """What of the ratings 今天 says: the kind, how many, and which day ends first."""
    return [(one.kind, one.count, one.at.date())
            for area, lines in today(ctx, at).areas for one in lines if area == "ratings"]


@pytest.fixture
def two(ctx: AppContext) -> StaffSession:
    """A clerk at counter 2."""
    return clerk(ctx, 2)


@pytest.fixture
def manager(ctx: AppContext) -> StaffSession:
    return coordinator(ctx, Role.MANAGER, "主任")


@pytest.mark.both
def test_a_clerk_sees_a_sum_of_five_and_nothing_before(
    ctx: AppContext, two: StaffSession
) -> None:
    for level in (5, 4, 4, 1):
        ratings.rate(ctx, served(ctx, two).ticket.code, level)
        assert ratings.desk(ctx, two).total.rated == 0
    ratings.rate(ctx, served(ctx, two).ticket.code, 5, frozenset({"kind"}), "谢谢")
    seen = ratings.desk(ctx, two)
    assert seen.own and seen.own.levels == (1, 0, 0, 2, 2) == seen.total.levels
    assert seen.told == ()


@pytest.mark.both
def test_a_poor_rating_is_answered_and_dealt_with_by_the_manager_alone(
    ctx: AppContext, two: StaffSession, manager: StaffSession, clock: Clock
) -> None:
    code = served(ctx, two).ticket.code
    assert ratings.rate(ctx, code, 2, frozenset({"slow"}), "等了一上午")
    ratings.leave_phone(ctx, code, "138 0358 1234")
    assert ratings.desk(ctx, manager).told == () and due_today(ctx, manager) == []
    clock.pass_(days=3)
    (told,) = ratings.desk(ctx, manager).told
    assert not ratings.asked(ctx, code).may_add and ratings.asked(ctx, code, own=True).may_add
    assert told.follow_up and told.level == 2 and told.tags == {"slow"} and told.is_called
    assert (told.follow_up.answer_by.day, told.follow_up.deal_by.day) == (19, 6)
    assert due_today(ctx, manager) == [("ratings", 1, told.follow_up.answer_by)]
    assert due_today(ctx, two) == []
    for nobody in (two, coordinator(ctx), coordinator(ctx, Role.ADMIN, "管理员")):
        assert ratings.desk(ctx, nobody).told == ()
        refused("not_allowed", ratings.see_phone, ctx, nobody, told.mark)
        refused("not_allowed", ratings.answer, ctx, nobody, told.mark, "好")
    assert ratings.see_phone(ctx, manager, told.mark) == "13803581234"
    refused("follow_up_changed", ratings.deal_with, ctx, manager, told.mark, "改了")
    ratings.answer(ctx, manager, told.mark, "对不起，加了一个窗口")
    # Whoever else has seen the slip learns nothing from what they are refused.
    refused("rated_already", ratings.add, ctx, code, "不是我")
    ratings.add(ctx, code, "谢谢回话", own=True)
    refused("rated_already", ratings.add, ctx, code, "再说一句", own=True)
    assert due_today(ctx, manager) == [("ratings", 1, told.follow_up.deal_by)]
    ratings.deal_with(ctx, manager, told.mark, "上午开两个窗口")
    assert due_today(ctx, manager) == []
    own = ratings.own_rating(ctx, code)
    assert own and [one.kind for one in own.lines] == ["said", "answer", "added", "outcome"]
    refused("follow_up_changed", ratings.leave_phone, ctx, code, "13803581234")
    clock.pass_(days=31)
    scheduled.run_due(ctx)
    assert ratings.desk(ctx, manager).told == ()
    assert ratings.own_rating(ctx, code) is None


def test_a_number_is_asked_once_for_seven_days_and_anew_when_it_was_taken_up_again(
    ctx: AppContext, two: StaffSession, clock: Clock
) -> None:
    mine = served(ctx, two).ticket
    assert ratings.is_asked(ctx, mine.code)
    queue.undo(ctx, two, mine.id, None)
    assert not ratings.is_asked(ctx, mine.code)
    refused("not_done_yet", ratings.rate, ctx, mine.code, 5)
    queue.finish(ctx, two, mine.id)
    refused("bad_level", ratings.rate, ctx, mine.code, 6)
    refused("not_rated", ratings.add, ctx, mine.code, "先说一句")
    ratings.rate(ctx, mine.code, 5)
    queue.reopen(ctx, two, mine.id, None)
    queue.finish(ctx, two, mine.id)
    assert not ratings.is_asked(ctx, mine.code)
    refused("rated_already", ratings.rate, ctx, mine.code, 1)
    late = served(ctx, two).ticket.code
    clock.pass_(days=7)
    assert ratings.is_asked(ctx, late)
    clock.pass_(seconds=1)
    refused("rated_too_late", ratings.rate, ctx, late, 5)
    refused("no_such_ticket", ratings.asked, ctx, late)


@pytest.mark.both
def test_the_tablet_asks_for_the_number_just_done_and_one_tap_counts(
    ctx: AppContext, two: StaffSession, clock: Clock
) -> None:
    code = ratings.tablet_code(ctx, two, 2)
    refused("wrong_tablet_code", ratings.bind_tablet, ctx, 2, "no", GLASS)
    refused("wrong_tablet_code", ratings.bind_tablet, ctx, 3, code, GLASS)
    token = ratings.bind_tablet(ctx, 2, code, GLASS)
    refused("wrong_tablet_code", ratings.bind_tablet, ctx, 2, code, GLASS)
    refused("tablet_not_bound", ratings.at_tablet, ctx, 2, "another")
    refused("no_such_counter", ratings.at_tablet, ctx, 9, token)
    assert ratings.at_tablet(ctx, 2, token).ticket is None
    mine = served(ctx, two).ticket
    shows = ratings.at_tablet(ctx, 2, token)
    assert shows.ticket and shows.ticket.id == mine.id and shows.seconds == 40
    assert ratings.rate_at_tablet(ctx, 2, token, mine.id, 2) == mine.code
    assert ratings.at_tablet(ctx, 2, token).ticket is None
    refused("rated_already", ratings.rate, ctx, mine.code, 5)
    # Whoever has the slip can say more; what was rated the page does not tell.
    assert ratings.asked(ctx, mine.code).may_add
    first = served(ctx, two).ticket
    clock.pass_(seconds=5)
    second = served(ctx, two).ticket
    refused("tablet_moved_on", ratings.rate_at_tablet, ctx, 2, token, first.id, 5)
    queue.undo(ctx, two, second.id, None)
    refused("tablet_moved_on", ratings.rate_at_tablet, ctx, 2, token, second.id, 5)
    queue.finish(ctx, two, second.id)
    clock.pass_(seconds=40)
    assert ratings.at_tablet(ctx, 2, token).ticket is None
    clock.pass_(seconds=21)
    refused("tablet_moved_on", ratings.rate_at_tablet, ctx, 2, token, second.id, 5)
    ratings.unbind_tablet(ctx, two, 2)
    refused("tablet_not_bound", ratings.rate_at_tablet, ctx, 2, token, second.id, 5)


def test_guessing_codes_and_numbers_ends_in_one_answer(
    ctx: AppContext, two: StaffSession
) -> None:
    code = ratings.tablet_code(ctx, two, 2)
    for _ in range(6):
        refused("wrong_tablet_code", ratings.bind_tablet, ctx, 2, "000000x", GLASS)
    refused("wrong_tablet_code", ratings.bind_tablet, ctx, 2, code, GLASS)
    elsewhere = from_device("kiosk-2", "kiosk-2")
    assert ratings.bind_tablet(ctx, 2, code, elsewhere)
    mine = served(ctx, two).ticket
    assert [one.id for one in ratings.find_served(ctx, f"{mine.number:03d}", GLASS)] == [mine.id]
    for _ in range(6):
        refused("no_such_ticket", ratings.find_served, ctx, "999", GLASS)
    refused("no_such_ticket", ratings.find_served, ctx, str(mine.number), GLASS)
    ratings.rate_by_number(ctx, mine.id, 4)
    refused("rated_already", ratings.find_served, ctx, str(mine.number), elsewhere)
    refused("rated_already", ratings.rate_by_number, ctx, mine.id, 5)


@pytest.mark.both
def test_what_stays_below_five_is_swept_together_on_monday(
    ctx: AppContext, two: StaffSession, clock: Clock
) -> None:
    three = clerk(ctx, 3, "小赵")
    for _ in range(3):
        ratings.rate(ctx, served(ctx, two, "medical").ticket.code, 5)
        ratings.rate(ctx, served(ctx, three, "medical").ticket.code, 4)
    scheduled.run_due(ctx)
    assert ratings.desk(ctx, two).total.rated == 0
    clock.pass_(days=3)
    scheduled.run_due(ctx)
    scheduled.run_due(ctx)
    seen = ratings.desk(ctx, two)
    assert seen.total.levels == (0, 0, 0, 3, 3)
    assert seen.own is None


@pytest.mark.both
def test_what_waited_under_a_key_that_is_gone_is_lost_and_what_comes_is_counted(
    ctx: AppContext, two: StaffSession
) -> None:
    ratings.rate(ctx, served(ctx, two).ticket.code, 1)
    with ctx.database.read() as tx:
        before = stored.pool(tx)
    ratings.rate(ctx, served(ctx, two).ticket.code, 1)
    # A restore brings back what waited, never its key.
    with ctx.database.write() as tx:
        assert before
        stored.keep_pool(tx, before)
    with acting(ctx, SYSTEM) as act:
        act.without_event("a restore does it")
        assert before.sealed
        assert scheduled.erase(act, frozenset({before.sealed[2:24]})) == 1
    with ctx.database.write() as tx:
        stored.keep_pool(tx, before)
    for _ in range(5):
        ratings.rate(ctx, served(ctx, two).ticket.code, 5)
    assert ratings.desk(ctx, two).total.levels == (0, 0, 0, 0, 5)
