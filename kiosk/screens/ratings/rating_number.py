"""给办完的号打分: the digits of today's number; where two queues have them, which of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.actions.ratings import find_served
from kiosk.domain.guessing import from_device
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.refusals import Refusal
from kiosk.screens.ratings.places import GAP
from kiosk.screens.rooms.room_number import DigitsScreen
from kiosk.ui.navigation.screen import view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import CLEAR, with_key
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.spoken import spoken_primary

# A day has no more numbers.
DIGITS = 4
FOUND = "rating_number.found"


@dataclass(frozen=True, slots=True)
class RatingNumberPage:
    """What was typed, and in the place of the keys the numbers that have those digits."""

    strong: str = ""
    text: str = ""
    found: Sequence[Item] = ()
    digits: str = ""
    note: str = ""
    trouble: str = ""
    may_look: bool = False


class RatingNumberScreen(DigitsScreen):
    """Whoever has no phone rates here. Guesses are counted: whose number it is nobody can prove."""

    NAME = "rating_number"
    KEPT = "rating_number.digits"
    NOT_DONE = "rating_number.not_found"

    button_kind = PushButton

    page = view_model(RatingNumberPage())

    def show(self, found: Sequence[Ticket] = ()) -> None:
        if found:
            self.ui.kept[FOUND] = tuple(found)
        self.show_typed(self.typed)

    def leave(self) -> None:
        if self.is_left:
            self.ui.kept.pop(FOUND, None)
        super().leave()

    def type(self, what: str) -> None:
        self.ui.kept.pop(FOUND, None)
        self.set_typed(with_key(self.typed, what)[:DIGITS])

    def may_send(self) -> bool:
        return self.page.may_look

    def action(self) -> Callable[[], tuple[Ticket, ...]]:
        name = self.ui.ctx.settings.kiosk_name
        return partial(find_served, self.ui.ctx, self.typed, from_device(name, name))

    def answered(self, answer: tuple[Ticket, ...] | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.show_typed(self.typed, self.refusal(answer))
            self.ui.reading.tell(self.page.trouble)
        elif len(answer) == 1:
            self._rate(answer[0])
        else:
            self.show(answer)
            self.ui.reading.tell(self.speech())

    def show_typed(self, digits: str, trouble: str = "") -> None:
        words, found = self.words, self.ui.kept.get(FOUND, ())
        several = [
            {"icon": "ticket", "text": one.label, "value": one, "say": one.label, "kind": "normal",
             "role": "primary"} for one in found]
        if found:
            again = words("rating_number.again")
            several.append({"icon": "refresh", "text": again, "value": None, "say": again,
                            "kind": "quiet", "role": "button"})
        self.page = RatingNumberPage(
            strong=words("rating_number.which" if found else "rating_number.where"),
            text=words("rating_number.which_text" if found else "rating_number.where_text"),
            found=placed(several, self.box("keys").rows(max(len(several), 1), GAP)),
            digits=digits, note=words("room_number.typed", n=len(digits)) if digits else "",
            trouble=trouble, may_look=bool(digits) and not found)

    def choose(self, button: PushButton) -> None:
        """One of several with the same digits, or other digits."""
        if button.value is None:
            self.type(CLEAR)
        else:
            self._rate(button.value)

    def speech(self) -> str:
        if self.page.found:
            return self.words("rating_number.say_which")
        return self.words("rating_number.say", colour=spoken_primary(
            self.words, self.mode.contrast))

    def _rate(self, ticket: Ticket) -> None:
        self.set_typed("")
        self.ui.arrive("rating", {"ticket": ticket}, ticket=ticket)
