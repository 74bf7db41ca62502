"""The figures of volunteer help, per team, grid and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from statistics import median

from db.engine.database import ReadTransaction as Reading
from db.volunteers import catalogue as help_book, help_requests, help_story, help_visits
from kiosk.actions.acting import allowed
from kiosk.actions.volunteers.results import HelpTally
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_SEND_HELP, StaffSession
from kiosk.domain.volunteers.help_requests import HelpAction, HelpRequest, HelpState


def figures(
    ctx: AppContext, session: StaffSession, days: int, language: str
) -> dict[str, tuple[HelpTally, ...]]:
    """What was asked for in the last so many days: by `team`, `grid` and `kind`.

    Refuses with `not_allowed`.
    """
    allowed(session, MAY_SEND_HELP)
    now = ctx.clock()
    with ctx.database.read() as tx:
        book = help_book.book(tx)
        found = help_requests.asked_between(tx, now - timedelta(days=days), now)
        count = _Counting(tx, found, now - timedelta(days=days))
        return {
            "kind": count.by(((k.id, k.title.in_(language)) for k in book.kinds),
                             lambda one: one.kind_id),
            "team": count.by(((t.id, t.name.in_(language)) for t in book.teams),
                             lambda one: one.team_id),
            "grid": count.by(((g.id, g.name.in_(language)) for g in book.grids),
                             lambda one: one.grid_id),
        }


class _Counting:
    """Counts requests; when each was taken first, and how long the visits were."""

    def __init__(
        self, reading: Reading, found: tuple[HelpRequest, ...], since: datetime
    ) -> None:
        self._found = found
        self._taken_at: dict[int, datetime] = {}
        for step in help_story.steps(reading, [one.id for one in found]):
            if step.action is HelpAction.CLAIM:
                self._taken_at.setdefault(step.request_id, step.at)
        self._minutes: dict[int, int] = {}
        for visit in help_visits.visits(reading, since=since):
            if visit.attested_at:
                self._minutes[visit.request_id] = (
                    self._minutes.get(visit.request_id, 0) + visit.minutes)

    def by(
        self, named: Iterable[tuple[str, str]], key: Callable[[HelpRequest], str | None]
    ) -> tuple[HelpTally, ...]:
        """A tally for each name, whether anything was asked for or not."""
        return tuple(
            self._tally(name, [one for one in self._found if key(one) == id_])
            for id_, name in named
        )

    def _tally(self, name: str, ones: list[HelpRequest]) -> HelpTally:
        waited = [(self._taken_at[one.id] - one.asked_at).total_seconds() / 60
                  for one in ones if one.id in self._taken_at]

        def ended(state: HelpState) -> int:
            return sum(one.state is state for one in ones)

        return HelpTally(
            name, len(ones), len(waited), ended(HelpState.DONE), ended(HelpState.SILENT),
            ended(HelpState.UNMET), round(median(waited)) if waited else None,
            sum(self._minutes.get(one.id, 0) for one in ones),
        )
