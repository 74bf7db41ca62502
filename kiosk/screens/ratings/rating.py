"""办得怎么样: five faces, of which one tap counts; and thanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.actions.ratings import rate_by_number
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.rating import LEVELS
from kiosk.domain.refusals import Refusal
from kiosk.domain.spoken_numbers import spoken_number
from kiosk.screens.ratings.places import FACES, GAP, RATED
from kiosk.ui.drawing.fitted_text import one_line_role, text_width
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.queue import listed_counters
from kiosk.wording.spoken import spoken_counters, spoken_primary

# All five are written alike: in the largest of these in which the longest has room.
FACE_ROLES = ("primary", "button", "fact_bold", "chip")
FACE_ICONS = {
    5: "mood-happy", 4: "mood-smile", 3: "mood-empty", 2: "mood-sad", 1: "mood-angry"}


@dataclass(frozen=True, slots=True)
class RatingPage:
    """Which number is rated, and the faces."""

    lead: str = ""
    faces: Sequence[Item] = ()


class RatingScreen(KioskScreen):
    """No level is chosen, and none is dearer than another: five faces alike."""

    NAME = "rating"
    LAYOUTS = FACES
    STAY = Stay(60, 20)

    button_kind = PushButton

    page = view_model(RatingPage())

    @classmethod
    def ask(cls, _ctx: object, ticket: Ticket) -> Answers:
        return {"ticket": ticket}

    def show(self, ticket: Ticket) -> None:
        self._ticket, words = ticket, self.words
        portrait, many = self.theme.portrait, len(LEVELS)
        box = self.box("faces")
        places = box.rows(many, GAP) if portrait else box.columns(many, GAP)
        texts = [self._face_text(level) for level in LEVELS]
        widest = max(
            (line for text in texts for line in text.split("\n")),
            key=lambda line: text_width(self.theme, line, FACE_ROLES[0]))
        self._role = one_line_role(self.theme, widest, next(box.columns(many, GAP)).w - 36,
                                   FACE_ROLES)
        self._lines = max(text.count("\n") for text in texts) + 1
        self.page = RatingPage(
            lead=words("rating_screen.of", number=ticket.label,
                       counter=listed_counters(words, (ticket.counter or 0,))),
            faces=placed(map(self._face, LEVELS[::-1]), places))

    def _face(self, level: int) -> Item:
        portrait = self.theme.portrait
        return {"icon": FACE_ICONS[level], "text": self._face_text(level), "value": level,
                "kind": "normal", "role": "primary" if portrait else self._role,
                "say": self.words(f"rating.level_{level}"), "side": 76 if portrait else 132,
                "stacked": not portrait, "lines": self._lines, "from_left": portrait}

    def _face_text(self, level: int) -> str:
        """Beside each other faces are narrow; below each other they stand in a column."""
        if self.theme.portrait:
            return self.words(f"rating.level_{level}")
        return self.words(f"rating_screen.narrow_{level}")

    def speech(self) -> str:
        words, ticket = self.words, self._ticket
        return words("rating_screen.say", number=spoken_number(ticket.label, words.language),
                     counter=spoken_counters(words, (ticket.counter or 0,)))

    def choose(self, button: PushButton) -> None:
        """One tap counts."""
        rate = partial(rate_by_number, self.ui.ctx, self._ticket.id, button.value)
        self.ui.run(partial(or_refusal, rate), self._answered, button, "rating_screen.not_counted")

    def _answered(self, answer: Refusal | None) -> None:
        if isinstance(answer, Refusal):
            self.ui.back()
            self.toast_refusal(answer)
        else:
            self.ui.arrive("rated", {})


@dataclass(frozen=True, slots=True)
class RatedPage:
    """How to say more."""

    strong: str = ""
    text: str = ""


class RatedScreen(KioskScreen):
    """Thanks, and how to say more: with the code of the slip, which alone opens what is written."""

    NAME = "rated"
    LAYOUTS = RATED
    STAY = Stay(30, 15)
    CAN_GO_BACK = False

    page = view_model(RatedPage())

    def show(self) -> None:
        self.page = RatedPage(strong=self.words("rated.strong"), text=self.words("rated.text"))

    def speech(self) -> str:
        return self.words("rated.say", colour=spoken_primary(self.words, self.mode.contrast))

    def done(self, _button: PushButton) -> None:
        """好了，回首页."""
        self.ui.home()
