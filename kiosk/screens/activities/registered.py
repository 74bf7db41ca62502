"""Screen 25, registered: the four digits, when and where it is, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.activities import (
    check_in_at_screen,
    follow_registration,
    give_up,
    print_again,
    take_offer,
)
from kiosk.actions.activities.results import Registration
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.spoken_numbers import spoken_number, spoken_time
from kiosk.screens.queue.slip_panel import (
    SlipPanel,  # noqa: F401  named in the .kv
    SlipShown,
    tell_no_paper,
)
from kiosk.screens.rooms.booked import LAYOUTS, slip_of
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.overlays import Answer
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.ticket_card import TicketFact
from kiosk.wording.dates import (
    by_itself,
    near_day,
    weekday,
    written_date,
    written_time,
    written_when,
)

TO_COME = (Phase.BOOKED, Phase.OFFERED, Phase.WAITING)


@dataclass(frozen=True, slots=True)
class RegisteredPage:
    """A registration in words; `to_come`: it can still be given up; `offered`: it can be taken;
    `arrives`: whoever is there can say so."""

    title: str = ""
    activity: str = ""
    people: str = ""
    number: str = ""
    facts: Sequence[TicketFact] = ()
    url: str = ""
    keep: str = ""
    keep_text: str = ""
    slip: SlipShown | None = None
    to_come: bool = True
    offered: bool = False
    arrives: bool = False
    done: str = ""


class RegisteredScreen(KioskScreen):
    """Goes home by itself after half a minute; there is no way back into the questions."""

    NAME = "registered"
    LAYOUTS = LAYOUTS
    STAY = Stay(30, 0)
    CAN_GO_BACK = False

    page = view_model(RegisteredPage())

    _view: Registration | None = None

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"view": follow_registration(ctx, code)}

    def show(self, view: Registration) -> None:
        before, self._view, words = self._view, view, self.words
        phase, today = _phase(view), view.now.date()
        arrives = bool(view.booking and view.booking.may_check_in)
        day = view.starts_at.date()
        near = near_day(words, day, today) or weekday(words, day.weekday()).short
        self.page = RegisteredPage(
            title=words(f"registered.title_{self._title(view, phase)}", day=near),
            activity=self.text(view.activity.title),
            people=words("registered.people", n=view.seats),
            number=str(view.number), url=view.url, facts=self._facts(view, near),
            to_come=phase in TO_COME, offered=phase is Phase.OFFERED,
            arrives=arrives, done=words("registered.take" if phase is Phase.OFFERED
                                        else "registered.arrive" if arrives else "booked.done"),
        )
        self.page = self._with_note(self.page, view, phase)
        if before:
            tell_no_paper(self, before.slip, view.slip, self.page.number)

    def _title(self, view: Registration, phase: Phase) -> str:
        if view.cancelled and phase in (Phase.REFUSED, Phase.LAPSED):
            return "called_off"
        return "moved" if view.moved and phase in TO_COME else str(phase)

    def _facts(self, view: Registration, near: str) -> Sequence[TicketFact]:
        words = self.words
        facts = [
            TicketFact(by_itself(near), written_date(words, view.starts_at.date(), "short")),
            TicketFact(words("registered.at"), written_time(view.starts_at)),
        ]
        if view.waits and view.waits.place:
            return [*facts, TicketFact(words("registered.place"), str(view.waits.place))]
        where = self.text(view.where)
        return [*facts, TicketFact(words("activity.where"), where)] if where else facts

    def _with_note(self, page: RegisteredPage, view: Registration, phase: Phase) -> RegisteredPage:
        """What stands beside the code: what to do with the number, or what the centre says."""
        words, booking = self.words, view.booking
        reason = view.session.reason if view.session and (view.cancelled or view.moved) else ""
        if reason:
            return replace(page, keep=words("booked.centre_says"), keep_text=reason)
        if booking and booking.booking.held_until and phase is Phase.OFFERED:
            until = written_when(words, booking.booking.held_until, view.now)
            return replace(page, keep=words("registered.offered"),
                           keep_text=words("registered.offered_text", until=until))
        what = str(phase) if phase in (Phase.BOOKED, Phase.WAITING, Phase.HERE) else "past"
        slip = slip_of(words, view.slip, view.url, hides=phase not in TO_COME)
        return replace(page, slip=slip, keep=words(f"registered.{what}"),
                       keep_text=words(f"registered.{what}_text"))

    def leave(self) -> None:
        self._view = None

    def speech(self) -> str:
        if self._view is None:
            return ""
        page, language, view = self.page, self.mode.language, self._view
        return self.words(
            "registered.say", title=page.title, number=spoken_number(page.number, language),
            day=weekday(self.words, view.starts_at.weekday()),
            time=spoken_time(view.starts_at.time(), language), where=self.text(view.where),
        )

    # ---- what can be done with it

    def done(self, button: PushButton) -> None:
        """好了，回首页; what is offered is taken, and whoever is there says so."""
        page, view = self.page, self._view
        if view is not None and page.offered:
            self.ui.run(partial(take_offer, self.ui.ctx, view.code), self._taken, button,
                        "registered.not_taken")
        elif view is not None and page.arrives:
            self.ui.run(partial(check_in_at_screen, self.ui.ctx, str(view.number)), self._taken,
                        button, "registered.not_arrived")
        else:
            self.ui.home()

    def _taken(self, view: Registration) -> None:
        self.ui.arrive("registered", {"view": view}, code=view.code)

    def ask_give_up(self) -> None:
        """不去了，退掉 asks first; to keep it is the safe answer."""
        words = self.words
        self.ask_first(
            words("registered.give_up_title"), words("registered.give_up_text"),
            Answer(words("booked.cancel_yes"), self.give_up, "x"), words("booked.cancel_no"),
        )

    def give_up(self) -> None:
        """退掉, after the question."""
        if self._view is not None:
            self.ui.run(partial(give_up, self.ui.ctx, self._view.code), self._given_up,
                        not_done="booked.not_cancelled")

    def print_again(self) -> None:
        """重新打印."""
        if self._view is not None:
            self.ui.run(partial(print_again, self.ui.ctx, self._view.code), self.show,
                        not_done="ticket.not_reprinted")

    def _given_up(self, _view: Registration) -> None:
        self.end(self.words("registered.given_up"))


def _phase(view: Registration) -> Phase:
    if view.booking:
        return view.booking.phase
    return view.waits.phase if view.waits else Phase.OVER
