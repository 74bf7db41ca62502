"""The staff's pages of rows to tap, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.actions.staff.sessions import session_at_glass
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession
from kiosk.screens.content.editing.edit_places import LAYOUTS, ROWS
from kiosk.screens.staff.action_row import ActionRow, common_role
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.widgets.repeater import Item

P = ParamSpec("P")
T = TypeVar("T")
GAP = 24


class StaffPage(KioskScreen):
    """A page with a title. It stands while somebody is signed in."""

    STAY = Stay(100, 20)
    STAFF = True

    title = StringProperty()
    lead = StringProperty()

    @property
    def token(self) -> str:
        """The session of whoever is signed in; one that is over is refused."""
        return self.glass.door.staff.token if self.glass.door.staff else ""


class RowsPage(StaffPage):
    """Rows to tap; `GRID` has the columns and rows of a page for each layout."""

    LAYOUTS = LAYOUTS
    GRID: ClassVar[Mapping[str, tuple[int, int]]] = ROWS

    row_kind = ActionRow

    rows: ListProperty[Item] = ListProperty()
    row_boxes: ListProperty[Rect] = ListProperty()
    page = NumericProperty(0)
    pages = NumericProperty(1)

    def set_rows(
        self, rows: Sequence[Item], page: int, always: Sequence[Item] = ()
    ) -> None:
        """The page of these rows, as many as there is room for; `always` end every page."""
        columns, lines = self.GRID[self.theme.layout]
        boxes = [b for row in self.box("rows").rows(lines, GAP) for b in row.columns(columns, GAP)]
        room = len(boxes) - len(always)
        self.pages = max(-(-len(rows) // room), 1)
        self.page = min(page, self.pages - 1)
        shown = [*rows[self.page * room:][:room], *always]
        role = common_role(self.theme, [(row["title"], row["hint"]) for row in shown], boxes[0])
        self.row_boxes = boxes
        self.rows = [{"selected": False, "enabled": True, **row, "role": role} for row in shown]

    def turn(self, page: int) -> None:
        """Another page of the rows."""
        self.glass.turn(page=page)

    def choose(self, row: ActionRow) -> None:
        """A row was tapped."""


def in_session(
    ctx: AppContext, token: str, action: Callable[Concatenate[AppContext, StaffSession, P], T],
    *named: P.args, **more: P.kwargs,
) -> T:
    """On the errand thread. Refuses with `signed_out`, and as the action does."""
    return action(ctx, session_at_glass(ctx, token), *named, **more)
