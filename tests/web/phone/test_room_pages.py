"""The pages of the rooms as pages: broken links, news, weight, and nobody's name."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from kiosk.actions.rooms import sign_code
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked
from tests.support.web.booker import DAY, books
from tests.support.web.visitor import Visitor, counted

HEAVIEST = 60 * 1024


@pytest.mark.parametrize("path", ["/r/cellar", "/r/cellar/here", "/b/guessed", "/b/guessed/cancel",
                                  "/b/guessed/time", "/r/cellar/state", "/b/guessed/state"])
def test_what_there_is_not_is_said_kindly(rooms: AppContext, phone: Visitor, path: str) -> None:
    assert phone.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/r/chess?day=never&at=later", f"/r/chess?day={DAY}&at=16",
                                  "/r/chess?day=2999-01-01", "/rooms?q=x", "/r/library?at=now"])
def test_a_link_that_was_broken_on_the_way_shows_the_room(
    rooms: AppContext, phone: Visitor, path: str
) -> None:
    assert phone.get(path).status_code == 200


def test_nothing_new_costs_no_look_at_any_table(
    rooms: AppContext, phone: Visitor, feed: ChangePoller
) -> None:
    page = books(phone, "16:30")
    feed.look()
    for path in ("/rooms/state", "/r/chess/state", f"{page}/state"):
        tag = phone.get(path).headers["ETag"]
        with counted(rooms) as statements:
            same = phone.get(path, headers={"If-None-Match": tag})
        assert (same.status_code, statements.count) == (304, 0)
    booked(rooms, at(17, 30))
    feed.look()
    assert phone.get("/rooms/state", headers={"If-None-Match": tag}).status_code == 200


def test_every_page_is_light(rooms: AppContext, phone: Visitor) -> None:
    page = books(phone, "16:30")
    for path in ("/rooms", f"/r/chess?day={DAY}&at=17:30", page, page + "/time", "/r/library",
                 f"/r/chess/here?s={sign_code(rooms, 'chess')}"):
        text = phone.get(path).text
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
        whole = len(text.encode()) + sum(len(phone.get(file).data) for file in files)
        assert whole < HEAVIEST, (path, whole)


def test_no_page_says_whose_a_booking_is(rooms: AppContext, phone: Visitor) -> None:
    view = booked(rooms, at(16, 30), phone=PHONE)
    page = f"/b/{view.booking.reservation.code}"
    seen = "".join(phone.get(path).text for path in (
        "/rooms", "/rooms/state", "/r/chess", "/r/chess/state", page, page + "/state"))
    assert PHONE not in seen and PHONE[-4:] not in seen.replace(view.booking.reservation.code, "")


def test_a_page_of_an_old_booking_still_answers(
    rooms: AppContext, phone: Visitor, clock: Clock
) -> None:
    page = books(phone, "16:30")
    clock.now = at(20) + timedelta(days=2)
    assert phone.get(page).status_code == 200
