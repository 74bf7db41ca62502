"""The first evening at the desk: what has to be known of a centre, step by step."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, g, request, url_for as to
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from kiosk.actions import content
from kiosk.actions.operations import setup
from kiosk.actions.operations.setup import SetupView
from kiosk.context import AppContext
from kiosk.domain.content.content_form import called
from kiosk.domain.operations.setup import SetupState
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import one_of
from kiosk.web.core.page_context import OK, carry_out, drawn_code, language, words_of
from kiosk.web.desk.sections import DeskParts, framed_page, sections_for


def setup_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page with the steps, and what is said of each."""
    ctx = parts.ctx

    def changed() -> Answer:
        return carry_out(ctx, partial(change, ctx), partial(page, ctx), to("desk.setup"))

    desk.add_url_rule("/setup", "setup", lambda: page(ctx))
    desk.add_url_rule("/setup", "setup_changed", changed, methods=["POST"])


def change(ctx: AppContext) -> None:
    """A step is right, or left for later; the rest is; or items that were out of sight are shown.
    Refuses with `no_such_step`, `no_such_item`."""
    name, how = request.form.get("step", ""), request.form.get("how", "")
    if how == "rest":
        setup.leave_rest(ctx, g.staff)
    elif how == "pick":
        kind = next((one.step.picks for one in setup.setup(ctx, g.staff)
                     if one.step.name == name and one.step.picks), None)
        if kind is None:
            raise Refusal("no_such_step")
        content.show_picked(ctx, g.staff, kind, request.form.getlist("item"))
    else:
        setup.mark_step(ctx, g.staff, name, one_of(SetupState, how))


def page(ctx: AppContext, note: str = "", status: int = OK) -> Answer:
    """The steps, and one of them: the one asked for, or the first that nobody has looked at."""
    steps = setup.setup(ctx, g.staff)
    asked = request.values.get("step", "") if request.method == "GET" or note else ""
    now = next((one for one in steps if one.step.name == asked), None) or next(
        (one for one in steps if one.state is SetupState.OPEN), None)
    mine = {one.name for one in sections_for(g.sections, g.staff.account.role)}
    return framed_page(
        "desk/setup.html", note, status, steps=steps, now_at=now,
        picks=picks(ctx, now), pages=[one for one in now.step.pages if one in mine] if now else [],
        code=code(ctx) if now and now.step.name == "phones" else "",
        rest=any(one.state is SetupState.OPEN for one in steps))


def code(ctx: AppContext) -> Markup:
    """The code that phones scan, to be tried."""
    return drawn_code(ctx.settings.public_url, words_of(ctx)("setup.phones"))


def picks(ctx: AppContext, now: SetupView | None) -> list[tuple[str, str]]:
    """What is out of sight and can be ticked: ids, and what they are called."""
    if now is None or not now.step.picks:
        return []
    rows = content.on_shelf(ctx, g.staff, now.step.picks).rows
    return [(one.item, called(one.written, language(ctx)) or one.item)
            for one in rows if one.hidden]
