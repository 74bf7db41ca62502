"""Whom it goes to: each of those who listen, or whoever is free first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.cases import telling
from kiosk.actions.cases.results import ListenerNow, Telling
from kiosk.context import AppContext
from kiosk.screens.cases.case_widgets import (
    ListenerTile,
    TellingSteps,  # noqa: F401  named in the .kv
)
from kiosk.screens.cases.listening import chip_of, steps_said, topic_of
from kiosk.screens.cases.places import GAP, LISTENER, LISTENER_GRID
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page


@dataclass(frozen=True, slots=True)
class CaseListenerPage:
    """What it is about, and a page of those who listen."""

    steps: Sequence[str] = ()
    label: str = ""
    tiles: ListPage = NO_LIST


class CaseListenerScreen(KioskScreen):
    """Whoever does not know, or does not mind, takes the last one."""

    NAME = "case_listener"
    LAYOUTS = LISTENER
    STAY = Stay(90, 20)

    tile_kind = ListenerTile

    page = view_model(CaseListenerPage())

    @classmethod
    def ask(cls, ctx: AppContext, topic_id: str, first: int = 0) -> Answers:
        return {"told": telling(ctx), "topic_id": topic_id, "first": first}

    def show(self, told: Telling, topic_id: str, first: int = 0) -> None:
        """`first` is the listener that is read first."""
        self._topic_id, self._told = topic_id, told
        boxes = self.box("tiles").grid(*LISTENER_GRID[self.theme.layout], GAP)
        items = [*map(self._tile, told.listeners), self._anybody()]
        self.page = CaseListenerPage(
            steps_said(self.words), self.text(topic_of(told, topic_id).title),
            list_page(items, boxes, first // len(boxes)))

    def _tile(self, one: ListenerNow) -> Item:
        title = self.text(one.listener.title)
        return {"icon": one.listener.icon, "title": title, "value": one.listener.id, "say": title,
                "line": self.text(one.listener.about),
                "chip": chip_of(self.words, one, self._told.now)}

    def _anybody(self) -> Item:
        title = self.words("case_listener.anybody")
        return {"icon": "users", "title": title, "value": "", "say": title,
                "line": self.words("case_listener.anybody_line")}

    def speech(self) -> str:
        return self.words("case_listener.say")

    # ---- what is tapped

    def turn(self, page: int) -> None:
        """Others who listen."""
        self.ui.turn(first=page * self.page.tiles.size)

    def choose(self, tile: ListenerTile) -> None:
        """On to the story."""
        self.ui.go("case_write", tile, topic_id=self._topic_id, listener_id=tile.value)
