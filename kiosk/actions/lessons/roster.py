"""The children of a day as teachers and staff see them."""

from __future__ import annotations

from datetime import date, datetime

from db.engine.bearer_codes import shown
from db.engine.database import ReadTransaction
from db.lessons import days, people
from db.operations import calendar_exceptions as special_days
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.collectors import collector_said, collectors_of, open_to
from kiosk.actions.lessons.results import Roster, RosterChild
from kiosk.actions.lessons.sealed import child_facts, guardian_facts
from kiosk.actions.reservations.area import midnight
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.terms import ClassTerm


def roster_of(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, day: date, now: datetime
) -> Roster:
    """Everybody registered for a term, with how each stands on a day. A telephone is among it only
    where a child is still there when the class is over."""
    children = people.children(tx, term.id)
    held = term.session(day, special_days.calendar(tx))
    is_late = held is not None and now >= held[1]
    expected = class_days.expected_on(ctx, tx, children, day)
    stand, everybody = days.of_day(tx, day), collectors_of(ctx, tx, children, day)
    calls = {one.child_id: one for one in days.calls(tx, midnight(day))}
    found = []
    for child in children:
        known = stand.get(child.id)
        state = known.state if known else ChildState.EXPECTED
        guardian = people.guardian(tx, child.guardian_id)
        found.append(RosterChild(
            child, child_facts(ctx, child), state, child.id in expected, known,
            collector_said(everybody[child.id], known.collected_by) if known else "",
            open_to(everybody[child.id]),
            guardian_facts(ctx, guardian).phone
            if guardian and is_late and state is ChildState.HERE else "",
            calls.get(child.id), shown(ctx.secret, known.digits) if known else ""))
    return Roster(tx.version, now, term, day, held, tuple(found))
