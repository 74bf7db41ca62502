"""Readings at the desk: a card is scanned or typed, then a reading entered.

Nothing of a record stands in an address: every page of one answers a form with its card.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions import care
from kiosk.actions.care.results import EnteredReading, RecordView
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import BOUNDS, Reading
from kiosk.domain.refusals import Refusal
from kiosk.domain.times import clock_of
from kiosk.web.core.forms import form_key
from kiosk.web.core.page_context import CONFLICT, language, why_not, words_of
from kiosk.web.desk.sections import framed_page
from kiosk.wording.dates import written_moment

LONGEST_CARD = 200


def reading_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the page of the readings, and what is done there."""
    for path, name, action in (
        ("/readings/open", "readings_open", opened), ("/readings/new", "readings_new", made),
        ("/readings/enter", "readings_enter", entered), ("/readings/card.pdf", "readings_card",
                                                         card),
    ):
        desk.add_url_rule(path, name, lambda action=action: action(ctx), methods=["POST"])
    desk.add_url_rule("/readings", "readings", lambda: page(ctx))


def opened(ctx: AppContext) -> Answer:
    """The record of a card; one that is none is said where it was typed."""
    try:
        return page(ctx, care.open_record(ctx, g.staff, _card()))
    except Refusal as refusal:
        return page(ctx, note=why_not(ctx, refusal), status=CONFLICT)


def made(ctx: AppContext) -> Answer:
    """A new record, whose card can be printed."""
    record = care.make_record(ctx, g.staff, form_key())
    return page(ctx, record, note=words_of(ctx)("desk_readings.made"))


def card(ctx: AppContext) -> Response:
    """The card for the printer."""
    answer = Response(care.card_sheet(ctx, g.staff, _card(), language(ctx)),
                      mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="card.pdf"'
    return answer


def entered(ctx: AppContext) -> Answer:
    """Enters a reading; what looks like a slip of the finger is asked about, and what is none is
    said, with what was typed."""
    try:
        done = care.enter_reading(ctx, g.staff, _card(), form_key(), _reading(ctx),
                                  is_sure="sure" in request.form)
    except Refusal as refusal:
        if refusal.code == "no_such_card":
            return page(ctx, note=why_not(ctx, refusal), status=CONFLICT)
        return page(ctx, care.open_record(ctx, g.staff, _card()), _said(ctx, refusal), CONFLICT,
                    asks=refusal.code == "reading_doubtful")
    return page(ctx, done.record, words_of(ctx)("desk_readings.entered"), done=done)


def page(
    ctx: AppContext, record: RecordView | None = None, note: str = "", status: int = 200, *,
    done: EnteredReading | None = None, asks: bool = False,
) -> Answer:
    """A card to scan; with a record what is in it, and a form for the next reading: as it was
    typed where nothing was entered, under the key it had."""
    words, typed = words_of(ctx), request.form if record and status == CONFLICT else {}
    return framed_page(
        "desk/readings.html", note, status, record=record, done=done, asks=asks, typed=typed,
        key=typed.get("key") or ctx.codes(), bounds=BOUNDS,
        centre_says=done.record.thresholds.words(done.level).in_(words.language) if done else "",
        moment=lambda at: written_moment(words, at))


def _card() -> str:
    return request.form.get("card", "")[:LONGEST_CARD]


def _reading(ctx: AppContext) -> Reading:
    """What was typed; without a time it was taken now. Refuses with `reading_unread`."""
    form, now = request.form, ctx.clock()
    try:
        at = form.get("at", "")
        taken = datetime.combine(now.date(), clock_of(at), now.tzinfo) if at else now
        return Reading(**{name: int(form.get(name, "")) for name in BOUNDS}, at=taken)
    except ValueError as wrong:
        raise Refusal("reading_unread") from wrong


def _said(ctx: AppContext, refusal: Refusal) -> str:
    """Why not, with the name of what is out of its bounds in the words of the page."""
    if "what" in refusal.details:
        what = words_of(ctx)(f"phone_readings.{refusal.details['what']}")
        refusal = Refusal(refusal.code, **refusal.details | {"what": what})
    return why_not(ctx, refusal)
