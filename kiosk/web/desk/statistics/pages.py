"""The figures at the desk: a day, a week, a month or a year, as a page and on paper."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import statistics
from kiosk.actions.statistics import Figures
from kiosk.actions.statistics.report import facts, summary
from kiosk.context import AppContext
from kiosk.domain.statistics.bar_tables import Block, condensed
from kiosk.domain.statistics.daily_statistics import Span
from kiosk.web.core.forms import day_of, one_of
from kiosk.web.core.page_context import language, words_of
from kiosk.web.core.tables import CSV, as_file, as_workbook
from kiosk.web.desk.sections import DeskParts, framed_page
from kiosk.wording.dates import written_date
from kiosk.wording.translator import Translator

# Ten years of days; the centre is not older.
LONGEST_AGO = 3660


def numbers_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page, and the same to take along."""
    ctx = parts.ctx

    def shown() -> Answer:
        if "on" in request.args:
            return redirect(chosen(ctx))
        words, seen = words_of(ctx), asked_for(ctx)
        return framed_page(
            "desk/figures.html", seen=seen, spans=list(Span), back=how_far_back(),
            title=title(words, seen), farthest=LONGEST_AGO,
            summary=summary(words, seen), facts=facts(words, seen),
            columns=statistics.columns(seen) if seen.span is not Span.DAY else (),
            blocks=[condensed(one) for one in statistics.blocks(words, seen)])

    def taken() -> Response:
        words, seen = words_of(ctx), asked_for(ctx)
        tables = {block.head[0]: rows(block) for block in statistics.blocks(words, seen)}
        name = f"figures-{seen.first}"
        if request.args.get("form") == CSV:
            return as_file([row for table in tables.values() for row in (*table, [])], name)
        return as_workbook(tables or {words("figures.title"): [[words("figures.nothing")]]}, name)

    def report() -> Response:
        pdf = statistics.monthly_report(ctx, g.staff, how_far_back(), language(ctx))
        return Response(pdf, mimetype="application/pdf")

    desk.add_url_rule("/figures", "figures", shown)
    desk.add_url_rule("/figures/table", "figures_table", taken)
    desk.add_url_rule("/figures/report", "figures_report", report)


def year_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the small things of a year, as a page and on paper."""

    def year() -> Answer:
        told = statistics.year_told(ctx, g.staff, asked_year(), language(ctx))
        return framed_page("desk/figures_year.html", told=told,
                           last=written_date(words_of(ctx), told.last))

    def year_paper() -> Response:
        pdf = statistics.year_report(ctx, g.staff, asked_year(), language(ctx))
        return Response(pdf, mimetype="application/pdf")

    desk.add_url_rule("/figures/year", "figures_year", year)
    desk.add_url_rule("/figures/year/report", "figures_year_report", year_paper)


def asked_for(ctx: AppContext) -> Figures:
    """The figures that the address asks for. BadRequest where there is no such period."""
    span = one_of(Span, request.args.get("span", Span.WEEK))
    return statistics.see(ctx, g.staff, span, how_far_back(), language(ctx))


def chosen(ctx: AppContext) -> str:
    """The address of the period that holds the chosen day, or month; the present one of none."""
    span = one_of(Span, request.args.get("span", Span.WEEK))
    written = request.args["on"]
    day = day_of(written) or day_of(f"{written}-01")
    back = statistics.ago(ctx, span, day) if day else 0
    return url_for("desk.figures", span=span, back=min(back, LONGEST_AGO))


def asked_year() -> int | None:
    """The year that the address asks for; None of none."""
    return request.args.get("year", type=int)


def how_far_back() -> int:
    """How many periods ago."""
    back = request.args.get("back", 0, type=int)
    if not 0 <= back <= LONGEST_AGO:
        abort(400)
    return back


def title(words: Translator, seen: Figures) -> str:
    """What a period is called."""
    if seen.span is Span.MONTH:
        return written_date(words, seen.first, "month")
    if seen.span is Span.DAY:
        return written_date(words, seen.first, "full")
    first, last = (written_date(words, day, "short") for day in (seen.first, seen.last))
    return words("figures.week_of", first=first, last=last)


def rows(block: Block) -> list[list[str | int | float]]:
    """A table as Excel has it, its heads first; a cell of too few stays empty."""
    return [list(block.head), *(
        [line.name, line.all, line.of, *("" if cell is None else cell for cell in line.cells)]
        for line in block.lines)]
