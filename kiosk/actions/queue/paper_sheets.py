"""Numbers on paper: printed before the power fails, booked in when it is back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.content import guide as content
from db.engine.bearer_codes import hidden, key_index
from db.queue import paper_sheets, queries as queue
from kiosk.actions.acting import SYSTEM, Act, acting, allowed
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.paper_sheet import PaperPage, draw
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide, Queue, Service
from kiosk.domain.queue.paper_sheets import (
    FIRST,
    STATES,
    Became,
    PaperSheet,
    check_booking,
    check_printing,
    next_sheets,
    roughly,
)
from kiosk.domain.queue.slips import Slip
from kiosk.domain.queue.tickets import UNSAVED_ID, Priority, State, Ticket, behind
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, StaffSession
from kiosk.wording.dates import written_date
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class SheetsNow:
    """The sheets of today and of days to come, and the guide that names their queues."""

    today: date
    now: datetime
    sheets: tuple[PaperSheet, ...]
    guide: Guide


@dataclass(frozen=True, slots=True)
class SheetUse:
    """How a sheet was used: up to which number, between which instants, for which service, and
    what became of its numbers, by number; whoever is not named was served."""

    used: int
    service_id: str
    begins: datetime
    ends: datetime
    became: Mapping[int, Became]


def sheets_now(ctx: AppContext, session: StaffSession) -> SheetsNow:
    """What was printed. Refuses with `not_allowed`."""
    allowed(session, MAY_CALL)
    with ctx.database.read() as tx:
        guide, now = content.guide(tx), ctx.clock()
        today = business_day(now, guide.centre.day_starts)
        return SheetsNow(today, now, paper_sheets.since(tx, today), guide)


def print_sheets(
    ctx: AppContext, who: StaffSession | None, queue_id: str, n: int, day: date | None = None
) -> tuple[PaperSheet, ...]:
    """Sheets with `n` new numbers of a queue for a day, today where none is named; `who` is None
    for the operator.

    Refuses with `not_allowed`, `no_such_queue`, `sheet_day` (days), `sheets_used_up` (left).
    """
    with acting(ctx, who or SYSTEM, MAY_CALL) as act:
        guide = content.guide(act.tx)
        today = business_day(act.now, guide.centre.day_starts)
        day = day or today
        check_printing(day, today)
        of = _queue(guide, queue_id)
        taken = paper_sheets.last_printed(act.tx, day, of.prefix)
        made = paper_sheets.add(act.tx, [
            PaperSheet(UNSAVED_ID, day, of.id, of.prefix, first, last, act.now)
            for first, last in next_sheets(taken, n)])
        act.log("print_sheets", queue=of.id, day=day.isoformat(), n=n)
        return made


def sheet_pages(
    ctx: AppContext, session: StaffSession, sheet_id: int, language: str
) -> bytes:
    """A sheet as a PDF of A4. Refuses with `not_allowed`, `no_such_sheet`."""
    allowed(session, MAY_CALL)
    with ctx.database.read() as tx:
        sheet, guide = paper_sheets.by_id(tx, sheet_id), content.guide(tx)
    if sheet is None:
        raise Refusal("no_such_sheet")
    return pages_of(ctx, guide, [sheet], language)


def pages_of(
    ctx: AppContext, guide: Guide, sheets: list[PaperSheet], language: str
) -> bytes:
    """Sheets as one PDF, each on a page of A4."""
    return draw([_page(ctx.words[language], guide, sheet) for sheet in sheets], ASSETS)


def slips_of(
    ctx: AppContext, sheets: tuple[PaperSheet, ...], language: str
) -> Iterator[Slip]:
    """The numbers of sheets as slips of the receipt printer."""
    with ctx.database.read() as tx:
        guide = content.guide(tx)
    words = ctx.words[language]
    for sheet in sheets:
        day, name = _day(words, sheet), _queue(guide, sheet.queue_id).name.in_(language)
        for label in sheet.labels:
            yield Slip(
                centre=guide.centre.centre.in_(language), service=name, number=label,
                kind=words("paper_sheet.kind"), facts=((words("paper_sheet.day"), day),),
                taken=day, url="", scan_hint=words("paper_sheet.no_code"),
                foot=words("paper_sheet.foot", day=day))


def book_in(ctx: AppContext, session: StaffSession, sheet_id: int, use: SheetUse) -> int:
    """Makes numbers of what was used of a sheet; how many there were. What was booked in before
    counts no second time.

    Whoever still waits stands behind all who waited when the sheet was begun, and before whoever
    came after. Refuses with `not_allowed`, `no_such_sheet`, `sheet_over`, `sheet_not_yet`,
    `sheet_times`, `not_on_sheet`, `no_such_service`.
    """
    with acting(ctx, session, MAY_CALL) as act:
        guide, sheet = content.guide(act.tx), paper_sheets.by_id(act.tx, sheet_id)
        if sheet is None:
            raise Refusal("no_such_sheet")
        today = business_day(act.now, guide.centre.day_starts)
        check_booking(sheet, today, use.begins, use.ends, act.now)
        if not sheet.first <= use.used <= sheet.last:
            raise Refusal("not_on_sheet", sheet=sheet.span)
        service = guide.service(use.service_id)
        if service is None or service.queue_id != sheet.queue_id:
            raise Refusal("no_such_service")
        numbers = [n for n in sheet.open_numbers if n <= use.used]
        if not numbers:
            act.without_event("all of it was booked in before")
            return 0
        tickets = _tickets(act, sheet, numbers, use)
        for ticket in tickets:
            key = key_index(ctx.secret, f"paper {sheet.id} {ticket.number}")
            queue.add(act.tx, ticket, key, None)
        paper_sheets.booked(act.tx, sheet, use.used, act.now)
        became = Counter(one.state for one in tickets)
        act.log("book_in_sheet", sheet=sheet.span, n=len(tickets), served=became[State.DONE],
                waits=became[State.WAITING], gone=became[State.GIVEN_UP])
        return len(tickets)


def _tickets(act: Act, sheet: PaperSheet, numbers: list[int], use: SheetUse) -> list[Ticket]:
    """The numbers as tickets, those that wait with their place in the line."""
    before = [one for one in queue.in_queue(act.tx, sheet.day, sheet.queue_id)
              if one.state is State.WAITING
              and (one.taken_at < use.begins or FIRST <= one.number < numbers[0])]
    progress, waiting, made = (
        queue.progress(act.tx, sheet.day, sheet.queue_id), len(before), list[Ticket]())
    for number, at in zip(numbers, roughly(use.begins, use.ends, len(numbers)), strict=True):
        state = STATES[use.became.get(number, Became.SERVED)]
        waits = state is State.WAITING
        made.append(Ticket(
            id=UNSAVED_ID, code=hidden(act.ctx.secret, act.ctx.codes()), day=sheet.day,
            prefix=sheet.prefix, number=number, service_id=use.service_id,
            queue_id=sheet.queue_id, priority=Priority.ORDINARY, state=state, taken_at=at,
            call_at_count=behind(progress, waiting) if waits else None,
            closed_at=None if waits else use.ends))
        waiting += waits
    return made


def services_of(guide: Guide, queue_id: str) -> list[Service]:
    """What is done in a queue."""
    return [one for one in (*guide.services, *guide.hidden) if one.queue_id == queue_id]


def _queue(guide: Guide, named: str) -> Queue:
    """The queue of an id. Refuses with `no_such_queue`."""
    found = next((one for one in guide.queues if one.id == named), None)
    if found is None:
        raise Refusal("no_such_queue")
    return found


def _day(words: Translator, sheet: PaperSheet) -> str:
    return written_date(words, sheet.day, "full")


def _page(words: Translator, guide: Guide, sheet: PaperSheet) -> PaperPage:
    language = words.language
    return PaperPage(
        centre=guide.centre.centre.in_(language), title=words("paper_sheet.title"),
        queue=_queue(guide, sheet.queue_id).name.in_(language), day=_day(words, sheet),
        labels=sheet.labels, how=words("paper_sheet.how"),
        ticks=tuple(words(f"paper_sheet.{what}") for what in Became),
        foot=words("paper_sheet.foot", day=_day(words, sheet)))
