"""One's own record on the phone: table and chart, taken along, deleted. Its code alone opens it."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import care
from kiosk.actions.care.results import RecordView
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import KEPT
from kiosk.web.core.page_context import words_of
from kiosk.web.core.tables import BOM, table
from kiosk.web.phone.care.chart import WIDE, height, plots
from kiosk.web.phone.parts import PhoneParts
from kiosk.wording.dates import written_date, written_moment


def reading_pages(parts: PhoneParts) -> None:
    """Adds the page of a record, and what its owner does there."""
    ctx = parts.ctx

    @parts.page("/m/<code>")
    def own_readings(code: str) -> str:
        return readings_page(ctx, code)

    @parts.page("/m/<code>.csv")
    def readings_csv(code: str) -> Response:
        body = BOM + table(lines(ctx, care.own_readings(ctx, code)))
        answer = Response(body, mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="readings.csv"'
        return answer

    @parts.page("/m/<code>/delete")
    def ask_delete_all(code: str) -> str:
        return question(ctx, code, None)

    @parts.action("/m/<code>/delete")
    def delete_all(code: str) -> Answer:
        care.delete_readings(ctx, code)
        return redirect(url_for("phone.own_readings", code=code), 303)

    @parts.page("/m/<code>/delete/<int:reading>")
    def ask_delete(code: str, reading: int) -> str:
        return question(ctx, code, reading)

    @parts.action("/m/<code>/delete/<int:reading>")
    def delete(code: str, reading: int) -> Answer:
        care.delete_readings(ctx, code, reading)
        return redirect(url_for("phone.own_readings", code=code), 303)


def readings_page(ctx: AppContext, code: str) -> str:
    """The record of a code: what was taken last, the week, both lines, every reading."""
    record, words = care.own_readings(ctx, code), words_of(ctx)
    latest = record.latest
    last = latest[-1] if latest else None
    return render_template(
        "phone/readings.html", record=record, code=code, last=last, latest=latest,
        level=record.thresholds.level(last) if last else "",
        plots=plots(latest, record.thresholds), wide=WIDE, high=height(), days=KEPT.days,
        moment=lambda at: written_moment(words, at),
        day=lambda at: written_date(words, at.date(), "short"),
    )


def question(ctx: AppContext, code: str, reading: int | None) -> str:
    """Deleting asks first; the red face is the safe way."""
    record, words = care.own_readings(ctx, code), words_of(ctx)
    one = next((kept.reading for kept in record.kept if kept.id == reading), None)
    return render_template(
        "phone/readings_delete.html", code=code, reading=reading, one=one, n=len(record.kept),
        when=written_moment(words, one.at) if one else "")


def lines(ctx: AppContext, record: RecordView) -> list[list[str | int]]:
    """A record as a table, the oldest first: a line of names, then a line for each reading."""
    words = words_of(ctx)
    found: list[list[str | int]] = [[words(f"phone_readings.{name}")
                                     for name in ("when", "systolic", "diastolic", "pulse")]]
    found.extend([f"{one.at:%Y-%m-%d %H:%M}", one.systolic, one.diastolic, one.pulse]
                 for one in record.readings)
    return found
