"""Screen 05, the ticket: the number that was taken, and how its turn comes near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.actions.queue import follow, give_up, reprint
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.speech_text import in_time
from kiosk.domain.spoken_numbers import spoken_minutes, spoken_number, spoken_people, spoken_time
from kiosk.screens.content.service_status import counter_numbers
from kiosk.screens.queue.slip_panel import (
    NO_SLIP,
    SlipPanel,  # noqa: F401  named in the .kv
    SlipShown,
    slip_shown,
    tell_no_paper,
)
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.shell.overlays import Answer
from kiosk.ui.widgets.ticket_card import TicketFact
from kiosk.wording.queue import wait_figure, wait_unit
from kiosk.wording.spoken import spoken_counters

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "card": (48, 262, 984, 704),
    "tear": (0, 0, 0, 464),
    "qr": (48, 990, 640, 352),
    "slip": (712, 990, 320, 352),
    "countdown": (48, 1366, 984, 150),
    "give_up": (48, 1540, 336, 176),
    "done": (408, 1540, 624, 176),
    "code": (0, 0, 312, 312),
    "icon": (0, 0, 60, 60),
}
LANDSCAPE = {
    "title": (48, 138, 1824, 76),
    "card": (48, 226, 1236, 530),
    "tear": (0, 0, 836, 0),
    "qr": (1308, 226, 564, 320),
    "slip": (1308, 570, 564, 186),
    "countdown": (432, 780, 852, 140),
    "give_up": (48, 780, 360, 140),
    "done": (1308, 780, 564, 140),
    "code": (0, 0, 284, 284),
    "icon": (0, 0, 60, 60),
}
BIG_PORTRAIT = {
    "title": (48, 166, 984, 108),
    "card": (48, 288, 984, 726),
    "tear": (0, 0, 0, 478),
    "qr": (48, 1038, 624, 310),
    "slip": (696, 1038, 336, 310),
    "countdown": (48, 1372, 984, 150),
    "give_up": (48, 1546, 348, 170),
    "done": (420, 1546, 612, 170),
    "code": (0, 0, 272, 272),
    "icon": (0, 0, 64, 64),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 1824, 96),
    "card": (48, 246, 1236, 518),
    "qr": (1308, 246, 564, 310),
    "slip": (1308, 580, 564, 184),
    "countdown": (472, 788, 784, 132),
    "give_up": (48, 788, 400, 132),
    "done": (1280, 788, 592, 132),
    "code": (0, 0, 262, 262),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A ticket, and its slip, in words; `waits`: it can still be given up."""

    title: str = ""
    service: str = ""
    taken: str = ""
    number: str = ""
    facts: Sequence[TicketFact] = ()
    url: str = ""
    slip: SlipShown = NO_SLIP
    waits: bool = True


class TicketScreen(KioskScreen):
    """Goes home by itself after half a minute; there is no way back into the questions."""

    NAME = "ticket"
    LAYOUTS = LAYOUTS
    STAY = Stay(30, 0)
    CAN_GO_BACK = False

    page = view_model(TicketPage())

    _receipt: Receipt | None = None

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"receipt": follow(ctx, code), "now": ctx.clock()}

    def show(self, receipt: Receipt, now: datetime) -> None:
        before, self._receipt = self._receipt, receipt
        words, ticket = self.words, receipt.ticket
        self.page = TicketPage(
            title=words(f"ticket.title_{ticket.state}"),
            service=self.text(receipt.service.title),
            taken=words("ticket.taken", kind=self._kind(receipt), time=self.time(ticket.taken_at)),
            number=ticket.label, facts=self._facts(receipt), url=receipt.url,
            slip=slip_shown(words, receipt.slip, receipt.url),
            waits=ticket.state in (State.WAITING, State.CALLED),
        )
        if before and before.ticket.code == ticket.code:
            self._tell_news(before, receipt)

    def leave(self) -> None:
        self._receipt = None

    def speech(self) -> str:
        words, receipt, language = self.words, self._receipt, self.mode.language
        if receipt is None:
            return ""
        number = words("ticket.say_number", number=spoken_number(self.page.number, language))
        counters = spoken_counters(words, receipt.counters)
        if receipt.ticket.state is State.CALLED:
            return words("ticket.say_called", number=number, counter=counters)
        if receipt.ticket.state is not State.WAITING:
            return self.page.title
        if is_early(receipt):
            return words("ticket.say_booked", number=number, counter=counters,
                         time=self._spoken_time(receipt))
        wait = receipt.wait and words("ticket.say_wait", minutes=spoken_minutes(
            receipt.wait.low, receipt.wait.high, language))
        slips = words(f"ticket.say_slip_{receipt.slip}"), ""
        return in_time((
            words("ticket.say_waiting", number=number, wait=wait or "", counter=counters, slip=slip,
                  people=spoken_people(receipt.ahead, language))
            for slip in slips
        ), language)

    # ---- what can be done with it

    def ask_give_up(self) -> None:
        """退号 asks first; to keep the number is the safe answer."""
        words, number = self.words, self.page.number
        self.ask_first(
            words("ticket.give_up_title"), words("ticket.give_up_text", number=number),
            Answer(words("ticket.give_up_yes"), self.give_up, "x"), words("ticket.give_up_no"),
        )

    def give_up(self) -> None:
        """退号, after the question."""
        self.ui.run(
            partial(give_up, self.ui.ctx, self._code), self._given_up,
            not_done="ticket.not_given_up",
        )

    def print_again(self) -> None:
        """重新打印."""
        self.ui.run(
            partial(reprint, self.ui.ctx, self._code), self._printing,
            not_done="ticket.not_reprinted",
        )

    @property
    def _code(self) -> str:
        return self._receipt.ticket.code if self._receipt else ""

    def _given_up(self, receipt: Receipt) -> None:
        self.end(self.words("ticket.given_up", number=receipt.ticket.label))

    def _printing(self, receipt: Receipt) -> None:
        self.show(receipt, receipt.now)

    # ---- what is shown

    def _tell_news(self, before: Receipt, receipt: Receipt) -> None:
        """What changed under the eyes of whoever stands there."""
        tell_no_paper(self, before.slip, receipt.slip, self.page.number)
        if receipt.ticket.state is not before.ticket.state:
            self.ui.stay()

    def _facts(self, receipt: Receipt) -> list[TicketFact]:
        words = self.words
        if receipt.ticket.state is not State.WAITING:
            return [self._counter(receipt)]
        if is_early(receipt):
            return [TicketFact(words("ticket.booked_for"), self._booked(receipt), ""),
                    self._counter(receipt)]
        one = "ticket.people_one" if receipt.ahead == 1 else "ticket.people"
        facts = [TicketFact(words("ticket.ahead"), str(receipt.ahead), words(one))]
        if receipt.wait:
            figure, unit = wait_figure(receipt.wait), wait_unit(words, receipt.wait)
            facts.append(TicketFact(words("ticket.wait"), figure, unit))
        return [*facts, self._counter(receipt)]

    def _kind(self, receipt: Receipt) -> str:
        booked = receipt.ticket.appointment_at
        return self.words("ticket.booked" if booked else f"priority.{receipt.ticket.priority}")

    def _booked(self, receipt: Receipt) -> str:
        at = receipt.ticket.appointment_at
        return self.time(at) if at else ""

    def _spoken_time(self, receipt: Receipt) -> str:
        at = receipt.ticket.appointment_at
        return spoken_time(at.timetz(), self.mode.language) if at else ""

    def _counter(self, receipt: Receipt) -> TicketFact:
        called = receipt.ticket.counter
        counters = (called,) if called else receipt.counters
        # Where the number stands in the sentence differs: 2 号窗口, Counter 2.
        lead, unit = self.words("standing.counter", n="\n").split("\n")
        return TicketFact(
            self.words("ticket.go_to"), counter_numbers(self.words, counters), unit.strip(),
            lead.strip(),
        )


def is_early(receipt: Receipt) -> bool:
    """Whether the time that somebody booked has not come yet."""
    at = receipt.ticket.appointment_at
    return at is not None and at > receipt.now
