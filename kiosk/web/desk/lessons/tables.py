"""Attendance of the term as a table to see and to take along; incidents, for the manager alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, g
from werkzeug.wrappers import Response as Answer

from kiosk.actions.lessons import desk as at_desk
from kiosk.actions.lessons.results import AttendanceTable
from kiosk.context import AppContext
from kiosk.web.core.page_context import words_of
from kiosk.web.core.tables import as_workbook
from kiosk.web.desk.lessons.pages import in_term, lessons_page
from kiosk.wording.dates import written_date, written_moment, written_time
from kiosk.wording.translator import Translator


def table_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the attendance and the incidents."""

    def attendance() -> Answer:
        return in_term(ctx, lambda: lessons_page(
            ctx, "desk/lessons_attendance.html", view=at_desk.attendance(ctx, g.staff)))

    def taken() -> Response:
        words, view = words_of(ctx), at_desk.attendance(ctx, g.staff, to_take=True)
        return as_workbook({
            words("desk_lessons.attendance"): rows(words, view),
            words("desk_lessons.late"): late_rows(words, view),
        }, f"attendance-{view.term.id}")

    def incidents() -> Answer:
        return in_term(ctx, lambda: lessons_page(
            ctx, "desk/lessons_incidents.html", found=at_desk.incidents(ctx, g.staff),
            moment=written_moment))

    desk.add_url_rule("/lessons/attendance", "lessons_attendance", attendance)
    desk.add_url_rule("/lessons/attendance.xlsx", "lessons_attendance_table", taken)
    desk.add_url_rule("/lessons/incidents", "lessons_incidents", incidents)


def rows(words: Translator, view: AttendanceTable) -> list[list[str]]:
    """The attendance as Excel has it: a line for each child, a column for each day."""
    head = [words("desk_lessons.child"), *(written_date(words, day, "short") for day in view.days)]
    return [head, *([name, *(_sign(words, signs, day) for day in view.days)]
                    for name, signs in view.lines)]


def late_rows(words: Translator, view: AttendanceTable) -> list[list[str]]:
    """The late hand-overs as Excel has them."""
    head = [words(f"desk_lessons.late_{name}") for name in ("day", "child", "at", "who")]
    return [head, *([written_date(words, day, "short"), name, written_time(at), who]
                    for day, name, at, who in view.late)]


def _sign(words: Translator, signs: Mapping[date, str], day: date) -> str:
    return words(f"desk_lessons.sign_{signs[day]}") if day in signs else ""
