"""Numbers on paper at the desk: printed for a day without power, and booked in after it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions.queue.paper_sheets import (
    SheetsNow,
    SheetUse,
    book_in,
    print_sheets,
    services_of,
    sheet_pages,
    sheets_now,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.content.guide import Text
from kiosk.domain.queue.paper_sheets import Became
from kiosk.domain.refusals import Refusal
from kiosk.domain.times import clock_of
from kiosk.web.core.forms import day_of, one_of
from kiosk.web.core.page_context import CONFLICT, OK, language, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page

USUAL = 20


def sheet_pages_of(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the list of sheets, each as a PDF, and the page on which one is booked in."""
    ctx = parts.ctx
    desk.get("/sheets", endpoint="sheets")(lambda: listed(ctx))
    desk.post("/sheets", endpoint="sheets_made")(lambda: made(ctx))
    desk.get("/sheets/<int:number>.pdf", endpoint="sheets_paper")(
        lambda number: paper(ctx, number))
    desk.get("/sheets/<int:number>", endpoint="sheets_one")(lambda number: one(ctx, number))
    desk.post("/sheets/<int:number>", endpoint="sheets_booked")(
        lambda number: booked(ctx, number))


def listed(ctx: AppContext, note: str = "", status: int = OK) -> Answer:
    """The sheets of today and to come, and the form for more."""
    now = sheets_now(ctx, g.staff)
    if not note and "booked" in request.args:
        n = request.args.get("booked", 0, type=int)
        note = words_of(ctx)("desk_sheets.booked" if n else "desk_sheets.booked_before", n=n)
    elif not note and "made" in request.args:
        note = words_of(ctx)("desk_sheets.made", n=request.args.get("made", 0, type=int))
    return framed_page("desk/sheets.html", note, status, printed=now, usual=USUAL,
                       names=_names(now), form=request.form)


def made(ctx: AppContext) -> Answer:
    """More numbers on paper."""
    form = request.form
    day = day_of(form.get("day"))
    try:
        if day is None:
            raise Refusal("bad_day")
        sheets = print_sheets(ctx, g.staff, form.get("queue", ""), form.get("n", 0, type=int), day)
    except Refusal as refusal:
        return listed(ctx, why_not(ctx, refusal), CONFLICT)
    n = sum(len(sheet.labels) for sheet in sheets)
    return redirect(url_for("desk.sheets", made=n), 303)


def paper(ctx: AppContext, number: int) -> Answer:
    """A sheet for the printer."""
    try:
        body = sheet_pages(ctx, g.staff, number, language(ctx))
    except Refusal as refusal:
        return listed(ctx, why_not(ctx, refusal), CONFLICT)
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="sheet-{number}.pdf"'
    return answer


def one(ctx: AppContext, number: int, note: str = "", status: int = OK) -> Answer:
    """The page on which a sheet is booked in."""
    now = sheets_now(ctx, g.staff)
    sheet = next((one for one in now.sheets if one.id == number), None)
    if sheet is None or not sheet.open_numbers:
        return listed(ctx, note or why_not(ctx, Refusal("no_such_sheet")), CONFLICT)
    return framed_page(
        "desk/sheet.html", note, status, sheet=sheet, states=list(Became), names=_names(now),
        labels={n: sheet.labels[n - sheet.first] for n in sheet.open_numbers},
        services=services_of(now.guide, sheet.queue_id), begins=_opened(now), form=request.form)


def booked(ctx: AppContext, number: int) -> Answer:
    """Books a sheet in."""
    form, day = request.form, sheets_now(ctx, g.staff).now
    try:
        use = SheetUse(
            used=form.get("used", 0, type=int), service_id=form.get("service", ""),
            begins=_at(day, form.get("begins", "")), ends=_at(day, form.get("ends", "")),
            became={int(name.removeprefix("n")): one_of(Became, value)
                    for name, value in form.items() if name.removeprefix("n").isdecimal()})
        n = book_in(ctx, g.staff, number, use)
    except Refusal as refusal:
        return one(ctx, number, why_not(ctx, refusal), CONFLICT)
    return redirect(url_for("desk.sheets", booked=n), 303)


def _at(now: datetime, written: str) -> datetime:
    """A time of today. BadRequest where it is none."""
    try:
        return datetime.combine(now.date(), clock_of(written), ZONE)
    except ValueError as wrong:
        raise BadRequest from wrong


def _opened(now: SheetsNow) -> str:
    """When the centre opened today, for whoever does not know when the sheet was begun."""
    hours = now.guide.timetable.on(now.now.date())
    return f"{min(hours[0].opens, now.now.time()) if hours else now.now.time():%H:%M}"


def _names(now: SheetsNow) -> dict[str, Text]:
    """Each queue as a person calls it."""
    return {one.id: one.name for one in now.guide.queues}
