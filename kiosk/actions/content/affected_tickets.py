"""What a change of content does to the numbers of today: nobody's is left without a counter."""

from __future__ import annotations

from datetime import datetime, time

from db.content import content_items, guide as content
from db.queue import queries as queue
from kiosk.actions.acting import SYSTEM, Act
from kiosk.domain.calendar import business_day
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.tickets import Ticket, may_still_come
from kiosk.domain.refusals import Refusal

# These pass when numbers are done with: what was planned is put off until then.
PASSING = ("queue_waits", "day_has_numbers")


def keep_numbers(
    act: Act, kind: ContentType, before: content_items.Item | None, body: content_items.Body | None
) -> None:
    """Looks after the numbers of today before an item gets a new body, or none.

    Refuses with `counter_serves` (counter, number), which the clock does not wait for, since the
    number stays at its counter; `queue_waits` (counter, n), `day_has_numbers` (n).
    """
    if before is None:
        return
    if kind.name == "counter" and (body is None or body["queue"] != before.body["queue"]):
        _free_counter(act, int(before.id))
    if kind.name == "centre" and body is not None:
        _keep_day(act, time.fromisoformat(body["day_starts"]))


def _free_counter(act: Act, number: int) -> None:
    guide = content.guide(act.tx)
    day = business_day(act.now, guide.centre.day_starts)
    served = queue.at_counters(act.tx, day).get(number)
    if served and act.actor != SYSTEM:
        raise Refusal("counter_serves", counter=number, number=served.label)
    queue_id = next(w.queue_id for w in guide.counters if w.number == number)
    waiting = _coming(act.now, guide, queue.in_queue(act.tx, day, queue_id))
    if waiting and guide.counters_of(queue_id) == (number,):
        raise Refusal("queue_waits", counter=number, n=len(waiting))
    queue.release_from(act.tx, number, day)


def _keep_day(act: Act, starts: time) -> None:
    guide = content.guide(act.tx)
    day = business_day(act.now, guide.centre.day_starts)
    if day == business_day(act.now, starts):
        return
    waiting = _coming(act.now, guide, queue.of_day(act.tx, day))
    if waiting:
        raise Refusal("day_has_numbers", n=len(waiting))


def day_agrees_at(act: Act, starts: time) -> datetime | None:
    """When a day that begins at another time can be begun without ending the one under way: at an
    instant that belongs to the same day either way. None where that is now."""
    usual = content.guide(act.tx).centre.day_starts
    if business_day(act.now, usual) == business_day(act.now, starts):
        return None
    return datetime.combine(act.now.date(), max(usual, starts), act.now.tzinfo)


def _coming(now: datetime, guide: Guide, tickets: tuple[Ticket, ...]) -> list[Ticket]:
    return [ticket for ticket in tickets if may_still_come(ticket, now, guide.centre.queue)]
