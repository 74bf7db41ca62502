"""Where it is: the estate, then the building, each from a list and neither asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.actions.cases import alike, telling
from kiosk.actions.cases.results import PublicCase, Telling
from kiosk.context import AppContext
from kiosk.domain.volunteers.registry import Estate
from kiosk.screens.cases.case_widgets import TellingSteps  # noqa: F401  named in the .kv
from kiosk.screens.cases.listening import STEPS, steps_said, topic_of
from kiosk.screens.cases.places import BUILDING_GRID, ESTATE_GRID, GAP, PLACE
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page


@dataclass(frozen=True, slots=True)
class CasePlacePage:
    """What is asked, and a page of the places to choose from."""

    title: str = ""
    steps: Sequence[str] = ()
    label: str = ""
    strong: str = ""
    text: str = ""
    tiles: ListPage = NO_LIST
    skip: str = ""


class CasePlaceScreen(KioskScreen):
    """Whoever does not know where goes on without."""

    NAME = "case_place"
    LAYOUTS = PLACE
    STAY = Stay(90, 20)

    tile_kind = PushButton
    step = STEPS.index("write")

    page = view_model(CasePlacePage())

    @classmethod
    def ask(cls, ctx: AppContext, topic_id: str, listener_id: str = "", estate_id: str = "",
            first: int = 0) -> Answers:
        return {"told": telling(ctx), "topic_id": topic_id, "listener_id": listener_id,
                "estate_id": estate_id, "first": first}

    def show(self, told: Telling, topic_id: str, listener_id: str = "", estate_id: str = "",
             first: int = 0) -> None:
        """The buildings of an estate once that is known; `first` is the place read first."""
        words, self._topic, self._listener_id = self.words, topic_of(told, topic_id), listener_id
        self._estate = next((one for one in told.estates if one.id == estate_id), None)
        what = "building" if self._estate else "estate"
        grid = BUILDING_GRID if self._estate else ESTATE_GRID
        boxes = self.box("tiles").grid(*grid[self.theme.layout], GAP)
        items = (self._buildings(self._estate) if self._estate
                 else [self._item(self.text(one.name), one.id) for one in told.estates])
        self.page = CasePlacePage(
            title=words(f"case_place.title_{what}"), steps=steps_said(words),
            label=self.text(self._topic.title),
            strong=(self.text(self._estate.name) if self._estate
                    else words("case_place.strong")),
            text=words(f"case_place.text_{what}"),
            tiles=list_page(items, boxes, first // len(boxes)),
            skip=words(f"case_place.skip_{what}"),
        )

    def _buildings(self, estate: Estate) -> list[Item]:
        return [self._item(self.words("case_place.building", n=n), n)
                for n in range(1, estate.buildings + 1)]

    def _item(self, text: str, value: str | int) -> Item:
        return {"text": text, "value": value, "say": text}

    def speech(self) -> str:
        page = self.page
        return self.words("case_place.say", title=page.title, skip=page.skip)

    # ---- what is tapped

    def turn(self, page: int) -> None:
        """Other places."""
        self.ui.turn(first=page * self.page.tiles.size)

    def choose(self, button: PushButton) -> None:
        """An estate leads to its buildings, a building on."""
        if self._estate is None:
            self.ui.turn(estate_id=button.value, first=0)
        else:
            self._go_on(button, button.value)

    def skip(self, button: PushButton) -> None:
        """说不清: on without it."""
        self._go_on(button, None)

    def _go_on(self, button: PushButton, building: int | None) -> None:
        estate_id = self._estate.id if self._estate else ""
        told: dict[str, Any] = {"topic_id": self._topic.id, "listener_id": self._listener_id,
                "estate_id": estate_id, "building": building}
        if not estate_id:
            self.ui.go("case_keep", button, **told)
            return
        self.ui.run(partial(alike, self.ui.ctx, self._topic.id, estate_id),
                    partial(self._compared, told), button)

    def _compared(self, told: dict[str, Any], found: tuple[PublicCase, ...]) -> None:
        """What may be the same matter is shown before it is told once more."""
        if found:
            self.ui.arrive("case_alike", {"found": found, "told": told}, told=told)
        else:
            self.ui.go("case_keep", **told)
