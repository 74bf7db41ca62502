"""The staff's pages of rows to tap, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.speech_text import in_time
from kiosk.domain.staff.roles import StaffSession
from kiosk.screens.content.editing.edit_places import LAYOUTS, ROWS
from kiosk.screens.staff.action_row import ActionRow, common_role
from kiosk.screens.staff.centre_facts import PartStands
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import KioskScreen, view_model
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed

P = ParamSpec("P")
T = TypeVar("T")
GAP = 24


@dataclass(frozen=True, slots=True)
class StaffRows:
    """A title, a page of rows, and what some pages have besides: buttons below, and how the parts
    of the centre stand."""

    title: str = ""
    lead: str = ""
    rows: ListPage = NO_LIST
    buttons: Sequence[Item] = ()
    parts: Sequence[PartStands] = ()


class StaffPage(KioskScreen):
    """A page that stands while somebody is signed in."""

    STAY = Stay(100, 20)
    STAFF = True

    @property
    def token(self) -> str:
        """The session of whoever is signed in; one that is over is refused."""
        return self.ui.door.staff.token if self.ui.door.staff else ""


class RowsPage(StaffPage):
    """Rows to tap; `GRID` has the columns and rows of a page for each layout."""

    LAYOUTS = LAYOUTS
    GRID: ClassVar[Mapping[str, tuple[int, int]]] = ROWS

    row_kind = ActionRow

    page = view_model(StaffRows())

    def rows_shown(
        self, rows: Sequence[Item], page: int, always: Sequence[Item] = ()
    ) -> ListPage:
        """A page of these rows, as many as there is room for; `always` end every page."""
        boxes = self.box("rows").grid(*self.GRID[self.theme.layout], GAP)
        some = list_page(rows, boxes[:len(boxes) - len(always)], page)
        shown = [*some.items, *always]
        role = common_role(self.theme, [(row["title"], row["hint"]) for row in shown], boxes[0])
        return some._replace(items=placed(
            ({"selected": False, "enabled": True, **row, "role": role} for row in shown), boxes))

    def speech(self) -> str:
        words, title = self.words, self.page.title
        titles = [row["title"] for row in self.page.rows.items]
        return in_time((words("edit.say", title=title, named=words("staff.and").join(titles[:n]))
                        for n in range(len(titles), 0, -1)), words.language) if titles else title

    def turn(self, page: int) -> None:
        """Another page of the rows."""
        self.ui.turn(page=page)

    def choose(self, row: ActionRow) -> None:
        """A row was tapped."""


def in_session(
    ctx: AppContext, token: str, action: Callable[Concatenate[AppContext, StaffSession, P], T],
    *named: P.args, **more: P.kwargs,
) -> T:
    """On the errand thread. Refuses with `signed_out`, and as the action does."""
    return action(ctx, session_at_kiosk(ctx, token), *named, **more)
