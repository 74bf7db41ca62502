"""Notices out at the desk: where the manager lets them go."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import notifications
from kiosk.context import AppContext
from kiosk.web.core.page_context import carry_out
from kiosk.web.desk.volunteers.dispatch import help_page


def targets_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the list of where notices go out to."""

    def target_changed() -> Answer:
        return carry_out(ctx, partial(change, ctx), partial(targets_page, ctx),
                         url_for("desk.help_targets"))

    desk.add_url_rule("/help/notices", "help_targets", lambda: targets_page(ctx))
    desk.add_url_rule("/help/notices", "help_target_changed", target_changed, methods=["POST"])


def change(ctx: AppContext) -> None:
    """Adds where notices go out to, takes one away, or tries it."""
    form, how = request.form, request.form.get("how")
    if how == "add":
        notifications.add_target(ctx, g.staff, form.get("name", ""), form.get("address", ""))
    elif how == "drop":
        notifications.drop_target(ctx, g.staff, form.get("target", 0, type=int))
    else:
        notifications.try_target(ctx, g.staff, form.get("target", 0, type=int))


def targets_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """Where notices go out to, and what waits; for the manager alone."""
    return help_page(
        ctx, "desk/help_targets.html", note, status,
        targets=notifications.targets(ctx, g.staff),
        form=request.form, schemes=notifications.schemes())
