"""The register of cases at the desk: what is open by working days left, filters, search."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.cases.results import CaseDesk, CaseQuery
from kiosk.context import AppContext
from kiosk.domain.staff.roles import (
    MAY_HEAR_CASES,
    MAY_KEEP_CASES,
    MAY_MEDIATE,
    MAY_SET_CENTRE,
    MAY_TAKE_CASES,
)
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import words_of
from kiosk.web.desk.cases.wording import CasesSaid
from kiosk.web.desk.sections import framed_page

SHOWS = ("open", "overdue", "answered", "ended")
LONGEST_SEARCH = 60
# What of an address says which rows are listed; words that are looked for stand in none, as they
# may be somebody's.
LISTED = ("show", "topic", "estate", "to", "page")


def register_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the register, and whether anything in it changed."""

    def front() -> Answer:
        if g.staff.account.role in MAY_HEAR_CASES:
            return redirect(url_for("desk.cases_represented"), 303)
        return cases_page("desk/cases.html", ctx, desk=desk_now(ctx), listed=listed())

    def found() -> Answer:
        view = cases.register_desk(ctx, g.staff, asked())
        if len(view.rows) == 1:
            return redirect(url_for("desk.cases_one", at=view.rows[0].case.id, **listed()), 303)
        return cases_page("desk/cases.html", ctx, desk=view, listed=listed())

    desk.add_url_rule("/cases", "cases", front)
    desk.add_url_rule("/cases/find", "cases_find", found, methods=["POST"])
    desk.add_url_rule("/cases/state", "cases_state",
                      lambda: news.state(lambda: facts(desk_now(ctx))))


def asked() -> CaseQuery:
    """What the address asks for."""
    args = request.args
    show = args.get("show", SHOWS[0])
    return CaseQuery(
        show if show in SHOWS else SHOWS[0], args.get("topic", ""), args.get("estate", ""),
        args.get("to", ""), request.form.get("q", "").strip()[:LONGEST_SEARCH],
        max(args.get("page", 0, type=int), 0))


def listed(**changes: object) -> dict[str, Any]:
    """The rows that the address asks for, as an address asks for them."""
    kept = {name: request.args[name] for name in LISTED if request.args.get(name)}
    return {name: value for name, value in {**kept, **changes}.items() if value not in (None, "")}


def desk_now(ctx: AppContext) -> CaseDesk | None:
    """The register as asked for; None for whoever sees only what was handed to them."""
    if g.staff.account.role not in MAY_TAKE_CASES:
        return None
    return cases.register_desk(ctx, g.staff, asked())


def cases_page(
    template: str, ctx: AppContext, note: str = "", status: int = 200, **more: object
) -> Answer:
    """A page about cases."""
    role = g.staff.account.role
    return framed_page(
        template, note, status, of=CasesSaid(words_of(ctx), ctx.clock()), shows=SHOWS,
        address=listed, may_take=role in MAY_TAKE_CASES, may_keep=role in MAY_KEEP_CASES,
        may_hear=role in MAY_HEAR_CASES, may_mediate=role in MAY_MEDIATE,
        may_set=role in MAY_SET_CENTRE, **more)


def facts(view: CaseDesk | None) -> dict[str, object]:
    """The register as `/desk/cases/state` gives it: nothing personal."""
    if view is None:
        return {}
    return {"calls": [[one.id, str(one.state(view.now))] for one in view.calls],
            "rows": [[row.case.id, str(row.case.state), row.left] for row in view.rows],
            "counts": [view.open, view.overdue, view.answered, len(view.follow_ups)]}
