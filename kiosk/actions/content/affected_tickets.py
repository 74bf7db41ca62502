"""What a change of content does to the numbers of today: nobody's is left without a window."""

from __future__ import annotations

from datetime import time

from db import content, queue, shelf
from db.database import Change
from kiosk.context import Lobby
from kiosk.domain.calendar import business_day
from kiosk.domain.content.content_schema import Kind
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.tickets import Ticket, may_still_come
from kiosk.domain.refusals import Refusal

# These pass when numbers are done with: what was planned is put off until then.
PASSING = ("line_waits", "day_has_numbers")


def keep_numbers(
    lobby: Lobby, change: Change, kind: Kind, before: shelf.Item | None, body: shelf.Body | None,
    *, by_clock: bool = False,
) -> None:
    """Looks after the numbers of today before an item gets a new body, or none.

    Refuses with `window_serves` (window, number), which the clock does not wait for, since the
    number stays at its window; `line_waits` (window, n), `day_has_numbers` (n).
    """
    if before is None:
        return
    if kind.name == "window" and (body is None or body["line"] != before.body["line"]):
        _free_window(lobby, change, int(before.id), by_clock=by_clock)
    if kind.name == "house" and body is not None:
        _keep_day(lobby, change, time.fromisoformat(body["day_starts"]))


def _free_window(lobby: Lobby, change: Change, number: int, *, by_clock: bool) -> None:
    guide = content.guide(change)
    day = business_day(lobby.clock(), guide.house.day_starts)
    served = queue.at_windows(change, day).get(number)
    if served and not by_clock:
        raise Refusal("window_serves", window=number, number=served.label)
    line_id = next(w.line_id for w in guide.windows if w.number == number)
    waiting = _coming(lobby, guide, queue.in_line(change, day, line_id))
    if waiting and guide.windows_of(line_id) == (number,):
        raise Refusal("line_waits", window=number, n=len(waiting))
    queue.release_from(change, number, day)


def _keep_day(lobby: Lobby, change: Change, starts: time) -> None:
    guide, now = content.guide(change), lobby.clock()
    day = business_day(now, guide.house.day_starts)
    if day == business_day(now, starts):
        return
    waiting = _coming(lobby, guide, queue.of_day(change, day))
    if waiting:
        raise Refusal("day_has_numbers", n=len(waiting))


def _coming(lobby: Lobby, guide: Guide, tickets: tuple[Ticket, ...]) -> list[Ticket]:
    now, rules = lobby.clock(), guide.house.queue
    return [ticket for ticket in tickets if may_still_come(ticket, now, rules)]
