"""The devices on the phone: how care stands, one device with its days and times, booking one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import care
from kiosk.actions.care.results import DeviceNow, DeviceView
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.slot_bookings import BOOKS, asks_for_time, chosen_slot
from kiosk.wording.care import care_title, device_line, staff_chip, staff_line
from kiosk.wording.translator import Translator


def device_pages(parts: PhoneParts) -> None:
    """Adds the pages of the devices."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.all_care", "home-heart", "care.door", "care.door_line", care_stands))

    @parts.phone.get("/care")
    def all_care() -> str:
        return care_page(ctx)

    @parts.phone.get("/care/state")
    def all_care_state() -> Response:
        return parts.news.state(lambda: {
            "devices": [device_facts(one) for one in care.care_now(ctx).devices]})

    @parts.phone.get("/d/<device_id>")
    def device(device_id: str) -> Answer:
        return device_page(ctx, device_id)

    @parts.phone.get("/d/<device_id>/state")
    def device_state(device_id: str) -> Response:
        day = day_of(request.args.get("day", ""))
        return parts.news.state(lambda: view_facts(care.device_view(ctx, device_id, day)))

    @parts.phone.post("/d/<device_id>/book")
    @parts.limiter.limit(*BOOKS)
    def book_device(device_id: str) -> Answer:
        return asks(ctx, device_id, lambda asked: care.book(
            ctx, asked, request.form.get("read", "")).booking.reservation.code)

    @parts.phone.post("/d/<device_id>/wait")
    @parts.limiter.limit(*BOOKS)
    def wait_for_device(device_id: str) -> Answer:
        return asks(ctx, device_id, lambda asked: care.join_waitlist(ctx, asked).entry.code)


def asks(ctx: AppContext, device_id: str, action: Callable[[BookingRequest], str]) -> Answer:
    """Books a time, or waits for it, and shows its page; refused, the times with why."""
    return asks_for_time(ctx, device_id, action, partial(device_page, ctx, device_id),
                         ("text_unread",))


def care_stands(ctx: AppContext, words: Translator) -> DoorNow | None:
    """When blood pressure is taken."""
    stands = care.care_now(ctx)
    if stands.staff is None:
        return None
    return DoorNow(*staff_chip(words, stands.staff.opening, stands.now),
                   title=care_title(words, stands.centre))


def said(ctx: AppContext) -> RoomsSaid:
    """Days and times in the words of this reader."""
    return RoomsSaid(words_of(ctx), ctx.clock())


def care_page(ctx: AppContext) -> str:
    """Care as it stands, and its devices."""
    stands, words = care.care_now(ctx), words_of(ctx)
    return render_template(
        "phone/care.html", care=stands, title=care_title(words, stands.centre), of=said(ctx),
        staff_said=stands.staff and staff_line(words, stands.staff.opening, stands.now),
        line=lambda one: device_line(words, one, stands.now),
    )


def device_page(ctx: AppContext, device_id: str, refusal: Refusal | None = None) -> Answer:
    """A device with the day and the time asked for; a `refusal` is said above its times. What was
    not read keeps the time chosen."""
    keeps = refusal is None or refusal.code == "text_unread"
    asked = request.values.get("at", "") if keeps else ""
    view = care.device_view(ctx, device_id, day_of(request.values.get("day", "")))
    return standing(
        ctx, "phone/device.html", refusal, view=view, of=said(ctx), key=ctx.codes(),
        asked=asked, chosen=chosen_slot(view, asked),
        line=device_line(words_of(ctx), view.stands, view.now),
        state_url=url_for("phone.device_state", device_id=device_id, day=view.day.isoformat()),
    )


def device_facts(stands: DeviceNow) -> dict[str, object]:
    """A device as `/care/state` gives it."""
    return {
        "id": stands.device.id, "state": str(stands.state), "free": stands.free,
        "free_at": stands.free_at.isoformat() if stands.free_at else None,
    }


def view_facts(view: DeviceView) -> dict[str, object]:
    """A device's day as `/d/<device>/state` gives it: instants in ISO 8601."""
    return {
        **device_facts(view.stands), "day": view.day.isoformat(),
        "slots": [{"begins": slot.begins.isoformat(), "left": slot.left}
                  for slot in view.slots if slot.begins > view.now],
        "week": [[day.isoformat(), str(state)] for day, state in view.week],
        "text": view.stands.device.text_version,
    }
