"""Taking a case in while whoever tells it looks on: at the counter, by telephone, or called over.
"""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.acting import allowed
from kiosk.actions.cases.calls import take_call
from kiosk.actions.cases.printing import give_slip, receipt_of
from kiosk.actions.cases.results import CaseAsk, CaseReceipt
from kiosk.context import AppContext
from kiosk.domain.cases.cases import CaseSource
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_TAKE_CASES
from kiosk.web.core.forms import form_key
from kiosk.web.core.page_context import CONFLICT, drawn_code, why_not, words_of
from kiosk.web.desk.cases.register import cases_page, desk_now


def intake_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the form, what whoever told the case takes along, its slip, and going to whoever
    calls."""
    desk.add_url_rule("/cases/new", "cases_new", lambda: form_page(ctx))
    desk.add_url_rule("/cases/new", "cases_told", lambda: told(ctx), methods=["POST"])
    desk.add_url_rule("/cases/slip", "cases_slip", lambda: slip_page(ctx), methods=["POST"])
    desk.add_url_rule("/cases/calls/<int:call>", "cases_call", lambda call: taken(ctx, call),
                      methods=["POST"])


def form_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """The form, as it was typed where it was refused; what whoever called had chosen before stands
    in it."""
    allowed(g.staff, MAY_TAKE_CASES)
    chosen = {one: request.args.get(one, "") for one in ("topic", "listener")}
    return cases_page("desk/case_new.html", ctx, note, status, telling=cases.telling(ctx),
                      form=request.form or chosen, key=request.form.get("key") or ctx.codes())


def taken(ctx: AppContext, call: int) -> Answer:
    """我来: whoever called sees who comes, and the form is open."""
    allowed(g.staff, MAY_TAKE_CASES)
    try:
        found = take_call(ctx, g.staff, call)
    except Refusal as refusal:
        return cases_page("desk/cases.html", ctx, why_not(ctx, refusal), CONFLICT,
                          desk=desk_now(ctx), listed={})
    return redirect(url_for("desk.cases_new", topic=found.topic_id or None,
                            listener=found.listener_id or None), 303)


def told(ctx: AppContext) -> Answer:
    """Takes it in."""
    try:
        receipt = cases.tell(ctx, asked(), g.staff)
    except Refusal as refusal:
        return form_page(ctx, why_not(ctx, refusal), CONFLICT)
    return receipt_page(ctx, receipt)


def receipt_page(ctx: AppContext, receipt: CaseReceipt, note: str = "", status: int = 200, *,
                 is_new: bool = True) -> Answer:
    """What whoever told a case takes along; `is_new` says that it is no second code."""
    return cases_page(
        "desk/case_receipt.html", ctx, note, status, receipt=receipt, is_new=is_new,
        may_print=not note and ctx.settings.printer != "none",
        qr=drawn_code(receipt.url, words_of(ctx)("desk_cases.qr")))


def slip_page(ctx: AppContext) -> Answer:
    """Has the slip printed at the touch screen; the receipt stays on the page."""
    allowed(g.staff, MAY_TAKE_CASES)
    code = request.form.get("code", "")
    is_new = "again" not in request.form
    try:
        receipt = give_slip(ctx, g.staff, code)
    except Refusal as refusal:
        if refusal.code == "no_such_case":
            raise
        return receipt_page(ctx, receipt_of(ctx, code), why_not(ctx, refusal), CONFLICT,
                            is_new=is_new)
    return receipt_page(ctx, receipt, words_of(ctx)("desk_cases.slip_comes"), is_new=is_new)


def asked() -> CaseAsk:
    """What was typed."""
    form = request.form
    building = form.get("building", "").strip()
    return CaseAsk(
        form_key(), form.get("topic", ""), form.get("text", ""), CaseSource.DESK,
        form.get("listener", ""), form.get("estate", ""),
        int(building) if building.isascii() and building.isdigit() and len(building) < 5 else None,
        form.get("address", ""), form.get("name", ""), form.get("phone", ""))
