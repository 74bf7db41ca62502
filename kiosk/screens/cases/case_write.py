"""Screen 10, writing: the story on the keys; a person or a phone stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.cases import telling
from kiosk.actions.cases.drafts import CaseDraft, hand_over_text
from kiosk.actions.cases.results import Telling
from kiosk.context import AppContext
from kiosk.screens.cases.calling import call_staff
from kiosk.screens.cases.case_widgets import TellingSteps  # noqa: F401  named in the .kv
from kiosk.screens.cases.listening import STEPS, steps_said, topic_of
from kiosk.screens.cases.places import WRITE
from kiosk.screens.cases.story import LONGEST, STORY
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.spoken import spoken_primary

# Whether somebody was ready before anything was written.
UNWRITTEN = "case.unwritten"


@dataclass(frozen=True, slots=True)
class CaseWritePage:
    """What it is about and who reads it; `trouble` says that nothing was written."""

    chip: Chip = BLANK
    steps: Sequence[str] = ()
    note: str = ""
    note_icon: str = ""
    trouble: str = ""
    staff: str = ""
    phone: str = ""


class CaseWriteScreen(KioskScreen):
    """What is written lives in the visit until it was told, and nowhere after it."""

    NAME = "case_write"
    LAYOUTS = WRITE
    STAY = Stay(120, 20)

    kept_name, limit = STORY, LONGEST
    step = STEPS.index("write")

    page = view_model(CaseWritePage())

    @classmethod
    def ask(cls, ctx: AppContext, topic_id: str, listener_id: str = "") -> Answers:
        return {"told": telling(ctx), "topic_id": topic_id, "listener_id": listener_id}

    def show(self, told: Telling, topic_id: str, listener_id: str = "") -> None:
        words, topic = self.words, topic_of(told, topic_id)
        self._topic_id, self._listener_id = topic_id, listener_id
        to = next((self.text(one.listener.title) for one in told.listeners
                   if one.listener.id == listener_id), "")
        length = "" if self.theme.portrait else "_short"
        self.page = CaseWritePage(
            chip=(Chip("plain", words("case_write.to", title=to), "message-2")
                  if to and self.theme.layout != "big_landscape" else BLANK),
            steps=steps_said(words), note=self.text(topic.title), note_icon=topic.icon,
            trouble=words("case_write.unwritten") if UNWRITTEN in self.ui.kept else "",
            staff=words(f"case_write.staff{length}"), phone=words(f"case_write.phone{length}"),
        )
        self._entry.take_up()

    def leave(self) -> None:
        self._entry.put_down()

    @property
    def _entry(self) -> Entry:
        entry: Entry = self.ids.entry
        return entry

    def speech(self) -> str:
        return self.words("case_write.say", colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def changed(self) -> None:
        """Something was written."""
        if self.ui.kept.pop(UNWRITTEN, None):
            self.page = replace(self.page, trouble="")

    def finish(self) -> None:
        """写好了: on to the place; where nothing is written the field says so."""
        draft = self._entry.draft
        if draft is not None and draft.text.strip():
            self.ui.go("case_place", topic_id=self._topic_id, listener_id=self._listener_id)
            return
        self.ui.kept[UNWRITTEN] = True
        self.page = replace(self.page, trouble=self.words("case_write.unwritten"))
        self.ui.reading.tell(self.page.trouble)

    def ask_staff(self, button: PushButton) -> None:
        """请工作人员代写: somebody comes and writes it down."""
        call_staff(self.ui, button, self._topic_id, self._listener_id)

    def to_phone(self, button: PushButton) -> None:
        """扫码用手机说: what is written so far goes along."""
        draft = self._entry.draft
        if draft is not None:
            draft.settle()
            told = CaseDraft(self._topic_id, self._listener_id, draft.text)
            self.ui.run(partial(hand_over_text, self.ui.ctx, told), self._handed_over, button,
                        "case_write.not_handed_over")

    def _handed_over(self, url: str) -> None:
        self.ui.arrive("case_phone", {"url": url}, url=url)
