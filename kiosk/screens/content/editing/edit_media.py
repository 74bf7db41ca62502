"""A picture from a USB stick: the photographs on it, the newest first; one is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from kiosk.actions.content.results import ContentSheet
from kiosk.actions.exhibition.pictures import import_from_stick, on_sticks
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.devices.media.pictures import Keep
from kiosk.domain.calendar import ZONE
from kiosk.domain.characters import plain
from kiosk.screens.content.editing.edit_page import SheetPage
from kiosk.screens.content.editing.edit_places import LONG
from kiosk.screens.content.editing.edit_rows import with_choice
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.rows_page import StaffRows, in_session
from kiosk.ui.navigation.screen import Answers
from kiosk.wording.content import label
from kiosk.wording.dates import written_moment

# Half letters of a line, and of its end: the number that tells one picture from the next.
ROOM, END = 22, 9


class EditStickScreen(SheetPage):
    """The photographs that are plugged in."""

    NAME = "edit_stick"
    GRID = LONG

    @classmethod
    def ask(cls, ctx: AppContext, kind: str, item: str, path: str = "", token: str = "",
            page: int = 0) -> Answers:
        session = session_at_kiosk(ctx, token, here=False)
        found = [(one.file, datetime.fromtimestamp(one.at, ZONE))
                 for one in on_sticks(ctx, session)]
        return {**super().ask(ctx, kind, item, path, token, page), "found": found}

    def show(
        self, sheet: ContentSheet, path: str, found: Sequence[tuple[Path, datetime]], page: int = 0
    ) -> None:
        self.take(sheet, path)
        words, self._found = self.words, len(found)
        rows = [{"icon": "photo", "title": short(plain(file.name)), "value": file,
                 "hint": written_moment(words, at)} for file, at in found]
        nothing = {"icon": "usb", "title": words("edit.no_stick"), "hint": "", "enabled": False,
                   "value": None}
        self.page = StaffRows(
            label(words, sheet.kind, path), words("edit.stick_lead"),
            self.rows_shown(rows or [nothing], page),
            self.buttons(("look_again", "refresh", "normal")),
        )

    def speech(self) -> str:
        return self.words("edit.stick_say", title=self.page.title, n=self._found)

    def choose(self, row: ActionRow) -> None:
        # A doorway of a list is slim; a picture of an album hangs as it is.
        keep = Keep.MIDDLE if "." in self.path else None
        action = partial(in_session, self.ui.ctx, self.token, import_from_stick, row.value, keep)
        self.ui.run(action, self._brought, row)

    def press(self, _button: object) -> None:
        self.ui.turn(page=0)

    def _brought(self, name: str) -> None:
        self.save(with_choice(self.sheet, self.path, name), self._hung)

    def _hung(self, _: object) -> None:
        self.ui.toast(self.words("edit.brought"))
        self.ui.back()


def short(name: str) -> str:
    """A file's name with room in a row: its beginning and its end."""
    if halves(name) <= ROOM:
        return name
    end = next(name[n:] for n in range(len(name)) if halves(name[n:]) <= END)
    begin = next(name[:n] for n in range(len(name), -1, -1)
                 if halves(name[:n]) <= ROOM - END - 2)
    return f"{begin}…{end}"


def halves(text: str) -> int:
    """How many half letters wide a text is: a Chinese one is two."""
    return sum(1 + (one > "\u2e80") for one in text)
