"""Every page a phone can show, and how a person gets there.

A new page is one more line in PATHS, or in ACTIONS where something has to be pressed first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page

from kiosk.actions import activities, care, queue, rooms, volunteers
from kiosk.actions.activities.results import Registration
from kiosk.actions.rooms import refuse
from kiosk.actions.volunteers import volunteer_tasks
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from kiosk.domain.activities.activities import Session
from kiosk.domain.volunteers.help_requests import HelpPlace
from tests.support import activities as groups
from tests.support.appointments import appointment
from tests.support.care import booked_device, card, entered, medic
from tests.support.centre import Clock, take
from tests.support.resident_cases import told
from tests.support.rooms import at, booked, code_of, waits
from tests.support.volunteer_help import volunteer
from tests.support.web.news import hears_nothing
from tests.support.web.phone_centre import Centre

DAY = "day=2026-10-16"


def _taken(centre: Centre) -> str:
    return f"/t/{take(centre.ctx).ticket.code}"


def _called(centre: Centre, counter: int, *actions: Callable[..., object]) -> str:
    """A number that a counter called, with what the clerk did to it after that."""
    ticket, session = take(centre.ctx).ticket, centre.counters[counter]
    queue.call_this(centre.ctx, session, ticket.id, None)
    for action in actions:
        action(centre.ctx, session, ticket.id)
    return f"/t/{ticket.code}"


def _given_up(centre: Centre) -> str:
    path = _taken(centre)
    queue.give_up(centre.ctx, path.removeprefix("/t/"))
    return path


def _booked(centre: Centre, *actions: Callable[[AppContext, str], object]) -> str:
    code = code_of(booked(centre.ctx, centre.free_time()))
    for action in actions:
        action(centre.ctx, code)
    return f"/b/{code}"


def _asked(centre: Centre) -> str:
    return f"/b/{code_of(booked(centre.ctx, centre.free_time(), 'meeting'))}"


def _there(centre: Centre, *actions: Callable[[AppContext, str], object]) -> str:
    """A booking of whoever went in, with what came after."""
    code = code_of(booked(centre.ctx, None))
    rooms.check_in(centre.ctx, code, rooms.sign_code(centre.ctx, "chess"))
    for action in actions:
        action(centre.ctx, code)
    return f"/b/{code}"


def _refused(centre: Centre) -> str:
    view = booked(centre.ctx, centre.free_time(), "meeting")
    refuse(centre.ctx, centre.staff, view.booking.reservation.id, "那天开居民大会")
    return f"/b/{code_of(view)}"


def _waiting(centre: Centre) -> tuple[str, str]:
    """The code of a place in a line, and of a booking it waits for."""
    begins = centre.free_time()
    first, _ = (code_of(booked(centre.ctx, begins)) for _ in range(2))
    return waits(centre.ctx, begins).entry.code, first


def _in_line(centre: Centre) -> str:
    """Somebody who stays in line: a day has few times that nobody has."""
    if "in_line" not in centre.made:
        centre.made["in_line"] = f"/b/{_waiting(centre)[0]}"
    return centre.made["in_line"]


def _offered(centre: Centre) -> str:
    mine, first = _waiting(centre)
    rooms.cancel(centre.ctx, first)
    return f"/b/{mine}"


def _left_line(centre: Centre) -> str:
    mine, _ = _waiting(centre)
    rooms.leave_waitlist(centre.ctx, mine)
    return f"/b/{mine}"


def _full(centre: Centre) -> str:
    begins = centre.free_time()
    for _ in range(2):
        booked(centre.ctx, begins)
    return f"/r/chess?day={begins:%Y-%m-%d}&at={begins:%H:%M}"


def _sent(centre: Centre) -> str:
    return f"/h/{centre.asks().request.code}"


def _done(centre: Centre) -> str:
    view = centre.helped("there", "left")
    volunteers.confirm(centre.ctx, view.request.code)
    return f"/h/{view.request.code}"


def _home(centre: Centre) -> HelpView:
    view = centre.asks("repair", HelpPlace.HOME)
    volunteer_tasks.claim(centre.ctx, centre.liu.id, view.request.id)
    volunteer_tasks.answer(centre.ctx, centre.liu.id, view.request.id, "我下午三点来，行吗？")
    return view


def _new_link(centre: Centre) -> str:
    return centre.new_link(volunteer(centre.ctx, centre.staff, "王芳").id)


def _sign(centre: Centre) -> str:
    return f"/r/chess/here?s={rooms.sign_code(centre.ctx, 'chess')}"


def _date(centre: Centre, taken: int = 0) -> tuple[Session, Registration | None]:
    """A date of an activity, with a group of so many people in it."""
    date = centre.new_date()
    group = groups.registered(centre.ctx, taken, starts_at=date.starts_at) if taken else None
    return date, group


def _registration(
    centre: Centre, *actions: Callable[[AppContext, str], object]
) -> str:
    group = _date(centre, 2)[1]
    assert group
    for action in actions:
        action(centre.ctx, group.code)
    return f"/b/{group.code}"


def _full_date(centre: Centre) -> str:
    return f"/a/papercut?session={_date(centre, 5)[0].id}"


def _waits_together(centre: Centre, *, offered: bool = False) -> str:
    date, group = _date(centre, 5)
    mine = groups.waiting(centre.ctx, 2, starts_at=date.starts_at)
    if group and offered:
        activities.give_up(centre.ctx, group.code)
    return f"/b/{mine.code}"


def _called_off(centre: Centre) -> str:
    date, group = _date(centre, 2)
    assert group
    activities.cancel_session(centre.ctx, centre.staff, date.id, "老师病了，下周再办")
    return f"/b/{group.code}"


def _moved_date(centre: Centre) -> str:
    date, group = _date(centre, 2)
    assert group and isinstance(centre.ctx.clock, Clock)
    centre.ctx.clock.pass_(seconds=1)
    to = centre.new_date()
    activities.cancel_session(centre.ctx, centre.staff, to.id, "换时间")
    activities.move_session(centre.ctx, centre.staff, date.id, to.starts_at, "换老师")
    return f"/b/{group.code}"


def _moved_device(centre: Centre) -> str:
    """A booking of a device that a repair moved."""
    mine, session, until = booked_device(centre.ctx, at(17)), medic(centre.ctx), at(0).date()
    until += timedelta(days=1)
    plan = care.plan_repair(centre.ctx, session, "care-1", until)
    care.repair(centre.ctx, session, "care-1", until, plan.mark)
    care.end_repair(centre.ctx, session, "care-1")
    return f"/b/{mine.booking.reservation.code}"


def _readings(centre: Centre, count: int) -> str:
    """The page of a record with so many readings."""
    session = medic(centre.ctx)
    mine = card(centre.ctx, session)
    for n in range(count):
        entered(centre.ctx, session, mine, 120 + 9 * (n % 8), 78 + n % 30, 60 + n, 5 * (count - n),
                is_sure=True)
    return f"/m/{mine.code}"


PATHS: dict[str, Callable[[Centre], str]] = {
    "lessons": lambda centre: "/lessons",
    "guardian": lambda centre: f"/g/{centre.guardian}",
    "case_wall": lambda centre: "/cases",
    "case": lambda centre: f"/c/{told(centre.ctx).code}",
    "care": lambda centre: "/care",
    "device": lambda centre: "/d/care-1",
    "device_chosen": lambda centre: f"/d/chair?{DAY}&at=17:30",
    "device_booking": lambda centre:
        f"/b/{booked_device(centre.ctx, at(17), 'chair').booking.reservation.code}",
    "device_moved": _moved_device,
    "readings": lambda centre: _readings(centre, 12),
    "one_reading": lambda centre: _readings(centre, 1),
    "no_readings": lambda centre: _readings(centre, 0),
    "delete_readings": lambda centre: f"{_readings(centre, 2)}/delete",
    "home": lambda centre: "/",
    "shelves": lambda centre: "/s/",
    "found": lambda centre: "/s/?q=医保",
    "nothing_found": lambda centre: "/s/?q=飞船",
    "service": lambda centre: "/s/medical",
    "appointment": lambda centre: f"/s/medical/appointment?{DAY}&at=17:00",
    "appointment_made": lambda centre: f"/b/{appointment(centre.ctx, at(17)).held.code}",
    "waiting": _taken,
    "called": lambda centre: _called(centre, 1),
    "missed_call": lambda centre: _called(
        centre, 0, queue.call_again, queue.call_again, queue.miss),
    "parked": lambda centre: _called(centre, 0, queue.park),
    "done": lambda centre: _called(centre, 0, queue.finish),
    "rating": lambda centre: _called(centre, 0, queue.finish) + "/rate",
    "tablet": lambda centre: "/rate/2",
    "given_up": _given_up,
    "give_up": lambda centre: _taken(centre) + "/give-up",
    "rooms": lambda centre: "/rooms",
    "room": lambda centre: "/r/chess",
    "walk_in": lambda centre: "/r/library",
    "chosen": lambda centre: f"/r/chess?{DAY}&at=18:30",
    "full": _full,
    "booking": _booked,
    "asked": _asked,
    "there": _there,
    "over": lambda centre: _there(centre, rooms.give_back),
    "missed": lambda centre: centre.missed,
    "lapsed": lambda centre: centre.lapsed,
    "cancelled": lambda centre: _booked(centre, rooms.cancel),
    "refused": _refused,
    "in_line": _in_line,
    "ask_leave_line": lambda centre: _in_line(centre) + "/leave",
    "left_line": _left_line,
    "offered": _offered,
    "cancel": lambda centre: _booked(centre) + "/cancel",
    "move": lambda centre: _booked(centre) + "/time",
    "move_asked": lambda centre: _asked(centre) + "/time",
    "door": _sign,
    "activities": lambda centre: "/activities",
    "one_kind": lambda centre: "/activities?kind=health",
    "activity": lambda centre: "/a/papercut",
    "activity_full": _full_date,
    "just_come": lambda centre: "/a/pressure",
    "registration": _registration,
    "given_back": lambda centre: _registration(centre, activities.give_up),
    "wait_together": _waits_together,
    "places_offered": lambda centre: _waits_together(centre, offered=True),
    "called_off": _called_off,
    "moved_date": _moved_date,
    "other_date": lambda centre: _registration(centre) + "/session",
    "ask_give_back": lambda centre: _registration(centre) + "/cancel",
    "not_found": lambda centre: "/b/nothing-like-it",
    "kinds": lambda centre: "/help",
    "hand_over_used": lambda centre: "/help?k=a.b.c",
    "help_form": lambda centre: "/help?kind=phone",
    "help_sent": _sent,
    "help_taken": lambda centre: f"/h/{centre.helped().request.code}",
    "help_left": lambda centre: f"/h/{centre.helped('there', 'left').request.code}",
    "help_done": _done,
    "help_home": lambda centre: f"/h/{_home(centre).request.code}",
    "withdraw": lambda centre: _sent(centre) + "/ask/withdraw",
    "forget": lambda centre: _sent(centre) + "/ask/forget",
    "new_link": _new_link,
    "volunteer": lambda centre: centre.link,
    "task_in_hall": lambda centre: f"{centre.link}/{centre.helped().request.id}",
    "task_at_home": lambda centre: f"{centre.link}/{_home(centre).request.id}",
}
VOLUNTEERS_OWN = ("volunteer", "task_in_hall", "task_at_home")
# Pages that say that something is not there.
SAY_NO = ("not_found", "hand_over_used")


def _press(page: Page, what: str) -> None:
    """Presses what leads to another page, and waits for that one."""
    with page.expect_navigation():
        page.locator(what).click()


def _which_kind(centre: Centre, page: Page) -> None:
    page.goto(f"{centre.base}/s/medical?k={queue.hall_code(centre.ctx)}")
    _press(page, "a.take")


def _too_late_to_give_up(centre: Centre, page: Page) -> None:
    path = _taken(centre)
    ticket = queue.follow(centre.ctx, path.removeprefix("/t/")).ticket
    page.goto(f"{centre.base}{path}/give-up")
    queue.call_this(centre.ctx, centre.counters[0], ticket.id, None)
    queue.finish(centre.ctx, centre.counters[0], ticket.id)
    _press(page, "main button")


def _form_too_old(centre: Centre, page: Page) -> None:
    page.goto(f"{centre.base}{_taken(centre)}/give-up")
    page.context.clear_cookies()
    _press(page, "main button")


def _just_taken(centre: Centre, page: Page) -> None:
    begins = centre.free_time()
    page.goto(f"{centre.base}/r/chess?day={begins:%Y-%m-%d}&at={begins:%H:%M}")
    for _ in range(2):
        booked(centre.ctx, begins)
    _press(page, "button.primary")


def _no_places(centre: Centre, page: Page) -> None:
    date, _ = _date(centre, 4)
    page.goto(f"{centre.base}/a/papercut?session={date.id}&people=2")
    _press(page, "button.primary")


def _own_rooms(centre: Centre, page: Page) -> None:
    page.goto(f"{centre.base}/r/chess?{DAY}&at=19:30")
    _press(page, "button.primary")
    page.goto(f"{centre.base}/rooms")


def _own_at_the_door(centre: Centre, page: Page) -> None:
    _own_rooms(centre, page)
    page.goto(centre.base + _sign(centre))
    page.fill("main input[name=number]", "1")
    _press(page, "main .search button")


def _form_unfilled(centre: Centre, page: Page) -> None:
    page.goto(f"{centre.base}/help?kind=phone")
    _press(page, "button.primary")


ACTIONS: dict[str, Callable[[Centre, Page], None]] = {
    "which_kind": _which_kind,
    "too_late_to_give_up": _too_late_to_give_up,
    "form_too_old": _form_too_old,
    "just_taken": _just_taken,
    "no_places": _no_places,
    "own_rooms": _own_rooms,
    "own_at_the_door": _own_at_the_door,
    "form_unfilled": _form_unfilled,
}
PAGES = (*PATHS, *ACTIONS)


def made(centre: Centre, name: str) -> str:
    """Where a page is found; what it shows is made once."""
    if name not in centre.made:
        centre.made[name] = PATHS[name](centre)
    return centre.made[name]


def show(centre: Centre, page: Page, name: str) -> None:
    """Brings a phone to a page."""
    if name in ACTIONS:
        with hears_nothing(page):
            ACTIONS[name](centre, page)
        return
    if name in VOLUNTEERS_OWN:
        page.context.add_cookies(centre.volunteers_cookies)
    answer = page.goto(centre.base + made(centre, name))
    assert answer and answer.ok is (name not in SAY_NO), (name, answer)
