"""What a room is asked for: about how many people come, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.actions.rooms import room_view
from kiosk.actions.rooms.results import RoomView
from kiosk.context import AppContext
from kiosk.screens.rooms.purpose_places import LAYOUTS, PEOPLE_GRID, WHAT_GRID
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.dates import written_span
from kiosk.wording.rooms import day_said
from kiosk.wording.spoken import spoken_primary

GAP = 24
# Whoever knows it no better chooses the nearest.
PEOPLE = (3, 5, 8, 10, 15, 20, 30, 50)
WHATS = ("meeting", "class", "rehearsal", "family", "neighbours", "other")


@dataclass(frozen=True, slots=True)
class RoomPurposePage:
    """The room and its time; how many and what for, each one tile of several."""

    label: str = ""
    strong: str = ""
    text: str = ""
    people: Sequence[Item] = ()
    whats: Sequence[Item] = ()
    is_whole: bool = False


class RoomPurposeScreen(KioskScreen):
    """Asked of whoever asks the centre for a room, two taps in all."""

    NAME = "room_purpose"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    tile_kind = PushButton

    page = view_model(RoomPurposePage())

    @classmethod
    def ask(
        cls, ctx: AppContext, room_id: str, begins: datetime, people: int = 0, what: str = ""
    ) -> Answers:
        return {"view": room_view(ctx, room_id, begins.date()), "begins": begins,
                "people": people, "what": what}

    def show(self, view: RoomView, begins: datetime, people: int = 0, what: str = "") -> None:
        """`people` and `what` are what was chosen so far, 0 and "" where nothing was."""
        words, room = self.words, view.stands.room
        self._asked: dict[str, Any] = {
            "room_id": room.id, "begins": begins, "people": people, "what": what}
        day = day_said(words, begins.date(), view.now.date())
        self.page = RoomPurposePage(
            label=self.text(room.title), text=words("purpose.lead"),
            strong=words("room.when", day=day, span=written_span(begins, begins + room.slot)),
            people=placed([self._tile(words("purpose.people_n", n=n), n, people) for n in PEOPLE],
                          self.box("people").grid(*PEOPLE_GRID, GAP)),
            whats=placed([self._tile(words(f"purpose.for_{one}"), one, what) for one in WHATS],
                         self.box("whats").grid(*WHAT_GRID, GAP)),
            is_whole=bool(people and what),
        )

    def _tile(self, text: str, value: int | str, chosen: int | str) -> Item:
        return {"text": text, "value": value, "selected": value == chosen, "say": text}

    def speech(self) -> str:
        return self.words("purpose.say", colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what is tapped

    def choose_people(self, button: PushButton) -> None:
        """How many come."""
        self.ui.turn(people=button.value)

    def choose_what(self, button: PushButton) -> None:
        """What for."""
        self.ui.turn(what=button.value)

    def go_on(self, button: PushButton) -> None:
        """On to what they are called."""
        if self.page.is_whole:
            self.ui.go("room_name", button, **self._asked)
