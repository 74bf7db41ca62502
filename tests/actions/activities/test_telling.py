"""What the staff change of a session is said in the hall and let out, and names nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.outbox import notifications
from kiosk.actions.activities import cancel_session, move_session
from kiosk.actions.operations.announcements import announcements_since
from kiosk.context import AppContext
from tests.support.activities import SATURDAY, registered, session_at, with_activities
from tests.support.centre import AFTERNOON, Clock
from tests.support.rooms import PHONE, keeper

TODAY = AFTERNOON.replace(hour=16, minute=0)


def listening(ctx: AppContext) -> AppContext:
    """The centre with activities, whose manager lets notices out."""
    with_activities(ctx)
    with ctx.database.write() as tx:
        target = notifications.add_target(tx, "群")
        notifications.seal_in(tx, target, "sealed")
    return ctx


def let_out(ctx: AppContext) -> list[str]:
    """What waits to be sent."""
    with ctx.database.read() as tx:
        return tx.column(notifications.NotificationRow.select(notifications.NotificationRow.text))


def said(ctx: AppContext, since: int) -> list[str]:
    """What the voice in the hall says of what happened since."""
    return [one.said.text for one in announcements_since(ctx, since)[1]]


def test_what_is_called_off_today_is_said_in_the_hall_and_let_out(
    ctx: AppContext, clock: Clock
) -> None:
    since = listening(ctx).database.version()
    session = session_at(ctx, TODAY, "pressure")
    cancel_session(ctx, keeper(ctx), session.id, "王医生病了")
    cancel_session(ctx, keeper(ctx), session.id, "王医生病了")
    assert said(ctx, since) == ["各位居民，今天下午四点的量血压取消了，对不住大家。"]
    assert let_out(ctx) == ["活动取消：量血压，今天 16:00"]
    clock.pass_(minutes=31)
    assert said(ctx, since) == []


@pytest.mark.both
def test_what_is_moved_tells_both_times_and_only_the_last_of_several(ctx: AppContext) -> None:
    since = listening(ctx).database.version()
    session = session_at(ctx, TODAY, "pressure")
    move_session(ctx, keeper(ctx), session.id, TODAY + timedelta(hours=1), "晚一点")
    assert said(ctx, since) == ["各位居民，今天下午四点的量血压，改到今天下午五点。"]
    ctx.clock.pass_(seconds=1)  # type: ignore[attr-defined]
    move_session(ctx, keeper(ctx), session.id, TODAY + timedelta(days=1), "改明天")
    assert said(ctx, since) == ["各位居民，今天下午五点的量血压，改到明天下午四点。"]
    assert let_out(ctx)[-1] == "活动改时间：量血压，今天 17:00改到明天 16:00"


def test_another_day_is_not_said_in_the_hall_and_nobody_is_named(ctx: AppContext) -> None:
    since = listening(ctx).database.version()
    registered(ctx, 2, phone=PHONE)
    cancel_session(ctx, keeper(ctx), session_at(ctx, SATURDAY).id, f"张老师病了，问 {PHONE}")
    assert said(ctx, since) == []
    (text,) = let_out(ctx)
    assert PHONE not in text and "张" not in text and "剪纸课" in text
