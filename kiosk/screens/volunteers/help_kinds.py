"""Screen 08, volunteer help: what somebody can be asked for, and who stands in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.volunteers import help_now
from kiosk.actions.volunteers.results import HelpNow
from kiosk.context import AppContext
from kiosk.domain.volunteers.registry import HelpKind
from kiosk.screens.volunteers.help_widgets import (
    FloorPanel,  # noqa: F401  named in the .kv
    duty_chip,
)
from kiosk.screens.volunteers.places import GAP, KINDS, KINDS_GRID
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.header import HeaderFigure
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.ui.widgets.tiles import Tile


@dataclass(frozen=True, slots=True)
class HelpKindsPage:
    """Who helps, as a picture or in `figures`, and a page of what they help with."""

    strong: str = ""
    chips: Sequence[Chip] = ()
    figures: Sequence[Item] = ()
    tiles: ListPage = NO_LIST


class HelpKindsScreen(KioskScreen):
    """One tap says what it is about."""

    NAME = "help_kinds"
    LAYOUTS = KINDS

    tile_kind, figure_kind = Tile, HeaderFigure

    page = view_model(HelpKindsPage())

    @classmethod
    def ask(cls, ctx: AppContext, first: int = 0) -> Answers:
        return {"help": help_now(ctx), "first": first}

    def show(self, help: HelpNow, first: int = 0) -> None:  # noqa: A002  # the answer's name
        """`first` is the kind that is read first: in another mode its page has another number."""
        boxes = self.box("tiles").grid(*KINDS_GRID[self.theme.layout], GAP)
        tiles = [self._tile(kind) for kind in help.book.offered]
        self.page = HelpKindsPage(
            strong=self.words("help.teams", n=len(help.book.teams)),
            chips=(duty_chip(self.words, help.on_duty, "help.on_duty"),),
            # 高对比 shows figures where the picture is.
            figures=self._figures(help) if self.mode.contrast else (),
            tiles=list_page(tiles, boxes, first // len(boxes)),
        )

    def _figures(self, help: HelpNow) -> Sequence[Item]:  # noqa: A002  # the answer's name
        counted = (("users-group", "teams", len(help.book.teams)),
                   ("layout-grid", "grids", len(help.book.grids)),
                   ("user-heart", "on_duty", help.on_duty))
        return placed((
            {"icon": icon, "label": self.words(f"help.figure_{name}"), "figure": str(n)}
            for icon, name, n in counted
        ), self.box("look").columns(len(counted), GAP))

    def _tile(self, kind: HelpKind) -> Item:
        title = self.text(kind.title)
        return {"icon": kind.icon, "title": title, "line": self.text(kind.hint),
                "value": kind.id, "say": title}

    def speech(self) -> str:
        return self.words("help.say_kinds")

    def turn(self, page: int) -> None:
        """Other kinds of help."""
        self.ui.turn(first=page * self.page.tiles.size)

    def open_kind(self, tile: Tile) -> None:
        """A kind of help: its code, and who can come over."""
        self.ui.go("help_code", tile, kind_id=tile.value)

    def look_up(self, button: PushButton) -> None:
        """查进度: by the number on the slip."""
        self.ui.go("help_number", button)
