"""Representatives at the desk: what was handed to them, their year, their reception days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.acting import allowed
from kiosk.actions.cases.reception import announce, cancel_reception
from kiosk.actions.cases.representatives import (
    reception_days,
    representatives_of,
    yearly_report,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_HEAR_CASES, MAY_KEEP_CASES
from kiosk.domain.times import clock_of
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import CONFLICT, why_not
from kiosk.web.desk.cases.register import cases_page

FIRST_YEAR = 2000


def represented_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the page of representatives, and announcing and calling off reception days."""
    actions: Mapping[str, Callable[[AppContext], None]] = {"announce": _announce,
                                                           "cancel": _cancel}

    def do(action: str) -> Answer:
        if action not in actions:
            abort(404)
        try:
            actions[action](ctx)
        except Refusal as refusal:
            return page(ctx, why_not(ctx, refusal), CONFLICT)
        return redirect(url_for("desk.cases_represented"), 303)

    desk.add_url_rule("/cases/represented", "cases_represented", lambda: page(ctx))
    desk.add_url_rule("/cases/represented/<action>", "cases_reception", do, methods=["POST"])


def page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """A representative's own page; for who keeps the register, the year of one of them, and every
    reception day."""
    allowed(g.staff, MAY_HEAR_CASES | MAY_KEEP_CASES)
    role, today = g.staff.account.role, ctx.clock().date()
    names = representatives_of(ctx)
    year = min(max(request.args.get("year", today.year, type=int), FIRST_YEAR), today.year)
    account = request.args.get("account", 0, type=int) or next(iter(names), 0)
    own = cases.representative_page(ctx, g.staff) if role in MAY_HEAR_CASES else None
    report = yearly_report(ctx, g.staff, year, account) if own or names else None
    return cases_page(
        "desk/case_represented.html", ctx, note, status, own=own, report=report, names=names,
        year=year, account=account, years=range(today.year, today.year - 5, -1),
        days=reception_days(ctx, g.staff), listeners=cases.telling(ctx).listeners,
        form=request.form, first=today + timedelta(days=3))


def _announce(ctx: AppContext) -> None:
    form = request.form
    day = day_of(form.get("day"))
    try:
        opens, closes = (clock_of(form.get(name, "")) for name in ("opens", "closes"))
    except ValueError as wrong:
        raise Refusal("bad_reception") from wrong
    if day is None:
        raise Refusal("bad_day")
    account = form.get("account", 0, type=int)
    receiver = form.get("receiver", "") or representatives_of(ctx).get(
        account or g.staff.account.id, "")
    announce(ctx, g.staff, form.get("listener", ""), day, opens, closes,
                   timedelta(minutes=form.get("minutes", 0, type=int)), receiver, account)


def _cancel(ctx: AppContext) -> None:
    cancel_reception(ctx, g.staff, request.form.get("day", 0, type=int),
                           request.form.get("reason", ""))
