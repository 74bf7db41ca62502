"""A case from its telling to the resident's own yes, and everything that can go otherwise."""

from __future__ import annotations

import pytest

from db.outbox import notifications
from kiosk.actions import cases
from kiosk.actions.cases.results import CaseQuery
from kiosk.actions.staff.today import today
from kiosk.context import AppContext
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.guessing import from_device, from_stranger
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import LAMP, MORNING, bring_in, staff, told


@pytest.fixture
def house(ctx: AppContext, clock: Clock) -> AppContext:
    """The centre with its topics."""
    clock.now = MORNING
    return bring_in(ctx)


@pytest.fixture
def manager(house: AppContext) -> StaffSession:
    """Who may do everything with a case."""
    return staff(house, Role.MANAGER)


def refused(code: str, do: object, *given: object, **more: object) -> None:
    """Asserts that something is refused with a code."""
    with pytest.raises(Refusal) as refusal:
        do(*given, **more)  # type: ignore[operator]
    assert refusal.value.code == code


def test_a_lamp_is_repaired_and_only_the_residents_yes_makes_it_solved(
    house: AppContext, manager: StaffSession
) -> None:
    made = told(house, estate_id="e3", building=3)
    assert (made.number, made.is_new) == ("留-0431", True)
    assert told(house, estate_id="e3", building=3).code == made.code
    cases.assign(house, manager, made.case_id, "body:power", "灯归供电公司")
    cases.answer(house, manager, made.case_id, "灯换好了，请您看看。")
    seen = cases.case_by_code(house, made.code)
    assert seen.text == LAMP
    assert [one.action for one in seen.lines] == ["tell", "assign", "answer"]
    assert seen.lines[1].said is None
    assert seen.lines[1].to.zh == "供电公司"  # type: ignore[union-attr]
    assert seen.lines[2].said == "灯换好了，请您看看。"
    assert CaseAction.SOLVED not in cases.open_case(house, manager, made.case_id).may
    assert cases.wall(house).month.figures.solved == 0
    assert cases.solved(house, made.code).case.state is CaseState.SOLVED
    cases.solved(house, made.code)
    cases.rate(house, made.code, 5, frozenset({"quick"}))
    refused("rated_already", cases.rate, house, made.code, 1)
    figures = cases.wall(house).month.figures
    assert (figures.received, figures.in_time, figures.solved, figures.content) == (1, 1, 1, 1)


@pytest.mark.both
def test_a_number_alone_shows_the_step_and_guessing_numbers_ends_in_one_answer(
    house: AppContext, clock: Clock
) -> None:
    made = told(house)
    here = from_device("kiosk-1", "kiosk-1")
    step = cases.step_by_number(house, made.number, here)
    assert (step.number, step.state) == ("留-0431", CaseState.RECEIVED)
    assert cases.step_by_number(house, "431", here).number == "留-0431"
    for wrong in range(500, 520):
        refused("no_such_case", cases.step_by_number, house, str(wrong), here)
    # While it waits, the right one has the answer of a wrong one; elsewhere it is shown.
    refused("no_such_case", cases.step_by_number, house, made.number, here)
    elsewhere = from_stranger("192.168.1.20")
    assert cases.step_by_number(house, made.number, elsewhere).number == made.number
    clock.pass_(hours=2)
    assert cases.step_by_number(house, made.number, here).number == made.number
    refused("no_such_case", cases.case_by_code, house, made.number)


@pytest.mark.parametrize(("more", "code"), [
    ({"text": " \n\t"}, "no_text"), ({"text": "\x00\x07"}, "no_text"),
    ({"text": "长" * 20_000}, "text_too_long"), ({"topic": "none"}, "no_such_topic"),
    ({"estate_id": "e99"}, "no_such_estate"),
    ({"estate_id": "e1", "building": 99}, "no_such_building"),
    ({"listener_id": "nobody"}, "no_such_listener"), ({"phone": "138"}, "short_phone"),
    ({"address": "门" * 41}, "address_too_long"),
    ({"picture": b"no picture", "picture_name": "a.jpg"}, "picture_unreadable"),
])
def test_what_cannot_be_taken_in_is_refused_and_no_number_is_given(
    house: AppContext, more: dict[str, object], code: str
) -> None:
    refused(code, told, house, **more)
    assert told(house, "2").number == "留-0431"


def test_a_question_lets_the_deadline_wait_and_the_answer_goes_on(
    house: AppContext, manager: StaffSession, clock: Clock
) -> None:
    made = told(house, topic="environment", phone="13800001234")
    due = made.due_on
    cases.ask(house, manager, made.case_id, "在哪栋楼？")
    assert cases.case_by_code(house, made.code).case.paused_on == MORNING.date()
    clock.pass_(days=5)
    seen = cases.add_text(house, made.code, "k", "三号楼。")
    assert seen.case.state is CaseState.IN_WORK
    # Friday, Monday and Tuesday were spent with the question.
    assert (seen.case.due_on - due).days == 3
    assert cases.add_text(house, made.code, "k", "三号楼。").lines == seen.lines
    cases.extend(house, manager, made.case_id, 3, "等零件")
    refused("extended_already", cases.extend, house, manager, made.case_id, 3, "再等")
    said = [one.said for one in cases.case_by_code(house, made.code).lines]
    assert "等零件" in said


def test_silence_is_no_yes_and_the_resident_can_still_say_it(
    house: AppContext, manager: StaffSession, clock: Clock
) -> None:
    made = told(house)
    cases.answer(house, manager, made.case_id, "好了")
    lapses = cases.case_by_code(house, made.code).lapses_on
    assert lapses is not None
    clock.now = MORNING.replace(year=lapses.year, month=lapses.month, day=lapses.day)
    cases.run_due(house)
    figures = cases.wall(house).months[-1].figures
    assert (figures.silent, figures.solved, figures.received) == (1, 0, 1)
    assert cases.not_solved(house, made.code, "n", "还是不亮").case.state is CaseState.IN_WORK
    cases.answer(house, manager, made.case_id, "又换了一只")
    assert cases.solved(house, made.code).case.state is CaseState.SOLVED


def test_parts_are_answered_before_the_whole_and_end_with_it(
    house: AppContext, manager: StaffSession
) -> None:
    made = told(house)
    file = cases.split(house, manager, made.case_id, (
        ("body:power", "换灯"), ("team:repair", "修灯杆")))
    parts = [one.case for one in file.parts]
    assert {one.number for one in parts} == {431}
    refused("no_parts_of_parts", cases.split, house, manager, parts[0].id,
            (("body:power", "再分"),))
    refused("parts_open", cases.answer, house, manager, made.case_id, "好了")
    for part in parts:
        cases.answer(house, manager, part.id, "我们的好了")
    cases.answer(house, manager, made.case_id, "都好了")
    cases.solved(house, made.code)
    desk = cases.register_desk(house, manager, CaseQuery())
    assert (desk.open, cases.wall(house).month.figures.received) == (0, 1)


def test_a_duplicate_follows_the_case_with_which_it_goes_on(
    house: AppContext, manager: StaffSession
) -> None:
    first, second = told(house), told(house, "2", text="楼门口路灯坏了，看不见路")
    alike = cases.open_case(house, manager, second.case_id).alike
    assert [one.number for one in alike] == [first.number]
    cases.merge(house, manager, second.case_id, first.number)
    refused("not_alike", cases.merge, house, manager, first.case_id, second.number)
    seen = cases.case_by_code(house, second.code)
    assert seen.merged is not None
    assert (seen.case.state, seen.merged.number) == (CaseState.DUPLICATE, first.number)


def test_a_new_secret_is_given_only_to_who_is_known_again(
    house: AppContext, manager: StaffSession
) -> None:
    unknown, known = told(house), told(house, "2", phone="13800001234")
    refused("no_contact", cases.new_secret, house, manager, unknown.case_id)
    new = cases.new_secret(house, manager, known.case_id)
    assert new.code != known.code
    assert cases.case_by_code(house, new.code).number == known.number
    refused("no_such_case", cases.case_by_code, house, known.code)


@pytest.mark.both
def test_a_representative_sees_what_was_handed_to_them_and_nothing_else(
    house: AppContext, manager: StaffSession
) -> None:
    deputy = staff(house, Role.REPRESENTATIVE)
    mine, other = told(house), told(house, "2")
    cases.assign(house, manager, mine.case_id, f"staff:{deputy.account.id}", "归代表")
    refused("no_such_case", cases.open_case, house, deputy, other.case_id)
    refused("no_such_case", cases.answer, house, deputy, other.case_id, "好")
    refused("not_allowed", cases.register_desk, house, deputy, CaseQuery())
    assert cases.answer(house, deputy, mine.case_id, "去看过了").row.case.state is (
        CaseState.ANSWERED)
    page = cases.representative_page(house, deputy)
    assert [one.case.id for one in page.rows] == [mine.case_id]


def test_the_register_finds_by_number_topic_place_and_words(
    house: AppContext, manager: StaffSession
) -> None:
    lamp = told(house, estate_id="e3")
    told(house, "2", topic="parking", text="车位不够", estate_id="e1")

    def found(**query: object) -> list[str]:
        rows = cases.register_desk(house, manager, CaseQuery(**query)).rows  # type: ignore[arg-type]
        return [one.number for one in rows]

    assert found() == ["留-0431", "留-0432"]
    for query in ({"words": lamp.number}, {"words": "路灯"}, {"words": "第三小区"},
                  {"topic_id": "repairs"}, {"estate_id": "e3"}):
        assert found(**query) == [lamp.number]
    assert found(words="没有的话") == []


@pytest.mark.both
def test_what_is_deleted_by_its_owner_is_gone_and_stays_counted(
    house: AppContext, manager: StaffSession
) -> None:
    made = told(house, phone="13800001234", name="王桂英", address="三单元")
    cases.note(house, manager, made.case_id, "她腿脚不好")
    seen = cases.erase(house, made.code)
    assert (seen.text, seen.has_contact, seen.case.state) == (None, False, CaseState.WITHDRAWN)
    file = cases.open_case(house, manager, made.case_id)
    assert (file.text, file.name, file.address, file.masked_phone) == (None, "", "", "")
    assert all(one.said is None for one in file.lines)
    figures = cases.wall(house).month.figures
    assert (figures.received, figures.withdrawn) == (1, 1)
    # Nobody opens again what is about nothing any more, and no line of it is shown.
    assert CaseAction.NOT_SOLVED not in seen.may
    with pytest.raises(Refusal, match="case_changed"):
        cases.not_solved(house, made.code, "k", "还是有事")


@pytest.mark.both
def test_a_poor_rating_is_followed_up_and_added_to_once(
    house: AppContext, manager: StaffSession, clock: Clock
) -> None:
    made = told(house)
    refused("case_changed", cases.rate, house, made.code, 1)
    cases.answer(house, manager, made.case_id, "好了")
    cases.not_solved(house, made.code, "n", "没好")
    cases.rate(house, made.code, 1, text="没人来")
    desk = cases.register_desk(house, manager, CaseQuery())
    assert [one.case_id for one in desk.follow_ups] == [made.case_id]
    cases.add_to_rating(house, made.code, "等了两天")
    refused("rated_already", cases.add_to_rating, house, made.code, "三天")
    refused("follow_up_changed", cases.deal_with, house, manager, made.case_id, "改了")
    cases.follow_up(house, manager, made.case_id, "对不起，今天就去")
    cases.deal_with(house, manager, made.case_id, "去了，道了歉")
    assert cases.register_desk(house, manager, CaseQuery()).follow_ups == ()


def test_a_rating_that_was_answered_in_time_is_due_when_it_has_to_be_dealt_with(
    house: AppContext, manager: StaffSession, clock: Clock
) -> None:
    def due() -> str:
        (line,) = (one for _, lines in today(house, manager).areas for one in lines
                   if one.kind == "case_ratings")
        return f"{line.at:%m-%d}"

    made = told(house)
    cases.answer(house, manager, made.case_id, "好了")
    cases.solved(house, made.code)
    cases.rate(house, made.code, 1)
    (rating,) = cases.register_desk(house, manager, CaseQuery()).follow_ups
    assert rating.follow_up and due() == f"{rating.follow_up.answer_by:%m-%d}"
    cases.follow_up(house, manager, made.case_id, "对不起，今天就去")
    assert due() == f"{rating.follow_up.deal_by:%m-%d}"


def test_only_a_released_line_stands_on_the_wall_and_never_one_of_the_home(
    house: AppContext, manager: StaffSession
) -> None:
    lamp, home = told(house, estate_id="e3"), told(house, "2", topic="family", estate_id="e3")
    for one in (lamp, home):
        cases.answer(house, manager, one.case_id, "好了")
        cases.solved(house, one.code)
    assert cases.wall(house).solved == ()
    refused("never_public", cases.release, house, manager, home.case_id)
    cases.release(house, manager, lamp.case_id)
    (line,) = cases.wall(house).solved
    assert (line.topic.zh, line.estate and line.estate.zh) == ("修水修电修路", "第三小区")
    assert cases.public_case(house, 431).number == lamp.number
    refused("no_such_case", cases.public_case, house, 432)
    assert cases.wall(house).month.figures.solved == 2
    cases.not_solved(house, lamp.code, "n", "又不亮了")
    assert cases.wall(house).solved == ()


@pytest.mark.both
def test_whoever_is_responsible_is_reminded_once_a_morning_and_by_number_alone(
    house: AppContext, manager: StaffSession, clock: Clock
) -> None:
    with house.database.write() as tx:
        target = notifications.add_target(tx, "值班")
        notifications.seal_in(tx, target, house.vault.encrypt(tx, "json://example.org", "x"))
    made = told(house, phone="13800001234", name="王桂英")
    assert cases.AREA.health is not None
    assert [one.well for one in cases.AREA.health(house, True)] == [True]
    # Due on Monday; nobody is reminded at the weekend.
    for day, reminded in ((16, 1), (17, 0), (18, 0), (19, 1), (20, 1)):
        clock.now = MORNING.replace(day=day)
        before = sent(house)
        for _ in range(2):
            cases.run_due(house)
        assert len(sent(house)) - len(before) == reminded, day
    assert all(made.number in one and "王" not in one and "138" not in one and "路灯" not in one
               for one in sent(house))
    assert "超期" in sent(house)[-1]
    assert [one.well for one in cases.AREA.health(house, True)] == [False]


def sent(ctx: AppContext) -> list[str]:
    """The notifications that wait to be sent, oldest first."""
    rows = ctx.database.peewee.execute_sql("SELECT text FROM notification ORDER BY id").fetchall()
    return [text for (text,) in rows]
