"""Screen 08, volunteer help: what somebody can be asked for, and who stands in the hall."""

from __future__ import annotations

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.actions.volunteers import help_now
from kiosk.actions.volunteers.results import HelpNow
from kiosk.context import AppContext
from kiosk.domain.volunteers.registry import HelpKind
from kiosk.screens.volunteers.help_widgets import (
    FloorPanel,  # noqa: F401  named in the .kv
    duty_chip,
)
from kiosk.screens.volunteers.places import GAP, KINDS, KINDS_GRID
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.shell.header import HeaderFigure
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item
from kiosk.ui.widgets.tiles import Tile


class HelpKindsScreen(KioskScreen):
    """One tap says what it is about."""

    NAME = "help_kinds"
    LAYOUTS = KINDS

    tile_kind, figure_kind = Tile, HeaderFigure

    strong = StringProperty()
    chips: ListProperty[Chip] = ListProperty()
    picture = StringProperty()
    has_look = BooleanProperty(True)
    figures: ListProperty[Item] = ListProperty()
    figure_boxes: ListProperty[Rect] = ListProperty()
    tiles: ListProperty[Item] = ListProperty()
    tile_boxes: ListProperty[Rect] = ListProperty()
    page = NumericProperty(0)
    pages = NumericProperty(1)
    pager_box: ObjectProperty[Rect | None] = ObjectProperty(None, allownone=True)
    progress_box: ObjectProperty[Rect | None] = ObjectProperty(None, allownone=True)

    @classmethod
    def ask(cls, ctx: AppContext, first: int = 0) -> Answers:
        return {"help": help_now(ctx), "first": first}

    def show(self, help: HelpNow, first: int = 0) -> None:  # noqa: A002  # the answer's name
        """`first` is the kind that is read first: in another mode its page has another number."""
        self._help, words = help, self.words
        self.strong = words("help.teams", n=len(help.book.teams))
        chip = duty_chip(words, help.on_duty, "help.on_duty")
        self.chips, self.picture = [chip], "helper"
        # 高对比 shows figures where the picture is.
        self.has_look = not self.mode.contrast
        self.figure_boxes = list(self.box("look").columns(3, GAP))
        self.figures = [] if self.has_look else [
            {"icon": "users-group", "label": words("help.figure_teams"),
             "figure": str(len(help.book.teams))},
            {"icon": "layout-grid", "label": words("help.figure_grids"),
             "figure": str(len(help.book.grids))},
            {"icon": "user-heart", "label": words("help.figure_on_duty"),
             "figure": str(help.on_duty)},
        ]
        columns, lines = KINDS_GRID[self.theme.layout]
        per_page, kinds = columns * lines, help.book.offered
        self.pages = max(-(-len(kinds) // per_page), 1)
        self.page = min(first // per_page, self.pages - 1)
        self.tile_boxes = [
            box for row in self.box("tiles").rows(lines, GAP) for box in row.columns(columns, GAP)
        ]
        start = self.page * per_page
        self.tiles = [self._tile(kind) for kind in kinds[start:start + per_page]]
        self.pager_box = self.box("pager") if self.pages > 1 else None
        self.progress_box = self.box("progress" if self.pages > 1 else "foot")

    def _tile(self, kind: HelpKind) -> Item:
        title = self.text(kind.title)
        return {"icon": kind.icon, "title": title, "line": self.text(kind.hint),
                "value": kind.id, "say": title}

    def speech(self) -> str:
        return self.words("help.say_kinds")

    def turn(self, page: int) -> None:
        """Other kinds of help."""
        columns, lines = KINDS_GRID[self.theme.layout]
        self.glass.turn(first=page * columns * lines)

    def open_kind(self, tile: Tile) -> None:
        """A kind of help: its code, and who can come over."""
        self.glass.go("help_code", tile, kind_id=tile.value)

    def look_up(self, button: PushButton) -> None:
        """查进度: by the number on the slip."""
        self.glass.go("help_number", button)
