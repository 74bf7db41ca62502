"""Arranging content: at its time, out of sight, in another order, away; and who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.content import drafts
from kiosk.actions import content
from kiosk.actions.content.centre import guide
from kiosk.context import AppContext
from kiosk.domain.content.drafts import Planned
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, take
from tests.support.contents import NEW, written
from tests.support.volunteer_help import coordinator as staff_at


def test_it_is_shown_and_put_away_at_its_time(ctx: AppContext, wang: StaffSession,
                                              clock: Clock) -> None:
    text = {"text.zh": "停水通知"}
    soon, later = clock.now + timedelta(hours=1), clock.now + timedelta(hours=2)
    item = content.publish(ctx, wang, "notice", "", {}, text, at=soon).item
    assert [row.item for row in content.on_shelf(ctx, wang, "notice").rows] == [item]
    assert guide(ctx).notices == () and content.run_due(ctx) == 60
    clock.pass_(minutes=59, seconds=50)
    assert content.run_due(ctx) == 10 and guide(ctx).notices == ()
    clock.pass_(seconds=10)
    assert content.run_due(ctx) == 0 and [n.text.zh for n in guide(ctx).notices]
    content.hide(ctx, wang, "notice", item, at=later)
    clock.pass_(hours=3)
    content.run_due(ctx)
    content.run_due(ctx)
    assert guide(ctx).notices == ()
    with pytest.raises(Refusal, match="time_over"):
        content.publish(ctx, wang, "notice", "", {}, text, at=soon)


def test_a_plan_that_cannot_happen_any_more_is_a_draft_again(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    manager = staff_at(ctx, Role.MANAGER, "主任")
    other = {"icon": "id", "title.zh": "证件"}
    shelf = content.publish(ctx, wang, "category", "", {}, other).item
    planned = content.publish(ctx, wang, "service", "", {}, NEW | {"category": shelf},
                              at=clock.now + timedelta(hours=1))
    content.remove(ctx, manager, "category", shelf)
    clock.pass_(hours=2)
    assert content.run_due(ctx) == 0
    row = content.sheet(ctx, wang, "service", planned.item).row
    assert row.draft and row.draft.written["title.zh"] == "居住证明" and not row.shown


@pytest.mark.both
def test_taking_a_plan_back_keeps_what_was_written(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    item = content.publish(ctx, wang, "notice", "", {}, {"text.zh": "停水"},
                           at=clock.now + timedelta(hours=1)).item
    content.unplan(ctx, wang, "notice", item, Planned.SHOW)
    clock.pass_(hours=2)
    content.run_due(ctx)
    assert guide(ctx).notices == ()
    assert content.sheet(ctx, wang, "notice", item).written == {"text.zh": "停水"}


def test_what_is_new_and_only_planned_is_written_on(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    at = clock() + timedelta(days=1)
    planned = content.publish(ctx, wang, "service", "", {}, NEW, at=at)
    base = content.sheet(ctx, wang, "service", planned.item).written
    assert base == NEW
    mine = base | {"fee.zh": "五元"}
    assert content.save(ctx, wang, "service", planned.item, base, mine).done
    assert content.sheet(ctx, wang, "service", planned.item).written == mine
    assert content.publish(ctx, wang, "service", planned.item, mine, mine).done
    assert content.sheet(ctx, wang, "service", planned.item).row.plans == ()
    with pytest.raises(Refusal, match="no_such_item"):
        content.save(ctx, wang, "service", "nowhere", {}, mine)


def test_what_is_used_is_not_taken_away(ctx: AppContext, wang: StaffSession) -> None:
    for kind, item in (("category", "insurance"), ("service", "medical")):
        take(ctx)
        with pytest.raises(Refusal, match="still_used"):
            content.remove(ctx, wang, kind, item)
    assert "medical" in {service.id for service in guide(ctx).services}
    with pytest.raises(Refusal, match="cannot_remove"):
        content.remove(ctx, staff_at(ctx, Role.MANAGER, "主任"), "centre", "1")


@pytest.mark.both
def test_what_nothing_names_is_taken_away_and_its_history_stays(
    ctx: AppContext, wang: StaffSession
) -> None:
    item = content.publish(ctx, wang, "notice", "", {}, {"text.zh": "停水"}).item
    content.remove(ctx, wang, "notice", item)
    content.remove(ctx, wang, "notice", item)
    assert guide(ctx).notices == ()
    with ctx.database.read() as tx:
        assert drafts.versions(tx, "notice", item)[0].written == {"text.zh": "停水"}
    # A number that was given once is not given again: its history would be another's.
    assert content.publish(ctx, wang, "notice", "", {}, {"text.zh": "停电"}).item != item


@pytest.mark.both
def test_items_change_places_and_the_ends_hold(ctx: AppContext, wang: StaffSession) -> None:
    first, *others = [service.id for service in guide(ctx).services]
    content.move(ctx, wang, "service", first, first)
    assert guide(ctx).services[0].id == first
    content.move(ctx, wang, "service", first, others[0])
    assert [service.id for service in guide(ctx).services] == [others[0], first, *others[1:]]
    content.move(ctx, wang, "service", first, others[-1])
    assert [service.id for service in guide(ctx).services] == [*others, first]
    content.move(ctx, wang, "service", first, others[0])
    assert [service.id for service in guide(ctx).services] == [first, *others]
    with pytest.raises(Refusal, match="no_such_item"):
        content.move(ctx, wang, "service", first, "gone")


def test_a_copy_is_a_draft_of_its_own(ctx: AppContext, wang: StaffSession) -> None:
    copy = content.begin(ctx, wang, "service", like="medical")
    assert copy != "medical" and written(ctx, wang, copy) == written(ctx, wang)
    assert copy not in {service.id for service in guide(ctx).services}


@pytest.mark.parametrize("role", list(Role))
def test_each_kind_is_for_its_roles(ctx: AppContext, role: Role) -> None:
    somebody = staff_at(ctx, role, "谁")
    for kind in content.kinds_for(ctx, Role.ADMIN):
        allowed = role in kind.may
        assert (kind in content.kinds_for(ctx, role)) is allowed
        for action in (
            lambda kind: content.on_shelf(ctx, somebody, kind),
            lambda kind: content.sheet(ctx, somebody, kind),
            lambda kind: content.save(ctx, somebody, kind, "", {}, {}),
        ):
            if allowed:
                action(kind.name)
                continue
            with pytest.raises(Refusal, match="not_allowed"):
                action(kind.name)
    with pytest.raises(Refusal, match="no_such_content"):
        content.on_shelf(ctx, somebody, "nothing")
