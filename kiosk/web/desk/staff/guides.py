"""The guides at the desk, to be printed."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g

from kiosk.actions.staff.guides import guide_sheet
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import language


def guide_pages(desk: Blueprint, lobby: Lobby) -> None:
    """Adds the sheets."""

    def own_guide(name: str) -> Response:
        try:
            sheet = guide_sheet(lobby, g.staff, name, language(lobby))
        except Refusal as refusal:
            if refusal.code == "not_allowed":
                abort(404)
            raise
        return Response(sheet, mimetype="application/pdf")

    desk.add_url_rule("/own/guide/<name>", "own_guide", own_guide)
