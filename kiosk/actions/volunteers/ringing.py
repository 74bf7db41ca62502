"""Calls from the hall as the speaker says them, and codes and numbers on paper."""

from __future__ import annotations

from db import content, help_book, help_requests, journal
from kiosk.actions.volunteers.answers import HelpView
from kiosk.devices.printer import PrinterTrouble, Trouble
from kiosk.domain.volunteers import ANSWERED_WITHIN, HelpState
from kiosk.lobby import Lobby


def rings_since(lobby: Lobby, version: int) -> tuple[int, tuple[str, ...]]:
    """What is to be said of calls made after a version, and the version they reach up to."""
    words = lobby.words[lobby.settings.language]
    with lobby.database.session() as session:
        book, now, said = help_book.book(session), lobby.clock(), []
        for line in journal.since(session, version, ("help_call",)):
            request = help_requests.by_id(session, int(line.details["help"]))
            if request and request.state is HelpState.SENT and now - line.at < ANSWERED_WITHIN:
                kind = words.text(book.kind(request.kind_id).title)
                said.append(words("speech.help_call", kind=kind))
        return session.version, tuple(said)


def print_code(lobby: Lobby, url: str, kind_id: str, language: str) -> Trouble | None:
    """The kiosk's code on paper; what was wrong where none came out. It takes seconds."""
    words = lobby.words[language]
    with lobby.database.session() as session:
        kind = help_book.book(session).kind(kind_id)
        title = words.text(kind.title)
    return _print(lobby, language, title, words("help_slip.scan"), url, words("help_slip.lasts"))


def print_number(lobby: Lobby, view: HelpView, language: str) -> Trouble | None:
    """The number by which to ask how far it is, on paper. As `print_code`."""
    words = lobby.words[language]
    return _print(lobby, language, words.text(view.kind.title), str(view.request.number),
                  "", words("help_slip.ask"))


def _print(
    lobby: Lobby, language: str, title: str, large: str, url: str, hint: str
) -> Trouble | None:
    from kiosk.domain.slips import Slip

    words, now = lobby.words[language], lobby.clock()
    with lobby.database.session() as session:
        centre = content.guide(session).house.centre.in_(language)
    slip = Slip(
        centre=centre, service=title, number=large, kind=words("help_slip.kind"), facts=(),
        taken=words("trial.taken", month=now.month, day=now.day, time=f"{now:%H:%M}"),
        url=url, scan_hint=hint, foot=words("help_slip.foot"),
    )
    try:
        lobby.printer.print_slip(slip)
    except PrinterTrouble as found:
        return found.reason
    return None
