"""Coming in: who asks, logging in, choosing a counter."""

from __future__ import annotations

from flask import Response, g, jsonify, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations.setup import leads_to_setup
from kiosk.actions.queue import hall
from kiosk.actions.staff import devices, sessions
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import PIN_DIGITS, Role
from kiosk.web.core.limits import by_address, by_phone
from kiosk.web.core.page_context import shown, why_not, words_of
from kiosk.web.core.security import new_form_token
from kiosk.web.desk.sections import Blank, Sections, may_enter, sections_for

COOKIE, DEVICE = "desk", "device"
A_YEAR = 365 * 24 * 3600
# A page that looks for news by itself does not say that somebody is there.
BY_ITSELF = "state"


class DeskAuth:
    """The door of the desk: whoever has no session gets to the log-in and nowhere else."""

    def __init__(self, ctx: AppContext, sections: Sections) -> None:
        self._ctx = ctx
        self._sections = sections

    def who_asks(self) -> Answer | None:
        """Finds the session of the browser; answers itself where the page is not for it."""
        g.sections = self._sections
        token = request.cookies.get(COOKIE, "")
        by_itself = "By-Itself" in request.headers or (
            (request.endpoint or "").endswith(BY_ITSELF) and "Desk-Here" not in request.headers
        )
        where = request.remote_addr or ""
        g.staff = (sessions.session(self._ctx, token, where, here=not by_itself)
                   if token else None)
        if request.endpoint == "desk.log_in" or (g.staff is None and at_home()):
            return None
        if g.staff is None:
            return go("desk.home", 401)
        role = g.staff.account.role
        if may_enter(self._sections, role, request.endpoint or ""):
            return None
        own = sections_for(self._sections, role)
        return go(own[0].endpoint) if at_home() and own else self._no_entry()

    def log_in_page(self, trouble: str = "", status: int = 200) -> Answer:
        """The log-in; `expired` where the browser still holds a session that is over."""
        expired = COOKIE in request.cookies and request.method == "GET"
        return shown(
            "desk/login.html", status, trouble=trouble, expired=expired,
            name=request.form.get("name", ""), long="long" in request.values)

    def log_in(self) -> Answer:
        """Opens a session for a name and a PIN, or a password."""
        pin, password = request.form.get("pin", ""), request.form.get("password", "")
        if not password and not (len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()):
            return self.log_in_page(words_of(self._ctx)("desk_login.short_pin"), status=422)
        try:
            session = sessions.log_in(
                self._ctx, request.form.get("name", ""), password or pin,
                request.remote_addr or "", request.cookies.get(DEVICE, ""))
        except Refusal as refusal:
            return self.log_in_page(why_not(self._ctx, refusal), status=403)
        new_form_token()
        # Who keeps the accounts is there before all others, on the first evening.
        is_new = session.account.role is Role.ADMIN and leads_to_setup(self._ctx)
        answer = redirect(url_for("desk.setup" if is_new else "desk.home"), 303)
        self.keep_cookie(answer, COOKIE, session.token)
        self.keep_cookie(answer, DEVICE, devices.marked(
            self._ctx, request.cookies.get(DEVICE, ""), session.account.id), A_YEAR)
        return answer

    def keep_cookie(self, answer: Answer, name: str, value: str,
                    max_age: int | None = None) -> None:
        """Keeps a secret in the browser, for the desk alone; while it is open where no age is
        given."""
        answer.set_cookie(
            name, value, max_age=max_age, path=url_for("desk.home"), httponly=True,
            samesite="Lax", secure=self._ctx.settings.public_url.startswith("https:"))

    def by_browser(self) -> str:
        """Counts by the browser in which somebody has come in, or else by its session."""
        return devices.device_of(self._ctx, request.cookies.get(DEVICE, "")) or by_phone()

    def by_strange_address(self) -> str | None:
        """Counts by address the browsers in which nobody has come in."""
        known = devices.device_of(self._ctx, request.cookies.get(DEVICE, ""))
        return None if known else by_address()

    def counters(self) -> Answer:
        """Choosing a counter to sit at; says so where the one somebody sat at is gone."""
        return self._counters(g.staff.counter)

    def sit_down(self) -> Answer:
        """Takes a counter, which opens; says so where it is gone."""
        number = request.form.get("number", 0, type=int)
        try:
            sessions.choose_counter(self._ctx, g.staff, number)
        except Refusal as refusal:
            if refusal.code != "no_such_counter":
                raise
            return self._counters(number, status=409)
        return go("desk.home")

    def _counters(self, wanted: int | None, status: int = 200) -> Answer:
        counters = hall(self._ctx).counters
        gone = wanted if wanted not in {counter.number for counter in counters} else None
        return shown(
            "desk/counters.html", status, staff=g.staff, counters=counters, gone=gone,
            seated=sessions.seated(self._ctx),
            sections=sections_for(self._sections, g.staff.account.role)[1:])

    def log_out(self) -> Answer:
        """Ends the session."""
        sessions.log_out(self._ctx, g.staff)
        new_form_token()
        answer = go("desk.home")
        answer.delete_cookie(COOKIE, path=url_for("desk.home"), httponly=True, samesite="Lax")
        return answer

    def _no_entry(self) -> Answer:
        words = words_of(self._ctx)
        blank = Blank("lock", words("desk_no_entry.title"),
                      words("desk_no_entry.hint", name=g.staff.account.name))
        return shown("desk/no_entry.html", 403, staff=g.staff, blank=blank)


def at_home() -> bool:
    """Whether the front page of the desk is asked for."""
    return request.endpoint == "desk.home"


def by_script() -> bool:
    """Whether the page's own script asks, and wants JSON."""
    return request.accept_mimetypes.best == "application/json"


def go(endpoint: str, status: int = 409) -> Response | Answer:
    """Sends a browser on; a script is told where to, with a status that says why."""
    if by_script():
        return make_response(jsonify(go=url_for(endpoint)), status)
    return redirect(url_for(endpoint), 303)
