"""The pages on which the staff run the centre, under axe-core, on a PC and on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from kiosk.actions.queue.paper_sheets import print_sheets
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.activities import registered, with_activities
from tests.support.albums import seed_albums
from tests.support.appointments import with_appointments
from tests.support.rooms import PHONE
from tests.support.volunteer_help import coordinator
from tests.support.web.axe import CLOSE, SIDEWAYS, shut_out, violations

# What stands at an address besides what `test_every_address.py` looks at there.
PAGES = (
    "content/service/new", "content/slide/new", "content/centre/1", "content/room/chess",
    "content/queue/A", "content/album/new", "content/picture/new", "figures?span=month",
    "figures?span=day&back=1", "sheets/1",
)
NARROW = (900, 390)


def signed_in(ctx: AppContext, open_page: Callable[..., Page]) -> Page:
    registered(with_activities(with_appointments(ctx)), 2, phone=PHONE)
    print_sheets(ctx, None, "A", 3)
    return open_page("/desk/counters", 1440, 900, coordinator(ctx, Role.ADMIN, "管理员"))


def test_nobody_of_the_staff_is_shut_out(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    seed_albums(sqlite_ctx)
    page = signed_in(sqlite_ctx, open_page)
    desk = page.url.removesuffix("counters")
    for path in PAGES:
        page.set_viewport_size({"width": NARROW[-1], "height": 900})
        page.goto(desk + path)
        assert page.evaluate(CLOSE) == [], path
        assert shut_out(page, ((1440, 900),), ("100%",)) == [], path
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(SIDEWAYS) == [], (path, width)
    # The control: a field nobody named is found.
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any(found.startswith("label:") for found in violations(page))
