"""Writing content at the touch screen: what can be written, and the items of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kiosk.actions import content
from kiosk.actions.content.results import ContentList
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.content.content_schema import ContentType
from kiosk.screens.content.editing.edit_page import EditPage
from kiosk.screens.content.editing.edit_places import LONG, SHORT
from kiosk.screens.content.editing.edit_rows import item_row
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.rows_page import StaffRows, in_session
from kiosk.ui.navigation.screen import Answers
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.dates import written_moment


class EditKindsScreen(EditPage):
    """What can be written here."""

    NAME = "edit_kinds"
    GRID = SHORT

    @classmethod
    def ask(cls, ctx: AppContext, token: str = "", page: int = 0) -> Answers:
        session = session_at_kiosk(ctx, token, here=False)
        return {"kinds": content.kinds_for(ctx, session.account.role), "page": page}

    def show(self, kinds: Sequence[ContentType], page: int = 0) -> None:
        words = self.words
        rows = [{"icon": kind.icon, "title": words(f"content_kind.{kind.name}"), "hint": "",
                 "value": kind} for kind in kinds]
        self.page = StaffRows(words("edit.kinds"), words("edit.kinds_lead"),
                              self.rows_shown(rows, page))

    def choose(self, row: ActionRow) -> None:
        kind: ContentType = row.value
        if kind.single:
            self.ui.go("edit_item", row, token=self.token, kind=kind.name, item="1")
        else:
            self.ui.go("edit_shelf", row, token=self.token, kind=kind.name)


class EditShelfScreen(EditPage):
    """The items of a kind."""

    NAME = "edit_shelf"
    GRID = LONG

    @classmethod
    def ask(cls, ctx: AppContext, kind: str, token: str = "", page: int = 0) -> Answers:
        session = session_at_kiosk(ctx, token, here=False)
        return {"shelf": content.on_shelf(ctx, session, kind), "page": page}

    def show(self, shelf: ContentList, page: int = 0) -> None:
        words, name = self.words, shelf.kind.name
        self._kind = shelf.kind
        rows = [
            item_row(words, row, written_moment(words, row.draft.at) if row.draft else "")
            for row in shelf.rows
        ]
        self.page = StaffRows(
            words(f"content_kind.{name}"), words("edit.shelf_lead"), self.rows_shown(rows, page),
            self.buttons(("add", "plus", "primary")),
        )

    def choose(self, row: ActionRow) -> None:
        self.ui.go("edit_item", row, token=self.token, kind=self._kind.name, item=row.value)

    def press(self, button: PushButton) -> None:
        name = self._kind.name
        begin = partial(in_session, self.ui.ctx, self.token, content.begin, name)
        self.ui.run(begin, partial(self._begun, name), button)

    def _begun(self, name: str, item: str) -> None:
        self.ui.go("edit_item", token=self.token, kind=name, item=item)
