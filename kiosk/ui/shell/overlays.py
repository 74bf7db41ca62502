"""What lies over a page: dialog and toast; and the panel that stands in for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.domain.speech_text import sentences
from kiosk.ui.accessibility.accessible_node import NodeRole, unbroken
from kiosk.ui.drawing.fitted_text import line_high, lines_high
from kiosk.ui.drawing.painter import Align, Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel, plaque
from kiosk.ui.widgets.basic import ProgressLine
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.wording.translator import Translator

# Doorway and air of a dialog.
BESIDE_WORDS = 48 + 108 + 28 + 40


@dataclass(frozen=True)
class Answer:
    """One button of a dialog or error panel: what it says, and what it does."""

    text: str
    action: Callable[[], None]
    icon: str = ""


@dataclass(frozen=True)
class Question:
    """What a dialog asks. The last answer stands right, in red: the safe one."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    icon: str = "help-circle"
    seconds: float = field(default=0.0)


def asked(words: Translator, title: str, text: str, answers: Sequence[Answer]) -> str:
    """What 朗读 says of a dialog or a panel: all of it, and what can be tapped."""
    choices = words("aloud.or").join(answer.text for answer in answers)
    said = [title, unbroken(text), words("aloud.choices", choices=choices) if choices else ""]
    return sentences(said, words.language)


class Dialog(KioskWidget):
    """A question over the page. 返回 closes it. `share` is what is left of its time, if any."""

    question: ObjectProperty[Question] = ObjectProperty()
    share = NumericProperty(1.0)

    MEANS = NodeRole.HEADING

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
        self._bar = ProgressLine(say=self.words("meaning.time_left"))
        if self.question.seconds:
            self.add_widget(self._bar)
        self.bind(share=self._bar.setter("share"))

    def speech(self) -> str:
        """What 朗读 says of it."""
        return asked(self.words, self.question.title, self.question.text, self.question.answers)

    @property
    def card(self) -> Rect:
        """Where the dialog stands on its scrim: as high as its words need."""
        wide = 1000 if self.theme.mode.big else 860
        room = Rect(0, 0, wide - BESIDE_WORDS, 0)
        title, text = self._words(room)
        high = max(132, title.h + 6 + text.h) + 304 + (34 if self.question.seconds else 0)
        top = min(720 if self.theme.portrait else 400, self.bounds.bottom - 24 - high)
        return Rect((self.theme.canvas[0] - wide) / 2, top, wide, high)

    def _words(self, room: Rect) -> tuple[Rect, Rect]:
        """Where title and text stand below each other in a room, whatever its height."""
        lines = (lines_high(self.theme, self.question.title, room.w, "dialog"),
                 max(lines_high(self.theme, self.question.text, room.w, "body"),
                     2 * line_high(self.theme, "body")))
        title = room._replace(h=lines[0])
        return title, room._replace(y=title.bottom + 6, h=lines[1])

    def layout(self) -> None:
        row = self.card.inset(48)
        row = Rect(row.x, row.bottom - 132, row.w, 132)
        for button, box in zip(
            self._buttons, row.columns(len(self._buttons), 24), strict=True
        ):
            button.box = box
        if self.question.seconds:
            self._bar.box = Rect(row.x, row.y - 44, row.w, 16)

    def draw(self, pen: Painter) -> None:
        edges = self.theme.bleed
        pen.fill(edges._replace(h=self.bounds.bottom - edges.y), "scrim", alpha=0.6)
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
        title, text = self._words(Rect(x, arch.y, card.w - BESIDE_WORDS, 0))
        pen.text(title, self.question.title, "dialog", "title", wrap=True)
        pen.text(text, self.question.text, "body", "ink", valign="top", wrap=True)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        # The page below must not feel it; the bar stays alive, for 返回 closes a dialog.
        return bool(super().on_touch_down(touch)) or self.collide_point(*touch.pos)

    def _answer(self, button: PushButton) -> None:
        answer: Answer = button.value
        answer.action()


class Toast(KioskWidget):
    """One sentence over the header for a moment. `mood` is good or bad."""

    text = StringProperty("")
    icon = StringProperty("circle-check-filled")
    mood = StringProperty("good")

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        if not self.text:
            return
        wide = 36 + 48 + 20 + pen.width(self.text, "toast") + 40
        box = self.bounds.middle(min(wide, self.bounds.w), self.bounds.h)
        pen.fill(box, "toast", self.theme.measure("radius"))
        pen.icon(Rect(box.x + 36, box.y + (box.h - 48) / 2, 48, 48), self.icon,
                 f"toast-{self.mood}")
        pen.text(Rect(box.x + 104, box.y, box.w - 136, box.h), self.text, "toast", "toast-ink")


class ErrorPanel(KioskWidget):
    """A wheat panel for empty, offline and error: doorway, `title`, `text`, buttons.

    It says what happened, whether the act counted, what to do. `answers` as in a dialog.
    """

    icon = StringProperty("alert-triangle")
    title = StringProperty("")
    text = StringProperty("")
    answers: ObjectProperty[Sequence[Answer]] = ObjectProperty(())

    MEANS = NodeRole.HEADING

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

    def layout(self) -> None:
        if not self._buttons:
            return
        wide = min(self.bounds.w - 96, 440 * len(self._buttons))
        left = self.bounds.x + (self.bounds.w - wide) / 2
        row = Rect(left, self.bounds.bottom - 48 - 132, wide, 132)
        for button, box in zip(
            self._buttons, row.columns(len(self._buttons), 24), strict=True
        ):
            button.box = box

    def draw(self, pen: Painter) -> None:
        draw_panel(pen, self.bounds)
        room = self.bounds.inset(40, 24)
        room = room._replace(h=room.h - (164 if self.answers else 0))
        if self.theme.portrait:
            self._draw_below(pen, room)
        else:
            self._draw_beside(pen, room)

    def _draw_below(self, pen: Painter, room: Rect) -> None:
        """The words in the middle, below the doorway."""
        title, text = self._lines_high(room.w)
        top = room.y + (room.h - 150 - 24 - title - 12 - text) / 2
        plaque(pen, Rect(room.x, top, room.w, 150).middle(122, 150), self.icon, 68, "plaque-light")
        self._write(pen, room._replace(y=top + 174, h=title), text, "center")

    def _draw_beside(self, pen: Painter, room: Rect) -> None:
        """The words from the left, beside the doorway: across there is less height."""
        arch = Rect(room.x + 24, room.y + (room.h - 150) / 2, 122, 150)
        plaque(pen, arch, self.icon, 68, "plaque-light")
        words = Rect(arch.right + 48, room.y, room.right - arch.right - 48, room.h)
        title, text = self._lines_high(words.w)
        words = words._replace(y=room.y + (room.h - title - 12 - text) / 2, h=title)
        self._write(pen, words, text, "left")

    def _lines_high(self, width: float) -> tuple[float, float]:
        return (lines_high(self.theme, self.title, width, "dialog"),
                lines_high(self.theme, self.text, width, "body"))

    def _write(self, pen: Painter, room: Rect, text: float, align: Align) -> None:
        pen.text(room, self.title, "dialog", "title", align, wrap=True)
        below = room._replace(y=room.bottom + 12, h=text)
        pen.text(below, self.text, "body", "ink-2", align, "top", wrap=True)

    def _answer(self, button: PushButton) -> None:
        answer: Answer = button.value
        answer.action()
