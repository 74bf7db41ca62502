"""The page of a month with ten years behind it: from the days as kept, beside the raw rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from db.statistics import daily_statistics as kept
from kiosk.actions.staff.sessions import add_account
from kiosk.actions.statistics import run_due
from kiosk.change_poller import ChangePoller
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.bench.centres import Centre
from tests.bench.measure import Figure, in_ms, in_turns, seconds
from tests.support.web.colleague import Colleague

TIMES = 20
MOST_SECONDS = 1.0
MONTH = "/desk/figures?span=month&back=1"


def months(centre: Centre, kind: str) -> Iterator[Figure]:
    """How long all days take to be summed up, and the page of the last whole month."""
    ctx = centre.ctx
    took = seconds(lambda: all_summed_up(centre))
    yield Figure(f"   ten years of days summed up, {kind}", f"{took:.0f} s")
    feed = ChangePoller(ctx.database)
    feed.look()
    site = make_site(ctx, feed, limited=False)
    manager = Colleague(site, "看数字的", add_account(ctx, "看数字的", Role.MANAGER))
    manager.log_in()

    def page() -> None:
        assert manager.get(MONTH).status_code == 200

    value, raw = in_turns(page, from_rows(page), times=TIMES)
    yield Figure(f"page of a month, {kind}", in_ms(value), f"from rows {in_ms(raw)}",
                 value / MOST_SECONDS, 1.0)


def all_summed_up(centre: Centre) -> None:
    """Lets the clock catch up with every day."""
    while run_due(centre.ctx) <= 1:
        pass


def from_rows(page: Callable[[], None]) -> Callable[[], None]:
    """The page as if no day had been kept."""

    def asked() -> None:
        remembered, kept.kept = kept.kept, lambda *_: {}
        try:
            page()
        finally:
            kept.kept = remembered

    return asked
