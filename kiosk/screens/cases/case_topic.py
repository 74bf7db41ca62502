"""Screen 29, a topic: what it is about, who listens, and how one says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.cases import telling
from kiosk.actions.cases.results import ListenerNow, Telling
from kiosk.context import AppContext
from kiosk.domain.cases.cases import CaseTopic
from kiosk.screens.cases.calling import call_staff
from kiosk.screens.cases.case_widgets import (
    ListenerPanel,
    TellingSteps,  # noqa: F401  named in the .kv
    TopicTile,
)
from kiosk.screens.cases.listening import chip_of, steps_said
from kiosk.screens.cases.places import GAP, TOPIC, TOPIC_GRID, TOPIC_PAGED
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.wording.cases import receives_until, reception_when

# What the ways and the last tile are called by.
WRITE, SAY, MEET, MINE = "write", "say", "meet", "mine"
ICONS = {WRITE: "pencil", SAY: "headset", MEET: "users"}
# What a line on a button leaves free at its ends.
HINT_AIR = 36
# So many listeners have room beside each other.
SHOWN = 2


@dataclass(frozen=True, slots=True)
class CaseTopicPage:
    """Who listens, the ways to say it, and a page of topics."""

    steps: Sequence[str] = ()
    listeners: Sequence[Item] = ()
    ways: Sequence[Item] = ()
    tiles: ListPage = NO_LIST


class CaseTopicScreen(KioskScreen):
    """Writing is chosen already: a topic goes on to the keys."""

    NAME = "cases"
    LAYOUTS = TOPIC

    listener_kind, way_kind, tile_kind = ListenerPanel, PushButton, TopicTile

    page = view_model(CaseTopicPage())

    @classmethod
    def ask(cls, ctx: AppContext, first: int = 0) -> Answers:
        return {"told": telling(ctx), "first": first}

    def show(self, told: Telling, first: int = 0) -> None:
        """`first` is the topic that is read first: in another mode its page has another number."""
        self._told = told
        tiles = [*map(self._tile, told.topics), self._mine()]
        boxes = self.box("tiles").grid(*TOPIC_GRID[self.theme.layout], GAP)
        if len(tiles) > len(boxes):
            boxes = self.box("paged").grid(*TOPIC_PAGED[self.theme.layout], GAP)
        self.page = CaseTopicPage(
            steps=steps_said(self.words), listeners=self._listeners(), ways=self._ways(),
            tiles=list_page(tiles, boxes, first // len(boxes)),
        )

    # ---- who listens

    def _listeners(self) -> Sequence[Item]:
        shown, box = self._told.listeners[:SHOWN], self.box("listeners")
        places = (box.rows(len(shown), 12) if self.mode.big and self.theme.portrait and shown
                  else box.columns(len(shown) or 1, GAP))
        return placed(map(self._listener, shown), places)

    def _listener(self, one: ListenerNow) -> Item:
        words, now = self.words, self._told.now
        lines = [self.text(one.listener.about)]
        if one.receives:
            lines.append(receives_until(words, one.receives))
        elif one.next_day:
            lines = [words("case_topic.next_receiver", name=one.next_day.receiver),
                     words("case_topic.meets_at", where=self.text(one.listener.where))]
        return {
            "icon": one.listener.icon, "title": self.text(one.listener.title),
            "lines": [] if self.mode.big else lines, "chip": chip_of(words, one, now),
        }

    # ---- how it is said

    def _ways(self) -> Sequence[Item]:
        box = self.box("ways")
        places = list(box.columns(3, GAP) if self.theme.portrait else box.rows(3, GAP))
        wide = places[0].w - HINT_AIR
        return placed((self._way(name, wide) for name in (WRITE, SAY, MEET)), places)

    def _way(self, name: str, wide: float) -> Item:
        """A way; what cannot be done now says when, where there is room in its `wide` line."""
        words, hint = self.words, ""
        if name == SAY and not self._receiving:
            hint = self._when()
        elif name == MEET and not any(
                one.receives or one.next_day for one in self._told.listeners):
            hint = words("case_topic.no_day")
        text = words(f"case_topic.{name}_short" if self.mode.big else f"case_topic.{name}")
        shown = hint if text_width(self.theme, hint, "label") <= wide else ""
        return {
            "icon": ICONS[name], "text": text, "hint": shown, "hint_role": "label", "value": name,
            "selected": name == WRITE, "tick": True, "enabled": not hint, "say": text,
            "stacked": self.mode.big and self.theme.portrait and not hint,
        }

    @property
    def _receiving(self) -> ListenerNow | None:
        return next((one for one in self._told.listeners if one.receives), None)

    def _when(self) -> str:
        """When somebody receives again."""
        coming = [one.next_day for one in self._told.listeners if one.next_day]
        soonest = min(coming, key=lambda one: (one.day, one.opens), default=None)
        if soonest is None:
            return self.words("case_topic.nobody")
        return reception_when(self.words, soonest, self._told.now)

    # ---- what it is about

    def _tile(self, topic: CaseTopic) -> Item:
        title = self.text(topic.title)
        return {"icon": topic.icon, "title": title, "value": topic.id, "say": title,
                "line": self.text(topic.hint) if self._has_lines else "", "kind": "normal"}

    def _mine(self) -> Item:
        title = self.words("case_topic.mine")
        return {"icon": "search", "title": title, "value": MINE, "say": title, "kind": "quiet",
                "line": self.words("case_topic.mine_line") if self._has_lines else ""}

    @property
    def _has_lines(self) -> bool:
        """Whether every tile has room for a second line."""
        return self.theme.layout == "portrait"

    def speech(self) -> str:
        return self.words("case_topic.say_page")

    # ---- what is tapped

    def turn(self, page: int) -> None:
        """Other topics."""
        self.ui.turn(first=page * self.page.tiles.size)

    def choose_way(self, button: PushButton) -> None:
        """Somebody who writes it down is called over; to meet, there are days and times."""
        if button.value == MEET:
            self.ui.go("case_meet", button)
        elif button.value == SAY and self._receiving is not None:
            call_staff(self.ui, button, listener_id=self._receiving.listener.id)

    def choose(self, tile: TopicTile) -> None:
        """A topic, and whom it goes to where there is a choice; or what was told before."""
        if tile.value == MINE:
            self.ui.go("case_number", tile)
        else:
            listeners = self._told.listeners
            if len(listeners) > 1:
                self.ui.go("case_listener", tile, topic_id=tile.value)
            else:
                self.ui.go("case_write", tile, topic_id=tile.value,
                           listener_id=listeners[0].listener.id if listeners else "")
