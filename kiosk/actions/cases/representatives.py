"""What was raised in the name of a representative and what became of it: counts, no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.cases import book as stored, reception, register, story
from db.staff import accounts
from kiosk.actions.acting import allowed
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.case_log import WallFigures, outcome, tally
from kiosk.domain.cases.cases import Assignee, AssigneeKind
from kiosk.domain.cases.reception import ReceptionDay
from kiosk.domain.cases.states import CaseAction
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_HEAR_CASES, MAY_KEEP_CASES, Role, StaffSession


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """A year of a representative: the `figures` of the cases that were handed to them and told in
    that year, by topic too."""

    year: int
    figures: WallFigures
    topics: tuple[tuple[Text, WallFigures], ...]


def yearly_report(ctx: AppContext, session: StaffSession, year: int, account_id: int = 0
                  ) -> YearlyReport:
    """The year of a representative: their own, or, for who keeps the register, of an account.

    A case counts for whoever it was handed to at any time. Refuses with `not_allowed`,
    `no_such_account`.
    """
    allowed(session, MAY_HEAR_CASES | MAY_KEEP_CASES)
    own = session.account.role in MAY_HEAR_CASES
    account_id = session.account.id if own else account_id
    with ctx.database.read() as tx:
        if account_id not in representatives_of(ctx):
            raise Refusal("no_such_account")
        whom = str(Assignee(AssigneeKind.STAFF, str(account_id)))
        begins, ends = (datetime(one, 1, 1, tzinfo=ZONE) for one in (year, year + 1))
        found = {one.id: one for one in register.received_between(tx, begins, ends)}
        outcomes = [
            (found[id_].topic_id, outcome(events))
            for id_, events in story.events(tx, list(found)).items()
            if any(one.action is CaseAction.ASSIGN and one.details == whom for one in events)]
        book, by_topic = stored.book(tx), Counter(topic for topic, _ in outcomes)
        return YearlyReport(year, tally(one for _, one in outcomes), tuple(
            (book.topic(topic).title, tally(one for of, one in outcomes if of == topic))
            for topic, _ in by_topic.most_common()))


def representatives_of(ctx: AppContext) -> Mapping[int, str]:
    """The names of those who are representatives, by their account."""
    with ctx.database.read() as tx:
        return {one.id: one.name for one in accounts.all_accounts(tx)
                if one.role is Role.REPRESENTATIVE}


def reception_days(ctx: AppContext, session: StaffSession) -> tuple[ReceptionDay, ...]:
    """The reception days to come that were not called off, soonest first: a representative's own,
    all of them for who keeps the register. Refuses with `not_allowed`."""
    allowed(session, MAY_HEAR_CASES | MAY_KEEP_CASES)
    own = session.account.id if session.account.role in MAY_HEAR_CASES else 0
    with ctx.database.read() as tx:
        return tuple(one for one in reception.coming(tx, ctx.clock().date(), account_id=own)
                     if not one.cancelled)
