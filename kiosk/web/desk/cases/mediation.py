"""Mediation at the desk: apart from the register, for the mediators alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.cases import mediation, mediation_papers
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.context import AppContext
from kiosk.domain.cases.mediation import ALWAYS, SIDES, DossierPaper, MediationAction
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.forms import form_key, instant_of, one_of
from kiosk.web.core.page_context import CONFLICT, drawn_code, language, why_not, words_of
from kiosk.web.desk.cases.wording import CasesSaid
from kiosk.web.desk.sections import framed_page

Action = Callable[[AppContext, StaffSession, int], object]
_D = MediationAction
SOON = 7


def _known() -> datetime:
    return instant_of(request.form.get("known", ""))


def _ends(action: MediationAction) -> Action:
    return lambda ctx, at, id_: mediation.end_mediation(
        ctx, at, id_, action, _known(), request.form.get("text", ""))


def _done(action: MediationAction) -> Action:
    return lambda ctx, at, id_: mediation.mark_done(ctx, at, id_, action, _known())


ACTIONS: Mapping[str, Action] = {
    "say": lambda ctx, at, id_: mediation.say(
        ctx, at, id_, request.form.get("to", "?"), request.form.get("text", ""), form_key()),
    "consent": lambda ctx, at, id_: mediation.consent(ctx, at, id_, request.form.get("side", "")),
    "longer": lambda ctx, at, id_: mediation.give_longer(ctx, at, id_, _known()),
    "agree": _ends(_D.AGREE), "fulfil": _ends(_D.FULFIL), "fail": _ends(_D.FAIL),
    "withdraw": _ends(_D.WITHDRAW),
    "visit": _done(_D.VISIT), "court": _done(_D.COURT),
    "paper": lambda ctx, at, id_: mediation.confirm_paper(
        ctx, at, id_, one_of(DossierPaper, request.form.get("paper"))),
    "erase": mediation.erase_mediation,
}


def mediation_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the list, one mediation, its papers, and what is done with it."""

    def do(at: int, action: str) -> Answer:
        if action not in ACTIONS:
            abort(404)
        try:
            ACTIONS[action](ctx, g.staff, at)
        except Refusal as refusal:
            if refusal.code == "no_such_mediation":
                raise
            return one_page(ctx, at, why_not(ctx, refusal), CONFLICT, action)
        return redirect(url_for("desk.mediation_one", at=at), 303)

    desk.add_url_rule("/mediation", "mediation", lambda: list_page(ctx))
    desk.add_url_rule("/mediation", "mediation_opens", lambda: opens(ctx), methods=["POST"])
    desk.add_url_rule("/mediation/<int:at>", "mediation_one", lambda at: one_page(ctx, at))
    desk.add_url_rule("/mediation/<int:at>/paper/<paper>", "mediation_paper",
                      lambda at, paper: printed(ctx, at, paper))
    desk.add_url_rule("/mediation/<int:at>/<action>", "mediation_do", do, methods=["POST"])


def list_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """What is under way with its clocks, a form to open one, and what has ended."""
    return mediation_page(
        "desk/case_mediations.html", ctx, note, status, view=mediation.mediations(ctx, g.staff),
        form=request.form, key=request.form.get("key") or ctx.codes(),
        case=request.values.get("case", ""))


def opens(ctx: AppContext) -> Answer:
    """Opens a mediation."""
    form = request.form
    a, b = (SideFacts(*(form.get(f"{name}_{side}", "") for name in ("name", "phone", "address")))
            for side in SIDES)
    try:
        made = mediation.open_mediation(ctx, g.staff, MediationRequest(
            form_key(), (a, b), form.get("text", ""), form.get("case", "")))
    except Refusal as refusal:
        return list_page(ctx, why_not(ctx, refusal), CONFLICT)
    return redirect(url_for("desk.mediation_one", at=made), 303)


def one_page(
    ctx: AppContext, at: int, note: str = "", status: int = 200, typed: str = ""
) -> Answer:
    """One mediation: both sides, each with its page's code; reading it is kept."""
    view, words = mediation.see_mediation(ctx, g.staff, at), words_of(ctx)
    return mediation_page(
        "desk/case_mediation.html", ctx, note, status, view=view, key=ctx.codes(),
        may={str(one) for one in view.may}, papers=list(DossierPaper), always=ALWAYS, typed=typed,
        form=request.form if typed else {}, known=view.mediation.changed_at.isoformat(),
        codes={one.side.side: drawn_code(one.url, words("desk_mediation.qr"))
               for one in view.sides})


def printed(ctx: AppContext, at: int, paper: str) -> Response:
    """A paper of the dossier for the printer."""
    which = one_of(DossierPaper, paper)
    sheet = mediation_papers.print_paper(ctx, g.staff, at, which, language(ctx))
    answer = Response(sheet, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="mediation-{at}-{paper}.pdf"'
    return answer


def mediation_page(
    template: str, ctx: AppContext, note: str = "", status: int = 200, **more: object
) -> Answer:
    """A page about mediation."""
    return framed_page(template, note, status, of=CasesSaid(words_of(ctx), ctx.clock()),
                       soon=SOON, **more)
