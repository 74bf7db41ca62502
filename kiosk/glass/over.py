"""What lies over a page: dialog and toast; and the panel that stands in for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.domain.saying import sentences
from kiosk.glass.box import Box
from kiosk.glass.buttons import PushButton
from kiosk.glass.meaning import Role, unbroken
from kiosk.glass.pen import Pen
from kiosk.glass.piece import Piece
from kiosk.glass.plain import Progress
from kiosk.glass.strokes import plaque
from kiosk.i18n import Words


@dataclass(frozen=True)
class Answer:
    """One button of a dialog or error panel: what it says, and what it does."""

    text: str
    deed: Callable[[], None]
    icon: str = ""


@dataclass(frozen=True)
class Question:
    """What a dialog asks. The last answer stands right, in red: the safe one."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    icon: str = "help-circle"
    seconds: float = field(default=0.0)


def asked(words: Words, title: str, text: str, answers: Sequence[Answer]) -> str:
    """What 朗读 says of a dialog or a panel: all of it, and what can be tapped."""
    choices = words("aloud.or").join(answer.text for answer in answers)
    said = [title, unbroken(text), words("aloud.choices", choices=choices) if choices else ""]
    return sentences(said, words.language)


class Dialog(Piece):
    """A question over the page. 返回 closes it. `share` is what is left of its time, if any."""

    question = ObjectProperty(None, allownone=True)
    share = NumericProperty(1.0)

    MEANS = Role.HEADING

    def build(self) -> None:
        self._buttons: list[PushButton] = []
        for n, answer in enumerate(self.question.answers):
            last = n == len(self.question.answers) - 1
            button = PushButton(
                icon=answer.icon, text=answer.text, kind="primary" if last else "normal",
                value=answer,
            )
            self._buttons.append(button)
            self.add_widget(button)
            button.bind(on_tap=self._answer)
        self._bar = Progress(say=self.words("meaning.time_left"))
        if self.question.seconds:
            self.add_widget(self._bar)
        self.bind(share=self._bar.setter("share"))

    def speech(self) -> str:
        """What 朗读 says of it."""
        return asked(self.words, self.question.title, self.question.text, self.question.answers)

    @property
    def card(self) -> Box:
        """Where the dialog stands on its scrim."""
        high = 470 if self.question.seconds else 436
        high += 120 if self.theme.mode.big else 0
        wide = 1000 if self.theme.mode.big else 860
        canvas = self.theme.canvas
        top = 720 if self.theme.portrait else 400
        return Box((canvas[0] - wide) / 2, top, wide, high)

    def lay(self) -> None:
        row = self.card.inset(48)
        row = Box(row.x, row.bottom - 132, row.w, 132)
        for button, box in zip(
            self._buttons, row.columns(len(self._buttons), 24), strict=True
        ):
            button.box = box
        if self.question.seconds:
            self._bar.box = Box(row.x, row.y - 44, row.w, 16)

    def draw(self, pen: Pen) -> None:
        edges = self.theme.bleed
        pen.fill(edges._replace(h=self.box.bottom - edges.y), "scrim", alpha=0.6)
        card = self.card
        contrast = self.theme.mode.contrast
        if not contrast:
            pen.shadow(card, 36, 40, 12, 0.35)
        pen.fill(card, "card", 36)
        if contrast:
            pen.outline(card, "white", 36, 4)
        arch = card.part(48, 48, 108, 132)
        plaque(pen, arch, self.question.icon, 60)
        x = arch.right + 28
        room = Box(x, arch.y, card.right - 40 - x, pen.height("dialog"))
        pen.text(room, self.question.title, "dialog", "title")
        lines = Box(x, room.bottom + 6, room.w, pen.height("body", 2))
        pen.text(lines, self.question.text, "body", "ink", valign="top", wrap=True)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        # The page below must not feel it; the bar stays alive, for 返回 closes a dialog.
        return bool(super().on_touch_down(touch)) or self.collide_point(*touch.pos)

    def _answer(self, button: PushButton) -> None:
        button.value.deed()


class Toast(Piece):
    """One sentence above the bar for a moment. `mood` is good or bad."""

    text = StringProperty("")
    icon = StringProperty("circle-check-filled")
    mood = StringProperty("good")

    MEANS = Role.STATUS

    def draw(self, pen: Pen) -> None:
        if not self.text:
            return
        wide = 36 + 48 + 20 + pen.width(self.text, "toast") + 40
        box = self.box.middle(min(wide, self.box.w), self.box.h)
        pen.fill(box, "toast", self.theme.measure("radius"))
        pen.icon(Box(box.x + 36, box.y + (box.h - 48) / 2, 48, 48), self.icon,
                 f"toast-{self.mood}")
        pen.text(Box(box.x + 104, box.y, box.w - 136, box.h), self.text, "toast", "toast-ink")


class ErrorPanel(Piece):
    """A wheat panel for empty, offline and error: doorway, `title`, `text`, buttons.

    It says what happened, whether the act counted, what to do. `answers` as in a dialog.
    """

    icon = StringProperty("alert-triangle")
    title = StringProperty("")
    text = StringProperty("")
    answers = ObjectProperty(())

    MEANS = Role.HEADING

    def build(self) -> None:
        self._buttons = []
        for n, answer in enumerate(self.answers):
            button = PushButton(
                icon=answer.icon, text=answer.text, value=answer,
                kind="primary" if n == len(self.answers) - 1 and n else "normal",
            )
            self._buttons.append(button)
            self.add_widget(button)
            button.bind(on_tap=self._answer)

    def speech(self) -> str:
        """What 朗读 says of it."""
        return asked(self.words, self.title, self.text, self.answers)

    def lay(self) -> None:
        if not self._buttons:
            return
        wide = min(self.box.w - 96, 440 * len(self._buttons))
        left = self.box.x + (self.box.w - wide) / 2
        row = Box(left, self.box.bottom - 48 - 132, wide, 132)
        for button, box in zip(
            self._buttons, row.columns(len(self._buttons), 24), strict=True
        ):
            button.box = box

    def draw(self, pen: Pen) -> None:
        radius = self.theme.measure("radius")
        pen.fill(self.box, "panel", radius)
        pen.outline(self.box, "panel-line", radius, self.theme.measure("line"))
        middle = self.box.x + self.box.w / 2
        below = 200 if self.answers else 20
        lines = pen.height("body", 2)
        high = 150 + 24 + pen.height("dialog") + 12 + lines
        top = self.box.y + max((self.box.h - below - high) / 2, 16)
        plaque(pen, Box(middle - 61, top, 122, 150), self.icon, 68, "plaque-light")
        room = Box(self.box.x + 40, top + 174, self.box.w - 80, pen.height("dialog"))
        pen.text(room, self.title, "dialog", "title", "center")
        pen.text(room._replace(y=room.bottom + 12, h=lines), self.text, "body", "ink-2", "center",
                 "top", wrap=True)

    def _answer(self, button: PushButton) -> None:
        button.value.deed()
