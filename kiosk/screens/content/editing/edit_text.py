"""Writing one text of an item at the touch screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kivy.clock import Clock

from kiosk.actions.content.results import ContentSheet, Outcome
from kiosk.domain.content.content_form import ENGLISH_FOR_ONE
from kiosk.domain.content.content_schema import FieldType
from kiosk.screens.content.editing.edit_page import EditedPart
from kiosk.screens.content.editing.edit_places import WRITING
from kiosk.screens.content.editing.edit_rows import hint, with_cell
from kiosk.ui.navigation.screen import TouchScreen, view_model
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.kiosk_widget import WidgetContext
from kiosk.wording.content import field_at, label

# What is not a text has no length of its own: hours, numbers, words with commas between.
ROOM = 200
# A power cut takes what was written in so many seconds at most.
PAUSE = 1.0
UNNAMED = "edit.text"


@dataclass(frozen=True, slots=True)
class EditTextPage:
    """A text that is written: by which name the visit keeps it, and how long it may get."""

    title: str = ""
    lead: str = ""
    limit: int = ROOM
    note: str = ""
    kept_name: str = UNNAMED


class EditTextScreen(EditedPart):
    """The field, the keys, and 写好了. What is written is kept while it is written."""

    NAME = "edit_text"
    LAYOUTS = WRITING

    page = view_model(EditTextPage())

    def __init__(self, ui: TouchScreen, around: WidgetContext) -> None:
        super().__init__(ui, around)
        self._soon = Clock.create_trigger(self._keep, PAUSE)

    def show(self, sheet: ContentSheet, path: str, page: int = 0) -> None:
        self.take(sheet, path)
        words, field, name = self.words, field_at(sheet.kind, path), self._name(sheet, path)
        limit = ROOM
        if field.form in (FieldType.TEXT, FieldType.LINES, FieldType.WORD):
            limit = field.longest * (ENGLISH_FOR_ONE if path.endswith(".en") else 1)
        if self.page.kept_name != name:
            self._entry.put_down()
        self.page = EditTextPage(label(words, sheet.kind, path), hint(words, sheet.kind, path),
                                 limit, self.page.note, name)
        self.ui.kept.setdefault(name, sheet.written.get(path, ""))
        self._entry.take_up()

    @property
    def _entry(self) -> Entry:
        entry: Entry = self.ids.entry
        return entry

    def leave(self) -> None:
        self._soon.cancel()
        self._entry.put_down()
        self.page = replace(self.page, kept_name=UNNAMED)

    def changed(self) -> None:
        """A key was tapped: what stands there is kept a moment later."""
        self._note("")
        self._soon()

    def finish(self) -> None:
        """写好了: kept, and back to the item."""
        self._soon.cancel()
        self.save(with_cell(self.sheet.written, self.path, self._text()), self._done)

    def _done(self, _: Outcome) -> None:
        self.ui.kept.pop(self.page.kept_name, None)
        self.ui.back()

    def _keep(self, _dt: float) -> None:
        mine = with_cell(self.sheet.written, self.path, self._text())
        self.ui.quietly(self.keeps(mine), self._noted)

    def _noted(self, outcome: Outcome) -> None:
        if outcome.both:
            self._note(self.words("edit.other_hand", by=outcome.by))
        elif not outcome.theirs:
            # What was kept is what the next change begins with.
            self.sheet.written.clear()
            self.sheet.written.update(outcome.written)
            self._note(self.words("edit.kept"))

    def _note(self, note: str) -> None:
        self.page = replace(self.page, note=note)

    def _text(self) -> str:
        draft = self._entry.draft
        return draft.text.strip() if draft else ""

    @staticmethod
    def _name(sheet: ContentSheet, path: str) -> str:
        return f"edit.text.{sheet.kind.name}.{sheet.row.item}.{path}"

    def speech(self) -> str:
        return self.words("edit.say_text", title=self.page.title)
