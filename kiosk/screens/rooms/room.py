"""Screen 07, a room: its day, its week, its times, and the way to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from kiosk.actions.reservations import BookingRequest
from kiosk.actions.rooms import book, room_view
from kiosk.actions.rooms.results import RoomBooking, RoomView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.screens.rooms.choosing import (
    NOW,
    cells,
    chosen_of,
    day_items,
    slot_items,
)
from kiosk.screens.rooms.day_line import NO_DAY, Day, day_of
from kiosk.screens.rooms.places import LAYOUTS, SLOT_GRID
from kiosk.screens.rooms.room_status import PICTURES, state_chip
from kiosk.screens.rooms.room_times import DayButton, SlotButton
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.dates import written_span
from kiosk.wording.hours import hours_of_day
from kiosk.wording.rooms import day_said, length_said, line_now
from kiosk.wording.spoken import spoken_primary

GAP = 24


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room. One that `is_booked` has days and times, any other facts; at last stands what is
    chosen, or how one walks in."""

    title: str = ""
    about: str = ""
    chip: Chip = BLANK
    hours: str = ""
    day: Day = NO_DAY
    is_booked: bool = True
    days: Sequence[Item] = ()
    slots: Sequence[Item] = ()
    hint: str = ""
    nothing: str = ""
    facts: Sequence[tuple[str, str, str]] = ()
    url: str = ""
    scan: str = ""
    label: str = ""
    strong: str = ""
    what: str = ""
    picture: str = ""
    verb: str = ""
    may_book: bool = False


class RoomScreen(KioskScreen):
    """Where times can be had one is chosen, and then booked here or by the QR code on the phone;
    into the other rooms one simply walks."""

    NAME = "room"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    day_kind, slot_kind = DayButton, SlotButton

    page = view_model(RoomPage())

    _slot: Slot | None

    @classmethod
    def ask(
        cls, ctx: AppContext, room_id: str, day: date | None = None, chosen: str = "",
        first: int = 0
    ) -> Answers:
        return {"view": room_view(ctx, room_id, day), "chosen": chosen, "first": first}

    def show(self, view: RoomView, chosen: str = "", first: int = 0) -> None:
        """`chosen` is the time picked, `NOW` or 16:00; `first` the time that is read first."""
        self._view, self._chosen, self._slot = view, chosen, None
        page = self._about(view)
        self.page = (self._to_choose(page, view, first) if page.is_booked
                     else self._to_walk_in(page, view))

    def _about(self, view: RoomView) -> RoomPage:
        """What is told of every room."""
        words, stands = self.words, view.stands
        state, room = state_chip(words, stands.state), stands.room
        hours = hours_of_day(words, stands.today, stands.note)
        usual = stands.today and not stands.note
        scan = ("scan_short" if self.mode.big else "scan") if room.is_booked else "scan_look"
        return RoomPage(
            title=self.text(room.title), about=self.text(room.about),
            chip=Chip(state.kind, words(
                f"room.standing_{stands.state}", state=state.text,
                line=line_now(words, stands, view.now),
            )),
            hours=words("room.open_hours", hours=hours) if usual else hours,
            day=day_of(words, view.stages, view.now), is_booked=room.is_booked,
            scan=words(f"room.{scan}"),
            url=self.ui.ctx.settings.link(f"/r/{room.id}"),
        )

    def _to_choose(self, page: RoomPage, view: RoomView, first: int) -> RoomPage:
        """The times of a room, and what to do first."""
        words, room = self.words, view.stands.room
        boxes = self.box("slots").grid(*SLOT_GRID[self.theme.layout], GAP)
        found = slot_items(words, view, self._chosen)
        self._slot = chosen_of(view, self._chosen)
        page = replace(
            page,
            days=placed(day_items(words, view), self.box("week").columns(len(view.week), GAP)),
            slots=placed(cells(words, found, len(boxes), first), boxes),
            nothing="" if found else words("room.no_slots"),
            hint=words(f"room.pick_hint_{room.unit}", length=length_said(words, room.slot)),
            verb=words("room.go_in" if self._chosen == NOW else f"room.book_{room.unit}"),
            strong=words("room.gone" if self._chosen else "room.choose_first"),
            what=words("room.gone_text") if self._chosen else self._first_step(),
        )
        return page if self._slot is None else self._with_chosen(page, view, self._slot)

    def _first_step(self) -> str:
        """What to do first; in 大字 the heading says it alone."""
        how = "choose_first_text_contrast" if self.mode.contrast else "choose_first_text"
        return "" if self.mode.big else self.words(f"room.{how}")

    def _with_chosen(self, page: RoomPage, view: RoomView, slot: Slot) -> RoomPage:
        words, room = self.words, view.stands.room
        day = day_said(words, view.day, view.now.date())
        span = written_span(max(slot.begins, view.now), slot.ends)
        known = words("room.asks_centre" if room.access is AccessMode.APPROVAL else "room.remember")
        what = words(f"room.what_{room.unit}", title=page.title)
        at = f"?day={view.day:%Y-%m-%d}&at={slot.begins:%H:%M}"
        return replace(
            page, may_book=True, label=words("room.chosen"),
            strong=words("room.when", day=day, span=span),
            what=known if self.mode.big else f"{what}\n{known}",
            url=page.url + at if page.url and self._chosen != NOW else page.url,
        )

    def _to_walk_in(self, page: RoomPage, view: RoomView) -> RoomPage:
        """A room one simply walks into: what there is to know."""
        words, stands = self.words, view.stands
        room, is_shut = stands.room, stands.state is Availability.SHUT
        return replace(
            page, picture=PICTURES[stands.state],
            facts=(
                ("map-pin", words("room.where"), self.text(room.where)),
                ("clock", words("room.hours"), hours_of_day(words, stands.today, stands.note)),
                ("list-check", words("room.inside"), self.text(room.inside)),
                ("info-circle", words("room.rules"), self.text(room.rules)),
            ),
            strong=words("room.walk_in_shut" if is_shut else "room.walk_in"),
            what=line_now(words, stands, view.now) if is_shut else words("room.walk_in_text"),
        )

    def speech(self) -> str:
        words, page = self.words, self.page
        if not page.is_booked:
            return words("room.say_walk_in", title=page.title, state=page.chip.text,
                         where=self.text(self._view.stands.room.where))
        return words(
            "room.say_slots", title=page.title, state=page.chip.text, verb=page.verb,
            colour=spoken_primary(words, self.mode.contrast),
        )

    # ---- what is tapped

    def choose_day(self, button: DayButton) -> None:
        """Another day."""
        if not button.selected:
            self.ui.turn(day=button.value, chosen="", first=0)

    def choose(self, button: SlotButton) -> None:
        """A time; or the times before or after those that are shown."""
        if button.chip is None:
            self.ui.turn(first=button.value)
        else:
            self.ui.turn(chosen=button.value)

    def book(self, button: PushButton) -> None:
        """现在就进 asks nothing more; for a later time a telephone number is asked first."""
        room, slot = self._view.stands.room, self._slot
        if slot is None:
            return
        asks_centre = room.access is AccessMode.APPROVAL
        if asks_centre or self._chosen != NOW:
            # The centre can only answer whom it knows, and knows what for.
            self.ui.go("room_purpose" if asks_centre else "room_number", button, room_id=room.id,
                       begins=slot.begins)
            return
        key = self.ui.key("book", room.id, NOW)
        asked = BookingRequest(key, room.id, None, Source.KIOSK)
        action = partial(book, self.ui.ctx, asked)
        self.ui.run(partial(or_refusal, action), self._booked, button, "room.not_booked")

    def _booked(self, answer: RoomBooking | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.toast_refusal(answer)
            self.ui.turn()
        else:
            self.ui.arrive("booked", {"view": answer}, code=answer.booking.reservation.code)
