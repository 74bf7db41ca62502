"""Writing one item at the touch screen: its cells, the parts of a list, one part, one choice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from kiosk.actions import content
from kiosk.actions.content.results import ContentSheet, Outcome
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Mistake, called
from kiosk.domain.content.content_schema import FieldType
from kiosk.domain.staff.roles import StaffSession
from kiosk.screens.content.editing.edit_page import MISTAKES, SheetPage
from kiosk.screens.content.editing.edit_places import SHORT
from kiosk.screens.content.editing.edit_rows import (
    Leaf,
    choice_rows,
    field_rows,
    part_rows,
    with_choice,
)
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.rows_page import StaffRows, in_session
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.content import field_at, label

P = ParamSpec("P")
T = TypeVar("T")


class EditItemScreen(SheetPage):
    """All cells of an item; below, looking ahead, going back, and showing it to everybody."""

    NAME = "edit_item"

    def show(self, sheet: ContentSheet, path: str = "", page: int = 0) -> None:
        self.take(sheet, path)
        words, row = self.words, sheet.row
        new = words(f"content_new.{sheet.kind.name}")
        state = "draft" if row.draft else "hidden" if row.hidden else "shown"
        named = [("look", "eye", "normal")] if sheet.kind.screen else []
        if row.draft or len(sheet.versions) > 1:
            named.append(("back", "history", "normal"))
        rows = list(field_rows(words, sheet, sheet.kind.fields, "", self.mistakes))
        self.page = StaffRows(
            called(sheet.written, words.language) or new, words(f"edit.is_{state}"),
            self.rows_shown(rows, page),
            self.buttons(*named, ("publish", "device-floppy", "primary")),
        )

    def choose(self, row: ActionRow) -> None:
        self.follow(row)

    def press(self, button: PushButton) -> None:
        getattr(self, f"_{button.value}")(button)

    def _publish(self, button: PushButton) -> None:
        sheet = self.sheet
        written = dict(sheet.written)
        self._do(content.publish, self._published, button, written, written)

    def _published(self, outcome: Outcome) -> None:
        words = self.words
        if outcome.mistakes:
            self.ui.kept[MISTAKES] = (outcome.item, outcome.mistakes)
            said = words("desk_content.mistakes", n=len(outcome.mistakes))
            self.ui.toast(said, "alert-triangle", "bad")
        else:
            self.ui.kept.pop(MISTAKES, None)
            self.ui.toast(words(f"desk_content.{'kept_later' if outcome.later else 'shown_now'}"))
        self.ui.turn(page=self._page_of(outcome.mistakes))

    def _page_of(self, mistakes: tuple[Mistake, ...]) -> int:
        """The page of the first thing to put right."""
        cells = [row["value"].path for row in field_rows(
            self.words, self.sheet, self.sheet.kind.fields, "", ())]
        at = next((n for n, cell in enumerate(cells) for one in mistakes
                   if one.cell == cell or one.cell.startswith(f"{cell}.")), 0)
        return at // self.page.rows.size if mistakes else self.page.rows.at

    def _back(self, button: PushButton) -> None:
        """Without the draft; where there is none, as it was shown before."""
        if self.sheet.row.draft and self.sheet.row.shown:
            self._do(content.drop_draft, self._gone_back, button)
        elif self.sheet.row.draft:
            self._do(content.drop_draft, self._dropped, button)
        else:
            self._do(content.go_back, self._gone_back, button, self.sheet.versions[1].n)

    def _gone_back(self, mistakes: tuple[Mistake, ...] | None) -> None:
        self.ui.kept.pop(MISTAKES, None)
        if mistakes:
            self.ui.toast(self.words("refusals.does_not_fit_any_more"), "alert-triangle", "bad")
        else:
            self.ui.toast(self.words("edit.gone_back"))
        self.ui.turn()

    def _dropped(self, _: None) -> None:
        self.ui.toast(self.words("edit.dropped"))
        self.ui.back()

    def _look(self, button: PushButton) -> None:
        self._do(content.preview, self._looks, button, dict(self.sheet.written))

    def _looks(self, centre: AppContext) -> None:
        if self.sheet.kind.screen:
            name, argument = self.sheet.kind.screen
            asked: dict[str, Any] = {argument: self.sheet.row.item}
            self.ui.go(name, centre=centre, **asked)

    def _do(
        self, action: Callable[Concatenate[AppContext, StaffSession, str, str, P], T],
        done: Callable[[T], object], button: PushButton, *more: P.args, **named: P.kwargs,
    ) -> None:
        kind, item = self.sheet.kind.name, self.sheet.row.item
        work = partial(in_session, self.ui.ctx, self.token, action, kind, item, *more, **named)
        self.ui.run(work, done, button)


class EditListScreen(SheetPage):
    """The parts of a list: 要带什么."""

    NAME = "edit_list"

    def show(self, sheet: ContentSheet, path: str, page: int = 0) -> None:
        self.take(sheet, path)
        rows = part_rows(self.words, sheet, path, field_at(sheet.kind, path).most)
        self.page = StaffRows(
            label(self.words, sheet.kind, path), called(sheet.written, self.words.language),
            self.rows_shown(rows, page))

    def choose(self, row: ActionRow) -> None:
        self.follow(row)


class EditPartScreen(SheetPage):
    """One part of a list: 身份证, with its note."""

    NAME = "edit_part"

    def show(self, sheet: ContentSheet, path: str, page: int = 0) -> None:
        self.take(sheet, path)
        name = path.split(".", maxsplit=1)[0]
        words, fields = self.words, sheet.kind.field(name).fields
        rows = list(field_rows(words, sheet, fields, f"{path}.", ()))
        has = any(cell.startswith(f"{path}.") for cell in sheet.written)
        self.page = StaffRows(
            label(words, sheet.kind, name), called(sheet.written, words.language),
            self.rows_shown(rows, page),
            self.buttons(*([("without", "trash", "normal")] if has else [])),
        )

    def choose(self, row: ActionRow) -> None:
        self.follow(row)

    def press(self, button: PushButton) -> None:
        rest = {cell: text for cell, text in self.sheet.written.items()
                if not cell.startswith(f"{self.path}.")}
        self.save(rest, self._without, button)

    def _without(self, _: Outcome) -> None:
        self.ui.back()


class EditChoiceScreen(SheetPage):
    """What can be chosen in one cell."""

    NAME = "edit_choice"
    GRID = SHORT

    def show(self, sheet: ContentSheet, path: str, page: int = 0) -> None:
        self.take(sheet, path)
        words = self.words
        field = field_at(sheet.kind, path)
        buttons = [("nothing", "circle-x", "normal")] * bool(
            not field.required and sheet.written.get(path))
        buttons += [("stick", "usb", "normal")] * (field.form is FieldType.PICTURE)
        self.page = StaffRows(
            label(words, sheet.kind, path), words("edit.choose"),
            self.rows_shown(choice_rows(words, sheet, path), page), self.buttons(*buttons),
        )

    def choose(self, row: ActionRow) -> None:
        several = field_at(self.sheet.kind, self.path).form is FieldType.SOME
        leaf: Leaf = row.value
        mine = with_choice(self.sheet, self.path, leaf.path)
        self.save(mine, self._kept if several else self._chosen, row)

    def press(self, button: PushButton) -> None:
        if button.value == "stick":
            self.to("edit_stick", button, path=self.path)
            return
        rest = {cell: text for cell, text in self.sheet.written.items() if cell != self.path}
        self.save(rest, self._chosen, button)

    def _chosen(self, _: Outcome) -> None:
        self.ui.back()
