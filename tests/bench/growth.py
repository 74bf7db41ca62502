"""F5: every action of the queue with 1,000 tickets behind it, and with ten years of them; and the
page of a month with those ten years behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.actions import queue
from kiosk.actions.slips import print_next_slip
from tests.bench.centres import Centre, open_centre, urls
from tests.bench.measure import Figure, compared, in_turns, seconds
from tests.bench.summaries import months

FEW, MANY = 1_000, 1_000_000
TIMES = 60
TARGET = 1.2


def figures() -> Iterator[Figure]:
    """A line for each action, on both kinds of database."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            few = open_centre(new(), FEW)
            big: list[Centre] = []
            took = seconds(lambda new=new, big=big: big.append(open_centre(new(), MANY)))
            yield Figure(f"   filling {MANY:,} tickets, {kind}", f"{took:.0f} s")
            for name in actions(few):
                least, value = in_turns(actions(few)[name], actions(big[0])[name], times=TIMES)
                yield compared(f"F5 {name}, {kind}, {MANY:,} : {FEW:,}", value, least, TARGET)
            yield from months(big[0], kind)
            for centre in (few, *big):
                centre.ctx.database.close()


def actions(centre: Centre) -> dict[str, Callable[[], object]]:
    """The actions, each leaving the line as long as it found it."""
    ctx, session = centre.ctx, centre.session

    def take_and_call() -> None:
        centre.take_one()
        centre.call_next()

    def call_again() -> None:
        queue.call_again(ctx, session, centre.holding or 0)

    def finish() -> None:
        queue.finish(ctx, session, centre.holding or 0)
        centre.holding = None
        centre.take_one()
        centre.call_next()

    def print_one() -> None:
        queue.reprint(ctx, centre.codes[-1])
        print_next_slip(ctx)

    def give_up() -> None:
        queue.give_up(ctx, centre.take_one())

    while print_next_slip(ctx):
        pass
    return {
        "take and call": take_and_call,
        "call again": call_again,
        "finish, take and call": finish,
        "take and give up": give_up,
        "follow": lambda: queue.follow(ctx, centre.codes[-1]),
        "why_before": lambda: queue.why_before(ctx, centre.codes[-1]),
        "hall": lambda: queue.hall(ctx),
        "services": lambda: queue.service_now(ctx, centre.service),
        "desk": lambda: queue.desk(ctx, session),
        "print": print_one,
    }
