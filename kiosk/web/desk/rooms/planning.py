"""What is booked of one room in the next weeks, and planning what the centre uses it for."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.reservations.results import BookingRequest, SeriesDraft, SeriesView
from kiosk.actions.rooms.signs import door_sign
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.reservations.series import SeriesPlan, days_of
from kiosk.domain.rooms.rooms import Room
from kiosk.domain.times import clock_of
from kiosk.web.core.forms import LONGEST_KEY, day_of, form_key, instant_of, purpose_told
from kiosk.web.core.page_context import CONFLICT, OK, language, why_not, words_of
from kiosk.web.desk.rooms.pages import rooms_page

LONGEST_TITLE = 30
REPEATS = {
    "once": "FREQ=DAILY;COUNT=1",
    "weekly": "FREQ=WEEKLY;UNTIL={until}",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2;UNTIL={until}",
    "monthly": "FREQ=MONTHLY;BYDAY={nth};UNTIL={until}",
}
LAST_OF_A_MONTH = 5


def plan_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the pages of one room."""

    def sign(room_id: str) -> Response:
        body = door_sign(ctx, g.staff, room_id, language(ctx))
        answer = Response(body, mimetype="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="{room_id}.pdf"'
        return answer

    desk.add_url_rule("/rooms/book/<room_id>", "rooms_book", lambda room_id: page(ctx, room_id))
    desk.add_url_rule("/rooms/book/<room_id>", "rooms_plan",
                      lambda room_id: planned(ctx, room_id), methods=["POST"])
    desk.add_url_rule("/rooms/book/<room_id>/sign.pdf", "rooms_sign", sign)
    desk.add_url_rule("/rooms/book/<room_id>/for", "rooms_for",
                      lambda room_id: booked_for(ctx, room_id), methods=["POST"])
    desk.add_url_rule("/rooms/series/<int:series>", "rooms_series",
                      lambda series: series_page(ctx, series))
    desk.add_url_rule("/rooms/series/<int:series>/end", "rooms_series_end",
                      lambda series: series_ended(ctx, series), methods=["POST"])
    desk.add_url_rule("/rooms/series/<int:series>/resume", "rooms_series_resume",
                      lambda series: series_resumed(ctx, series), methods=["POST"])


def planned(ctx: AppContext, room_id: str) -> Answer:
    """先看看 shows every time of a plan and what is in its way; then it is saved, or the others
    alone."""
    form, how = request.form, request.form.get("how", "")
    instead_of = form.get("instead_of", type=int)
    try:
        plan = plan_of(room_id, form)
        if how in ("save", "save_others"):
            made = rooms.save_series(ctx, g.staff, form.get("key", "")[:LONGEST_KEY], plan,
                                     but_conflicts=how == "save_others", instead_of=instead_of)
            return redirect(url_for("desk.rooms_series", series=made.id, made=made.times), 303)
        return page(ctx, room_id, draft=rooms.draft_series(ctx, g.staff, plan,
                                                           instead_of=instead_of))
    except Refusal as refusal:
        return page(ctx, room_id, note=why_not(ctx, refusal), status=CONFLICT)


def booked_for(ctx: AppContext, room_id: str) -> Answer:
    """Books a time for a resident who calls or stands here; refused, says why above the page."""
    form = request.form
    try:
        booking = rooms.book_for(ctx, g.staff, BookingRequest(
            form_key(), room_id, instant_of(form.get("at", "")), Source.DESK,
            phone=form.get("phone", ""), purpose=purpose_told()))
    except Refusal as refusal:
        if refusal.code in ("not_allowed", "no_such_room"):
            raise
        return page(ctx, room_id, note=why_not(ctx, refusal), status=CONFLICT)
    return redirect(url_for("desk.rooms_book", room_id=room_id, number=booking.number,
                            first=booking.reservation.starts_at.date().isoformat()), 303)


def plan_of(room_id: str, form: MultiDict[str, str]) -> SeriesPlan:
    """What a form plans. Refuses with `bad_plan` where it is none."""
    try:
        first = date.fromisoformat(form.get("first", ""))
        until = date.fromisoformat(form.get("until") or form.get("first", ""))
        opens, closes = (clock_of(form.get(name, "")) for name in ("opens", "closes"))
        rule = REPEATS[form.get("repeat", "")]
    except (ValueError, KeyError) as wrong:
        raise Refusal("bad_plan") from wrong
    return SeriesPlan(
        room_id, rule.format(until=f"{until:%Y%m%d}T235959", nth=nth(first)), first, opens, closes,
        form.get("title", "")[:LONGEST_TITLE], "skips_holidays" in form, "through_noon" in form,
    )


def nth(day: date) -> str:
    """Which weekday of its month a day is, as a rule says it: 2TU, and -1FR for a fifth one."""
    number = (day.day - 1) // 7 + 1
    return f"{-1 if number == LAST_OF_A_MONTH else number}{WEEKDAYS[day.weekday()][:2].upper()}"


def page(
    ctx: AppContext, room_id: str, draft: SeriesDraft[Room] | None = None, note: str = "",
    status: int = 200,
) -> Answer:
    """Two weeks of a room, and the form to plan with, as it was filled in."""
    book = rooms.room_book(ctx, g.staff, room_id, day_of(request.args.get("first")))
    asked = request.args.get("instead_of", type=int)
    form = request.form or (form_of(rooms.series_view(ctx, g.staff, asked)) if asked else {})
    number = request.args.get("number", type=int)
    if number and not note:
        note = words_of(ctx)("desk_rooms.booked_for", n=number)
    return rooms_page(
        ctx, "desk/room_book.html", note, status, book=book, draft=draft, form=form,
        key=ctx.codes(), for_key=ctx.codes(), repeats=list(REPEATS), days=timedelta,
        free=rooms.free_times(ctx, room_id))


def form_of(view: SeriesView[Room]) -> dict[str, str]:
    """A series as the form that plans one: from its next time on, in place of itself."""
    plan, rule = view.plan, view.plan.rule
    repeat = ("monthly" if "MONTHLY" in rule else "fortnightly" if "INTERVAL=2" in rule
              else "weekly" if "WEEKLY" in rule else "once")
    ends = days_of(plan)[-1] if days_of(plan) else plan.first
    first = view.coming[0].reservation.starts_at.date() if view.coming else plan.first
    ticks = {"skips_holidays": plan.skips_holidays, "through_noon": plan.through_noon}
    return {
        "instead_of": str(view.id), "title": plan.title, "first": first.isoformat(),
        "opens": f"{plan.opens:%H:%M}", "closes": f"{plan.closes:%H:%M}", "repeat": repeat,
        "until": ends.isoformat(), **{name: "on" for name, is_on in ticks.items() if is_on},
    }


def series_page(ctx: AppContext, series: int, note: str = "", status: int = OK) -> Answer:
    """A series: its times to come, what was left out and why, and ways to change or end it. What
    was just ended can be taken back."""
    view, back = rooms.series_view(ctx, g.staff, series), request.args.get("back", type=int)
    if back and not note:
        note = words_of(ctx)("desk_rooms.series_back", n=back)
    return rooms_page(
        ctx, "desk/room_series.html", note, status, view=view,
        made=request.args.get("made", type=int),
        ended=rooms.just_ended(ctx, g.staff, series) if "ended" in request.args else 0)


def series_ended(ctx: AppContext, series: int) -> Answer:
    """Ends a series, and goes back to it."""
    rooms.end_series(ctx, g.staff, series)
    return redirect(url_for("desk.rooms_series", series=series, ended=1), 303)


def series_resumed(ctx: AppContext, series: int) -> Answer:
    """撤回: a series that was just ended goes on; refused, says why above its page."""
    try:
        back = rooms.resume_series(ctx, g.staff, series)
    except Refusal as refusal:
        if refusal.code in ("not_allowed", "no_such_series"):
            raise
        return series_page(ctx, series, why_not(ctx, refusal), CONFLICT)
    return redirect(url_for("desk.rooms_series", series=series, back=back), 303)
