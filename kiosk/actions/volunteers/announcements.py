"""Calls from the hall as the speaker says them, and codes and numbers on paper."""

from __future__ import annotations

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.volunteers import catalogue as help_book, help_requests
from kiosk.actions.volunteers.results import HelpView
from kiosk.area import Announcement
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble, Trouble
from kiosk.domain.queue.slips import Slip
from kiosk.domain.volunteers.help_requests import ANSWERED_WITHIN, HelpState
from kiosk.wording.dates import written_moment
from kiosk.wording.translator import Translator


def say_help_call(ctx: AppContext, tx: ReadTransaction, call: Event) -> Announcement | None:
    """For what a volunteer is called over, while nobody has come."""
    request = help_requests.by_id(tx, int(call.details["help"]))
    if (request is None or request.state is not HelpState.SENT
            or ctx.clock() - call.at >= ANSWERED_WITHIN):
        return None
    words = ctx.words[ctx.settings.language]
    kind = words.text(help_book.book(tx).kind(request.kind_id).title)
    return Announcement(words("speech.help_call", kind=kind))


def print_code(ctx: AppContext, url: str, kind_id: str, language: str) -> Trouble | None:
    """The kiosk's code on paper; what was wrong where none came out. It takes seconds."""
    words = ctx.words[language]
    return _print(ctx, kind_id, words, words("help_slip.scan"), url, "good")


def print_number(ctx: AppContext, view: HelpView, language: str) -> Trouble | None:
    """The number by which to ask how far it is, and the request's own page. As `print_code`."""
    url = ctx.settings.link(f"/h/{view.request.code}")
    return _print(ctx, view.kind.id, ctx.words[language], str(view.request.number), url, "ask")


def _print(
    ctx: AppContext, kind_id: str, words: Translator, large: str, url: str, what: str
) -> Trouble | None:
    now = ctx.clock()
    with ctx.database.read() as tx:
        centre = words.text(content.guide(tx).centre.centre)
        title = words.text(help_book.book(tx).kind(kind_id).title)
    slip = Slip(
        centre=centre, service=title, number=large, kind=words("help_slip.kind"),
        facts=((words(f"help_slip.{what}"), words(f"help_slip.{what}_text")),),
        taken=words("trial.taken", at=written_moment(words, now)),
        url=url, scan_hint=words(f"help_slip.{what}_scan" if url else "slip.offline"),
        foot=words("help_slip.foot"),
    )
    try:
        ctx.printer.print_slip(slip)
    except PrinterTrouble as found:
        return found.reason
    return None
