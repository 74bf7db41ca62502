"""Meeting somebody who listens: the reception days that were announced, and their times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.actions.cases.reception import ListenerView, listener_view
from kiosk.context import AppContext
from kiosk.domain.cases.reception import Listener
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.screens.cases.places import GAP, MEET, SLOT_GRID
from kiosk.screens.rooms.choosing import cells
from kiosk.screens.rooms.room_status import state_chip
from kiosk.screens.rooms.room_times import DayButton, SlotButton
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.dates import written_span, written_time
from kiosk.wording.rooms import day_said, weekday_said


@dataclass(frozen=True, slots=True)
class CaseMeetPage:
    """Who receives, on which days, and the times of one; what the red button says."""

    lead: str = ""
    label: str = ""
    strong: str = ""
    text: str = ""
    listeners: Sequence[Item] = ()
    days: Sequence[Item] = ()
    slots: Sequence[Item] = ()
    nothing: str = ""
    verb: str = ""
    what: str = ""
    may_book: bool = False


class CaseMeetScreen(KioskScreen):
    """A listener, a day, a time; a telephone follows, as for any other booking."""

    NAME = "case_meet"
    LAYOUTS = MEET
    STAY = Stay(90, 20)

    button_kind, day_kind, slot_kind = PushButton, DayButton, SlotButton

    page = view_model(CaseMeetPage())

    _slot: Slot | None = None

    @classmethod
    def ask(cls, ctx: AppContext, listener_id: str = "", day: date | None = None,
            chosen: str = "", first: int = 0) -> Answers:
        return {"view": listener_view(ctx, listener_id, day), "chosen": chosen, "first": first}

    def show(self, view: ListenerView, chosen: str = "", first: int = 0) -> None:
        """`chosen` is the time picked, 16:00; `first` the time that is read first."""
        words, listener = self.words, view.listener
        self._view = view
        self._slot = next((one for one in view.slots
                           if one.left and written_time(one.begins) == chosen), None)
        boxes = self.box("slots").grid(*SLOT_GRID[self.theme.layout], GAP)
        slots = [self._slot_item(one, chosen) for one in view.slots]
        day = day_said(words, view.day, view.now.date()) if view.day else ""
        page = CaseMeetPage(
            lead=words("case_meet.lead"), label=self.text(listener.title),
            strong=(words("case_meet.receiver", day=day, name=view.receiver) if view.receiver
                    else self.text(listener.title)),
            text=self._where(listener),
            listeners=self._listeners(), days=self._days(),
            slots=placed(cells(words, slots, len(boxes), first), boxes),
            nothing="" if slots else words("case_meet.nothing"),
            verb=words("room.gone" if chosen else "room.choose_first"),
        )
        if self._slot is not None:
            span = written_span(self._slot.begins, self._slot.ends)
            what = words("room.when", day=day, span=span) if self.theme.portrait else ""
            page = replace(page, may_book=True, verb=words("case_meet.book"), what=what)
        self.page = page

    def _where(self, listener: Listener) -> str:
        where = self.text(listener.where)
        return self.words("case_meet.where", where=where) if where else self.text(listener.about)

    def _listeners(self) -> Sequence[Item]:
        found, box = self._view.listeners, self.box("listeners")
        places = (box.columns(len(found), GAP) if self.theme.portrait
                  else box.rows(max(len(found), 2), GAP))
        return placed((
            {"icon": one.icon if self.theme.portrait and not self.mode.big else "",
             "text": self.text(one.title), "say": self.text(one.title), "value": one.id,
             "selected": one.id == self._view.listener.id, "tick": True} for one in found
        ), places)

    def _days(self) -> Sequence[Item]:
        words, view = self.words, self._view
        return placed((
            {"weekday": weekday_said(words, day, view.now.date()), "date": str(day.day),
             "value": day, "chip": state_chip(words, state, short=True),
             "selected": day == view.day,
             "enabled": state is not Availability.FULL or day == view.day}
            for day, state in view.days
        ), self.box("days").columns(max(len(view.days), 3), GAP))

    def _slot_item(self, slot: Slot, chosen: str) -> Item:
        name = written_time(slot.begins)
        return {
            "time": name, "chip": Chip(str(slot.state), self.words(f"room_state.{slot.state}")),
            "icon": "", "value": name, "kind": "normal", "tick": True,
            "selected": slot.left > 0 and name == chosen, "enabled": slot.left > 0,
        }

    def speech(self) -> str:
        return self.words("case_meet.say", receiver=self.page.strong)

    # ---- what is tapped

    def choose_listener(self, button: PushButton) -> None:
        """Somebody else who listens."""
        if not button.selected:
            self.ui.turn(listener_id=button.value, day=None, chosen="", first=0)

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

    def arrive(self, button: PushButton) -> None:
        """我约了，到了: whoever booked says the number."""
        self.ui.go("case_meet_number", button)

    def book(self, button: PushButton) -> None:
        """约这个时间: a telephone is asked first, so that somebody can be told."""
        if self._slot is not None:
            self.ui.go("case_meet_number", button, listener_id=self._view.listener.id,
                       begins=self._slot.begins)
