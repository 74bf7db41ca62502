"""Samples: for each screen the states worth a picture, as the answers it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.actions.queue.results import ServiceNow
from kiosk.domain.calendar import Opening, OpeningHours, stretches
from kiosk.domain.calendar_exceptions import Calendar, SpecialDay
from kiosk.domain.content.guide import Text
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.domain.staff.roles import Role, StaffAccount
from kiosk.screens.queue.brought import BroughtMaterials
from kiosk.screens.rooms.choosing import NOW
from kiosk.screens.rooms.room_name import RoomNamePage
from kiosk.screens.staff.login import ATTEMPT, Attempt
from kiosk.ui.navigation.screen import KioskScreen
from tests.samples import (
    activities,
    care,
    cases,
    centre,
    editing,
    exhibition,
    lessons,
    opening_check,
    quick_actions,
    ratings,
    rooms,
    services,
    slides,
    tickets,
    volunteers,
)
from tests.samples.searching import search_samples
from tests.samples.staff_page import STANDS
from tests.samples.whole_centre import THREE_DOORS, WHOLE_CENTRE, WITHOUT_CASES

Samples = Iterator[tuple[str, dict[str, Any]]]


def samples_of(screen: type[KioskScreen]) -> Samples:
    """The samples of a screen: the name of a state, and the answers for `show`."""
    return SAMPLES[screen.NAME]()


def _rooms() -> Samples:
    yield "afternoon", {"rooms": rooms.ROOMS_NOW}
    yield "last_page", {"rooms": rooms.ROOMS_NOW, "first": 6}
    yield "eight", {"rooms": rooms.FEW}
    yield "night", {"rooms": rooms.NIGHT}


def _booked() -> Samples:
    for name, view in rooms.BOOKINGS.items():
        yield name, {"view": view}


def _room_number() -> Samples:
    yield "book", {"view": rooms.CHESS_TODAY, "begins": rooms.at(16)}
    yield "arrive", {"view": None}


def _room_purpose() -> Samples:
    yield "chosen", {"view": rooms.MEETING_TODAY, "begins": rooms.at(17), "people": 10,
                     "what": "neighbours"}


def _room_name() -> Samples:
    yield "asked", {"chosen": RoomNamePage("meeting", rooms.at(17), 10, "neighbours")}


def _room() -> Samples:
    yield "chosen", {"view": rooms.CHESS_TODAY, "chosen": "16:00"}
    yield "nothing_chosen", {"view": rooms.CHESS_TODAY}
    yield "go_in", {"view": rooms.CHESS_TODAY, "chosen": NOW}
    yield "gone", {"view": rooms.CHESS_TODAY, "chosen": "18:00"}
    yield "many_times", {"view": rooms.MANY, "chosen": "12:00", "first": 5}
    yield "asks_the_centre", {"view": rooms.MEETING_TODAY, "chosen": "17:00"}
    yield "shut_that_day", {"view": rooms.NOTHING}
    yield "walk_in", {"view": rooms.WALK_IN}
    yield "walk_in_shut", {"view": rooms.WALK_IN_SHUT}
    yield "shut_today", {"view": rooms.SHUT_TODAY}


def _activities() -> Samples:
    yield "this_week", {"activities": activities.NOW_ON}
    yield "last_page", {"activities": activities.NOW_ON, "first": 4}
    yield "culture", {"activities": activities.FEW, "shelf": "culture"}
    yield "next_week", {"activities": activities.NOW_ON, "shelf": "next_week"}
    yield "nothing", {"activities": activities.QUIET}


def _activity() -> Samples:
    for name, view in activities.VIEWS.items():
        yield name, {"view": view, "people": 2}
    yield "second_page", {"view": activities.VIEWS["open"], "second": True}
    photo = next(iter(sorted(exhibition.DRAWN.glob("*.jpg"))))
    yield "photo", {"view": activities.VIEWS["open"], "people": 2, "photo": photo}


def _activity_number() -> Samples:
    yield "register", {"view": activities.VIEWS["open"], "people": 2}
    yield "wait", {"view": activities.VIEWS["full"], "people": 2}
    yield "find", {"view": None}


def _registered() -> Samples:
    for name, view in activities.REGISTRATIONS.items():
        yield name, {"view": view}


def _care() -> Samples:
    yield "morning", {"care": care.CARE_NOW}
    yield "many", {"care": care.MANY_DEVICES, "first": 6}
    yield "staff_away", {"care": care.STAFF_AWAY}
    yield "night", {"care": care.NIGHT}
    yield "fresh", {"care": care.FRESH}


def _care_device() -> Samples:
    read = care.TWO.text_version
    yield "chosen", {"view": care.TODAY, "chosen": care.TEN, "read": read}
    yield "nothing_chosen", {"view": care.TODAY}
    yield "not_read", {"view": care.TODAY, "chosen": care.TEN}
    yield "use_now", {"view": care.TODAY, "chosen": NOW, "read": read}
    yield "gone", {"view": care.TODAY, "chosen": "09:30", "read": read}
    yield "wait", {"view": care.TODAY, "chosen": "11:00"}
    yield "offered", {"view": care.HELD_TIME, "offered": care.BOOKINGS["offered"]}
    yield "later", {"view": care.TODAY, "first": 11}
    yield "fresh", {"view": care.FEW_TIMES}
    yield "no_times", {"view": care.NO_TIMES}
    yield "in_use", {"view": care.IN_USE}


def _care_number() -> Samples:
    yield "book", {"view": care.TODAY, "begins": care.at(10, 30)}
    yield "arrive", {"view": None}


def _care_booked() -> Samples:
    for name, view in care.BOOKINGS.items():
        yield name, {"view": view}


def _asleep() -> Samples:
    yield "night", {"now": centre.NOW.replace(hour=23, minute=42)}


def _attract() -> Samples:
    base = {"hall": centre.HALL, "opening": centre.OPEN, "now": centre.NOW,
            "notices": centre.NOTICES}
    for name, shown in slides.SAMPLES.items():
        yield name, {**base, "slides": shown}
    shut = {"opening": centre.SHUT, "now": centre.SHUT_HALL.now, "hall": centre.SHUT_HALL}
    yield "shut", {**base, **shut, "slides": slides.SAMPLES["welcome"]}
    yield "storage_down", {**base, "hall": None, "slides": slides.SAMPLES["welcome"]}
    quiet = {"opening": Opening(True), "hall": replace(centre.HALL, waiting=0)}
    yield "day_and_night", {**base, **quiet, "slides": slides.SAMPLES["welcome"]}


def _service_detail() -> Samples:
    for name, service in services.SAMPLES.items():
        yield name, {"service": service}
    nobody = replace(services.SAMPLES["ordinary"], ahead=0, wait=None)
    yield "nobody_ahead", {"service": nobody}
    yield "storage_down", {"service": nobody, "down": True}


def _service_list() -> Samples:
    base = {"guide": centre.GUIDE, "category_id": "insurance"}
    now = {**base, "hall": centre.HALL, "services": centre.SERVICES_NOW}
    yield "first_page", now
    yield "last_page", {**now, "first": 4}
    yield "few", {**now, "category_id": "party", "services": centre.SERVICES_NOW[:1]}
    yield "shut", {**base, "hall": centre.SHUT_HALL, "services": centre.SHUT_SERVICES}
    yield "crowded", {**now, "hall": centre.FULL_HALL, "services": centre.LONG_SERVICES}
    yield "storage_down", {**base, "hall": None, "services": None}


def _ticket() -> Samples:
    for name, receipt in tickets.SAMPLES.items():
        yield name, {"receipt": receipt, "now": receipt.now}


def _priority() -> Samples:
    base = {"now": centre.NOW, "age": centre.CENTRE.priority_age}
    for name in ("ordinary", "long_guide"):
        yield name, {**base, "service": services.SAMPLES[name]}
    yield "nobody_ahead", {**base, "service": centre.service_now(centre.SERVICES[0], 0)}
    yield "booked", {**base, "service": services.SAMPLES["books"]}


def _appointment_number() -> Samples:
    yield "arrive", {}


def _check_list() -> Samples:
    base = {"help": volunteers.HELP}
    ordinary, long = services.SAMPLES["ordinary"], services.SAMPLES["long_guide"]
    yield "all_there", {**base, "service": ordinary}
    yield "missing", {**base, "service": ordinary, "brought": _without(ordinary, 1)}
    yield "nobody_on_duty", {"service": services.WORDY, "help": volunteers.NOBODY,
                             "brought": _without(services.WORDY, 5)}
    yield "many", {**base, "service": long}
    yield "last_page", {**base, "service": long, "at": 9, "brought": _without(long, 6)}


def _without(service: ServiceNow, n: int) -> BroughtMaterials:
    """The first materials of a service are missing."""
    return BroughtMaterials(frozenset(one.name.zh for one in service.service.materials[:n]))


def _staff_login() -> Samples:
    few = tuple(
        StaffAccount(n, name, Role.CLERK)
        for n, name in enumerate(("李老师", "小王", "赵主任", "小陈"))
    )
    others = ("欧阳明月", "Anna", "居家养老服务站的刘大姐", "Zhang Xiaoyan", "张三")
    many = (*few, *(StaffAccount(9 + n, name, Role.CLERK) for n, name in enumerate(others)))
    base = {"staff": few}
    yield "half_typed", {**base, "kept": {ATTEMPT: Attempt("小王", 4)}}
    yield "many_names", {**base, "staff": many}
    yield "long_name", {**base, "staff": many, "kept": {ATTEMPT: Attempt(others[2])}}
    yield "wrong", {**base, "kept": {ATTEMPT: Attempt("小王", trouble="wrong")}}
    yield "no_names", {"staff": ()}


def _staff() -> Samples:
    for name, stands in STANDS.items():
        yield name, {"stands": stands}


def _home() -> Samples:
    base = {"guide": centre.GUIDE, "now": centre.NOW}
    yield "afternoon", {**base, "hall": centre.HALL}
    yield "with_rooms", {**base, "hall": centre.HALL, "areas": {"rooms": rooms.ROOMS_NOW}}
    yield "with_help", {**base, "hall": centre.HALL,
                        "areas": {"rooms": rooms.ROOMS_NOW, "volunteers": volunteers.HELP}}
    yield "full_centre", {**base, "hall": centre.HALL, "areas": WHOLE_CENTRE}
    yield "three_doors", {**base, "hall": centre.HALL, "areas": THREE_DOORS}
    yield "without_cases", {**base, "hall": centre.HALL, "areas": WITHOUT_CASES}
    urgent = {"guide": replace(centre.GUIDE, notices=(centre.URGENT, *centre.NOTICES))}
    yield "urgent", {**base, **urgent, "hall": centre.HALL,
                     "areas": {**WHOLE_CENTRE, "cases": cases.NOBODY}}
    yield "urgent_alone", {**base, **urgent, "hall": centre.HALL}
    yield "nobody_waits", {**base, "hall": centre.QUIET_HALL}
    yield "crowded", {**base, "hall": centre.FULL_HALL}
    yield "shut", {**base, "hall": centre.SHUT_HALL, "now": centre.SHUT_HALL.now}
    yield "storage_down", {**base, "hall": None}


def _closed() -> Samples:
    evening = centre.NOW.replace(hour=19)
    base = {"centre_now": CentreNow(centre.CENTRE), "notices": centre.NOTICES, "now": evening}
    yield "evening", base
    yield "with_rooms", {**base, "areas": {"rooms": rooms.ROOMS_NOW}}
    yield "two_doors", {**base, "areas": THREE_DOORS}
    yield "five_doors", {**base, "areas": WHOLE_CENTRE}
    yield "noon", {**base, "now": centre.NOW.replace(hour=12, minute=10),
                   "areas": {**WHOLE_CENTRE, "queue": 2}}
    yield "urgent", {**base, "notices": (centre.URGENT, *centre.NOTICES)}
    shut = CentreNow(centre.CENTRE, centre.NOW.date())
    yield "by_staff", {**base, "centre_now": shut, "now": centre.NOW}
    called = replace(centre.CENTRE, phone="0358-762 0000", hours=OpeningHours.parse({
        "mon": ["08:30-12:00"], "tue": ["08:30-12:00", "14:30-17:30"], "wed": ["14:30-17:30"],
        "thu": ["08:30-12:00", "14:30-17:30"], "fri": ["08:30-12:00"], "sat": ["09:00-11:00"],
    }))
    yield "every_day_another", {**base, "centre_now": CentreNow(called), "notices": ()}


def _notices() -> Samples:
    base = {"centre_now": CentreNow(centre.CENTRE), "now": centre.NOW}
    yield "urgent", {**base, "notices": (centre.URGENT, *centre.NOTICES)}
    yield "many", {**base, "notices": (*centre.NOTICES * 3, centre.URGENT), "at": 1}
    special = Calendar((
        SpecialDay("centre", centre.NOW.date(), (), Text("刷墙", "Painting")),
        SpecialDay("centre", centre.NOW.date() + timedelta(days=1), (), Text("刷墙", "Painting")),
        SpecialDay("centre", centre.NOW.date() + timedelta(days=9), stretches("08:30-12:00"),
                   Text("下午开居民会", "Residents meet")),
    ))
    yield "special_days", {**base, "centre_now": CentreNow(centre.CENTRE, calendar=special),
                           "notices": ()}


def _help_call() -> Samples:
    for name, view in volunteers.CALLS.items():
        yield name, {"view": view, "phone": volunteers.PHONE}


def _help_code() -> Samples:
    yield "phone", {"help": volunteers.HELP, "kind_id": "phone"}
    yield "nobody_on_duty", {"help": volunteers.NOBODY, "kind_id": "doctor", "prints": False}


def _help_progress() -> Samples:
    for name, view in volunteers.REQUESTS.items():
        yield name, {"view": view}


def _help_kinds() -> Samples:
    yield "two_on_duty", {"help": volunteers.HELP}
    yield "last_page", {"help": volunteers.HELP, "first": 4}
    yield "nobody", {"help": volunteers.NOBODY}


def _lessons() -> Samples:
    for name, view in lessons.VIEWS.items():
        yield name, {"view": view}
    yield "second_page", {"view": lessons.AFTERNOON, "at": 1}
    yield "another_day", {"view": lessons.AFTERNOON, "day": lessons.TUESDAY}


def _help_number() -> Samples:
    yield "empty", {}


SAMPLES: Mapping[str, Callable[[], Samples]] = {
    "activities": _activities,
    "activity": _activity,
    "activity_number": _activity_number,
    "registered": _registered,
    "care": _care,
    "care_device": _care_device,
    "care_number": _care_number,
    "care_booked": _care_booked,
    "rooms": _rooms,
    "booked": _booked,
    "room_number": _room_number,
    "room_purpose": _room_purpose,
    "room_name": _room_name,
    "room": _room,
    "asleep": _asleep,
    "attract": _attract,
    "exhibition": lambda: iter(exhibition.SAMPLES.items()),
    "edit_stick": editing.sticks,
    "edit_text": editing.texts,
    "edit_kinds": editing.kinds,
    "edit_shelf": editing.shelves,
    "edit_item": editing.sheets,
    "edit_list": editing.lists,
    "edit_part": editing.parts,
    "edit_choice": editing.choices,
    "search": search_samples,
    "service_detail": _service_detail,
    "service_list": _service_list,
    "ticket": _ticket,
    "check_list": _check_list,
    "priority": _priority,
    "appointment_number": _appointment_number,
    "staff_login": _staff_login,
    "staff": _staff,
    "hand_counters": quick_actions.counters,
    "hand_rooms": quick_actions.rooms,
    "hand_slips": quick_actions.slips,
    "home": _home,
    "closed": _closed,
    "notices": _notices,
    "opening_check": opening_check.samples,
    "help_call": _help_call,
    "help_code": _help_code,
    "help_progress": _help_progress,
    "lessons": _lessons,
    "help_kinds": _help_kinds,
    "help_number": _help_number,
    **cases.SAMPLES, **ratings.SAMPLES,
}
