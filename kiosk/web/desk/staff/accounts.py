"""Accounts at the desk: who may come in as what, open sessions; everybody's own PIN and guides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, g, redirect, request, url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff import accounts
from kiosk.actions.staff.guides import guide_sheet, guides_for
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.core.forms import one_of
from kiosk.web.core.page_context import CONFLICT, language, why_not, words_of
from kiosk.web.core.security import new_form_token
from kiosk.web.desk.auth import COOKIE, DeskAuth
from kiosk.web.desk.sections import framed_page

# What a button does; a PIN that comes of it is shown on the page that answers, and nowhere else.
Action = Callable[[AppContext, str], str | None]


def _role() -> Role:
    return one_of(Role, request.form.get("role"))


ACTIONS: Mapping[str, Action] = {
    "add": lambda ctx, name: accounts.add(ctx, g.staff, name, _role()),
    "pin": lambda ctx, name: accounts.renew_pin(ctx, g.staff, name),
    "role": lambda ctx, name: accounts.change_account(
        ctx, g.staff, name, _role(), active=True),
    "out": lambda ctx, name: accounts.change_account(
        ctx, g.staff, name, _role(), active=False),
    "end": lambda ctx, _: accounts.end_session(
        ctx, g.staff, request.form.get("session", "")),
}


def accounts_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the accounts."""

    def changed() -> Answer:
        action, name = request.form.get("how", ""), request.form.get("name", "").strip()
        if action not in ACTIONS:
            abort(400)
        try:
            pin = ACTIONS[action](ctx, name)
        except Refusal as refusal:
            return page(ctx, why_not(ctx, refusal), CONFLICT)
        if pin:
            return page(ctx, words_of(ctx)("accounts.pin_once", name=name, pin=pin))
        return redirect(to("desk.accounts"), 303)

    desk.add_url_rule("/accounts", "accounts", lambda: page(ctx))
    desk.add_url_rule("/accounts", "accounts_changed", changed, methods=["POST"])


def own_pages(desk: Blueprint, ctx: AppContext, entry: DeskAuth) -> None:
    """Adds the page of one's own PIN and password, and the guides to print."""

    def own_changed() -> Answer:
        form = request.form
        old, new, password = (form.get(name, "") for name in ("old", "new", "password"))
        try:
            if form.get("again", new or password) != (new or password):
                raise Refusal("typed_otherwise")
            if "password" in form:
                g.staff = accounts.change_own_password(ctx, g.staff, old, password)
            else:
                g.staff = accounts.change_own_pin(ctx, g.staff, old, new)
        except Refusal as refusal:
            return own_page(why_not(ctx, refusal), CONFLICT)
        new_form_token()
        answer = own_page(words_of(ctx)("accounts.own_changed"))
        entry.keep_cookie(answer, COOKIE, g.staff.token)
        return answer

    def own_guide(name: str) -> Response:
        try:
            sheet = guide_sheet(ctx, g.staff, name, language(ctx))
        except Refusal as refusal:
            if refusal.code == "not_allowed":
                abort(404)
            raise
        return Response(sheet, mimetype="application/pdf")

    desk.add_url_rule("/own", "own", own_page)
    desk.add_url_rule("/own", "own_changed", own_changed, methods=["POST"])
    desk.add_url_rule("/own/guide/<name>", "own_guide", own_guide)


def own_page(note: str = "", status: int = 200) -> Answer:
    """One's own secrets, and the guides for one's role."""
    return framed_page(
        "desk/own_pin.html", note, status, guides=guides_for(g.staff.account.role))


def page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """Every account, with what is open of it."""
    return framed_page(
        "desk/accounts.html", note, status, kept=accounts.kept(ctx, g.staff), roles=list(Role))
