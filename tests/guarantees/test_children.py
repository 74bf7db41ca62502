"""Children: no code but the right one hands a child over, and nothing of a child stands in clear.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from db.lessons import days
from db.volunteers import registry as volunteers
from kiosk.actions.lessons import desk, guardian, registration, run_due, teacher
from kiosk.actions.lessons.results import (
    ChildRequest,
    GuardianRequest,
    TeacherAct,
    TeacherAction,
)
from kiosk.actions.operations import backups
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import CodeVerdict
from kiosk.domain.lessons.people import ChildFacts, CollectorFacts, GuardianFacts
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.registry import Duty
from tests.support.care import card, entered, medic, with_care
from tests.support.centre import Clock
from tests.support.guarantees import thief
from tests.support.lessons import Evening, evening

# Codes tried in `make test`; ten thousand in `make soak`.
FEW = 300


class Codes:
    """An evening on which every kind of code that opens nothing lies about."""

    def __init__(self, tonight: Evening) -> None:
        self.tonight = tonight
        family = [tonight.child, *(tonight.another(f"1361234{n:04}", f"孩子{n}") for n in range(3))]
        self.old = self._yesterday(family)
        self.family = family
        for child in family:
            tonight.arrives(child)
        self.taken = [self._taken_back() for _ in range(2)]
        self.used = family[-1]
        self.spent = tonight.codes(self.used)
        tonight.collects(self.used, token=self.spent[0])

    def _yesterday(self, family: list[int]) -> list[tuple[int, tuple[str, str]]]:
        tonight = self.tonight
        for child in family:
            tonight.arrives(child)
        old = [(child, tonight.codes(child)) for child in family]
        for child, (token, _) in old:
            tonight.collects(child, token=token)
        # The next class is on Monday.
        tonight.clock.pass_(days=3)
        run_due(tonight.ctx)
        with tonight.ctx.database.write() as tx:
            now = tonight.clock.now
            volunteers.add_duty(tx, Duty(0, tonight.teacher, None, now, now + timedelta(hours=3)))
        return old

    def _taken_back(self) -> tuple[str, str, str]:
        page, number = self.tonight.delegates()
        digits = guardian.delegate_page(self.tonight.ctx, page).digits
        guardian.take_back(self.tonight.ctx, self.tonight.guardian, self.tonight.child, number)
        return page, digits, f"d{number}"

    def fuzzed(self, chance: random.Random) -> TeacherAct:
        """A code that must open nothing, shown for a child who is there or was collected."""
        child = chance.choice(self.family)
        right = self.tonight.codes(child)
        others = [one for one in self.family if one != child]
        token, digits, person = chance.choice((
            (secrets.token_urlsafe(16), "", "g"),
            (right[0][:-1], "", "g"), (right[0] + "A", "", "g"), ("", "", "g"),
            (*chance.choice([codes for of, codes in self.old if of == child]), "g"),
            ("", dict(self.old)[child][1], "g"),
            (self.tonight.codes(chance.choice(others))[0], "", "g"),
            ("", self.tonight.codes(chance.choice(others))[1], "g"),
            ("", self._wrong_digits(chance, right[1]), chance.choice(("g", "p1", "d1", ""))),
            (right[0], "", chance.choice(("p999", "d999", "", "G", "g "))),
            (chance.choice(self.taken)[0], "", chance.choice(self.taken)[2]),
            ("", chance.choice(self.taken)[1], chance.choice(self.taken)[2]),
            (self.spent[0], "", "g"), ("", self.spent[1], "g"),
        ))
        if token and digits:
            digits = ""
        return TeacherAct(
            secrets.token_hex(8), TeacherAction.COLLECT, child, person, token, digits,
            at=chance.choice((None, self.tonight.clock.now - timedelta(minutes=5))))

    @staticmethod
    def _wrong_digits(chance: random.Random, right: str) -> str:
        found = right
        while found == right:
            found = chance.choice((f"{chance.randrange(10_000):04}", f"{chance.randrange(99)}",
                                   f"{right}0", f" {right[:3]}", "一二三四"))
        return found

    def releases(self, chance: random.Random, tries: int) -> int:
        """How many of so many bad codes handed a child over."""
        released = 0
        for _ in range(tries):
            asked = self.fuzzed(chance)
            try:
                teacher.do(self.tonight.ctx, self.tonight.teacher, asked)
            except Refusal:
                continue
            released += 1
        return released

    def here(self) -> int:
        with self.tonight.ctx.database.read() as tx:
            today = days.of_day(tx, self.tonight.clock.now.date())
        return sum(str(one.state) == "here" for one in today.values())


@pytest.fixture
def codes(sqlite_ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Codes:
    # However often somebody tries: that three are the most is shown elsewhere.
    monkeypatch.setattr(teacher, "MOST_TRIES", 10**9)
    return Codes(evening(sqlite_ctx, clock))


@pytest.mark.parametrize("tries", [FEW, pytest.param(10_000, marks=pytest.mark.soak)])
def test_no_fuzzed_code_hands_a_child_over(
    codes: Codes, tries: int, request: pytest.FixtureRequest
) -> None:
    chance, there = random.Random(request.config.getoption("randomly_seed")), codes.here()
    assert codes.releases(chance, tries) == 0
    assert codes.here() == there == 3


@pytest.mark.parametrize("blind_to", [
    CodeVerdict.OLD, CodeVerdict.OTHER_CHILD, CodeVerdict.TAKEN_BACK, CodeVerdict.OTHER_PERSON,
    CodeVerdict.WRONG])
def test_control_a_rule_that_is_blind_to_one_thing_is_seen(
    codes: Codes, monkeypatch: pytest.MonkeyPatch, blind_to: CodeVerdict
) -> None:
    judged = teacher.judged

    def blind(*given: object) -> CodeVerdict:
        found = judged(*given)  # type: ignore[arg-type]  # handed on
        return CodeVerdict.RIGHT if found is blind_to else found

    monkeypatch.setattr(teacher, "judged", blind)
    assert codes.releases(random.Random(1), FEW) > 0


# ---- nothing in clear

PLANTED = ("麒麟儿", "13655556666", "欧阳采薇", "对腰果过敏")
# A blood pressure as it is written before it is encrypted.
READING = '"systolic": 197, "diastolic": 113'


def everything(ctx: AppContext, folder: Path) -> Iterator[bytes]:
    """All that is kept: each row of each table, each file, and each backup unpacked."""
    for table in ctx.database.peewee.get_tables():
        rows = ctx.database.peewee.execute_sql(f'SELECT * FROM "{table}"').fetchall()
        yield repr([tuple(row) for row in rows]).encode()
    yield from (one.read_bytes() for one in folder.rglob("*") if one.is_file())
    yield thief.unpacked(ctx, backups.back_up(ctx))


def in_clear(ctx: AppContext, folder: Path) -> list[str]:
    """Which of the planted words are found."""
    return those_in(b"\n".join(everything(ctx, folder)))


def those_in(raw: bytes) -> list[str]:
    """Which of the planted words stand in some bytes."""
    return [word for word in (*PLANTED, READING) if word.encode() in raw]


def lives(ctx: AppContext, tonight: Evening) -> None:
    """A family registers, its child comes, another may collect it, and something happens."""
    tonight.clock.pass_(days=-1)
    code = registration.register_guardian(ctx, GuardianRequest(
        "k", GuardianFacts("欧阳采薇", "妈妈", "13655556666"), True), tonight.at)
    with ctx.database.read() as tx:
        known = registration.guardian_of(ctx, tx, code)
    desk.confirm_guardian(ctx, tonight.at, known.id, "", present=True)
    registration.register_child(ctx, code, ChildRequest(
        "c", ChildFacts("麒麟儿", "一年级", "对腰果过敏"), frozenset({"fri"})))
    tonight.clock.pass_(days=1)
    with ctx.database.read() as tx:
        child = registration.children_of_code(ctx, tx, code)[0].id
    tonight.arrives(child)
    guardian.delegate_today(ctx, code, child, "d", CollectorFacts("欧阳采薇", "姨", "6666"),
                            is_adult=True)
    desk.add_incident(ctx, tonight.at, child, "麒麟儿对腰果过敏")
    nurse = medic(with_care(ctx))
    entered(ctx, nurse, card(ctx, nurse), 197, 113)


def test_nothing_of_a_child_nor_a_reading_stands_in_clear_anywhere(
    ctx: AppContext, clock: Clock, tmp_path: Path
) -> None:
    tonight = evening(ctx, clock)
    with capture_logs() as lines:
        lives(ctx, tonight)
        assert in_clear(ctx, tmp_path) == []
    assert those_in(str(lines).encode()) == []


def test_control_a_name_in_clear_is_found(ctx: AppContext, clock: Clock, tmp_path: Path) -> None:
    tonight = evening(ctx, clock)
    assert in_clear(ctx, tmp_path) == []
    with ctx.database.write() as tx:
        days.keep_answer(tx, "key", f"麒麟儿 {READING}", tonight.clock.now)
    assert in_clear(ctx, tmp_path) == ["麒麟儿", READING]
    assert those_in(thief.unpacked(ctx, backups.back_up(ctx))) == ["麒麟儿", READING]
    with capture_logs() as lines:
        structlog.get_logger().info("arrived", child="麒麟儿")
    assert those_in(str(lines).encode()) == ["麒麟儿"]
