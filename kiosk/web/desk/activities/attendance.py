"""Who comes to a session: letting them in, counting who walked in, calling it off, moving it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import activities
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.web.core.page_context import CONFLICT, words_of
from kiosk.web.desk.activities.week import activities_page, at_time, why
from kiosk.web.desk.finding import find

# What a button does with a session; what it returns is said above the page, "" for nothing.
Action = Callable[[AppContext, int], str]
# So many come through a door at once.
COUNTS = {"more": 1, "five_more": 5, "fewer": -1}


def attendance_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the page of a session."""
    desk.add_url_rule("/activities/<int:at>", "activities_session", lambda at: page(ctx, at))
    desk.add_url_rule("/activities/<int:at>/<action>", "activities_do",
                      lambda at, action: done(ctx, at, action), methods=["POST"])


def page(
    ctx: AppContext, at: int, note: str = "", status: int = 200, look: str = ""
) -> Answer:
    """Who comes to a session: opening it is kept. `look` is what is looked at before it is done:
    `cancel` or `move`."""
    view = activities.attendance(ctx, g.staff, at)
    live = [one for one in view.booked if one.booking.reservation.is_live]
    return activities_page(
        ctx, "desk/activity.html", note, status, view=view, form=request.form, look=look,
        found=find(view.booked, lambda one: str(one.booking.number), {
            "booked": lambda one: one.booking.phase is Phase.BOOKED,
            "here": lambda one: one.booking.phase is Phase.HERE}),
        groups=len(live), people=sum(one.booking.reservation.seats for one in live),
        phones=sum(bool(one.phone) for one in live))


def done(ctx: AppContext, at: int, action: str) -> Answer:
    """Does what a button says; refused, says why above the page."""
    if action not in ACTIONS:
        abort(404)
    try:
        note = ACTIONS[action](ctx, at)
    except Refusal as refusal:
        if refusal.code == "no_such_session":
            raise
        return page(ctx, at, why(ctx, refusal), CONFLICT)
    if request.form.get("how") == "look":
        return page(ctx, at, look=action)
    return page(ctx, at, note) if note else redirect(
        url_for("desk.activities_session", at=at), 303)


def _let_in(ctx: AppContext, at: int) -> str:
    activities.let_in(ctx, g.staff, at, request.form.get("reservation", 0, type=int))
    return ""


def _by_number(ctx: AppContext, at: int) -> str:
    people = activities.let_in_by_number(ctx, g.staff, at, request.form.get("number", ""))
    return words_of(ctx)("desk_activities.let_in_said", n=people)


def _see_who(ctx: AppContext, at: int) -> str:
    phone = activities.see_who(ctx, g.staff, request.form.get("reservation", 0, type=int))
    return words_of(ctx)("desk_rooms.phone", phone=phone)


def _count(ctx: AppContext, at: int) -> str:
    if request.form.get("how") not in COUNTS:
        abort(400)
    activities.count_walk_ins(ctx, g.staff, at, COUNTS[request.form["how"]])
    return ""


def _cancel(ctx: AppContext, at: int) -> str:
    if request.form.get("how") == "look":
        return ""
    told = activities.cancel_session(ctx, g.staff, at, request.form.get("reason", ""))
    return words_of(ctx)("desk_activities.cancelled", n=told)


def _move(ctx: AppContext, at: int) -> str:
    to = at_time(request.form, "on", "opens")
    if request.form.get("how") == "look":
        return ""
    told = activities.move_session(ctx, g.staff, at, to, request.form.get("reason", ""))
    return words_of(ctx)("desk_activities.moved", n=told)


ACTIONS: Mapping[str, Action] = {
    "let_in": _let_in, "number": _by_number, "see_who": _see_who, "count": _count,
    "cancel": _cancel, "move": _move,
}
