"""A number for a room: a telephone number to book with, or the booking's own on arrival."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from kiosk.actions.reservations import BookingRequest, BookingView, WaitlistView
from kiosk.actions.rooms import book, check_in_at_screen, room_view
from kiosk.actions.rooms.results import RoomBooking, RoomView
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import NUMBERS, Purpose, Source
from kiosk.domain.telephones import MOBILE_DIGITS, most_digits, telephone
from kiosk.screens.rooms.called import called, forget_called
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import with_key
from kiosk.wording.dates import written_span
from kiosk.wording.rooms import day_said
from kiosk.wording.spoken import spoken_primary

Followed = BookingView[Any] | WaitlistView[Any]
PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 660, 284),
    "alone": (48, 320, 984, 284),
    "qr": (732, 320, 300, 284),
    "field": (48, 640, 984, 150),
    "keys": (48, 814, 984, 700),
    "done": (48, 1538, 984, 176),
    "code": (0, 0, 244, 244),
    "icon": (0, 0, 60, 60),
}
LANDSCAPE = {
    "title": (48, 146, 852, 142),
    "panel": (924, 146, 712, 204),
    "alone": (924, 146, 948, 204),
    "qr": (1660, 146, 212, 204),
    "field": (48, 364, 852, 180),
    "notice": (48, 556, 852, 186),
    "keys": (924, 364, 948, 556),
    "done": (48, 750, 852, 170),
    "code": (0, 0, 186, 186),
    "icon": (0, 0, 60, 60),
}
LAYOUTS = {
    "portrait": PORTRAIT, "landscape": LANDSCAPE,
    "big_portrait": PORTRAIT | {
        "title": (48, 166, 984, 110), "panel": (48, 292, 660, 324), "alone": (48, 292, 984, 324),
        "qr": (732, 292, 300, 324),
    },
    "big_landscape": LANDSCAPE | {"title": (48, 150, 852, 190)},
}
SHORT = len(str(NUMBERS[0]))


@dataclass(frozen=True, slots=True)
class RoomNumberPage:
    """What is asked: of which room the `label` says, which somebody who arrives has none of. And
    what was typed."""

    title: str = ""
    lead: str = ""
    label: str = ""
    has_code: bool = False
    strong: str = ""
    what: str = ""
    notice: str = ""
    url: str = ""
    field: str = ""
    verb: str = ""
    icon: str = "door-enter"
    digits: str = ""
    note: str = ""
    trouble: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class TimeToBook:
    """What a number is left for: a time `[begins, ends)` of a resource, which has the address
    `path`, "" where no phone books it; `verb` is what it is called to book it, `notice` the key of
    what becomes of the number, `day` what the day is called."""

    resource_id: str
    title: Text
    begins: datetime
    ends: datetime
    day: str
    path: str
    verb: str
    notice: str


class DigitsScreen(KioskScreen):
    """Digits on a keypad. They live in the visit, as KEPT, until they are sent, and nowhere after
    it. A subclass says what is done with them, and by the key NOT_DONE that it was not."""

    LAYOUTS = LAYOUTS
    STAY = Stay(120, 20)
    KEPT: ClassVar[str]
    NOT_DONE: ClassVar[str]

    @property
    def typed(self) -> str:
        """The digits that stand there."""
        kept: str = self.ui.kept.get(self.KEPT, "")
        return kept

    def may_send(self) -> bool:
        """Whether something can be done with them."""
        raise NotImplementedError

    def action(self) -> Callable[[], Any]:
        """What is done with them."""
        raise NotImplementedError

    def answered(self, answer: Any) -> None:
        """What came of it, or the refusal."""
        raise NotImplementedError

    def show_typed(self, digits: str) -> None:
        """So many digits stand there now."""
        raise NotImplementedError

    def leave(self) -> None:
        if self.is_left:
            self.set_typed("")

    def type(self, what: str) -> None:
        """A key: a digit, 重输 or 删除."""
        typed = with_key(self.typed, what)
        self.set_typed(typed[:most_digits(typed)])

    def set_typed(self, digits: str) -> None:
        """Keeps so many digits for the visit, and shows them."""
        self.ui.kept.pop(self.KEPT, None)
        if digits:
            self.ui.kept[self.KEPT] = digits
        self.show_typed(digits)

    def send(self, button: PushButton) -> None:
        """Does it; refused, the page says why in its place."""
        if self.may_send():
            self.ui.run(partial(or_refusal, self.action()), self.answered, button, self.NOT_DONE)


class NumberScreen(DigitsScreen):
    """A number for a time that can be had. An area says in a subclass what is booked, and on which
    screen BOOKED it then stands."""

    KEPT = "room_number.digits"
    NOT_DONE = "room.not_booked"
    BOOKED: ClassVar[str]

    page = view_model(RoomNumberPage())

    def show_time(self, time: TimeToBook | None) -> None:
        """The time that is to be booked; without one somebody arrives."""
        words = self.words
        self._time = time
        self._purpose = "book" if time else "arrive"
        page = RoomNumberPage(
            title=words(f"room_number.title_{self._purpose}"),
            lead=words(f"room_number.lead_{self._purpose}"),
            field=words(f"room_number.field_{self._purpose}"),
            verb=words("room_number.done_arrive"), strong=words("room_number.lost_arrive"),
            what=words("room_number.notice_arrive"),
        )
        self.page = self._with_time(page, time) if time else page
        self.set_typed(self.typed)

    def _with_time(self, page: RoomNumberPage, time: TimeToBook) -> RoomNumberPage:
        words = self.words
        url = self.ui.ctx.settings.link(
            f"{time.path}?day={time.begins:%Y-%m-%d}&at={time.begins:%H:%M}"
        ) if time.path else ""
        # What becomes of the number is read before it is typed, in every mode: where it has a
        # place of its own it stands there.
        notice = words(time.notice if url else f"{time.notice}_offline")
        what, notice = ("", notice) if self.has_box("notice") else (notice, "")
        return replace(
            page, icon="calendar-check", verb=time.verb, url=url, label=self.text(time.title),
            has_code=bool(time.path),
            what=what, notice=notice,
            strong=words("room.when", day=time.day, span=written_span(time.begins, time.ends)),
        )

    def book_time(self, asked: BookingRequest) -> BookingView[Any]:
        """Books it. Refuses as the area's own booking does."""
        raise NotImplementedError

    def check_in(self, typed: str) -> Followed:
        """Says that somebody is there. Refuses as `check_in_at_screen`."""
        raise NotImplementedError

    def speech(self) -> str:
        colour = spoken_primary(self.words, self.mode.contrast)
        how = "book_offline" if self._purpose == "book" and not self.page.url else self._purpose
        return self.words(f"room_number.say_{how}", colour=colour, verb=self.page.verb)

    # ---- what the person does

    def may_send(self) -> bool:
        return self.page.is_whole

    def action(self) -> Callable[[], Followed]:
        time, digits = self._time, self.page.digits
        if time is None:
            return partial(self.check_in, digits)
        return partial(self.book_time, BookingRequest(
            self.ui.key("book", time.resource_id, time.begins), time.resource_id, time.begins,
            Source.KIOSK, phone=digits, language=self.mode.language,
        ))

    def answered(self, answer: Followed | Refusal) -> None:
        if not isinstance(answer, Refusal):
            self.set_typed("")
            self.ui.arrive(self.BOOKED, {"view": answer}, code=answer.held.code)
        elif answer.code == "just_taken":
            self.ui.back()
            self.toast_refusal(answer)
        else:
            self.page = replace(self.page, trouble=self.refusal(answer))
            self.ui.reading.tell(self.page.trouble)

    def show_typed(self, digits: str) -> None:
        if self._purpose == "book":
            note, is_whole = self._check(digits)
        else:
            is_whole = len(digits) == SHORT or len(digits) >= MOBILE_DIGITS
            typed = self.words("room_number.typed", n=len(digits)) if digits else ""
            note = self.words("room_number.whole") if is_whole else typed
        self.page = replace(self.page, digits=digits, trouble="", note=note, is_whole=is_whole)

    def _check(self, digits: str) -> tuple[str, bool]:
        """What is missing is said while it is typed; what is no telephone, beside the keys too."""
        try:
            telephone(digits)
        except Refusal as refusal:
            if refusal.code == "short_phone":
                return self.words("room_number.short", n=refusal.details["missing"]), False
            return self.refusal(refusal), True
        return self.words("room_number.whole"), True


class RoomNumberScreen(NumberScreen):
    """A number for a room."""

    NAME = "room_number"
    BOOKED = "booked"

    @classmethod
    def ask(
        cls, ctx: AppContext, room_id: str = "", begins: datetime | None = None, people: int = 0,
        what: str = "",
    ) -> Answers:
        if begins is None:
            return {"view": None}
        return {"view": room_view(ctx, room_id, begins.date()), "begins": begins,
                "people": people, "what": what}

    def show(
        self, view: RoomView | None, begins: datetime | None = None, people: int = 0,
        what: str = "",
    ) -> None:
        """`view` and `begins`: the time that is to be booked; without them somebody arrives.
        `people` and `what` are what a room is asked for, which others are not."""
        self._told = (what, people)
        if view is None or begins is None:
            self.show_time(None)
            return
        room = view.stands.room
        self.show_time(TimeToBook(
            room.id, room.title, begins, begins + room.slot,
            day_said(self.words, begins.date(), view.now.date()), f"/r/{room.id}",
            self.words(f"room.book_{room.unit}"), "room_number.notice",
        ))

    def book_time(self, asked: BookingRequest) -> RoomBooking:
        what, people = self._told
        if what:
            # The keeper reads it: in the language of the centre.
            ctx = self.ui.ctx
            said = ctx.words[ctx.settings.language](f"purpose.for_{what}")
            asked = replace(asked, purpose=Purpose.told(said, people, called(self.ui.kept)))
        return book(self.ui.ctx, asked)

    def answered(self, answer: Followed | Refusal) -> None:
        if not isinstance(answer, Refusal):
            forget_called(self.ui.kept)
        super().answered(answer)

    def check_in(self, typed: str) -> RoomBooking:
        return check_in_at_screen(self.ui.ctx, typed)
