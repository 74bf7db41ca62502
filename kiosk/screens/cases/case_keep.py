"""Screen 30, a telephone or none: the red button says which, and hands the story in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.cases import tell, telling
from kiosk.actions.cases.results import CaseAsk, CaseReceipt, Telling
from kiosk.context import AppContext
from kiosk.domain.cases.cases import CaseSource
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import most_digits, telephone
from kiosk.screens.cases.calling import call_staff
from kiosk.screens.cases.case_widgets import (
    NotePanel,
    TellingSteps,  # noqa: F401  named in the .kv
)
from kiosk.screens.cases.listening import STEPS, steps_said, topic_of
from kiosk.screens.cases.places import GAP, KEEP
from kiosk.screens.cases.story import DIGITS, TOLD, forget_story, story_of
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import with_key
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.spoken import spoken_primary

NOTES = (("phone", "left"), ("user-off", "none"), ("lock", "inside"))


@dataclass(frozen=True, slots=True)
class CaseKeepPage:
    """What becomes of a telephone, what was typed of one, and what the red button does."""

    steps: Sequence[str] = ()
    notes: Sequence[Item] = ()
    digits: str = ""
    note: str = ""
    trouble: str = ""
    summary: str = ""
    to: str = ""
    verb: str = ""
    may_send: bool = False


class CaseKeepScreen(KioskScreen):
    """The digits live in the visit until they are sent, are never said, and go with the page."""

    NAME = "case_keep"
    LAYOUTS = KEEP
    STAY = Stay(120, 20)

    note_kind = NotePanel
    step = STEPS.index("keep")

    page = view_model(CaseKeepPage())

    @classmethod
    def ask(cls, ctx: AppContext, topic_id: str, listener_id: str = "", estate_id: str = "",
            building: int | None = None) -> Answers:
        return {"told": telling(ctx), "topic_id": topic_id, "listener_id": listener_id,
                "estate_id": estate_id, "building": building}

    def show(self, told: Telling, topic_id: str, listener_id: str = "", estate_id: str = "",
             building: int | None = None) -> None:
        words, topic = self.words, topic_of(told, topic_id)
        self._place = (topic_id, listener_id, estate_id, building)
        to = next((self.text(one.listener.title) for one in told.listeners
                   if one.listener.id == listener_id), "")
        self.page = CaseKeepPage(
            steps=steps_said(words),
            notes=placed((
                {"icon": icon, "strong": words(f"case_keep.{name}"),
                 "text": words(f"case_keep.{name}_text")} for icon, name in NOTES
            ), self.box("notes").columns(len(NOTES), GAP)),
            summary=words("case_keep.summary", topic=self.text(topic.title),
                          n=len(story_of(self.ui.kept))),
            to=words("case_write.to", title=to) if to else "",
        )
        self._set(self.ui.kept.get(DIGITS, ""))

    def leave(self) -> None:
        if self.is_left:
            self._set("")

    def speech(self) -> str:
        return self.words("case_keep.say", colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def type(self, what: str) -> None:
        """A key: a digit, 重输 or 删除."""
        typed = with_key(self.page.digits, what)
        self._set(typed[:most_digits(typed)])

    def ask_staff(self, button: PushButton) -> None:
        """请人帮填: somebody comes and helps."""
        topic_id, listener_id, *_ = self._place
        call_staff(self.ui, button, topic_id, listener_id)

    def send(self, button: PushButton) -> None:
        """Hands it in; refused, the page says why in its place, and the story stays."""
        if self.page.may_send:
            ctx = self.ui.ctx
            action = partial(tell, ctx, self._asked(), ctx.settings.kiosk_name)
            self.ui.run(partial(or_refusal, action), self._answered, button, "case_keep.not_told")

    def _asked(self) -> CaseAsk:
        topic_id, listener_id, estate_id, building = self._place
        kept = self.ui.kept
        return CaseAsk(
            self.ui.key("case", kept.get(TOLD, 0)), topic_id, story_of(kept), CaseSource.KIOSK,
            listener_id=listener_id, estate_id=estate_id, building=building,
            phone=self.page.digits)

    def _answered(self, answer: CaseReceipt | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.page = replace(self.page, trouble=self.refusal(answer))
            self.ui.reading.tell(self.page.trouble)
            return
        forget_story(self.ui.kept)
        self._set("")
        self.ui.arrive("case_receipt", {"receipt": answer, "now": self.ui.ctx.clock()},
                       code=answer.code)

    def _set(self, digits: str) -> None:
        """So many digits stand there now."""
        self.ui.kept.pop(DIGITS, None)
        if digits:
            self.ui.kept[DIGITS] = digits
        note, may_send, verb = self._check(digits)
        self.page = replace(self.page, digits=digits, trouble="", note=note, may_send=may_send,
                            verb=verb)

    def _check(self, digits: str) -> tuple[str, bool, str]:
        """The note, whether the button sends, and what it says: a telephone is left whole or not at
        all."""
        words = self.words
        if not digits:
            return words("case_keep.may_stay_empty"), True, words("case_keep.send_without")
        try:
            telephone(digits)
        except Refusal as refusal:
            if refusal.code == "short_phone":
                missing = words("case_keep.short", n=refusal.details["missing"])
                return missing, False, missing
            return self.refusal(refusal), False, words("case_keep.wrong")
        return words("room_number.whole"), True, words("case_keep.send_with")
