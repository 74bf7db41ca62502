"""Notices out at the desk: where the manager lets them go."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import notifications
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.notification_channels import FIELDS, ChannelKind, address_of
from kiosk.web.core.page_context import CONFLICT, SEE_OTHER, carry_out, why_not
from kiosk.web.desk.volunteers.dispatch import help_page


def targets_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the list of where notices go out to."""

    def target_changed() -> Answer:
        back = url_for("desk.help_targets")
        if request.form.get("how") == "try":
            return tried(ctx)
        return carry_out(ctx, partial(change, ctx), partial(targets_page, ctx), back)

    desk.add_url_rule("/help/notices", "help_targets", lambda: targets_page(ctx))
    desk.add_url_rule("/help/notices", "help_target_changed", target_changed, methods=["POST"])


def change(ctx: AppContext) -> None:
    """Adds where notices go out to, or takes one away."""
    form = request.form
    if form.get("how") == "add":
        notifications.add_target(
            ctx, g.staff, form.get("name", ""), address_of(kind_asked(), form))
    else:
        notifications.drop_target(ctx, g.staff, form.get("target", 0, type=int))


def tried(ctx: AppContext) -> Answer:
    """Sends a trial, and leads to the page that says whether it was taken."""
    target = request.form.get("target", 0, type=int)
    try:
        well = notifications.try_target(ctx, g.staff, target)
    except Refusal as refusal:
        return targets_page(ctx, why_not(ctx, refusal), CONFLICT)
    return redirect(url_for("desk.help_targets", tried=target, well=int(well)), SEE_OTHER)


def kind_asked() -> ChannelKind:
    """The kind of channel whose form is asked for or was sent; the first, where it is none."""
    named = request.values.get("kind", "")
    return next((one for one in ChannelKind if one == named), ChannelKind.WECOM)


def targets_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """Where notices go out to, and what waits; for the manager alone."""
    kind = kind_asked()
    return help_page(
        ctx, "desk/help_targets.html", note, status,
        targets=notifications.targets(ctx, g.staff), kind=kind, kinds=ChannelKind,
        fields=FIELDS[kind], form=request.form, schemes=notifications.schemes(),
        tried=request.args.get("tried", 0, type=int),
        well=request.args.get("well") == "1")
