"""Volunteer help at the desk: who calls from the hall, what waits and how long, sending it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.staff import sessions
from kiosk.actions.volunteers import dispatch, reports
from kiosk.actions.volunteers.results import HelpDesk, Inbox
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SEND_OUT, StaffSession, who
from kiosk.web.core.forms import one_of
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, language, why_not, words_of
from kiosk.web.desk.finding import find
from kiosk.web.desk.sections import framed_page

Action = Callable[[AppContext, StaffSession, int], None]
PERIODS = (7, 30, 365)


def _dispatch(ctx: AppContext, at: StaffSession, request_id: int) -> None:
    kind, _, whom = request.form.get("to", "").partition(":")
    dispatch.dispatch(
        ctx, at, request_id, team_id=whom if kind == "team" else "",
        grid_id=whom if kind == "grid" else "",
        volunteer_id=int(whom) if kind == "person" and whom.isdecimal() else 0,
    )


def _close(ctx: AppContext, at: StaffSession, request_id: int) -> None:
    why = one_of(dispatch.Closing, request.form.get("why"))
    dispatch.close(ctx, at, request_id, why)


ACTIONS: Mapping[str, Action] = {
    "dispatch": _dispatch,
    "second": lambda ctx, at, request_id: dispatch.add_second(
        ctx, at, request_id, request.form.get("volunteer", 0, type=int)),
    "close": _close,
    "no_show": dispatch.no_show,
    "all_well": dispatch.all_well,
    "say": lambda ctx, at, request_id: dispatch.answer(
        ctx, at, request_id, request.form.get("words", "")),
}


def help_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the inbox and the page of a request."""

    def do(at: int, action: str) -> Answer:
        if action not in ACTIONS:
            abort(404)
        try:
            ACTIONS[action](ctx, g.staff, at)
        except Refusal as refusal:
            if refusal.code == "no_such_help":
                raise
            return request_page(ctx, at, why_not(ctx, refusal), CONFLICT)
        return redirect(url_for("desk.help_request", at=at), 303)

    desk.add_url_rule("/help", "help", lambda: inbox_page(ctx))
    desk.add_url_rule("/help/state", "help_state",
                      lambda: news.state(lambda: facts(dispatch.help_desk(ctx, g.staff))))
    desk.add_url_rule("/help/<int:at>", "help_request", lambda at: request_page(ctx, at))
    desk.add_url_rule("/help/<int:at>/<action>", "help_do", do, methods=["POST"])


def inbox_page(ctx: AppContext) -> Answer:
    """The inbox, or what of it is looked for: by number, kind of help, place and who goes."""
    view, of = dispatch.help_desk(ctx, g.staff), HelpSaid(words_of(ctx), ctx.clock())

    def text(one: Inbox) -> str:
        seen = one.view
        who = [of.helper(one) for one in (seen.helper, seen.second) if one]
        return " ".join((str(seen.request.number), seen.kind.title.zh, seen.kind.title.en,
                         of.where(seen), *who))

    found = find((*view.calls, *view.alarms, *view.waiting, *view.under_way, *view.ended), text)
    return help_page(ctx, "desk/help.html", view=view, found=found)


def figures_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the figures."""

    def shown() -> Answer:
        days = request.args.get("days", 30, type=int)
        if days not in PERIODS:
            abort(400)
        return figures_page(ctx, days)

    desk.add_url_rule("/help/figures", "help_figures", shown)


def figures_page(ctx: AppContext, days: int) -> Answer:
    """What was asked for and done in the last so many days."""
    counted = reports.figures(ctx, g.staff, days, language(ctx))
    return help_page(ctx, "desk/help_figures.html", figures=counted, days=days, periods=PERIODS)


def request_page(ctx: AppContext, at: int, note: str = "", status: int = 200) -> Answer:
    """One request, with what is personal of it: opening it is kept."""
    view = dispatch.see(ctx, g.staff, at)
    desk = dispatch.help_desk(ctx, g.staff)
    return help_page(
        ctx, "desk/help_request.html", note, status, view=view, desk=desk,
        whys=list(dispatch.Closing), may=[str(action) for action in view.may],
        named=naming(ctx, desk))


def naming(ctx: AppContext, desk: HelpDesk) -> Callable[[str], str]:
    """Says who did something, by what the event log calls them."""
    words = words_of(ctx)
    known = {"system": words("desk_help.by_system"), "phone": words("desk_help.by_phone")}
    known |= {f"volunteer:{one.id}": one.name for one in desk.volunteers}
    known |= {f"staff:{one.id}": one.name for one in sessions.accounts(ctx)}
    return lambda actor: known.get(who(actor), actor)


def help_page(
    ctx: AppContext, template: str, note: str = "", status: int = 200, **more: object
) -> Answer:
    """A page about volunteers."""
    return framed_page(
        template, note, status, of=HelpSaid(words_of(ctx), ctx.clock()),
        may_send_out=g.staff.account.role in MAY_SEND_OUT, **more)


def facts(view: HelpDesk) -> dict[str, object]:
    """The inbox as `/desk/help/state` gives it: nothing personal."""
    def told(ones: tuple[Inbox, ...]) -> list[list[object]]:
        return [[one.view.request.id, str(one.view.request.state), str(one.age),
                 one.view.unanswered, one.view.needs_second] for one in ones]

    return {name: told(ones) for name, ones in (
        ("calls", view.calls), ("alarms", view.alarms), ("waiting", view.waiting),
        ("under_way", view.under_way), ("ended", view.ended),
    )} | {"on_duty": [one.id for one in view.on_duty]}
