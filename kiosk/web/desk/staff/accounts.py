"""Accounts at the desk: who may come in as what, open sessions, and everybody's own PIN."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g, make_response, redirect, render_template, request
from flask import url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff import accounts
from kiosk.actions.staff.guides import guides_for
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.core.page_context import words_of
from kiosk.web.core.wording import Wording
from kiosk.web.desk.sections import framed

# What a button does; a PIN that comes of it is shown on the page that answers, and nowhere else.
Deed = Callable[[Lobby, str], str | None]


def _role() -> Role:
    if request.form.get("role") not in list(Role):
        abort(400)
    return Role(request.form["role"])


DEEDS: Mapping[str, Deed] = {
    "add": lambda lobby, name: accounts.add(lobby, g.staff, name, _role()),
    "pin": lambda lobby, name: accounts.renew_pin(lobby, g.staff, name),
    "role": lambda lobby, name: accounts.change_account(
        lobby, g.staff, name, _role(), active=True),
    "out": lambda lobby, name: accounts.change_account(
        lobby, g.staff, name, _role(), active=False),
    "end": lambda lobby, _: accounts.end_session(
        lobby, g.staff, request.form.get("session", "")),
}


def accounts_pages(desk: Blueprint, lobby: Lobby) -> None:
    """Adds the accounts."""

    def shown() -> Answer:
        return page(lobby)

    def changed() -> Answer:
        deed, name = request.form.get("how", ""), request.form.get("name", "").strip()
        if deed not in DEEDS:
            abort(400)
        try:
            pin = DEEDS[deed](lobby, name)
        except Refusal as refusal:
            said = Wording(words_of(lobby), lobby.clock()).refusal(refusal)
            return page(lobby, said, 409)
        if pin:
            return page(lobby, words_of(lobby)("accounts.pin_once", name=name, pin=pin))
        return redirect(to("desk.accounts"), 303)

    desk.add_url_rule("/accounts", "accounts", shown)
    desk.add_url_rule("/accounts", "accounts_changed", changed, methods=["POST"])


def own_pages(desk: Blueprint, lobby: Lobby) -> None:
    """Adds the page of one's own PIN and password."""

    def own() -> Answer:
        return own_page()

    def own_changed() -> Answer:
        words, form = words_of(lobby), request.form
        old, new, password = (form.get(name, "") for name in ("old", "new", "password"))
        try:
            if "password" in form:
                accounts.change_own_password(lobby, g.staff, old, password)
            else:
                accounts.change_own_pin(lobby, g.staff, old, new)
        except Refusal as refusal:
            said = Wording(words, lobby.clock()).refusal(refusal)
            return own_page(said, 409)
        said = words("accounts.own_changed")
        return own_page(said)

    desk.add_url_rule("/own", "own", own)
    desk.add_url_rule("/own", "own_changed", own_changed, methods=["POST"])


def own_page(note: str = "", status: int = 200) -> Answer:
    """One's own secrets, and the guides for one's role."""
    return make_response(render_template(
        "desk/own_pin.html", guides=guides_for(g.staff.account.role), **framed(note, status),
    ), status)


def page(lobby: Lobby, note: str = "", status: int = 200) -> Answer:
    """Every account, with what is open of it."""
    return make_response(render_template(
        "desk/accounts.html", kept=accounts.kept(lobby, g.staff), roles=list(Role),
        **framed(note, status),
    ), status)
