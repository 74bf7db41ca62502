"""Copies at the desk: the passphrase of the second copy, and a code for another kiosk."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, g, redirect, request, url_for as to
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations.pairing import GOOD_FOR, open_pairing
from kiosk.actions.operations.second_copy import passphrase
from kiosk.actions.operations.second_copy.status import second_copy_health
from kiosk.context import AppContext
from kiosk.domain.operations.second_copy import SHORTEST_PASSPHRASE
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.usual_secrets import LONGEST_PASSWORD
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page


def copies_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page."""
    ctx = parts.ctx

    def done(act: Callable[[], None], said: str) -> Answer:
        try:
            act()
        except Refusal as refusal:
            return page(ctx, why_not(ctx, refusal), CONFLICT)
        return redirect(to("desk.copies", done=said), 303)

    def sealed() -> Answer:
        typed, again = (request.form.get(name, "") for name in ("passphrase", "again"))
        return done(lambda: passphrase.set_passphrase(ctx, g.staff, typed, again), "sealed")

    def paired() -> Answer:
        try:
            code = open_pairing(ctx, g.staff)
        except Refusal as refusal:
            return page(ctx, why_not(ctx, refusal), CONFLICT)
        minutes = int(GOOD_FOR.total_seconds()) // 60
        return page(ctx, words_of(ctx)("second_copy.code_once", code=code, n=minutes))

    desk.add_url_rule("/copies", "copies", lambda: page(ctx, _done(ctx)))
    desk.add_url_rule("/copies/passphrase", "copies_sealed", sealed, methods=["POST"])
    desk.add_url_rule("/copies/now", "copies_now", lambda: done(
        lambda: passphrase.want_copy(ctx, g.staff), "wanted"), methods=["POST"])
    desk.add_url_rule("/copies/pairing", "copies_paired", paired, methods=["POST"])


def _done(ctx: AppContext) -> str:
    """What was just done, as the address says it."""
    done = request.args.get("done")
    return words_of(ctx)(f"second_copy.{done}") if done in ("sealed", "wanted") else ""


def page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """How the second copy stands, and both forms."""
    return framed_page(
        "desk/copies.html", note, status, stands=second_copy_health(ctx, True),
        copy=passphrase.standing(ctx), shortest=SHORTEST_PASSPHRASE, longest=LONGEST_PASSWORD,
        place=ctx.settings.backup_to, is_shared=not ctx.database.is_sqlite,
        is_open=not ctx.settings.behind_tls)
