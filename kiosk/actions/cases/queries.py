"""The register as the staff see it: its list, one case, whom it can be handed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from db.cases import book as stored, calls, reception, register, story
from db.cases.register import CaseFilter
from db.engine.database import ReadTransaction
from db.staff import accounts
from db.volunteers import catalogue
from kiosk.actions.acting import acting, allowed
from kiosk.actions.cases.attachments import picture_of
from kiosk.actions.cases.results import (
    CaseContact,
    CaseDesk,
    CaseFile,
    CaseLine,
    CaseQuery,
    RegisterRow,
    RepresentativePage,
)
from kiosk.actions.cases.transitions import (
    address_of,
    contact_of,
    of_id,
    parties,
    said_in,
)
from kiosk.actions.cases.wall import estate_of
from kiosk.context import AppContext
from kiosk.domain.cases.case_log import STAFF, SYSTEM, CaseEvent
from kiosk.domain.cases.cases import Assignee, AssigneeKind, Case
from kiosk.domain.cases.deadlines import Urgency
from kiosk.domain.cases.likeness import proposed
from kiosk.domain.cases.states import CaseAction, CaseState, possible
from kiosk.domain.content.guide import Text
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    MAY_HEAR_CASES,
    MAY_KEEP_CASES,
    MAY_TAKE_CASES,
    MAY_WORK_CASES,
    StaffSession,
    who,
)
from kiosk.domain.working_days import working_days_between

A_PAGE = 20
BEGINS = 60
REPORTED = timedelta(days=365)


def register_desk(ctx: AppContext, session: StaffSession, query: CaseQuery) -> CaseDesk:
    """The register. What is open is sorted by its deadline, what ended newest first.

    Refuses with `not_allowed`.
    """
    allowed(session, MAY_TAKE_CASES)
    with ctx.database.read() as tx:
        now, book = ctx.clock(), stored.book(tx)
        live = [one for one in register.live(tx) if not one.is_part]
        names = assignees(tx)
        overdue = [one for one in live if one.urgency(now.date()) is Urgency.OVERDUE]
        answered = [one for one in live if one.state is CaseState.ANSWERED]
        shown, has_next, pages = _shown(
            ctx, tx, query, {"overdue": overdue, "answered": answered}.get(query.show, live))
        return CaseDesk(
            tx.version, now, query, book, catalogue.book(tx).estates,
            {one: names[one] for one in names if _can_be_handed(tx, one)},
            rows_of(ctx, tx, shown, now.date(), names), pages, has_next, len(live),
            len(overdue), len(answered),
            story.open_follow_ups(tx) if session.account.role in MAY_KEEP_CASES else (),
            calls.ringing(tx, now))


def open_case(ctx: AppContext, session: StaffSession, case_id: int) -> CaseFile:
    """A case with its story: that it was read is written down.

    Refuses with `not_allowed`, `no_such_case`, also where it is not of their part.
    """
    with acting(ctx, session, MAY_WORK_CASES) as act:
        case = of_id(act.tx, case_id)
        found = case_file(ctx, act.tx, session, case)
        act.log("case_read", case=case.id)
        return found


def number_of(tx: ReadTransaction, case_id: int) -> str:
    """The number of a case as it is printed; "" where the case is not kept any more."""
    case = register.by_id(tx, case_id)
    return stored.book(tx).centre.said(case.number) if case else ""


def whole_phone(ctx: AppContext, session: StaffSession, case_id: int) -> CaseContact:
    """Whom to call back, in full: that it was read is written down. Refuses as `open_case`."""
    with acting(ctx, session, MAY_WORK_CASES) as act:
        case = of_id(act.tx, case_id)
        parties(session, case)
        act.log("case_phone", case=case.id)
        return contact_of(ctx, act.tx, case)


def desk_picture(
    ctx: AppContext, session: StaffSession, case_id: int, picture_id: int
) -> bytes:
    """A picture of a case, a JPEG. Refuses as `open_case`."""
    allowed(session, MAY_WORK_CASES)
    with ctx.database.read() as tx:
        case = of_id(tx, case_id)
        parties(session, case)
        return picture_of(ctx, tx, case, picture_id)


def representative_page(ctx: AppContext, session: StaffSession) -> RepresentativePage:
    """What was handed to a representative, and what became of it. Refuses with `not_allowed`."""
    allowed(session, MAY_HEAR_CASES)
    with ctx.database.read() as tx:
        now = ctx.clock()
        mine = str(Assignee(AssigneeKind.STAFF, str(session.account.id)))
        found = register.of_assignee(tx, mine, now - REPORTED)
        names = assignees(tx)
        live, ended = ([one for one in found if one.is_live is is_live]
                       for is_live in (True, False))
        return RepresentativePage(
            tx.version, now, rows_of(ctx, tx, live, now.date(), names),
            rows_of(ctx, tx, ended, now.date(), names),
            Counter(one.state for one in found),
            reception.coming(tx, now.date(), account_id=session.account.id))


def case_file(
    ctx: AppContext, tx: ReadTransaction, session: StaffSession, case: Case
) -> CaseFile:
    """A case as a member of the staff sees it. Refuses with `no_such_case` where it is not of
    their part."""
    who_ = parties(session, case)
    now, names = ctx.clock(), assignees(tx)
    # The words of a part are those of its whole.
    whole = of_id(tx, case.parent_id) if case.parent_id else case
    events = story.of_case(tx, case.id)
    told = next((one for one in story.tellings(tx, [whole.id])), None)
    contact, by = contact_of(ctx, tx, whole), _names_of_staff(tx)
    parts = [whole] if case.is_part else register.parts(tx, case.id)

    def rows(cases: Sequence[Case]) -> tuple[RegisterRow, ...]:
        seen = [one for one in cases if _is_seen(session, one)]
        return rows_of(ctx, tx, seen, now.date(), names)

    return CaseFile(
        tx.version, now, rows_of(ctx, tx, [case], now.date(), names)[0],
        said_in(ctx, told.id, told.sealed) if told else None, address_of(ctx, tx, whole),
        contact.name,
        masked(contact.phone) if contact.phone else "",
        tuple(_line(ctx, one, by, names) for one in events), story.pictures(tx, whole.id),
        possible(case.state, who_, is_part=case.is_part, is_erased=case.is_erased),
        story.rating(tx, case.id), rows(parts), rows(register.merged(tx, case.id)),
        next(iter(rows([of_id(tx, case.merged_into)])), None) if case.merged_into else None,
        rows(_alike(ctx, tx, case, told)))


def assignees(tx: ReadTransaction) -> Mapping[str, Text]:
    """All to whom a case can be or was handed, by `kind:id`, with what they are called."""
    help_book, kind = catalogue.book(tx), AssigneeKind
    return {
        **{str(Assignee(kind.STAFF, str(one.id))): Text(one.name, one.name)
           for one in accounts.all_accounts(tx) if one.role in MAY_WORK_CASES},
        **{str(Assignee(kind.TEAM, one.id)): one.name for one in help_book.teams},
        **{str(Assignee(kind.GRID, one.id)): one.name for one in help_book.grids},
        **{str(Assignee(kind.BODY, one.id)): one.name for one in stored.book(tx).bodies},
    }


def known_assignee(tx: ReadTransaction, written: str) -> Assignee:
    """To whom a case is to be handed. Refuses with `no_such_assignee`, and with `body_gone` where
    the manager took that body out of the list."""
    found = Assignee.parse(written)
    if str(found) not in assignees(tx):
        raise Refusal("no_such_assignee")
    if not _can_be_handed(tx, written):
        raise Refusal("body_gone" if found.kind is AssigneeKind.BODY else "no_such_assignee")
    return found


def rows_of(
    ctx: AppContext, tx: ReadTransaction, cases: Iterable[Case], today: date,
    names: Mapping[str, Text],
) -> tuple[RegisterRow, ...]:
    """Cases as lines of a list, with the begin of their story where they are under way."""
    found = list(cases)
    texts = _texts(ctx, tx, [one for one in found if one.is_live])
    book = stored.book(tx)
    return tuple(RegisterRow(
        one, book.centre.said(one.number), book.topic(one.topic_id), estate_of(tx, one),
        names.get(one.assignee or ""), one.urgency(today),
        working_days_left(one, today), texts.get(one.parent_id or one.id, "")[:BEGINS],
    ) for one in found)


def working_days_left(case: Case, today: date) -> int | None:
    """Working days until the deadline of a case, below 0 after it; None where none is counted."""
    if case.urgency(today) is None:
        return None
    left = working_days_between(today, case.due_on)
    return min(left, -1) if case.due_on < today else left


def _shown(
    ctx: AppContext, tx: ReadTransaction, query: CaseQuery, live: Sequence[Case]
) -> tuple[Sequence[Case], bool, int]:
    """The cases of a page, whether there are more, and how many pages."""
    number = stored.book(tx).centre.number_of(query.words) if query.words.strip() else None
    if number is not None:
        found = register.by_number(tx, number)
        return ([found] if found else []), False, 1
    wanted = CaseFilter(query.show == "ended", "", query.topic_id, query.estate_id,
                        query.assignee)
    if query.show == "ended":
        ended = register.ended(tx, wanted, query.page * A_PAGE, A_PAGE + 1)
        return ended[:A_PAGE], len(ended) > A_PAGE, 1
    open_ = [one for one in live if _fits(one, query)]
    if query.words.strip():
        open_ = _with_words(ctx, tx, open_, query.words.strip().lower())
    pages = max(1, -(-len(open_) // A_PAGE))
    first = min(query.page, pages - 1) * A_PAGE
    return open_[first:first + A_PAGE], first + A_PAGE < len(open_), pages


def _fits(case: Case, query: CaseQuery) -> bool:
    return all(not wanted or wanted == has for wanted, has in (
        (query.topic_id, case.topic_id), (query.estate_id, case.estate_id),
        (query.assignee, case.assignee)))


def _with_words(
    ctx: AppContext, tx: ReadTransaction, cases: Sequence[Case], words: str
) -> list[Case]:
    """The cases whose story, topic or place has the words. What is open is opened to look: words
    that could be searched without would lie open in the database."""
    texts, book = _texts(ctx, tx, cases), stored.book(tx)

    def told(case: Case) -> str:
        estate, topic = estate_of(tx, case), book.topic(case.topic_id).title
        place = estate.name if estate else Text("", "")
        return "\n".join((texts.get(case.id, ""), topic.zh, topic.en, place.zh, place.en)).lower()

    return [one for one in cases if words in told(one)]


def _texts(ctx: AppContext, tx: ReadTransaction, cases: Iterable[Case]) -> dict[int, str]:
    return {one.case_id: said_in(ctx, one.id, one.sealed) or ""
            for one in story.tellings(tx, {one.parent_id or one.id for one in cases})}


def _alike(
    ctx: AppContext, tx: ReadTransaction, case: Case, told: CaseEvent | None
) -> Sequence[Case]:
    if case.is_part or not case.is_owed or told is None or told.sealed is None:
        return ()
    others = {one.id: one for one in register.of_topic(tx, case.topic_id, case.estate_id)
              if one.id != case.id}
    texts = _texts(ctx, tx, others.values())
    return [others[id_] for id_ in proposed(said_in(ctx, told.id, told.sealed) or "", texts)]


def _is_seen(session: StaffSession, case: Case) -> bool:
    try:
        parties(session, case)
    except Refusal:
        return False
    return True


def _can_be_handed(tx: ReadTransaction, written: str) -> bool:
    to = Assignee.parse(written)
    if to.kind is AssigneeKind.BODY:
        return not stored.book(tx).body(to.id).hidden
    return to.kind is not AssigneeKind.STAFF or any(
        str(one.id) == to.id and one.active for one in accounts.all_accounts(tx))


def _names_of_staff(tx: ReadTransaction) -> Mapping[str, str]:
    return {f"{STAFF}{one.id}": one.name for one in accounts.all_accounts(tx)}


def _line(
    ctx: AppContext, event: CaseEvent, by: Mapping[str, str], names: Mapping[str, Text]
) -> CaseLine:
    acted = "resident" if event.by_resident else "system" if event.actor == SYSTEM else "centre"
    to = names.get(event.details) if event.action is CaseAction.ASSIGN else None
    return CaseLine(event.id, event.at, event.action, event.state, acted,
                    said_in(ctx, event.id, event.sealed), event.due_on, event.details,
                    by.get(who(event.actor), ""), to)
