"""A centre filled for trying out: a lively day stands in every part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kiosk.actions.activities import activities_now
from kiosk.actions.activities.staff import activities_desk
from kiosk.actions.care import care_now
from kiosk.actions.cases.queries import register_desk
from kiosk.actions.cases.results import CaseQuery
from kiosk.actions.cases.wall import wall
from kiosk.actions.content.centre import seed
from kiosk.actions.exhibition.albums import exhibition_now
from kiosk.actions.lessons import class_now
from kiosk.actions.operations import demo
from kiosk.actions.queue.appointments import appointments_of
from kiosk.actions.queue.overview import hall
from kiosk.actions.rooms import rooms_desk, rooms_now
from kiosk.actions.staff.demo import demo_session
from kiosk.actions.staff.sessions import log_in
from kiosk.actions.volunteers.dispatch import help_desk
from kiosk.context import AppContext
from kiosk.domain.activities.activities import SessionStatus
from kiosk.domain.calendar import ZONE
from kiosk.domain.care.devices import DeviceState
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.slots import Availability
from tests.support.centre import SEED, SQLITE, Clock, context_on

# A Wednesday on which the plan of the seed has no activity, while children are in the class.
WEDNESDAY = datetime(2026, 12, 2, 17, 5, tzinfo=ZONE)
ACCOUNT = re.compile(r"(\w+) \((\w+)\): PIN (\d{6})")
ROLES = {"clerk", "manager", "coordinator", "medic", "representative"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppContext, list[str]]]:
    """One for all that is asked of it, and what was told when it was filled."""
    folder: Path = tmp_path_factory.mktemp("demo")
    clock = Clock()
    clock.now = WEDNESDAY
    ctx = context_on(f"{SQLITE}{folder / 'h.db'}", folder, clock)
    ctx.database.migrate()
    seed(ctx, SEED)
    yield ctx, list(demo.fill(ctx))
    ctx.database.close()


def test_a_lively_day_stands_in_every_part(filled: tuple[AppContext, list[str]]) -> None:
    ctx, _ = filled
    keeper = demo_session(ctx, "老周")
    now = hall(ctx)
    assert now.waiting >= 9 and any(one.serving for one in now.counters)
    booked = appointments_of(ctx, keeper, WEDNESDAY.date() + timedelta(days=1))
    assert booked and len({one.booking.reservation.resource_id for one, _ in booked}) > 1
    states = {one.state for one in rooms_now(ctx).rooms}
    assert states >= {Availability.FREE, Availability.NEAR, Availability.FULL}
    assert 0 < len(rooms_desk(ctx, keeper).asked) < 9
    today = [one.stands for one in activities_desk(ctx, keeper, WEDNESDAY.date()).sessions
             if one.stands.session.starts_at.date() == WEDNESDAY.date()]
    assert SessionStatus.OVER in {one.status for one in today} and len(today) > 2
    coming = activities_now(ctx).sessions
    assert any(one.waiting for one in coming) and any(one.left and one.booked for one in coming)
    helped = help_desk(ctx, keeper)
    assert all((helped.waiting, helped.under_way, helped.ended, helped.on_duty))
    assert len({one.age for one in helped.waiting}) > 1
    assert {one.state for one in care_now(ctx).devices} >= {DeviceState.IN_USE, DeviceState.REPAIR}
    assert class_now(ctx).here > 9
    cases = register_desk(ctx, keeper, CaseQuery())
    assert cases.open and cases.answered and cases.follow_ups
    assert wall(ctx).month.figures.received > 2
    assert any(album.id == "demo-yard" for album in exhibition_now(ctx).albums)


def test_whoever_tries_can_enter_in_every_part(filled: tuple[AppContext, list[str]]) -> None:
    ctx, told = filled
    accounts = ACCOUNT.findall("\n".join(told))
    assert {role for _, role, _ in accounts} == ROLES
    for name, role, pin in accounts:
        assert log_in(ctx, name, pin).account.role == role
    assert any("/v/" in line for line in told) and any("/m/" in line for line in told)


def test_an_area_that_refuses_does_not_keep_the_others_empty(
    filled: tuple[AppContext, list[str]]
) -> None:
    ctx, _ = filled

    def refuses(_: AppContext, __: Random) -> list[str]:
        raise Refusal("files_busy")

    def told(_: AppContext, __: Random) -> list[str]:
        return ["told"]

    areas = (replace(ctx.areas[0], demo=refuses), replace(ctx.areas[1], demo=told))
    assert list(demo.fill(replace(ctx, areas=areas))) == [
        f"{ctx.areas[0].name}: not filled, files_busy", "told"]
