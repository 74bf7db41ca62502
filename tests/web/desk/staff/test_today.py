"""Today at the desk: what is due now, for whoever may see it and nobody else."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.actions.areas import AREAS
from kiosk.actions.staff.sessions import add_account
from kiosk.area import DueAge, DueNow, due
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_CALL, MAY_SEE_TODAY, Role
from kiosk.web.desk import SECTIONS
from tests.support.centre import Clock, clerk, take
from tests.support.volunteer_help import asked, with_help
from tests.support.web.colleague import Colleague

DUE = re.compile(r'href="(/desk[^"]*)">\s*<b class="count">(\d+)</b>\s*<span class="what">([^<]+)<')
HOUR = timedelta(hours=1)


def colleague(ctx: AppContext, site: Flask, role: Role, name: str) -> Colleague:
    made = Colleague(site, name, add_account(ctx, name, role))
    assert made.log_in().status_code == 303
    return made


def listed(of: Colleague) -> list[tuple[str, ...]]:
    """What stands on the page: where it leads, how many, of what."""
    return DUE.findall(of.get("/desk/today").text)


@pytest.mark.both
def test_everybody_finds_first_what_is_due_of_their_own(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    sender = colleague(with_help(ctx), site, Role.COORDINATOR, "小宋")
    boss = colleague(ctx, site, Role.MANAGER, "赵主任")
    nurse = colleague(ctx, site, Role.MEDIC, "李护士")
    assert sender.get("/desk").location == "/desk/today"
    for one in (sender, boss, nurse):
        assert listed(one) == [] and "现在没有要办的" in one.get("/desk/today").text
    take(ctx), take(ctx)
    session = clerk(ctx, 2)
    queue.call_next(ctx, session, None)
    asked(ctx)
    assert "刚刚来的" in sender.get("/desk/today").text
    clock.pass_(minutes=25)
    help_ = ("/desk/help", "1", "件求助没人接")
    assert listed(sender) == [help_]
    assert listed(boss) == [("/desk", "1", "个号在等"), help_]
    assert "最早的有 25 分钟了" in boss.get("/desk/today").text
    assert boss.get("/desk/today/state").json["queue"] == {"waiting": [1, "amber"]}
    assert listed(nurse) == [], "the control: nothing of the queue or of help is a medic's"


def test_a_role_that_has_nothing_there_does_not_come_in(ctx: AppContext, site: Flask) -> None:
    editor = colleague(ctx, site, Role.EDITOR, "小张")
    assert editor.get("/desk/today").status_code == 403
    assert editor.get("/desk").location == "/desk/content"


def test_every_line_is_told_and_leads_only_where_its_readers_may_enter(
    ctx: AppContext, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, plan = ctx.clock(), [one for one in AREAS if one.today]

    def always(
        kind: str, _times: object, may: frozenset[Role], page: str, *limits: timedelta
    ) -> tuple[DueNow, ...]:
        return (DueNow(kind, (now,) * 7, may, page, *limits),)

    for module in {one.today.__module__ for one in plan if one.today} | {
            "kiosk.actions.reservations.today"}:
        monkeypatch.setattr(f"{module}.due", always, raising=False)
    with ctx.database.read() as tx:
        lines = [line for one in plan if one.today for line in one.today(tx, now)]
    assert len({one.kind for one in lines}) == len(lines) > 12
    sections = {one.name: one.may for one in SECTIONS}
    assert [one.kind for one in lines if not one.may <= sections[one.page]] == []
    stray = DueNow("help_calls", (now,) * 7, MAY_CALL, "help", HOUR, HOUR)
    assert not stray.may <= sections[stray.page], "the control: a clerk may not send help"
    for n, role in enumerate(sorted(MAY_SEE_TODAY)):
        shown = listed(colleague(ctx, site, role, f"某{n}"))
        assert len(shown) == sum(role in one.may for one in lines), role


@pytest.mark.parametrize(("minutes", "age"), [
    (-90, DueAge.GREEN), (0, DueAge.GREEN), (20, DueAge.AMBER), (40, DueAge.RED), (999, DueAge.RED),
])
def test_the_longest_wait_has_its_colour(minutes: int, age: DueAge) -> None:
    now = datetime(2026, 10, 16, 15, 20)  # noqa: DTZ001  # any moment does
    (one,) = due("waiting", [now, now - timedelta(minutes=minutes)], MAY_CALL, "home",
                 timedelta(minutes=20), timedelta(minutes=40))
    assert one.count == 2 and one.age(now) is age
