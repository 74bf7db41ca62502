"""Cases as tables: the paper registers brought in, the register taken along for the street."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from kiosk.actions.acting import allowed
from kiosk.actions.cases.exchange import (
    ExportedCase,
    PaperPlan,
    export_cases,
    import_register,
    plan_import,
)
from kiosk.context import AppContext
from kiosk.domain.cases.paper_register import COLUMNS
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_CASES, MAY_SEND_OUT
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.core.tables import CSV, XLSX, as_file
from kiosk.web.core.tables_in import bring_table
from kiosk.web.desk.cases.register import cases_page
from kiosk.wording.translator import Translator

A_MONTH = timedelta(days=30)


def exchange_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the page of the papers, the dry run and the import, and what is taken along."""
    desk.add_url_rule("/cases/papers", "cases_papers", lambda: papers_page(ctx))
    desk.add_url_rule("/cases/papers", "cases_bring", lambda: bring(ctx), methods=["POST"])
    desk.add_url_rule("/cases/take", "cases_take", lambda: take(ctx), methods=["POST"])


def papers_page(ctx: AppContext, note: str = "", status: int = 200, plan: PaperPlan | None = None
                ) -> Answer:
    """The page of the papers; with what an import would do, or did."""
    allowed(g.staff, MAY_KEEP_CASES)
    role = g.staff.account.role
    today = ctx.clock().date()
    return cases_page("desk/case_papers.html", ctx, note, status, plan=plan, columns=COLUMNS,
                      begins=today - A_MONTH, ends=today, may_send_out=role in MAY_SEND_OUT)


def bring(ctx: AppContext) -> Answer:
    """先看看 names each row's fault; 读进来 enters what can be."""
    file = request.files.get("table") or FileStorage()
    try:
        if not file.filename:
            raise Refusal("table_file")
        lines = bring_table(file.stream)
        act = import_register if request.form.get("how") == "do" else plan_import
        plan = act(ctx, g.staff, lines)
    except Refusal as refusal:
        return papers_page(ctx, why_not(ctx, refusal), CONFLICT)
    key = "brought" if plan.is_done else "would_bring"
    return papers_page(ctx, words_of(ctx)(f"desk_cases.{key}", n=plan.new, same=plan.there,
                                          faults=len(plan.faults)), plan=plan)


def take(ctx: AppContext) -> Response | Answer:
    """The register as a file."""
    form, words = request.form, words_of(ctx)
    begins, ends = day_of(form.get("begins")), day_of(form.get("ends"))
    try:
        if begins is None or ends is None:
            raise Refusal("bad_day")
        rows = export_cases(ctx, g.staff, begins, ends, stories="stories" in form)
    except Refusal as refusal:
        return papers_page(ctx, why_not(ctx, refusal), CONFLICT)
    return as_file(lines_of(words, rows, stories="stories" in form),
                   f"cases-{begins:%Y%m%d}-{ends:%Y%m%d}",
                   XLSX if form.get("form") == XLSX else CSV)


def lines_of(words: Translator, rows: tuple[ExportedCase, ...], *, stories: bool
             ) -> list[list[str]]:
    """The rows as a table: a head, then a line for each case."""
    names = ["number", "topic", "estate", "state", "received", "due", "answered", "ended",
             "in_time", "solved", "level", *(("text",) if stories else ())]
    head = [words(f"desk_cases.column_{name}") for name in names]
    yes = {True: words("desk_cases.yes"), False: words("desk_cases.no")}
    return [head, *([
        one.number, one.topic.title.in_(words.language),
        one.estate.name.in_(words.language) if one.estate else "",
        words(f"cases.state_{one.state}"), str(one.received_on), str(one.due_on),
        str(one.answered_on or ""), str(one.ended_on or ""),
        yes[one.in_time] if one.answered_on else "", yes[one.solved],
        words(f"rating.level_{one.level}") if one.level else "",
        *((one.text,) if stories else ()),
    ] for one in rows)]
