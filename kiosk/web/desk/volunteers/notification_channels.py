"""Notices out at the desk: where the manager lets them go."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import notifications
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import words_of
from kiosk.web.core.wording import Wording
from kiosk.web.desk.volunteers.dispatch import around


def targets_pages(desk: Blueprint, lobby: Lobby) -> None:
    """Adds the list of where notices go out to."""

    def targets() -> Answer:
        return targets_page(lobby)

    def target_changed() -> Answer:
        form, how = request.form, request.form.get("how")
        try:
            if how == "add":
                notifications.add_target(
                    lobby, g.staff, form.get("name", ""), form.get("address", ""))
            elif how == "drop":
                notifications.drop_target(lobby, g.staff, form.get("target", 0, type=int))
            else:
                notifications.try_target(lobby, g.staff, form.get("target", 0, type=int))
        except Refusal as refusal:
            said = Wording(words_of(lobby), lobby.clock()).refusal(refusal)
            return targets_page(lobby, said, 409)
        return redirect(url_for("desk.help_targets"), 303)

    desk.add_url_rule("/help/notices", "help_targets", targets)
    desk.add_url_rule("/help/notices", "help_target_changed", target_changed, methods=["POST"])


def targets_page(lobby: Lobby, note: str = "", status: int = 200) -> Answer:
    """Where notices go out to, and what waits; for the manager alone."""
    return make_response(render_template(
        "desk/help_targets.html", targets=notifications.targets(lobby, g.staff), form=request.form,
        schemes=notifications.schemes(), **around(lobby, note, status),
    ), status)
