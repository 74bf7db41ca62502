"""The statistics of volunteer help: requests, what came of them, and thanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from db.engine.database import ReadTransaction as Reading
from db.volunteers import catalogue, help_requests, help_story, help_visits
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.domain.statistics.year import YearChapter, YearFigure
from kiosk.domain.volunteers.help_requests import HelpState
from kiosk.domain.volunteers.statistics import HelpDay, help_of
from kiosk.wording.translator import Translator


def count(session: Reading, _day: date, begins: datetime, ends: datetime) -> HelpDay:
    """What happened in help on a day, as it is known now."""
    stories = help_story.stories_between(session, begins, ends)
    return help_of(
        len(help_requests.asked_between(session, begins, ends)),
        help_visits.thanked(session, begins, ends),
        [[(step.at, step.action) for step in story] for story in stories], begins, ends)


def summed_up(
    _session: Reading, days: Sequence[tuple[date, HelpDay]], _language: str
) -> HelpDay:
    """Several days as one."""
    return added([HelpDay(), *(day for _, day in days)])


def blocks(words: Translator, use: HelpDay) -> Iterable[Block]:
    """One table of one line."""
    stars = round(use.stars / use.thanked, 1) if use.thanked else None
    yield Block("help", head(words, "help", "asked answered done silent unmet thanked stars"), (
        BarRow(words("figures.all_help"), use.asked, use.taken,
             (use.done, use.silent, use.unmet, use.thanked, stars)),))


def highlights(days: Sequence[HelpDay]) -> Iterable[Highlight]:
    """How many were helped."""
    yield Highlight("helped", sum(day.done for day in days))


def in_a_year(
    words: Translator, session: Reading, begins: datetime, ends: datetime, _use: HelpDay
) -> Iterable[YearChapter]:
    """The hours that residents attested, and who was helped, by kind: using a phone is one."""
    minutes = sum(one.minutes for one in help_visits.visits(session, since=begins)
                  if one.attested_at and one.there_at < ends)
    helped = Counter(one.kind_id for one in help_requests.ended_between(session, begins, ends)
                     if one.state is HelpState.DONE)
    titles = {one.id: words.text(one.title) for one in catalogue.book(session).kinds}
    yield YearChapter(words("year.help"), (
        YearFigure(words("year.help_hours"), words("year.hours", n=f"{round(minutes / 60):,}")),
        *(YearFigure(titles.get(kind, kind), words("year.people", n=f"{n:,}"))
          for kind, n in helped.most_common()),
    ), words("year.help_how"))


STATISTICS = DailyStatistics(
    HelpDay, help_requests.first_day, count, summed_up, blocks, highlights, in_a_year=in_a_year)
