"""Samples: what can be told and to whom, receipts, the wall, reception days, bookings of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from kiosk.actions.cases.calls import CaseCallView
from kiosk.actions.cases.reception import ListenerView, ReceptionBooking
from kiosk.actions.cases.results import (
    CaseReceipt,
    CaseStep,
    CaseWall,
    ListenerNow,
    PublicCase,
    Telling,
    WallLine,
    WallMonth,
)
from kiosk.actions.reservations import BookingView
from kiosk.domain.cases.calls import CaseCall
from kiosk.domain.cases.case_log import WallFigures
from kiosk.domain.cases.cases import BeforeRegister, CaseTopic
from kiosk.domain.cases.reception import Listener, ReceptionDay
from kiosk.domain.cases.states import CaseState
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.bookings import Booking, Source
from kiosk.domain.reservations.places import Reservation, ReservationState
from kiosk.domain.reservations.slots import Availability, Slot, standing
from kiosk.domain.volunteers.registry import Estate
from kiosk.screens.cases.case_number import FOUND as FOUND_STEP
from kiosk.screens.cases.case_receipt import NONE, OUT, SLIPS
from kiosk.screens.cases.story import DIGITS, STORY
from tests.samples.centre import NOW

MORNING = NOW.replace(hour=9, minute=40)


def topic(topic_id: str, icon: str, zh: str, en: str, hint: tuple[str, str]) -> CaseTopic:
    """A topic as the seed has it."""
    return CaseTopic(topic_id, icon, Text(zh, en), Text(*hint), 7, False, False)


TOPICS = (
    topic("environment", "leaf", "环境卫生", "Cleanliness",
          ("垃圾、楼道、绿化", "Rubbish, stairs, green")),
    topic("repairs", "tool", "修水修电修路", "Water, power, road",
          ("漏水、路灯、坑洼", "Leaks, lamps, potholes")),
    topic("parking", "car", "停车充电", "Parking, charging", ("车位、充电桩", "Spaces, chargers")),
    topic("property", "building", "物业", "Property",
          ("收费、门禁、服务", "Fees, doors, service")),
    topic("family", "home-heart", "邻里家事", "Home, neighbours",
          ("吵闹、占道、家务事", "Noise, ways, home")),
    topic("welfare", "shield-check", "社保低保看病", "Welfare, health",
          ("问条件、问报销", "Who can, what is paid")),
    topic("work", "briefcase", "就业", "Work", ("找活、学手艺", "Jobs, learning a trade")),
    topic("danger", "flag", "有危险", "Danger", ("漏气、掉砖、电线", "Gas, bricks, wires")),
    topic("other", "dots-circle-horizontal", "别的事", "Something else",
          ("说不清也没关系", "Unsure is fine")),
)
MANY = (*TOPICS, *(replace(one, id=f"{one.id}-2") for one in TOPICS[:3]))
STUDIO = Listener(
    id="studio", icon="message-2", title=Text("金锋工作室", "Jinfeng Studio"),
    about=Text("登记一件，跟一件", "Each case is followed"),
    where=Text("一楼接待室", "Reception, floor 1"))
CONGRESS = Listener(
    id="congress", icon="building-bank", title=Text("人大代表联络点", "People's deputies"),
    about=Text("代表当面听", "Deputies listen in person"), where=Text("会议室", "Meeting room"))
ESTATES = tuple(Estate(f"e{n}", Text(f"第{zh}小区", f"Estate {n}"), 12 * n)
                for n, zh in enumerate("一二三四五六七", 1))


def day(listener: Listener, ahead: int, opens: time, closes: time, who: str) -> ReceptionDay:
    """A reception day so many days ahead."""
    return ReceptionDay(1, listener.id, MORNING.date() + timedelta(days=ahead), opens, closes,
                        timedelta(minutes=30), who, 0, MORNING)


TODAY = day(STUDIO, 0, time(8, 30), time(11, 30), "宋书记")
FRIDAY = day(CONGRESS, 1, time(9), time(11), "张代表")
LISTENERS = (ListenerNow(STUDIO, TODAY, None), ListenerNow(CONGRESS, None, FRIDAY))
TELLING = Telling(1, MORNING, TOPICS, LISTENERS, ESTATES)
NOBODY = replace(TELLING, listeners=(
    ListenerNow(STUDIO, None, day(STUDIO, 4, time(9), time(11), "宋书记")), LISTENERS[1]))
UNPLANNED = replace(TELLING, topics=MANY, listeners=(
    ListenerNow(STUDIO, None, None), ListenerNow(CONGRESS, None, None)))
STORY_TOLD = "三号楼二单元的灯坏了一个星期，晚上老人下楼看不见，想请人来修楼道里的灯"
URL = "http://192.168.1.20:8080/c/Zk3fAbCdEfGhIjKlMnOpQr"
RECEIPT = CaseReceipt(
    1, "留-0431", "Zk3fAbCdEfGhIjKlMnOpQr", URL, TOPICS[1], STUDIO,
    MORNING.replace(minute=47), date(2025, 10, 23), has_contact=False)
RECEIPTS = {
    "nameless": RECEIPT, "with_phone": replace(RECEIPT, has_contact=True, listener=None),
    "offline": replace(RECEIPT, url=""), "long_number": replace(RECEIPT, number="留-104310"),
}
FOUND = tuple(
    PublicCase(f"留-04{n}", TOPICS[1], ESTATES[2], state, MORNING - timedelta(days=n), MORNING,
               date(2025, 10, 23))
    for n, state in ((12, CaseState.SOLVED), (27, CaseState.CANNOT_SOLVE)))
TOLD = {"topic_id": "repairs", "listener_id": "studio", "estate_id": "e3", "building": 3}
STEP = CaseStep("留-0431", CaseState.ASSIGNED, MORNING, date(2025, 10, 23))


def figures(received: int, solved: int, unsolved: int = 0, content: int = 0) -> WallFigures:
    """Figures of some cases."""
    return WallFigures(received, received - 1, received - 1, solved, content, unsolved=unsolved)


WALL = CaseWall(
    1, MORNING, WallMonth(date(2025, 10, 1), WallFigures(26, 24, 24, 17, 15, unsolved=2)),
    tuple((TOPICS[n], figures(*counts)) for n, counts in (
        (0, (7, 5)), (1, (8, 6, 1)), (2, (5, 2, 1)), (3, (2, 1)), (4, (3, 2)), (8, (1, 1)))),
    (), tuple(WallLine(TOPICS[n].title, ESTATES[n].name, date(2025, 10, 14 - n), CaseState.SOLVED)
              for n in range(4)),
    tuple(WallLine(TOPICS[2].title, ESTATES[n].name, date(2025, 10, 12), CaseState.CANNOT_SOLVE)
          for n in (1, 3)), BeforeRegister(430, 33, 89, 6))
EMPTY_WALL = CaseWall(1, MORNING, WallMonth(date(2025, 10, 1), WallFigures()), (), (), (), (),
                      BeforeRegister())
BUSY_WALL = replace(
    WALL, topics=tuple((one, figures(40 + n, 20, 4 + n)) for n, one in enumerate(MANY)),
    month=replace(WALL.month, figures=replace(WALL.month.figures, silent=3, withdrawn=1)))

DAYS = tuple((MORNING.date() + timedelta(days=n), state) for n, state in (
    (1, Availability.FREE), (4, Availability.FULL), (8, Availability.FREE)))


def slots(many: int) -> tuple[Slot, ...]:
    """Times of a reception day."""
    begins = MORNING.replace(day=17, hour=9, minute=0)
    return tuple(
        Slot(begins + timedelta(minutes=30 * n), begins + timedelta(minutes=30 * (n + 1)),
             int(n != 1), standing(int(n != 1), 1)) for n in range(many))


MEET = ListenerView(1, MORNING, (STUDIO, CONGRESS), CONGRESS, DAYS, DAYS[0][0], "张代表", slots(5))
MEETS = {"times": MEET, "many": replace(MEET, slots=slots(14)),
         "nothing": ListenerView(1, MORNING, (STUDIO, CONGRESS), STUDIO, (), None, "", ())}


def met(state: ReservationState = ReservationState.CONFIRMED) -> ReceptionBooking:
    """A reception time that was booked."""
    found = slots(5)[2]
    wanted = Reservation.of(CONGRESS, "kx3f", found.begins, found.ends, state=state)
    made = Booking(replace(wanted, id=1), 4821, Source.KIOSK, None, "", "", None, MORNING, MORNING,
                   0)
    return BookingView(1, MORNING, made, CONGRESS, made.phase, False,
                       "http://192.168.1.20:8080/b/kx3f")


BOOKINGS = {"booked": met(), "cancelled": met(ReservationState.CANCELLED)}


CALL = CaseCall(1, "kiosk-1", "repairs", "studio", MORNING - timedelta(seconds=55))
CALLS: Mapping[str, dict[str, Any] | None] = {
    "calling": {}, "coming": {"taken_by": 1, "taken_at": MORNING}, "nobody": None,
    "late": {"called_at": MORNING - timedelta(minutes=3)}, "over": {"ended_at": MORNING},
}


# ---- what each screen is shown

Samples = Iterator[tuple[str, dict[str, Any]]]


def _topics() -> Samples:
    yield "morning", {"told": TELLING}
    yield "nobody", {"told": NOBODY}
    yield "many", {"told": UNPLANNED, "first": 8}


def _write() -> Samples:
    base = {"told": TELLING, "topic_id": "repairs", "listener_id": "studio"}
    yield "written", {**base, "kept": {STORY: STORY_TOLD}}
    yield "empty", base
    yield "unwritten", {**base, "kept": {"case.unwritten": True}}


def _listener() -> Samples:
    yield "two", {"told": TELLING, "topic_id": "repairs"}
    yield "many", {"told": replace(TELLING, listeners=LISTENERS * 3), "topic_id": "repairs"}


def _call() -> Samples:
    base = {"topic_id": "repairs", "listener_id": "studio", "can_meet": True}
    for name, change in CALLS.items():
        call = None if change is None else replace(CALL, **change)
        by = "王小妹" if call and call.taken_by else ""
        yield name, {**base, "view": CaseCallView(1, MORNING, call, by, "0311-85590110")}


def _place() -> Samples:
    base = {"told": TELLING, "topic_id": "repairs", "listener_id": "studio"}
    yield "estate", base
    yield "building", {**base, "estate_id": "e1"}
    yield "many_buildings", {**base, "estate_id": "e7", "first": 24}


def _keep() -> Samples:
    base = {"told": TELLING, "topic_id": "repairs", "listener_id": "studio", "estate_id": "e3"}
    story = {STORY: STORY_TOLD}
    yield "nothing_typed", {**base, "kept": story}
    yield "half_typed", {**base, "kept": {**story, DIGITS: "13812345"}}
    yield "whole", {**base, "kept": {**story, DIGITS: "13812345678"}}


def _receipt() -> Samples:
    for name, receipt in RECEIPTS.items():
        yield name, {"receipt": receipt, "now": MORNING}
    for slip in (OUT, NONE):
        yield f"slip_{slip}", {"receipt": RECEIPT, "now": MORNING,
                               "kept": {SLIPS: {RECEIPT.number: slip}}}


def _number() -> Samples:
    yield "asked", {}
    yield "found", {"kept": {FOUND_STEP: STEP}}


def _wall() -> Samples:
    yield "october", {"wall": WALL}
    yield "empty", {"wall": EMPTY_WALL}
    yield "busy", {"wall": BUSY_WALL}
    yield "second_page", {"wall": WALL, "second": True}


SAMPLES: Mapping[str, Callable[[], Samples]] = {
    "cases": _topics,
    "case_listener": _listener,
    "case_write": _write,
    "case_call": _call,
    "case_phone": lambda: iter((("code", {"url": URL}), ("offline", {"url": ""}))),
    "case_place": _place,
    "case_alike": lambda: iter((("two", {"found": FOUND, "told": TOLD}),)),
    "case_keep": _keep,
    "case_receipt": _receipt,
    "case_number": _number,
    "case_wall": _wall,
    "case_meet": lambda: iter((
        ("chosen", {"view": MEET, "chosen": "10:00"}), ("many", {"view": MEETS["many"]}),
        ("nothing", {"view": MEETS["nothing"]}), ("gone", {"view": MEET, "chosen": "09:30"}))),
    "case_meet_number": lambda: iter((("book", {"view": MEET, "begins": slots(5)[2].begins}),
                                     ("arrive", {"view": None}))),
    "case_met": lambda: iter((name, {"view": view}) for name, view in BOOKINGS.items()),
}
