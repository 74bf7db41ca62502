"""Health at the desk: each part of the house, green or with what to do; and the backups."""

from __future__ import annotations

from flask import Blueprint, Response, g, jsonify, redirect
from flask import url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations import backups
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.retention import RetentionReport, retention
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page

SHOWN = 24


def health_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page of the parts."""
    lobby = parts.lobby

    def shown() -> Answer:
        return page(lobby)

    def state() -> Response:
        return jsonify([[part.name, part.well] for part in checkup(lobby, serving=True)])

    def back_up() -> Answer:
        try:
            backups.back_up_now(lobby, g.staff)
        except Refusal as refusal:
            return page(lobby, why_not(lobby, refusal), CONFLICT)
        except StorageDown:
            return page(lobby, words_of(lobby)("health.no_backup"), 503)
        return redirect(to("desk.health"), 303)

    desk.add_url_rule("/health", "health", shown)
    desk.add_url_rule("/health/state", "health_state", state)
    desk.add_url_rule("/health/backup", "health_backup", back_up, methods=["POST"])


def retained(lobby: AppContext) -> tuple[RetentionReport, ...]:
    """What is kept for a time only; nothing is said of it while the storage is away."""
    try:
        return retention(lobby)
    except StorageDown:
        return ()


def page(lobby: AppContext, note: str = "", status: int = 200) -> Answer:
    """How everything stands now."""
    return framed_page(
        "desk/health.html", note, status, parts_of_house=checkup(lobby, serving=True),
        kept=retained(lobby), made=backups.made(lobby)[:SHOWN],
        may_back_up=g.staff.account.role in MAY_CLOSE)
