"""The deeds that the forms of the desk ask for, by the name in their address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from kiosk.actions import queue
from kiosk.actions.queue.results import DeskView
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says: the ticket it is about, the one the clerk saw as current, and where to."""

    ticket: int
    holding: int | None
    window: int | None
    service: str | None

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> Asked:
        """Reads a form; what is missing or no number is nobody's."""
        return cls(
            ticket=form.get("ticket", 0, type=int),
            holding=form.get("holding", type=int),
            window=form.get("window", type=int),
            service=form.get("service") or None,
        )


def _transfer(lobby: Lobby, session: Session, asked: Asked) -> DeskView:
    if asked.window is None and asked.service is None:
        raise Refusal("no_such_window")
    return queue.transfer(
        lobby, session, asked.ticket, window=asked.window, service_id=asked.service
    )


DEEDS: dict[str, Callable[[Lobby, Session, Asked], DeskView]] = {
    "call_next": lambda lobby, at, asked: queue.call_next(lobby, at, asked.holding),
    "call_this": lambda lobby, at, asked: queue.call_this(lobby, at, asked.ticket, asked.holding),
    "take_back": lambda lobby, at, asked: queue.take_back(lobby, at, asked.ticket, asked.holding),
    "call_again": lambda lobby, at, asked: queue.call_again(lobby, at, asked.ticket),
    "miss": lambda lobby, at, asked: queue.miss(lobby, at, asked.ticket),
    "park": lambda lobby, at, asked: queue.park(lobby, at, asked.ticket),
    "finish": lambda lobby, at, asked: queue.finish(lobby, at, asked.ticket),
    "bring_back": lambda lobby, at, asked: queue.bring_back(lobby, at, asked.ticket),
    "transfer": _transfer,
    "open_window": lambda lobby, at, asked: queue.open_window(lobby, at),
    "pause_window": lambda lobby, at, asked: queue.pause_window(lobby, at),
    "close_window": lambda lobby, at, asked: queue.close_window(lobby, at),
    "ask_for_help": lambda lobby, at, asked: queue.ask_for_help(lobby, at),
}
