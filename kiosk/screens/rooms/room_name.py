"""What whoever asks for a room is called: written on the keys, or left out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import LONGEST_NAME
from kiosk.screens.rooms.called import CALLED
from kiosk.screens.rooms.purpose_places import NAME_LAYOUTS
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.spoken import spoken_primary


@dataclass(frozen=True, slots=True)
class RoomNamePage:
    """What was chosen before, as the screen of the telephone asks for it."""

    room_id: str = ""
    begins: datetime | None = None
    people: int = 0
    what: str = ""


class RoomNameScreen(KioskScreen):
    """The name lives in the visit until it is sent, and nowhere after it."""

    NAME = "room_name"
    LAYOUTS = NAME_LAYOUTS
    STAY = Stay(120, 20)

    kept_name, limit = CALLED, LONGEST_NAME

    page = view_model(RoomNamePage())

    @classmethod
    def ask(
        cls, _ctx: AppContext, room_id: str, begins: datetime, people: int, what: str
    ) -> Answers:
        return {"chosen": RoomNamePage(room_id, begins, people, what)}

    def show(self, chosen: RoomNamePage) -> None:
        self.page = chosen
        self._entry.take_up()

    def leave(self) -> None:
        self._entry.put_down()

    @property
    def _entry(self) -> Entry:
        entry: Entry = self.ids.entry
        return entry

    def speech(self) -> str:
        return self.words("purpose.say_name",
                          colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def finish(self) -> None:
        """写好了: on to the telephone."""
        self.ui.go("room_number", **asdict(self.page))

    def skip(self, button: PushButton) -> None:
        """不写也行: on without it."""
        self._entry.write("")
        self.ui.go("room_number", button, **asdict(self.page))
