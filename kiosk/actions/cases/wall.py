"""The wall: what became of the cases, counted from their log, and the lines that were released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from db.cases import book as stored, register, story
from db.engine.database import ReadTransaction
from db.volunteers import catalogue
from kiosk.actions.cases.results import (
    CaseWall,
    PublicCase,
    WallLine,
    WallMonth,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.case_log import CaseOutcome, WallFigures, outcome, tally
from kiosk.domain.cases.cases import Case
from kiosk.domain.cases.states import CaseState
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import Slide, SlideFigure
from kiosk.domain.operations.street import CaseRates
from kiosk.domain.refusals import Refusal
from kiosk.domain.statistics.daily_statistics import FEWEST
from kiosk.domain.volunteers.registry import Estate
from kiosk.wording.cases import month_said

# In its first days a month has hardly anything to show.
SHOWS_LAST_UNTIL = 3
MONTHS, MOST_LINES = 12, 4
# What changed so recently may change again in the same instant.
SETTLED = timedelta(minutes=1)
# What the cases of a month came to, with the topic of each.
Outcomes = tuple[tuple[str, CaseOutcome], ...]


def wall(ctx: AppContext) -> CaseWall:
    """The wall as it stands. Raises StorageDown."""
    with ctx.database.read() as tx:
        return _wall_now(tx, ctx.clock())


def wall_slides(ctx: AppContext, tx: ReadTransaction) -> Iterator[Slide]:
    """The three rates of the wall's month as a slide; none while they would be of too few."""
    month = _wall_now(tx, ctx.clock()).month
    figures = month.figures
    if figures.received < FEWEST:
        return
    zh, en = ctx.words["zh_CN"], ctx.words["en"]

    def both(key: str, **gaps: object) -> Text:
        return Text(zh(key, **gaps), en(key, **gaps))

    yield Slide(
        "cases", Text(*(words("case_wall.slide", month=month_said(words, month.first),
                              n=figures.received) for words in (zh, en))),
        both("case_wall.slide_lead"),
        figures=tuple(SlideFigure(f"{figures.share(count)}%", "", both(f"case_wall.{name}"))
                      for name, count in (("figure_answered", figures.in_time),
                                          ("figure_solved", figures.solved),
                                          ("figure_content", figures.content))))


def in_summary(tx: ReadTransaction, now: datetime) -> Mapping[str, object]:
    """The three rates of the wall's month."""
    figures = tally(one for _, one in figures_of(tx, _shown(now.date()), now))
    return {"rates": CaseRates(figures.received, figures.in_time, figures.solved, figures.content)}


def figures_of(tx: ReadTransaction, first: date, now: datetime) -> Outcomes:
    """What the cases told in a month came to. A month in which nothing changed meanwhile is
    counted once."""
    begins, ends = _instants(first)
    count, changed_at = register.newest_change(tx, begins, ends)
    name, stand = f"cases of {first}", (count, changed_at)
    known: Outcomes | None = tx.database.recall(name, stand)
    if known is not None:
        return known
    cases = register.received_between(tx, begins, ends)
    events = story.events(tx, [one.id for one in cases])
    found = tuple((one.topic_id, outcome(events[one.id])) for one in cases)
    if changed_at is not None and now - changed_at > SETTLED:
        tx.database.remember(name, found, stand)
    return found


def public_cases(
    ctx: AppContext, begins: datetime, ends: datetime, most: int
) -> tuple[PublicCase, ...]:
    """The cases told in `[begins, ends)` of which a line was released, newest first."""
    with ctx.database.read() as tx:
        return tuple(public_of(tx, one)
                     for one in register.released_between(tx, begins, ends, most))


def public_case(ctx: AppContext, number: int) -> PublicCase:
    """A case of which a line was released. Refuses with `no_such_case`."""
    with ctx.database.read() as tx:
        found = register.by_number(tx, number)
        if found is None or found.released_at is None:
            raise Refusal("no_such_case")
        return public_of(tx, found)


def public_of(tx: ReadTransaction, case: Case) -> PublicCase:
    """What anybody may read of a released case."""
    book = stored.book(tx)
    return PublicCase(book.centre.said(case.number), book.topic(case.topic_id),
                      estate_of(tx, case), case.state, case.received_at, case.changed_at,
                      case.due_on)


def estate_of(tx: ReadTransaction, case: Case) -> Estate | None:
    """Where a case is about; None where that was not said."""
    return next((one for one in catalogue.book(tx).estates if one.id == case.estate_id), None)


def _wall_now(tx: ReadTransaction, now: datetime) -> CaseWall:
    return tx.since_the_last_change("case_wall", now.date(), lambda: _wall(tx, now))


def _wall(tx: ReadTransaction, now: datetime) -> CaseWall:
    book, today = stored.book(tx), now.date()
    firsts = _firsts(today)
    shown = _shown(today)
    found = {first: figures_of(tx, first, now) for first in firsts}
    by_topic: dict[str, list[CaseOutcome]] = defaultdict(list)
    for topic_id, one in found[shown]:
        by_topic[topic_id].append(one)
    return CaseWall(
        tx.version, now, _month(shown, found[shown]),
        tuple((topic, tally(by_topic[topic.id])) for topic in book.topics
              if by_topic.get(topic.id)),
        tuple(_month(first, found[first]) for first in reversed(firsts)),
        _lines(tx, CaseState.SOLVED), _lines(tx, CaseState.CANNOT_SOLVE), book.centre.before)


def _lines(tx: ReadTransaction, state: CaseState) -> tuple[WallLine, ...]:
    book = stored.book(tx)
    found: list[WallLine] = []
    for case in register.released(tx, [state], MOST_LINES):
        topic, estate = book.topic(case.topic_id), estate_of(tx, case)
        # A topic that was changed after the release stays at home all the same.
        if not topic.stays_home and case.ended_at is not None:
            found.append(WallLine(topic.title, estate.name if estate else None,
                                  case.ended_at.date(), state))
    return tuple(found)


def _month(first: date, found: Iterable[tuple[str, CaseOutcome]]) -> WallMonth:
    figures: WallFigures = tally(one for _, one in found)
    return WallMonth(first, figures)


def _shown(today: date) -> date:
    """The first day of the month that the wall shows."""
    this, last, *_ = _firsts(today)
    return last if today.day <= SHOWS_LAST_UNTIL else this


def _firsts(today: date) -> list[date]:
    """The first days of the last twelve months, this one's first."""
    months = today.year * 12 + today.month - 1
    return [date(*divmod_month(months - n), 1) for n in range(MONTHS)]


def divmod_month(months: int) -> tuple[int, int]:
    """Year and month of a number of months since year 0."""
    year, month = divmod(months, 12)
    return year, month + 1


def _instants(first: date) -> tuple[datetime, datetime]:
    last = date(*divmod_month(first.year * 12 + first.month), 1)
    return (datetime.combine(first, time.min, ZONE), datetime.combine(last, time.min, ZONE))
