"""An after-school class for tests: the seed's term with few places, families, a teacher."""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

from db.engine.bearer_codes import shown
from db.lessons import days, people, terms
from db.volunteers import registry as volunteers
from kiosk.actions.lessons import desk, guardian, registration, teacher
from kiosk.actions.lessons.results import (
    ChildRequest,
    GuardianRequest,
    TeacherAct,
    TeacherAction,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS, ZONE
from kiosk.domain.lessons.people import ChildFacts, CollectorFacts, GuardianFacts
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.volunteers.registry import Duty
from tests.support.centre import AFTERNOON, SEED, Clock
from tests.support.furnished import made_once
from tests.support.volunteer_help import coordinator, moved_in, volunteer, with_help

TERM = "autumn2026"
PHONE = "13612345678"
CLASS_BEGINS = datetime.combine(AFTERNOON.date(), time(16, 30), ZONE)
CLASS_ENDS = datetime.combine(AFTERNOON.date(), time(18, 30), ZONE)
GRANDMOTHER = CollectorFacts("王秀兰", "奶奶", "4821")


@cache
def _terms() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(SEED.read_text("utf-8"))["terms"])


@made_once
def with_class(ctx: AppContext, capacity: int = 30) -> AppContext:
    """The centre with the seed's teams and terms."""
    with_help(ctx)
    with ctx.database.write(content=True) as tx:
        if not terms.are_there(tx):
            for body in _terms():
                terms.put(tx, body["id"], body | {"capacity": capacity})
    return ctx


def registered(
    ctx: AppContext, phone: str = PHONE, *, confirmed_by: StaffSession | None = None
) -> str:
    """The code of the page of a guardian, confirmed by somebody at the desk where one is named."""
    code = registration.register_guardian(ctx, GuardianRequest(
        secrets.token_hex(8), GuardianFacts("李梅", "妈妈", phone), True))
    if confirmed_by:
        with ctx.database.read() as tx:
            known = registration.guardian_of(ctx, tx, code)
        desk.confirm_guardian(ctx, confirmed_by, known.id, str(known.number))
    return code


def with_child(
    ctx: AppContext, code: str, nickname: str = "豆豆", weekdays: tuple[str, ...] = WEEKDAYS[:5]
) -> int:
    """A child of a guardian; its id."""
    registration.register_child(ctx, code, ChildRequest(
        secrets.token_hex(8), ChildFacts(nickname, "三年级2班", "不能吃花生"),
        frozenset(weekdays)))
    with ctx.database.read() as tx:
        return registration.children_of_code(ctx, tx, code)[-1].id


@dataclass
class Evening:
    """A class day: a coordinator at the desk, a teacher on duty, one family."""

    ctx: AppContext
    clock: Clock
    at: StaffSession
    teacher: int
    link: str
    device: str
    guardian: str
    child: int

    def does(self, action: TeacherAction, child: int | None = None, **more: Any) -> None:
        """The teacher's page does something."""
        teacher.do(self.ctx, self.teacher, TeacherAct(
            more.pop("key", None) or secrets.token_hex(8), action,
            self.child if child is None else child, **more))

    def arrives(self, child: int | None = None) -> None:
        """A child comes."""
        self.does(TeacherAction.ARRIVE, child)

    def collects(self, child: int | None = None, person: str = "g", **code: Any) -> None:
        """Somebody collects with a code: `token` or `digits`."""
        self.does(TeacherAction.COLLECT, child, person=person, **code)

    def codes(self, child: int | None = None) -> tuple[str, str]:
        """Today's code and digits of a child, as they were given out."""
        with self.ctx.database.read() as tx:
            known = days.of_day(tx, self.clock.now.date())[self.child if child is None else child]
        return shown(self.ctx.secret, known.code), shown(self.ctx.secret, known.digits)

    def state(self, child: int | None = None) -> str:
        """How a child stands today."""
        with self.ctx.database.read() as tx:
            return str(days.of_day(tx, self.clock.now.date())[
                self.child if child is None else child].state)

    def delegates(self, facts: CollectorFacts = GRANDMOTHER) -> tuple[str, int]:
        """The guardian asks somebody for today: the code of their page, and its number."""
        code = guardian.delegate_today(self.ctx, self.guardian, self.child, secrets.token_hex(8),
                                       facts, is_adult=True)
        with self.ctx.database.read() as tx:
            return code, people.delegations(tx, [self.child])[-1].id

    def another(self, phone: str, nickname: str) -> int:
        """A child of another family."""
        return with_child(self.ctx, registered(self.ctx, phone, confirmed_by=self.at), nickname)


def evening(ctx: AppContext, clock: Clock, capacity: int = 30) -> Evening:
    """The class has begun at 16:30, the child of one family is expected."""
    with_class(ctx, capacity)
    at = coordinator(ctx)
    who = volunteer(ctx, at, "李志强", ("education",))
    device = ctx.codes()
    link = moved_in(ctx, at, who, device)
    with ctx.database.write() as tx:
        volunteers.add_duty(tx, Duty(0, who.id, None, CLASS_BEGINS, CLASS_ENDS))
    code = registered(ctx, confirmed_by=at)
    child = with_child(ctx, code)
    clock.now = CLASS_BEGINS
    return Evening(ctx, clock, at, who.id, link, device, code, child)
