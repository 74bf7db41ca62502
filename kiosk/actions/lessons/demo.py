"""A class for trying out: guardians, children, a teacher on duty, some who are there."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from db.operations import calendar_exceptions as special_days
from db.volunteers import registry as volunteers
from kiosk.actions.acting import housekeeping
from kiosk.actions.lessons import desk, registration, teacher
from kiosk.actions.lessons.area import current_term
from kiosk.actions.lessons.results import (
    ChildRequest,
    GuardianRequest,
    TeacherAct,
    TeacherAction,
)
from kiosk.actions.staff.demo import demo_session, earlier, end_demo_session
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.lessons.people import ChildFacts, CollectorFacts, GuardianFacts
from kiosk.domain.lessons.terms import ClassTerm
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.registry import Duty

KEEPER = "小梁"
CHILDREN = ("豆豆", "果果", "安安", "乐乐", "小宇", "朵朵", "壮壮", "妞妞", "天天", "萌萌", "佳佳",
            "浩浩", "甜甜", "阳阳", "圆圆", "小雨", "诺诺", "晨晨", "童童", "可可", "依依", "小北",
            "点点", "多多")
ADULTS = (("妈妈", "李梅"), ("爸爸", "王强"), ("奶奶", "赵秀英"))


def fill(ctx: AppContext, chance: Random) -> tuple[str, ...]:
    """Fills the class of this term; where there is none it changes nothing."""
    with ctx.database.read() as tx:
        term = current_term(tx, ctx.clock().date())
    if term is None:
        return ()
    told: list[str] = []
    with suppress(Refusal):
        pin = add_account(ctx, KEEPER, Role.COORDINATOR)
        told.append(f"{KEEPER} ({Role.COORDINATOR}): PIN {pin}")
        at = demo_session(ctx, KEEPER)
        # The day before: once the class has begun, nobody gets a place of that day.
        before = earlier(ctx, ctx.clock() - timedelta(days=1))
        for n, nickname in enumerate(CHILDREN):
            _family(before, at, chance, n, nickname)
        _evening(ctx, term)
        end_demo_session(ctx, at)
    return tuple(told)


def _family(
    ctx: AppContext, at: StaffSession, chance: Random, n: int, nickname: str
) -> None:
    relation, name = ADULTS[n % len(ADULTS)]
    code = registration.register_guardian(ctx, GuardianRequest(
        ctx.codes(), GuardianFacts(name, relation, f"1360000{n:04}"), True), at)
    with ctx.database.read() as tx:
        guardian = registration.guardian_of(ctx, tx, code)
    desk.confirm_guardian(ctx, at, guardian.id, "", present=True)
    days = frozenset(chance.sample(WEEKDAYS[:5], chance.randint(3, 5)))
    registration.register_child(ctx, code, ChildRequest(
        ctx.codes(), ChildFacts(nickname, f"{1 + n % 6}年级{1 + n % 3}班", ""), days))
    if n % 2:
        with ctx.database.read() as tx:
            child = registration.children_of_code(ctx, tx, code)[0]
        desk.add_pickup(ctx, at, child.id, CollectorFacts("张桂花", "奶奶", f"{n:04}"),
                        is_adult=True)


def _evening(ctx: AppContext, term: ClassTerm) -> None:
    """Those who are expected today are there, where the class is under way."""
    now = ctx.clock()
    with ctx.database.read() as tx:
        held = term.session(now.date(), special_days.calendar(tx))
        minder = next((one for one in volunteers.everybody(tx)
                       if term.team_id in one.team_ids and one.active), None)
    if held is None or minder is None:
        return
    with housekeeping(ctx, "a demo has its own roster") as tx:
        volunteers.add_duty(tx, Duty(0, minder.id, None, held[0] - timedelta(hours=1),
                                     held[1] + timedelta(hours=1)))
    if held[0] <= now:
        _come(ctx, minder.id, now)


def _come(ctx: AppContext, minder_id: int, now: datetime) -> None:
    roster = teacher.teacher_page(ctx, minder_id)
    for one in roster.children:
        if one.expected and one.child.id % 6:
            teacher.do(ctx, minder_id, TeacherAct(
                ctx.codes(), TeacherAction.ARRIVE, one.child.id, at=now))
