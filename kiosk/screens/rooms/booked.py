"""A booking on the touch screen: its number, its time, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from kiosk.actions import reservations
from kiosk.actions.reservations import BookingView, ReservationArea, WaitlistView
from kiosk.actions.rooms import ROOMS
from kiosk.context import AppContext
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.spoken_numbers import spoken_number, spoken_time
from kiosk.screens.queue.slip_panel import (
    SlipPanel,  # noqa: F401  named in the .kv
    SlipShown,
    slip_shown,
    tell_no_paper,
)
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.shell.overlays import Answer
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.ticket_card import TicketFact
from kiosk.wording.dates import written_span, written_time
from kiosk.wording.rooms import day_said
from kiosk.wording.translator import Translator

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "card": (48, 262, 984, 704),
    "tear": (0, 0, 0, 464),
    "qr": (48, 990, 572, 352),
    "keep": (644, 990, 388, 352),
    "countdown": (48, 1366, 984, 150),
    "countdown_alone": (48, 1366, 984, 150),
    "cancel": (48, 1540, 400, 176),
    "done": (472, 1540, 560, 176),
    "alone": (48, 1540, 984, 176),
    "code": (0, 0, 252, 252),
    "icon": (0, 0, 56, 56),
}
LANDSCAPE = {
    "title": (48, 138, 1824, 76),
    "card": (48, 226, 1236, 530),
    "tear": (0, 0, 836, 0),
    "qr": (1308, 226, 564, 290),
    "keep": (1308, 540, 564, 216),
    "countdown": (472, 780, 788, 140),
    "countdown_alone": (48, 780, 1212, 140),
    "cancel": (48, 780, 400, 140),
    "done": (1284, 780, 588, 140),
    "alone": (1284, 780, 588, 140),
    "code": (0, 0, 252, 252),
    "icon": (0, 0, 52, 52),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 108),
    "card": (48, 288, 984, 726),
    "tear": (0, 0, 0, 478),
    "qr": (48, 1038, 560, 310),
    "keep": (632, 1038, 400, 310),
    "countdown": (48, 1372, 984, 150),
    "countdown_alone": (48, 1372, 984, 150),
    "cancel": (48, 1546, 420, 170),
    "done": (492, 1546, 540, 170),
    "alone": (48, 1546, 984, 170),
    "code": (0, 0, 246, 246),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 1824, 96),
    "card": (48, 254, 1236, 510),
    "qr": (1308, 254, 564, 250),
    "keep": (1308, 528, 564, 236),
    "countdown": (456, 788, 804, 132),
    "countdown_alone": (48, 788, 1212, 132),
    "cancel": (48, 788, 384, 132),
    "done": (1284, 788, 588, 132),
    "alone": (1284, 788, 588, 132),
    "code": (0, 0, 222, 222),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
TO_COME = (Phase.BOOKED, Phase.ASKED, Phase.OFFERED, Phase.WAITING)
# What is said beside the number; of what is past, that it can be had anew.
KEEP = {Phase.BOOKED: "keep", Phase.ASKED: "asked", Phase.HERE: "here",
        Phase.OFFERED: "offered", Phase.WAITING: "waiting"}
Followed = BookingView[Any] | WaitlistView[Any]

# What is done about it on the phone.
BY_PHONE = ("asked", "here")


@dataclass(frozen=True, slots=True)
class BookedPage:
    """A booking in words; `to_come`: it can still be given back."""

    title: str = ""
    room: str = ""
    where: str = ""
    number: str = ""
    day: str = ""
    facts: Sequence[TicketFact] = ()
    url: str = ""
    keep: str = ""
    keep_text: str = ""
    slip: SlipShown | None = None
    to_come: bool = True
    done: str = ""


class BookingScreen(KioskScreen):
    """Goes home by itself after half a minute; there is no way back into the questions.

    An area says in a subclass whose bookings these are, AREA, in the words of the key AGAIN where
    another one is made, and in DONE what the main button is called, where that is not 好了.
    """

    LAYOUTS = LAYOUTS
    STAY = Stay(30, 0)
    CAN_GO_BACK = False
    AREA: ClassVar[ReservationArea[Any]]
    AGAIN: ClassVar[str]
    DONE: ClassVar[Mapping[Phase, str]] = {}

    page = view_model(BookedPage())

    _view: Followed | None = None

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"view": reservations.followed(cls.AREA, ctx, code)}

    def show(self, view: Followed) -> None:
        before, self._view, words = self._view, view, self.words
        reservation, reason = view.held, view.reason
        day = day_said(words, reservation.starts_at.date(), view.now.date())
        today = reservation.starts_at.date() == view.now.date()
        begins = written_time(reservation.starts_at)
        what = KEEP.get(view.phase, "past")
        how = "offline" if what in BY_PHONE and not view.url else "text"
        self.page = BookedPage(
            title=words(f"booked.title_{view.phase}",
                        when=begins if today else words("room.when", day=day, span=begins)),
            room=self.text(view.resource.title), where=self._where(view),
            number=str(view.number), day=day,
            facts=(
                TicketFact(words("booked.day"), day),
                TicketFact(words("booked.time"),
                           written_span(reservation.starts_at, reservation.ends_at)),
                *self._place(view),
            ),
            url=view.url,
            keep=words("booked.centre_says" if reason else f"booked.{what}_title"),
            keep_text=reason or words(
                self.AGAIN if what == "past" else f"booked.{what}_{how}"),
            slip=slip_of(words, view.slip, view.url,
                         hides=view.phase not in TO_COME or bool(reason)),
            to_come=view.phase in TO_COME,
            done=words(self.DONE.get(view.phase, "booked.done")),
        )
        if before:
            tell_no_paper(self, before.slip, view.slip, self.page.number)

    def leave(self) -> None:
        self._view = None

    def speech(self) -> str:
        if self._view is None:
            return ""
        page, language = self.page, self.mode.language
        begins = self._view.held.starts_at.time()
        return self.words(
            "booked.say", title=page.title, number=spoken_number(page.number, language),
            day=page.day, time=spoken_time(begins, language), room=page.room,
        )

    # ---- what can be done with it

    def done(self, _button: PushButton) -> None:
        """好了，回首页."""
        self.ui.home()

    def ask_cancel(self) -> None:
        """不去了，退掉 asks first; to keep it is the safe answer."""
        words = self.words
        self.ask_first(
            words("booked.cancel_title"), words("booked.cancel_text"),
            Answer(words("booked.cancel_yes"), self.cancel, "x"), words("booked.cancel_no"),
        )

    def cancel(self) -> None:
        """退掉, after the question."""
        if self._view is not None:
            self.ui.run(partial(self._ended, self.ui.ctx, self._view), self._cancelled,
                        not_done="booked.not_cancelled")

    def _ended(self, ctx: AppContext, view: Followed) -> Followed:
        end = (reservations.leave_waitlist if isinstance(view, WaitlistView)
               else reservations.cancel)
        return end(self.AREA, ctx, view.held.code)

    def print_again(self) -> None:
        """重新打印."""
        if self._view is not None:
            code = self._view.held.code
            self.ui.run(partial(self._printed_again, self.ui.ctx, code), self.show,
                        not_done="ticket.not_reprinted")

    def _printed_again(self, ctx: AppContext, code: str) -> Followed:
        reservations.print_again(self.AREA, ctx, code)
        return reservations.followed(self.AREA, ctx, code)

    def _cancelled(self, _view: Followed) -> None:
        self.end(self.words("booked.cancelled"))

    def _place(self, view: Followed) -> Sequence[TicketFact]:
        """Which one in line somebody is who waits."""
        if isinstance(view, WaitlistView) and view.place:
            return [TicketFact(self.words("booking_slip.place"), str(view.place))]
        return ()

    def _where(self, view: Followed) -> str:
        """Where the room is, as far as it finds room beside its name."""
        where = self.text(view.resource.where)
        return where if text_width(self.theme, where, "hint") <= self.box("card").w / 2 else ""


def slip_of(
    words: Translator, slip: SlipState, url: str, *, hides: bool
) -> SlipShown | None:
    """What is said of the slip of a booking; None where it has none, or where something else
    `hides` it."""
    return None if hides or slip is SlipState.NONE else slip_shown(words, slip, url)


class BookedScreen(BookingScreen):
    """A booking of a room."""

    NAME = "booked"
    AREA = ROOMS
    AGAIN = "booked.past_text"
