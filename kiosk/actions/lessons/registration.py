"""Registering for the class: the guardian first, then the child; and withdrawing."""

from __future__ import annotations

from dataclasses import replace

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.lessons import days, people
from kiosk.actions.acting import Act, acting
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.area import known_term
from kiosk.actions.lessons.results import ChildRequest, GuardianRequest
from kiosk.actions.lessons.sealed import keep_child, keep_guardian
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.people import MOST_CHILDREN, Child, Guardian
from kiosk.domain.privacy import LESSONS_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_LESSONS, StaffSession


def register_guardian(
    ctx: AppContext, asked: GuardianRequest, at_desk: StaffSession | None = None
) -> str:
    """Keeps a guardian with their consent, and returns the code of their page: nothing of a child
    is asked before their telephone is confirmed. The same `key` is the same guardian.

    Refuses with `not_agreed_to`, `no_such_term`, `not_allowed`, and as `GuardianFacts.checked`.
    """
    facts = asked.facts.checked()
    with acting(ctx, at_desk or "phone", MAY_KEEP_LESSONS) as act:
        known = people.guardian_of_request(act.tx, key_index(ctx.secret, asked.key))
        if known:
            act.without_event("they registered already")
            return shown(ctx.secret, known.code)
        if not asked.agrees:
            raise Refusal("not_agreed_to")
        term, code = known_term(act.tx, act.now.date()), ctx.codes()
        made = Guardian(0, hidden(ctx.secret, code), term.id, people.free_number(act.tx), "",
                        LESSONS_NOTICE, act.now, None, act.now)
        id_ = people.add_guardian(act.tx, made, key_index(ctx.secret, asked.key))
        keep_guardian(act, id_, facts)
        act.log("register_guardian", guardian=id_, notice=LESSONS_NOTICE)
        return code


def guardian_of(ctx: AppContext, tx: ReadTransaction, code: str) -> Guardian:
    """The guardian whose page a code opens. Refuses with `no_such_page`."""
    found = people.guardian_of_code(tx, hidden(ctx.secret, code))
    if found is None:
        raise Refusal("no_such_page")
    return found


def children_of_code(ctx: AppContext, tx: ReadTransaction, code: str) -> tuple[Child, ...]:
    """The children of the guardian whose page a code opens. Refuses with `no_such_page`."""
    return people.children_of(tx, guardian_of(ctx, tx, code).id)


def own_child(ctx: AppContext, tx: ReadTransaction, code: str, child_id: int) -> Child:
    """A child of the guardian whose page a code opens. Refuses with `no_such_page`,
    `no_such_child`."""
    guardian = guardian_of(ctx, tx, code)
    child = class_days.known_child(tx, child_id)
    if child.guardian_id != guardian.id:
        raise Refusal("no_such_child")
    return child


def register_child(ctx: AppContext, code: str, asked: ChildRequest) -> None:
    """Keeps a child of a confirmed guardian and gives it its days, as far as there is room. The
    same `key` is the same child.

    Refuses with `no_such_page`, `guardian_first`, `enough_children` (most), `no_such_term`, and as
    `ChildFacts.checked`.
    """
    facts = asked.facts.checked()
    with acting(ctx, "holder") as act:
        guardian = guardian_of(ctx, act.tx, code)
        if people.child_of_request(act.tx, key_index(ctx.secret, asked.key)):
            act.without_event("the child was registered already")
            return
        if guardian.confirmed_at is None:
            raise Refusal("guardian_first")
        if len(people.children_of(act.tx, guardian.id)) >= MOST_CHILDREN:
            raise Refusal("enough_children", most=MOST_CHILDREN)
        term = known_term(act.tx, act.now.date())
        if term.id != guardian.term_id:
            raise Refusal("no_such_term")
        child = Child(0, guardian.id, term.id, "", asked.weekdays & set(WEEKDAYS), act.now)
        child = replace(child, id=people.add_child(
            act.tx, child, key_index(ctx.secret, asked.key)))
        keep_child(act, child.id, facts)
        act.log("register_child", child=child.id)
        class_days.settle(act, term, [child])
        class_days.open_day(act, term)


def withdraw(ctx: AppContext, code: str) -> None:
    """Deletes the guardian and all that is kept of their children, at once. Twice is once, for the
    page is gone then.

    Refuses with `no_such_page`, `child_is_here` while a child is in the class.
    """
    with acting(ctx, "holder") as act:
        forget(act, guardian_of(ctx, act.tx, code))
        act.log("withdraw_guardian")


def forget(act: Act, guardian: Guardian, *, even_here: bool = False) -> None:
    """Deletes a guardian, the children and their places. Refuses with `child_is_here`."""
    children = people.children_of(act.tx, guardian.id)
    today = days.of_day(act.tx, act.now.date())
    if not even_here and any(
            (day := today.get(one.id)) and day.state is ChildState.HERE for one in children):
        raise Refusal("child_is_here")
    for child in children:
        class_days.leave_all(act, child.id)
        people.drop_child(act.tx, child.id, days.OF_CHILD)
    people.drop_guardian(act.tx, guardian.id)
