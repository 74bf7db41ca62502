"""The pages on which content is written at the touch screen: rows to tap, and buttons below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kiosk.actions import content
from kiosk.actions.content.results import ContentSheet, Outcome
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat, Mistake
from kiosk.screens.content.editing.edit_rows import FLIP, Leaf, flipped
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.rows_page import GAP, RowsPage, StaffPage, in_session
from kiosk.ui.navigation.screen import Answers
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tappable import Tappable

# What was wrong when an item was to be shown, until it is written anew.
MISTAKES = "edit.mistakes"


class EditedPart(StaffPage):
    """A page about an item, or some part of it: `path` is a cell, a list or a part of one, "" all
    of it. It stands while somebody is signed in."""

    sheet: ContentSheet

    @classmethod
    def ask(cls, ctx: AppContext, kind: str, item: str, path: str = "", token: str = "",
            page: int = 0) -> Answers:
        session = session_at_kiosk(ctx, token, here=False)
        sheet = content.sheet(ctx, session, kind, item)
        return {"sheet": sheet, "path": path, "page": page}

    def take(self, sheet: ContentSheet, path: str) -> None:
        """What is shown, kept for what is tapped."""
        self.sheet, self.path = sheet, path
        self._base = [dict(sheet.written)]

    def to(self, name: str, row: Tappable | None = None, **more: Any) -> None:
        """To another page about the same item."""
        self.ui.go(name, row, token=self.token, kind=self.sheet.kind.name,
                      item=self.sheet.row.item, **more)

    def save(
        self, mine: Flat, done: Callable[[Outcome], None], row: Tappable | None = None
    ) -> None:
        """Keeps the draft with these texts; what somebody else wrote meanwhile is asked about."""
        self.ui.kept.pop(MISTAKES, None)
        self.ui.run(self.keeps(mine), partial(self.settle, done), row)

    def keeps(self, mine: Flat) -> Callable[[], Outcome]:
        """The action that keeps the draft. It begins with what the action before it kept, of which
        the touch screen may not have heard yet: nobody is another hand to themselves."""
        sheet, base, ctx, token = self.sheet, self._base, self.ui.ctx, self.token

        def action() -> Outcome:
            outcome = in_session(ctx, token, content.save, sheet.kind.name,
                                          sheet.row.item, base[0], mine)
            if not (outcome.both or outcome.theirs):
                base[0] = dict(outcome.written)
            return outcome

        return action

    def settle(self, done: Callable[[Outcome], None], outcome: Outcome) -> None:
        """Goes on, or says that somebody else wrote here."""
        if outcome.both:
            said = self.words("edit.other_hand", by=outcome.by)
            self.ui.toast(said, "alert-triangle", "bad")
            self.ui.turn()
        else:
            done(outcome)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What was wrong when this item was to be shown."""
        kept: tuple[str, tuple[Mistake, ...]] = self.ui.kept.get(MISTAKES, ("", ()))
        item, found = kept
        return found if item == self.sheet.row.item else ()


class EditPage(RowsPage):
    """Rows to tap, page by page, and buttons below."""

    button_kind = PushButton

    def buttons(self, *named: tuple[str, str, str]) -> list[Item]:
        """Buttons below: the name of each (edit.NAME), its icon and kind."""
        place, n = self.box("buttons"), len(named)
        boxes = list(place.columns(max(n, 2), GAP) if self.theme.portrait else place.rows(3, GAP))
        return placed(({"text": self.words(f"edit.{name}"), "icon": icon, "kind": kind,
                        "value": name} for name, icon, kind in named), boxes[-n:])

    def press(self, button: PushButton) -> None:
        """A button below was tapped."""


class SheetPage(EditPage, EditedPart):
    """Rows about an item, each of which leads somewhere."""

    def follow(self, row: ActionRow) -> None:
        """To where a row leads."""
        leaf: Leaf = row.value
        if leaf.to == FLIP:
            self.save(flipped(self.sheet, leaf.path), self._kept, row)
        else:
            self.to(leaf.to, row, path=leaf.path)

    def _kept(self, _: Outcome) -> None:
        self.ui.turn()
