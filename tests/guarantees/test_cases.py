"""Cases: whatever is done in whatever order, no state that cannot be, nobody sees what is not of
their part, the wall counts the log, and no staff make it look better."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from importlib import import_module
from itertools import pairwise

import peewee
import pytest

from db.cases import register, story
from db.cases.tables import CaseRow
from kiosk.actions import cases
from kiosk.actions.acting import acting
from kiosk.actions.cases.personal_records import RECORDS
from kiosk.actions.cases.results import CaseQuery, CaseReceipt
from kiosk.actions.cases.transitions import move_on, of_id, parties
from kiosk.actions.exhibition.slides import slides
from kiosk.context import AppContext
from kiosk.domain.cases.case_log import tally
from kiosk.domain.cases.states import ANSWERS, RULES, CaseAction, CaseParty, CaseState
from kiosk.domain.rating import CONTENT_FROM
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_CASES, Role, StaffSession
from kiosk.domain.working_days import working_day_after
from tests.support.centre import Clock
from tests.support.resident_cases import MORNING, bring_in, staff, told

# Sequences and cases in `make test`; ten thousand and a thousand in `make soak`.
FEW, MANY = 150, 10_000
STEPS = 5
PHONE = "13800001234"
# Under the name of the module the area has the action.
WALL = import_module("kiosk.actions.cases.wall")
TOPICS = ("repairs", "environment", "parking", "family", "danger")
BODIES = ("body:power", "body:property", "team:repair", "grid:g1")


class House:
    """A centre in which everybody does something with cases, by chance."""

    def __init__(self, ctx: AppContext, clock: Clock, chance: random.Random) -> None:
        clock.now = MORNING
        self.ctx, self.clock, self.chance = bring_in(ctx), clock, chance
        self.of = {role: staff(ctx, role) for role in Role}
        self.told: list[CaseReceipt] = []
        self.keys = 0

    def key(self) -> str:
        """A key that nothing was sent with before."""
        self.keys += 1
        return f"key {self.keys}"

    def tell(self) -> CaseReceipt:
        """Somebody tells something."""
        phone = self.chance.choice(("", PHONE))
        made = told(self.ctx, self.key(), self.chance.choice(TOPICS), f"第{self.keys}件事，请看看",
                    phone=phone)
        self.told.append(made)
        return made

    def by_resident(self, made: CaseReceipt) -> None:
        """The resident does anything, whether it can be done or not."""
        ctx, code, pick = self.ctx, made.code, self.chance.randrange(8)
        acts: list[Callable[[], object]] = [
            lambda: cases.add_text(ctx, code, self.key(), "补一句"),
            lambda: cases.solved(ctx, code),
            lambda: cases.solved(ctx, code),
            lambda: cases.not_solved(ctx, code, self.key(), "还没好"),
            lambda: cases.withdraw(ctx, code),
            lambda: cases.rate(ctx, code, self.chance.randint(1, 5)),
            lambda: cases.add_to_rating(ctx, code, "再说一句"),
            lambda: cases.erase(ctx, code) if self.chance.random() < 0.2 else None,
        ]
        acts[pick]()

    def by_staff(self, made: CaseReceipt, at: StaffSession | None = None) -> None:
        """Anybody of the staff does anything, whether they may or not."""
        ctx, id_ = self.ctx, made.case_id
        at = at or self.chance.choice((*self.of.values(), *[self.of[Role.MANAGER]] * 7))
        to = self.chance.choice(
            (*BODIES, f"staff:{self.of[Role.REPRESENTATIVE].account.id}"))
        other = self.chance.choice(self.told)
        acts: list[Callable[[], object]] = [
            lambda: cases.assign(ctx, at, id_, to, "归您管"),
            lambda: cases.begin(ctx, at, id_),
            lambda: cases.ask(ctx, at, id_, "在哪栋？"),
            lambda: cases.said_at_desk(ctx, at, id_, "来说了"),
            lambda: cases.answer(ctx, at, id_, "好了"),
            lambda: cases.answer(ctx, at, id_, "好了"),
            lambda: cases.extend(ctx, at, id_, self.chance.randint(1, 15), "等零件"),
            lambda: cases.cannot_solve(ctx, at, id_, "是绿地"),
            lambda: cases.not_ours(ctx, at, id_, "去街道"),
            lambda: cases.withdraw_at_desk(ctx, at, id_, "说不办了"),
            lambda: cases.split(ctx, at, id_, ((to, "一份"), (to, "又一份"))),
            lambda: cases.merge(ctx, at, id_, other.number),
            lambda: cases.note(ctx, at, id_, "记一笔"),
            lambda: cases.release(ctx, at, id_),
            lambda: cases.take_down(ctx, at, id_),
            lambda: cases.follow_up(ctx, at, id_, "对不起"),
            lambda: cases.deal_with(ctx, at, id_, "改了"),
            lambda: cases.new_secret(ctx, at, id_),
        ]
        found = self.chance.choice(acts)()
        if isinstance(found, CaseReceipt):
            self.told = [found if one.case_id == id_ else one for one in self.told]

    def sequence(self, steps: int = STEPS) -> CaseReceipt:
        """One case, and so many things done with it."""
        made = self.tell()
        for _ in range(steps):
            # A new slip takes the place of the old one.
            made = next(one for one in self.told if one.case_id == made.case_id)
            if self.chance.random() < 0.2:
                self.clock.pass_(hours=self.chance.choice((1, 8, 30)))
            try:
                if self.chance.random() < 0.4:
                    self.by_resident(made)
                else:
                    self.by_staff(made)
            except Refusal as refusal:
                assert refusal.code in KNOWN, refusal.code  # noqa: PT017  # which one it is counts
            if self.chance.random() < 0.1:
                cases.run_due(self.ctx)
        return made

    def nobody_sees_more(self, made: CaseReceipt) -> None:
        """Each role sees a case, or not at all."""
        with self.ctx.database.read() as tx:
            case = register.by_id(tx, made.case_id)
        assert case is not None
        for role, session in self.of.items():
            handed = case.assignee == f"staff:{session.account.id}"
            sees = role in {Role.CLERK, Role.COORDINATOR, Role.MANAGER, Role.ADMIN} or (
                role is Role.REPRESENTATIVE and handed)
            try:
                cases.open_case(self.ctx, session, made.case_id)
            except Refusal:
                assert not sees, (role, handed)
            else:
                assert sees, (role, handed)


KNOWN = frozenset((
    "not_allowed no_such_case case_changed case_over extended_already too_late_to_extend "
    "parts_open no_parts_of_parts too_many_parts not_alike never_public no_contact rated_already "
    "follow_up_changed"
).split())


def illegal(ctx: AppContext) -> list[str]:
    """What the log of cases has that the table of states does not."""
    found = []
    with ctx.database.read() as tx:
        rows = list(tx.query(CaseRow.select(CaseRow.id, CaseRow.state, CaseRow.parent).tuples()))
        events = story.events(tx, [id_ for id_, _, _ in rows])
    for id_, state, parent in rows:
        was = None
        for one in events[id_]:
            if was is not None:
                rule = RULES.get((was, one.action))
                if rule is None or rule.to is not one.state:
                    found.append(f"{id_}: {was} {one.action} {one.state}")
                elif one.action is CaseAction.SOLVED and not one.by_resident:
                    found.append(f"{id_}: solved by {one.actor}")
            elif one.action is not (CaseAction.ASSIGN if parent else CaseAction.TELL):
                found.append(f"{id_}: begins with {one.action}")
            was = one.state
        if was is None or str(was) != state:
            found.append(f"{id_}: {state}, and its log ends with {was}")
    return found


def counted_plainly(ctx: AppContext) -> Counter[str]:
    """The figures, counted line by line in the centre's own chained log."""
    rows = ctx.database.peewee.execute_sql(
        "SELECT action, actor, details, at FROM event_log ORDER BY version, n").fetchall()
    solved: dict[int, bool] = {}
    levels: dict[int, int] = {}
    wholes: set[int] = set()
    for action, actor, details, _ in rows:
        said = json.loads(details)
        case = said.get("case")
        if action == "case_tell":
            wholes.add(case)
        elif action == "case_solved":
            assert not actor.startswith("staff:")
            solved[case] = True
        elif action == "case_not_solved":
            solved[case] = False
        elif action == "case_rate":
            levels[case] = int(said["details"])
    with ctx.database.read() as tx:
        events = story.events(tx, wholes)
    late = {id_ for id_, all_ in events.items()
            for before, one in pairwise(all_)
            if one.action in ANSWERS and one.at.date() > (
                one.due_on if before.state is CaseState.ASKED else before.due_on)}
    answered = {id_ for id_, all_ in events.items() if any(one.action in ANSWERS for one in all_)}
    return Counter(received=len(wholes), in_time=len(answered - late), solved=sum(solved.values()),
                   content=sum(one >= CONTENT_FROM for one in levels.values()))


def on_the_wall(ctx: AppContext) -> Counter[str]:
    """The same figures as the wall counts them, of all months there were."""
    now = ctx.clock()
    months = {(MORNING.date() + timedelta(days=n)).replace(day=1)
              for n in range((now - MORNING).days + 2)}
    with ctx.database.read() as tx:
        figures = [WALL.tally(one for _, one in WALL.figures_of(tx, first, now))
                   for first in months]
    return Counter({name: sum(getattr(one, name) for one in figures)
                    for name in ("received", "in_time", "solved", "content")})


@pytest.fixture
def house(sqlite_ctx: AppContext, clock: Clock, request: pytest.FixtureRequest) -> House:
    return House(sqlite_ctx, clock, random.Random(request.config.getoption("randomly_seed")))


@pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
def test_whatever_everybody_does_no_case_is_lost_and_the_wall_counts_the_log(
    house: House, many: int
) -> None:
    for n in range(many):
        made = house.sequence()
        if n % 6 == 0:
            house.nobody_sees_more(made)
    assert illegal(house.ctx) == []
    plain = counted_plainly(house.ctx)
    assert plain["received"] == many
    assert plain["solved"] > 0
    assert on_the_wall(house.ctx) == plain
    assert cases.register_desk(house.ctx, house.of[Role.MANAGER], CaseQuery()).open <= many


def test_the_slide_shows_the_rates_of_the_wall_once_they_are_of_enough(house: House) -> None:
    manager, made = house.of[Role.MANAGER], [house.tell() for _ in range(4)]
    assert slide_of(house.ctx) == []
    made.append(house.tell())
    for one in made[:3]:
        cases.answer(house.ctx, manager, one.case_id, "好了")
    cases.solved(house.ctx, made[0].code)
    assert slide_of(house.ctx) == ["60%", "20%", "0%"]


def slide_of(ctx: AppContext) -> list[str]:
    """The figures that the wall has among the slides of the touch screen and the board."""
    return [figure.value for one in slides(ctx) if one.id == "cases" for figure in one.figures]


# ---- nobody makes the wall look better

def rates(ctx: AppContext) -> tuple[int, Fraction]:
    """How many are solved, and their share of all that was told."""
    found = on_the_wall(ctx)
    return found["solved"], Fraction(found["solved"], max(found["received"], 1))


def flattered(house: House, many: int) -> list[str]:
    """What staff did that made more cases look solved: each by a manager who closes, splits,
    merges, hands on and deletes as they like, and by the telephone of whom it is of."""
    manager = house.of[Role.MANAGER]
    for n in range(many):
        made = house.tell()
        cases.answer(house.ctx, manager, made.case_id, "好了")
        if n % 3 == 0:
            cases.solved(house.ctx, made.code)
        elif n % 3 == 1:
            cases.not_solved(house.ctx, made.code, house.key(), "没好")
    found, before = [], rates(house.ctx)
    for made in house.chance.sample(house.told, len(house.told)):
        for _ in range(3):
            house.clock.pass_(minutes=2)
            try:
                house.by_staff(made, manager)
            except Refusal:
                continue
            after = rates(house.ctx)
            if after > before or after[1] > before[1]:
                found.append(f"case {made.case_id}: {before} to {after}")
            before = after
    with acting(house.ctx, manager, MAY_KEEP_CASES) as act:
        assert RECORDS.erase(act, PHONE) > 0
    after = rates(house.ctx)
    return found if after <= before else [*found, "deleted at the desk"]


@pytest.mark.parametrize("many", [25, pytest.param(1_000, marks=pytest.mark.soak)])
def test_nothing_the_staff_do_raises_what_is_solved(house: House, many: int) -> None:
    assert flattered(house, many) == []


def test_control_a_wall_without_the_duplicates_is_flattered_and_seen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WALL, "tally", lambda found: tally(
        one for one in found if one.state not in (
            CaseState.DUPLICATE, CaseState.WITHDRAWN, CaseState.CANNOT_SOLVE)))
    assert flattered(house, 25) != []


def test_control_a_staff_that_may_say_solved_is_stopped_by_the_schema(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES[CaseState.ANSWERED, CaseAction.SOLVED]
    monkeypatch.setitem(RULES, (CaseState.ANSWERED, CaseAction.SOLVED), type(rule)(
        rule.to, rule.who | {CaseParty.KEEPER}))
    made, manager = house.tell(), house.of[Role.MANAGER]
    cases.answer(house.ctx, manager, made.case_id, "好了")
    with pytest.raises(peewee.IntegrityError):
        solve(house.ctx, manager, made.case_id)
    assert rates(house.ctx)[0] == 0


def solve(ctx: AppContext, session: StaffSession, case_id: int) -> None:
    """What no action of the staff does."""
    with acting(ctx, session, MAY_KEEP_CASES) as act:
        case = of_id(act.tx, case_id)
        move_on(act, case, CaseAction.SOLVED, parties(session, case))


@pytest.mark.parametrize("sql", [
    "UPDATE case_event SET action = 'solved', actor = 'phone'", "DELETE FROM case_event",
    "UPDATE case_event SET due_on = '2099-01-01'",
])
def test_no_line_of_the_log_is_changed_or_taken_out_by_whatever_statement(
    ctx: AppContext, clock: Clock, sql: str
) -> None:
    clock.now = MORNING
    told(bring_in(ctx))
    with pytest.raises(peewee.DatabaseError, match="only_added_to"), ctx.database.write():
        ctx.database.peewee.execute_sql(sql)


def test_an_answer_after_its_day_is_late_for_good(house: House) -> None:
    made, manager = house.tell(), house.of[Role.MANAGER]
    due = working_day_after(made.due_on, 1)
    house.clock.now = MORNING.replace(year=due.year, month=due.month, day=due.day)
    cases.answer(house.ctx, manager, made.case_id, "晚了")
    cases.solved(house.ctx, made.code)
    assert on_the_wall(house.ctx) == Counter(received=1, in_time=0, solved=1, content=0)
