"""Every page a phone can show, and how a person gets there.

A new page is one more line in PATHS, or in ACTIONS where something has to be pressed first.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from kiosk.actions import queue, rooms, volunteers
from kiosk.actions.rooms import refuse
from kiosk.actions.volunteers import volunteer_tasks
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from kiosk.domain.volunteers.help_requests import HelpPlace
from tests.support.house import take
from tests.support.rooms import booked, code_of, waits
from tests.support.volunteer_help import volunteer
from tests.support.web.phone_house import House

DAY = "day=2026-10-16"


def _taken(house: House) -> str:
    return f"/t/{take(house.ctx).ticket.code}"


def _called(house: House, counter: int, *actions: Callable[..., object]) -> str:
    """A number that a counter called, with what the clerk did to it after that."""
    ticket, session = take(house.ctx).ticket, house.counters[counter]
    queue.call_this(house.ctx, session, ticket.id, None)
    for action in actions:
        action(house.ctx, session, ticket.id)
    return f"/t/{ticket.code}"


def _given_up(house: House) -> str:
    path = _taken(house)
    queue.give_up(house.ctx, path.removeprefix("/t/"))
    return path


def _booked(house: House, *actions: Callable[[AppContext, str], object]) -> str:
    code = code_of(booked(house.ctx, house.free_time()))
    for action in actions:
        action(house.ctx, code)
    return f"/b/{code}"


def _asked(house: House) -> str:
    return f"/b/{code_of(booked(house.ctx, house.free_time(), 'meeting'))}"


def _there(house: House, *actions: Callable[[AppContext, str], object]) -> str:
    """A booking of whoever went in, with what came after."""
    code = code_of(booked(house.ctx, None))
    rooms.check_in(house.ctx, code, rooms.sign_code(house.ctx, "chess"))
    for action in actions:
        action(house.ctx, code)
    return f"/b/{code}"


def _refused(house: House) -> str:
    view = booked(house.ctx, house.free_time(), "meeting")
    refuse(house.ctx, house.staff, view.booking.reservation.id, "那天开居民大会")
    return f"/b/{code_of(view)}"


def _waiting(house: House) -> tuple[str, str]:
    """The code of a place in a line, and of a booking it waits for."""
    begins = house.free_time()
    first, _ = (code_of(booked(house.ctx, begins)) for _ in range(2))
    return waits(house.ctx, begins).entry.code, first


def _offered(house: House) -> str:
    mine, first = _waiting(house)
    rooms.cancel(house.ctx, first)
    return f"/b/{mine}"


def _left_line(house: House) -> str:
    mine, _ = _waiting(house)
    rooms.leave_waitlist(house.ctx, mine)
    return f"/b/{mine}"


def _full(house: House) -> str:
    begins = house.free_time()
    for _ in range(2):
        booked(house.ctx, begins)
    return f"/r/chess?day={begins:%Y-%m-%d}&at={begins:%H:%M}"


def _sent(house: House) -> str:
    return f"/h/{house.asks().request.code}"


def _done(house: House) -> str:
    view = house.helped("there", "left")
    volunteers.confirm(house.ctx, view.request.code)
    return f"/h/{view.request.code}"


def _home(house: House) -> HelpView:
    view = house.asks("repair", HelpPlace.HOME)
    volunteer_tasks.claim(house.ctx, house.liu.id, view.request.id)
    volunteer_tasks.answer(house.ctx, house.liu.id, view.request.id, "我下午三点来，行吗？")
    return view


def _new_link(house: House) -> str:
    return house.new_link(volunteer(house.ctx, house.staff, "王芳").id)


def _sign(house: House) -> str:
    return f"/r/chess/here?s={rooms.sign_code(house.ctx, 'chess')}"


PATHS: dict[str, Callable[[House], str]] = {
    "shelves": lambda house: "/s/",
    "found": lambda house: "/s/?q=医保",
    "nothing_found": lambda house: "/s/?q=飞船",
    "service": lambda house: "/s/medical",
    "waiting": _taken,
    "called": lambda house: _called(house, 1),
    "missed_call": lambda house: _called(
        house, 0, queue.call_again, queue.call_again, queue.miss),
    "parked": lambda house: _called(house, 0, queue.park),
    "done": lambda house: _called(house, 0, queue.finish),
    "given_up": _given_up,
    "give_up": lambda house: _taken(house) + "/give-up",
    "rooms": lambda house: "/rooms",
    "room": lambda house: "/r/chess",
    "walk_in": lambda house: "/r/library",
    "chosen": lambda house: f"/r/chess?{DAY}&at=18:30",
    "full": _full,
    "booking": _booked,
    "asked": _asked,
    "there": _there,
    "over": lambda house: _there(house, rooms.give_back),
    "missed": lambda house: house.missed,
    "lapsed": lambda house: house.lapsed,
    "cancelled": lambda house: _booked(house, rooms.cancel),
    "refused": _refused,
    "in_line": lambda house: f"/b/{_waiting(house)[0]}",
    "left_line": _left_line,
    "offered": _offered,
    "cancel": lambda house: _booked(house) + "/cancel",
    "move": lambda house: _booked(house) + "/time",
    "move_asked": lambda house: _asked(house) + "/time",
    "door": _sign,
    "not_found": lambda house: "/b/nothing-like-it",
    "kinds": lambda house: "/help",
    "hand_over_used": lambda house: "/help?k=a.b.c",
    "help_form": lambda house: "/help?kind=phone",
    "help_sent": _sent,
    "help_taken": lambda house: f"/h/{house.helped().request.code}",
    "help_left": lambda house: f"/h/{house.helped('there', 'left').request.code}",
    "help_done": _done,
    "help_home": lambda house: f"/h/{_home(house).request.code}",
    "withdraw": lambda house: _sent(house) + "/ask/withdraw",
    "forget": lambda house: _sent(house) + "/ask/forget",
    "new_link": _new_link,
    "volunteer": lambda house: house.link,
    "task_in_hall": lambda house: f"{house.link}/{house.helped().request.id}",
    "task_at_home": lambda house: f"{house.link}/{_home(house).request.id}",
}
VOLUNTEERS_OWN = ("volunteer", "task_in_hall", "task_at_home")
# Pages that say that something is not there.
SAY_NO = ("not_found", "hand_over_used")


def _press(page: Page, what: str) -> None:
    """Presses what leads to another page, and waits for that one."""
    with page.expect_navigation():
        page.locator(what).click()


def _which_kind(house: House, page: Page) -> None:
    page.goto(f"{house.base}/s/medical?k={queue.hall_code(house.ctx)}")
    _press(page, "a.take")


def _too_late_to_give_up(house: House, page: Page) -> None:
    path = _taken(house)
    ticket = queue.follow(house.ctx, path.removeprefix("/t/")).ticket
    page.goto(f"{house.base}{path}/give-up")
    queue.call_this(house.ctx, house.counters[0], ticket.id, None)
    queue.finish(house.ctx, house.counters[0], ticket.id)
    _press(page, "main button")


def _form_too_old(house: House, page: Page) -> None:
    page.goto(f"{house.base}{_taken(house)}/give-up")
    page.context.clear_cookies()
    _press(page, "main button")


def _just_taken(house: House, page: Page) -> None:
    begins = house.free_time()
    page.goto(f"{house.base}/r/chess?day={begins:%Y-%m-%d}&at={begins:%H:%M}")
    for _ in range(2):
        booked(house.ctx, begins)
    _press(page, "button.primary")


def _own_rooms(house: House, page: Page) -> None:
    page.goto(f"{house.base}/r/chess?{DAY}&at=19:30")
    _press(page, "button.primary")
    page.goto(f"{house.base}/rooms")


def _own_at_the_door(house: House, page: Page) -> None:
    _own_rooms(house, page)
    page.goto(house.base + _sign(house))
    page.fill("main input[name=number]", "1")
    _press(page, "main .search button")


def _form_unfilled(house: House, page: Page) -> None:
    page.goto(f"{house.base}/help?kind=phone")
    _press(page, "button.primary")


ACTIONS: dict[str, Callable[[House, Page], None]] = {
    "which_kind": _which_kind,
    "too_late_to_give_up": _too_late_to_give_up,
    "form_too_old": _form_too_old,
    "just_taken": _just_taken,
    "own_rooms": _own_rooms,
    "own_at_the_door": _own_at_the_door,
    "form_unfilled": _form_unfilled,
}
PAGES = (*PATHS, *ACTIONS)


def show(house: House, page: Page, name: str) -> None:
    """Brings a phone to a page."""
    if name in ACTIONS:
        ACTIONS[name](house, page)
        return
    if name in VOLUNTEERS_OWN:
        page.context.add_cookies(house.volunteers_cookies)
    if name not in house.made:
        house.made[name] = PATHS[name](house)
    answer = page.goto(house.base + house.made[name])
    assert answer and answer.ok is (name not in SAY_NO), (name, answer)
