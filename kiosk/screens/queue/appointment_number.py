"""我预约了: the four digits of an appointment; whoever is there gets the number for their time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from kiosk.actions.queue import arrive_at_screen
from kiosk.actions.queue.results import Receipt
from kiosk.domain.refusals import Refusal
from kiosk.screens.rooms.room_number import SHORT, NumberScreen
from kiosk.wording.spoken import spoken_primary


class AppointmentNumberScreen(NumberScreen):
    """The digits that the phone, or a clerk on the telephone, has told."""

    NAME = "appointment_number"
    KEPT = "appointment_number.digits"
    NOT_DONE = "trouble.number_not_taken"
    BOOKED = "ticket"

    def show(self) -> None:
        self.show_time(None)
        words = self.words
        self.page = replace(
            self.page, title=words("appointment_number.title"),
            lead=words("appointment_number.lead"), field=words("appointment_number.field"),
            strong=words("appointment_number.lost"), what=words("appointment_number.lost_text"))

    def speech(self) -> str:
        return self.words("appointment_number.say",
                          colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def action(self) -> Any:
        return partial(arrive_at_screen, self.ui.ctx, self.page.digits, self.mode.language)

    def answered(self, answer: Receipt | Refusal | Any) -> None:
        if isinstance(answer, Receipt):
            self.set_typed("")
            self.ui.arrive(self.BOOKED, {"receipt": answer, "now": answer.now},
                           code=answer.ticket.code)
        else:
            super().answered(answer)

    def show_typed(self, digits: str) -> None:
        missing = SHORT - len(digits)
        note = self.words("room_number.short", n=missing) if digits and missing > 0 else ""
        self.page = replace(
            self.page, digits=digits, trouble="", note=note, is_whole=not missing)
