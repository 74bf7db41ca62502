"""The rooms at the desk: how they stand, who asked, who comes today, and counting who walked in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.reservations.results import DeskBooking
from kiosk.actions.rooms.results import RoomsDesk
from kiosk.context import AppContext
from kiosk.domain.rooms.rooms import Room
from kiosk.domain.staff.roles import MAY_KEEP_ROOMS
from kiosk.web.core.forms import day_of
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import OK, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.desk.booking_acts import SEE_WHO, BookingAct, done
from kiosk.web.desk.finding import asked_for, find
from kiosk.web.desk.sections import framed_page

ACTIONS: Mapping[str, BookingAct] = {
    SEE_WHO: lambda ctx, at, reservation, _: rooms.see_who(ctx, at, reservation),
    # Who asked may move it meanwhile: what the staff had before them comes with the answer.
    "approve": lambda ctx, at, reservation, _: rooms.approve(ctx, at, reservation, seen()),
    "refuse": lambda ctx, at, reservation, why: rooms.refuse(ctx, at, reservation, why, seen()),
    "take_back": rooms.take_back,
    "take_back_all": lambda ctx, at, reservation, why: rooms.take_back(
        ctx, at, reservation, why, all_later=True),
    "withdraw": lambda ctx, at, reservation, _: rooms.withdraw(ctx, at, reservation),
    "let_in": lambda ctx, at, reservation, _: rooms.let_in(ctx, at, reservation),
}
# Beside what was done stands the way back.
WITHDRAWABLE = ("approve", "refuse", "take_back")
COUNTS: Mapping[str, tuple[int, bool | None]] = {
    "more": (1, None), "fewer": (-1, None), "full": (0, True), "not_full": (0, False),
}


def rooms_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the page of the rooms."""

    def count(room_id: str) -> Answer:
        if request.form.get("how") not in COUNTS:
            abort(400)
        more, full = COUNTS[request.form["how"]]
        rooms.count_people(ctx, g.staff, room_id, more, full=full)
        return redirect(url_for("desk.rooms"), 303)

    desk.add_url_rule("/rooms", "rooms", lambda: page(ctx))
    desk.add_url_rule("/rooms/week", "rooms_week", lambda: week_page(ctx))
    desk.add_url_rule("/rooms/state", "rooms_state",
                      lambda: news.state(lambda: facts(rooms.rooms_desk(ctx, g.staff))))
    desk.add_url_rule("/rooms/count/<room_id>", "rooms_count", count, methods=["POST"])
    desk.add_url_rule("/rooms/do/<action>", "rooms_do",
                      lambda action: done(ctx, action, ACTIONS, page, way_back(action)),
                      methods=["POST"])


def seen() -> int | None:
    """The version of a booking that the page showed."""
    return request.form.get("seen", type=int)


def way_back(action: str) -> str:
    """Where an act of this form leads: beside what can be taken back stands the way to do it."""
    reservation = request.form.get("reservation", 0, type=int)
    return back_to(request.form.get("room"), {"answered": reservation, "how": action}
                   if action in WITHDRAWABLE else {})


def page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """The rooms as they stand; `note` is what was done, or why not."""
    view = rooms.rooms_desk(ctx, g.staff, asked_for())
    found = find((*view.asked, *view.today), _looked_through, always=True)
    return rooms_page(ctx, "desk/rooms.html", note, status, view=view, found=found)


def _looked_through(one: DeskBooking[Room]) -> str:
    """What a booking is found by: number, room, and what it is for."""
    told, title = one.purpose, one.resource.title
    more = (told.what, told.name) if told else ()
    return " ".join((str(one.booking.number or ""), one.booking.title, title.zh, title.en, *more))


def week_page(ctx: AppContext) -> Answer:
    """Every room with each day of a week."""
    view = rooms.rooms_week(ctx, g.staff, day_of(request.args.get("first")))
    return rooms_page(ctx, "desk/rooms_week.html", "", OK, view=view, week=timedelta(days=7))


def back_to(room_id: str | None, more: Mapping[str, Any]) -> str:
    """Where an act was done from: a room's weeks, or all rooms."""
    if room_id:
        return url_for("desk.rooms_book", room_id=room_id, **more)
    return url_for("desk.rooms", **more)


def just_answered(ctx: AppContext) -> dict[str, object]:
    """What the address says was just answered, as long as it can be withdrawn."""
    done, how = request.args.get("answered", 0, type=int), request.args.get("how", "")
    if not done or how not in WITHDRAWABLE or g.staff.account.role not in MAY_KEEP_ROOMS:
        return {}
    found = rooms.answered(ctx, g.staff, done)
    return {"answered": found, "answered_how": how} if found else {}


def rooms_page(ctx: AppContext, template: str, note: str, status: int, **more: object) -> Answer:
    """A page about rooms or days."""
    return framed_page(
        template, note, status, of=RoomsSaid(words_of(ctx), ctx.clock()),
        may_keep=g.staff.account.role in MAY_KEEP_ROOMS, **just_answered(ctx), **more)


def facts(view: RoomsDesk) -> dict[str, object]:
    """The rooms as `/desk/rooms/state` gives them."""
    return {
        "rooms": [[one.room.id, str(one.state), one.left, one.counted.people, one.counted.full]
                  for one in view.rooms],
        "asked": [[one.booking.reservation.id, one.booking.sequence] for one in view.asked],
        "today": [[one.booking.reservation.id, str(one.booking.phase)] for one in view.today],
    }
