"""Content at the desk as a table: taken along, and brought back as drafts."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, redirect, request
from flask import url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions import content
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.web.core.tables import XLSX, as_file
from kiosk.web.core.tables_in import read_table
from kiosk.web.desk.content.pages import CONFLICT, ContentPages


def table_pages(desk: Blueprint, lobby: Lobby, pages: ContentPages) -> None:
    """Adds both ways."""

    def taken(kind: str) -> Response:
        form = request.args.get("form", XLSX)
        return as_file(content.as_table(lobby, g.staff, kind), kind, form)

    def brought(kind: str) -> Answer:
        file = request.files.get("table")
        if file is None:
            abort(400)
        try:
            found = content.bring(lobby, g.staff, kind, read_table(file.read(), kind),
                                  over="over" in request.form)
        except Refusal as refusal:
            if refusal.code in ("no_such_content", "not_allowed"):
                raise
            return pages.refused(kind, refusal, CONFLICT)
        return redirect(to("desk.content_kind", kind=kind, brought=found.new + found.changed,
                           same=found.same), 303)

    desk.add_url_rule("/content/<kind>/table", "content_table", taken)
    desk.add_url_rule("/content/<kind>/table", "content_bring", brought, methods=["POST"])
