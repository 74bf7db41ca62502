"""Screen 07, a room: its day, its week, its times, and the way to one of them."""

from __future__ import annotations

from datetime import date
from functools import partial

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.actions.reservations import BookingRequest
from kiosk.actions.rooms import book, room_view
from kiosk.actions.rooms.results import RoomBooking, RoomView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.rooms.rooms import RoomState, Slot
from kiosk.screens.rooms.choosing import (
    NOW,
    cells,
    chosen_of,
    day_items,
    slot_items,
)
from kiosk.screens.rooms.day_line import DayPart, day_of
from kiosk.screens.rooms.places import LAYOUTS, SLOT_GRID
from kiosk.screens.rooms.room_status import PICTURES, state_chip
from kiosk.screens.rooms.room_times import DayButton, SlotButton
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.dates import written_span
from kiosk.wording.hours import hours_of_day
from kiosk.wording.rooms import day_said, length_said, line_now
from kiosk.wording.spoken import spoken_primary

GAP = 24


class RoomScreen(KioskScreen):
    """Where times can be had one is chosen, and then booked here or by the QR code on the phone;
    into the other rooms one simply walks."""

    NAME = "room"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    day_kind, slot_kind = DayButton, SlotButton

    title = StringProperty()
    about = StringProperty()
    chip = ObjectProperty(BLANK)
    picture = StringProperty()
    hours = StringProperty()
    stretches: ListProperty[DayPart] = ListProperty()
    marks: ListProperty[tuple[float, str]] = ListProperty()
    moment = NumericProperty(-1.0)
    is_booked = BooleanProperty(True)
    days: ListProperty[Item] = ListProperty()
    day_boxes: ListProperty[Rect] = ListProperty()
    slots: ListProperty[Item] = ListProperty()
    slot_boxes: ListProperty[Rect] = ListProperty()
    hint = StringProperty()
    nothing = StringProperty()
    facts: ListProperty[tuple[str, str, str]] = ListProperty()
    url = StringProperty()
    scan = StringProperty()
    label = StringProperty()
    strong = StringProperty()
    what = StringProperty()
    verb = StringProperty()
    may_book = BooleanProperty(False)
    code_beside = BooleanProperty(False)

    _slot: Slot | None

    @classmethod
    def ask(
        cls, ctx: AppContext, room_id: str, day: date | None = None, chosen: str = "",
        first: int = 0
    ) -> Answers:
        return {"view": room_view(ctx, room_id, day), "chosen": chosen, "first": first}

    def show(self, view: RoomView, chosen: str = "", first: int = 0) -> None:
        """`chosen` is the time picked, `NOW` or 16:00; `first` the time that is read first."""
        words, stands = self.words, view.stands
        self._view, self._chosen, self._slot = view, chosen, None
        self.title, self.about = self.text(stands.room.title), self.text(stands.room.about)
        state = state_chip(words, stands.state)
        self.chip = Chip(state.kind, words(
            f"room.standing_{stands.state}", state=state.text,
            line=line_now(words, stands, view.now),
        ))
        hours = hours_of_day(words, stands.today, stands.note)
        usual = stands.today and not stands.note
        self.hours = words("room.open_hours", hours=hours) if usual else hours
        day = day_of(words, view.stages, view.now)
        self.stretches, self.marks, self.moment = day.stretches, day.hours, day.now
        self.is_booked, self.code_beside = stands.room.is_booked, not self.theme.portrait
        scan = "scan_short" if self.mode.big else "scan"
        self.scan = words(f"room.{scan}" if self.is_booked else "room.scan_look")
        self.label, self.may_book = "", False
        self.picture = "" if self.is_booked else PICTURES[stands.state]
        self.url = self.glass.ctx.settings.link(f"/r/{stands.room.id}")
        if self.is_booked:
            self._show_choice(view, first)
        else:
            self._show_facts(view)

    def _show_choice(self, view: RoomView, first: int) -> None:
        words, room = self.words, view.stands.room
        self.facts = []
        self.day_boxes = list(self.box("week").columns(len(view.week), GAP))
        self.days = day_items(words, view)
        columns, lines = SLOT_GRID[self.theme.layout]
        self.slot_boxes = [
            box for row in self.box("slots").rows(lines, GAP) for box in row.columns(columns, GAP)
        ]
        found = slot_items(words, view, self._chosen)
        self.slots = cells(words, found, columns * lines, first)
        self.nothing = "" if found else words("room.no_slots")
        self.hint = words(f"room.pick_hint_{room.unit}", length=length_said(words, room.slot))
        self.verb = words("room.go_in" if self._chosen == NOW else f"room.book_{room.unit}")
        self.strong = words("room.gone" if self._chosen else "room.choose_first")
        self.what = words("room.gone_text") if self._chosen else self._first_step()
        self._slot = chosen_of(view, self._chosen)
        if self._slot is not None:
            self._show_chosen(view, self._slot)

    def _first_step(self) -> str:
        """What to do first; in 大字 the heading says it alone."""
        how = "choose_first_text_contrast" if self.mode.contrast else "choose_first_text"
        return "" if self.mode.big else self.words(f"room.{how}")

    def _show_chosen(self, view: RoomView, slot: Slot) -> None:
        words, room = self.words, view.stands.room
        self.may_book, self.label = True, words("room.chosen")
        day = day_said(words, view.day, view.now.date())
        span = written_span(max(slot.begins, view.now), slot.ends)
        self.strong = words("room.when", day=day, span=span)
        known = words("room.asks_centre" if room.access is AccessMode.APPROVAL else "room.remember")
        what = words(f"room.what_{room.unit}", title=self.title)
        self.what = known if self.mode.big else f"{what}\n{known}"
        if self.url and self._chosen != NOW:
            self.url += f"?day={view.day:%Y-%m-%d}&at={slot.begins:%H:%M}"

    def _show_facts(self, view: RoomView) -> None:
        """A room one simply walks into: what there is to know."""
        words, stands = self.words, view.stands
        room = stands.room
        self.days, self.slots, self.hint, self.nothing, self.verb = [], [], "", "", ""
        self.facts = [
            ("map-pin", words("room.where"), self.text(room.where)),
            ("clock", words("room.hours"), hours_of_day(words, stands.today, stands.note)),
            ("list-check", words("room.inside"), self.text(room.inside)),
            ("info-circle", words("room.rules"), self.text(room.rules)),
        ]
        shut = stands.state is RoomState.SHUT
        self.strong = words("room.walk_in_shut" if shut else "room.walk_in")
        self.what = line_now(words, stands, view.now) if shut else words("room.walk_in_text")

    def speech(self) -> str:
        words, room = self.words, self._view.stands.room
        state = self.chip.text
        if not room.is_booked:
            return words("room.say_walk_in", title=self.title, state=state,
                         where=self.text(room.where))
        return words(
            "room.say_slots", title=self.title, state=state, verb=self.verb,
            colour=spoken_primary(words, self.mode.contrast),
        )

    # ---- what is tapped

    def choose_day(self, button: DayButton) -> None:
        """Another day."""
        if not button.selected:
            self.glass.turn(day=button.value, chosen="", first=0)

    def choose(self, button: SlotButton) -> None:
        """A time; or the times before or after those that are shown."""
        if button.chip is None:
            self.glass.turn(first=button.value)
        else:
            self.glass.turn(chosen=button.value)

    def book(self, button: PushButton) -> None:
        """现在就进 asks nothing more; for a later time a telephone number is asked first."""
        room, slot = self._view.stands.room, self._slot
        if slot is None:
            return
        if self._chosen != NOW:
            self.glass.go("room_number", button, room_id=room.id, begins=slot.begins)
            return
        key = self.glass.key("book", room.id, NOW)
        asked = BookingRequest(key, room.id, None, Source.GLASS)
        action = partial(book, self.glass.ctx, asked)
        self.glass.run(partial(or_refusal, action), self._booked, button, "room.not_booked")

    def _booked(self, answer: RoomBooking | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.glass.toast(self.refusal(answer), "alert-triangle-filled", "bad")
            self.glass.turn()
        else:
            self.glass.arrive("booked", {"view": answer}, code=answer.booking.reservation.code)
