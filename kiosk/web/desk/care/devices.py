"""The devices at the desk: how they stand, who comes today, and a repair with what it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import care
from kiosk.actions.care.results import CareDesk, CareWaiting, RepairPlan
from kiosk.actions.reservations.results import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.web.core.forms import day_of, form_key, instant_of
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.desk.booking_acts import SEE_WHO, BookingAct, done
from kiosk.web.desk.sections import framed_page
from kiosk.wording.care import device_line

ACTIONS: Mapping[str, BookingAct] = {
    SEE_WHO: lambda ctx, at, reservation, _: care.see_who(ctx, at, reservation),
    "take_back": care.take_back,
    "let_in": lambda ctx, at, reservation, _: care.let_in(ctx, at, reservation),
}


def device_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the page of the devices, and what is done there."""
    desk.add_url_rule("/care", "care", lambda: page(ctx))
    desk.add_url_rule("/care/state", "care_state",
                      lambda: news.state(lambda: facts(care.care_desk(ctx, g.staff))))
    desk.add_url_rule("/care/do/<action>", "care_do",
                      lambda action: done(ctx, action, ACTIONS, page, url_for("desk.care")),
                      methods=["POST"])
    desk.add_url_rule("/care/repair/<device_id>", "care_repair",
                      lambda device_id: repaired(ctx, device_id), methods=["POST"])
    desk.add_url_rule("/care/for/<device_id>", "care_for",
                      lambda device_id: reserved_for(ctx, device_id), methods=["POST"])
    desk.add_url_rule("/care/unwait", "care_unwait", lambda: unwaited(ctx), methods=["POST"])
    desk.add_url_rule("/care/repaired/<device_id>", "care_repaired",
                      lambda device_id: ended(ctx, device_id), methods=["POST"])


def repaired(ctx: AppContext, device_id: str) -> Answer:
    """先看看 shows what a repair moves; with the mark of what was shown it is done."""
    mark, until = request.form.get("mark", ""), day_of(request.form.get("until"))
    plan: RepairPlan | None = None
    try:
        if until is None:
            raise Refusal("bad_day")
        if mark:
            care.repair(ctx, g.staff, device_id, until, mark)
            return redirect(url_for("desk.care"), 303)
        plan = care.plan_repair(ctx, g.staff, device_id, until)
    except Refusal as refusal:
        if refusal.code == "no_such_device":
            raise
        if refusal.code == "repair_changed" and until:
            plan = care.plan_repair(ctx, g.staff, device_id, until)
        return page(ctx, why_not(ctx, refusal), CONFLICT, plan)
    return page(ctx, plan=plan)


def reserved_for(ctx: AppContext, device_id: str) -> Answer:
    """Books a time for a resident who calls or stands here, or puts them into its waiting list;
    refused, says why above the page."""
    form, words, waiting = request.form, words_of(ctx), None
    begins, _, is_full = form.get("at", "").partition(" ")
    asked = BookingRequest(form_key(), device_id, instant_of(begins), Source.DESK)
    try:
        if is_full:
            waiting = care.wait_for(ctx, g.staff, asked)
            note = words("desk_care.waits", n=waiting.entry.number, place=waiting.place)
        else:
            phone = form.get("phone", "")
            number = care.book_for(ctx, g.staff, replace(asked, phone=phone),
                                   form.get("read", "")).booking.number
            note = words("desk_rooms.booked_for", n=number)
    except Refusal as refusal:
        if refusal.code in ("not_allowed", "no_such_device"):
            raise
        return page(ctx, why_not(ctx, refusal), CONFLICT)
    return page(ctx, note, waiting=waiting)


def unwaited(ctx: AppContext) -> Answer:
    """撤回: whom the desk has just put into a waiting list waits no more."""
    try:
        left = care.leave_waitlist(ctx, request.form.get("code", ""), g.staff)
    except Refusal as refusal:
        return page(ctx, why_not(ctx, refusal), CONFLICT)
    return page(ctx, words_of(ctx)("desk_care.waits_no_more", n=left.entry.number))


def ended(ctx: AppContext, device_id: str) -> Answer:
    """修好了."""
    care.end_repair(ctx, g.staff, device_id)
    return redirect(url_for("desk.care"), 303)


def page(
    ctx: AppContext, note: str = "", status: int = 200, plan: RepairPlan | None = None,
    waiting: CareWaiting | None = None,
) -> Answer:
    """The devices as they stand; `note` is what was done, or why not, `plan` what a repair moves,
    `waiting` who was just put into a waiting list."""
    view, words = care.care_desk(ctx, g.staff), words_of(ctx)
    return framed_page(
        "desk/care.html", note, status, view=view, plan=plan, waiting=waiting,
        may_keep=True, key=ctx.codes(), form=request.form if status == CONFLICT else {},
        of=RoomsSaid(words, ctx.clock()), line=lambda one: device_line(words, one, view.now))


def facts(view: CareDesk) -> dict[str, object]:
    """The devices as `/desk/care/state` gives them."""
    return {
        "devices": [[one.device.id, str(one.state), one.free] for one in view.devices],
        "today": [[one.booking.reservation.id, str(one.booking.phase)] for one in view.today],
        "times": {device: [[slot.begins.isoformat(), slot.left] for _, day in times for slot in day]
                  for device, times in view.times.items()},
        "lines": [[one.device.id, one.starts_at.isoformat(), one.waiting] for one in view.lines],
    }
