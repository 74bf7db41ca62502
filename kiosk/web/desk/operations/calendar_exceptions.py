"""Special days at the desk: other hours of the centre or of a room for a day, or none."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.operations import calendar_exceptions
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import CENTRE
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import carry_out, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.desk.agreement import agreed
from kiosk.web.desk.sections import DeskParts, framed_page

LONGEST_NOTE = 30


def days_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page of the special days."""
    ctx = parts.ctx

    def changed() -> Answer:
        return carry_out(
            ctx, partial(change, ctx), partial(page, ctx), url_for("desk.days"))

    desk.add_url_rule("/days", "days", lambda: page(ctx))
    desk.add_url_rule("/days", "days_changed", changed, methods=["POST"])


def change(ctx: AppContext) -> None:
    """Sets a special day, or takes one back."""
    form = request.form
    door = form.get("door") or CENTRE
    known = {CENTRE, *(one.room.id for one in rooms.rooms_desk(ctx, g.staff).rooms)}
    day = day_of(form.get("day"))
    if day is None:
        raise Refusal("bad_day")
    if door not in known:
        raise Refusal("no_such_room")
    if form.get("how") == "remove":
        calendar_exceptions.remove_special_day(ctx, g.staff, day, door, agreed())
        return
    note = " ".join(form.get("note", "").split())[:LONGEST_NOTE]
    hours = [form.get("hours", "")] if form.get("how") == "hours" else []
    calendar_exceptions.set_special_day(
        ctx, g.staff, day, hours, Text(note, note) if note else None, door, agreed())


def page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """The special days to come, and the form for another one."""
    return framed_page(
        "desk/days.html", note, status, of=RoomsSaid(words_of(ctx), ctx.clock()),
        days=calendar_exceptions.days_ahead(ctx),
        centre_door=CENTRE, rooms=[one.room for one in rooms.rooms_desk(ctx, g.staff).rooms],
        form=request.form)
