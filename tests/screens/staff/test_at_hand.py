"""What the staff do in passing at the touch screen, tapped: each is done at once, and seen to be
done."""

from __future__ import annotations

import pytest

from db.engine import event_log
from kiosk.actions import content, queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import CounterState
from kiosk.actions.rooms import rooms_now
from kiosk.actions.slips import print_next_slip
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.staff.roles import Role
from tests.support.centre import clerk, take
from tests.support.rooms import with_rooms
from tests.support.screens.resident import Resident
from tests.support.screens.staff import signs_in
from tests.support.volunteer_help import coordinator


def goes(resident: Resident, row: str, page: str, role: Role = Role.MANAGER) -> None:
    signs_in(resident, role)
    resident.taps(row)
    resident.wait_for(page)


def does(resident: Resident, row: str, says: str) -> None:
    resident.taps(row)
    resident.until(lambda: says in resident.stage.toast.text and not resident.router.working)


def state_of(resident: Resident, number: int) -> CounterState:
    return next(one.state for one in queue.hall(resident.ctx).counters if one.number == number)


def test_a_counter_rests_and_opens_again(anybody: Resident) -> None:
    queue.open_counter(anybody.ctx, clerk(anybody.ctx, 2, "小李"))
    goes(anybody, "窗口歇一歇", "hand_counters")
    does(anybody, "2 号窗口", "2 号窗口歇了")
    assert state_of(anybody, 2) is CounterState.PAUSED and anybody.page == "hand_counters"
    anybody.until(lambda: "歇着" in anybody.read())
    does(anybody, "2 号窗口", "2 号窗口开了")
    assert state_of(anybody, 2) is CounterState.OPEN


def test_a_room_is_shut_for_today_and_opened_again(anybody: Resident) -> None:
    with_rooms(anybody.ctx)

    def state() -> Availability:
        return next(one.state for one in rooms_now(anybody.ctx).rooms if one.room.id == "chess")

    assert state() is not Availability.SHUT
    goes(anybody, "场地今天关", "hand_rooms", Role.CLERK)
    does(anybody, "棋牌室", "棋牌室今天关了")
    assert state() is Availability.SHUT
    does(anybody, "棋牌室", "棋牌室照常开门")
    assert state() is not Availability.SHUT


@pytest.mark.both
def test_a_lost_slip_is_printed_again(anybody: Resident) -> None:
    lost = take(anybody.ctx, kiosk="kiosk-1").ticket
    while print_next_slip(anybody.ctx):
        pass
    printed = len(anybody.ctx.printer.slips)
    goes(anybody, "补打小票", "hand_slips", Role.EDITOR)
    does(anybody, lost.label, f"{lost.label} 在打了")
    assert print_next_slip(anybody.ctx)
    assert [slip.number for slip in anybody.ctx.printer.slips[printed:]] == [lost.label]


def test_nobody_took_a_number_yet(anybody: Resident) -> None:
    goes(anybody, "补打小票", "hand_slips")
    assert "今天还没人取号" in anybody.read()


def test_an_urgent_notice_begins_with_one_tap(anybody: Resident) -> None:
    goes(anybody, "急着通知", "edit_item", Role.EDITOR)
    assert "加一条通知" in anybody.read()
    before = guide(anybody.ctx).notices
    editor = coordinator(anybody.ctx, Role.EDITOR)
    drafted = content.on_shelf(anybody.ctx, editor, "notice").rows[-1]
    assert drafted.draft and guide(anybody.ctx).notices == before, "nobody sees it yet"
    item = anybody.router.visit.here.arguments["item"]
    assert content.sheet(anybody.ctx, editor, "notice", item).written == {"urgent": "yes"}


def test_the_pages_are_asked_to_start_anew(anybody: Resident) -> None:
    signs_in(anybody)
    does(anybody, "重开网页", "网页正在重开")
    with anybody.ctx.database.read() as reading:
        assert [line.action for line in event_log.since(reading, 0, ("restart_pages",))]


@pytest.mark.parametrize(("role", "closed"), [
    (Role.EDITOR, ["窗口歇一歇", "场地今天关", "今天先关门"]), (Role.CLERK, ["急着通知", "改内容"]),
    (Role.COORDINATOR, ["窗口歇一歇", "急着通知", "今天先关门"]), (Role.MANAGER, []),
])
def test_each_row_is_for_its_roles(anybody: Resident, role: Role, closed: list[str]) -> None:
    signs_in(anybody, role)
    rows = {row["title"]: row["enabled"] for row in anybody.stage.screen.page.rows.items}
    assert len(rows) == 11
    assert [title for title, enabled in rows.items() if not enabled] == closed
