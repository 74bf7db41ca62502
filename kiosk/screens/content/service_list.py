"""Screen 02, the list of services: the counters now, the shelves, and what is on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.content.centre import guide as read_guide
from kiosk.actions.queue import hall as look_at_hall, services_now
from kiosk.actions.queue.results import CounterNow, CounterState, Hall, ServiceNow
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide
from kiosk.domain.operations.panel import LEAST_TARGET
from kiosk.domain.refusals import StorageDown
from kiosk.screens.content.service_items import ServiceRowsScreen, guide_row, row_now
from kiosk.screens.content.service_row import RailButton
from kiosk.screens.queue.counter_panel import CounterPanel
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.screen import Answers, layouts, view_model
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed

GAP = 24
# The shelf for who does not know what is needed: it stands apart from the others.
UNSURE = "ask"
SEARCH = "search"
WIDEST_GAP = 30
# Narrower than this nobody reads a counter from where they stand.
LEAST_COUNTER = 220
PORTRAIT = {
    "title": (48, 150, 984, 142),
    "counters": (48, 308, 984, 296),
    "rail": (48, 640, 240, 1074),
    "rows": (312, 640, 720, 920),
    "search": (312, 1584, 240, 130),
    "pager": (576, 1584, 456, 130),
    "pager_button": (0, 0, 150, 130),
}
LANDSCAPE = {
    "title": (48, 146, 588, 140),
    "counters": (660, 146, 1212, 206),
    "rail": (48, 364, 588, 552),
    "rows": (660, 364, 1212, 408),
    "pager": (660, 796, 1212, 122),
    "pager_button": (0, 0, 282, 122),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 110),
    "counters": (48, 318, 984, 286),
    "pager_button": (0, 0, 160, 130),
}
BIG_LANDSCAPE = LANDSCAPE | {"title": (48, 146, 588, 200), "pager_button": (0, 0, 330, 122)}
# Columns and rows of a page.
GRID = {
    "portrait": (1, 4), "landscape": (2, 2), "big_portrait": (1, 3), "big_landscape": (1, 2),
}
COUNTER_CHIPS = {
    CounterState.OPEN: "light", CounterState.PAUSED: "near", CounterState.CLOSED: "shut",
}


@dataclass(frozen=True, slots=True)
class ServiceListPage:
    """The counters, the shelves, and a page of what is on the chosen one."""

    lead: str = ""
    counters: Sequence[Item] = ()
    rail: Sequence[Item] = ()
    rows: ListPage = NO_LIST


class ServiceListScreen(ServiceRowsScreen):
    """What can be done here, by shelf; what is closed today stays and says when."""

    NAME = "service_list"
    LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)

    counter_kind, rail_kind = CounterPanel, RailButton

    page = view_model(ServiceListPage())

    @classmethod
    def ask(cls, ctx: AppContext, category_id: str = "", first: int = 0) -> Answers:
        guide = read_guide(ctx)
        chosen = category_id or next((shelf.id for shelf in guide.shelves), "")
        answers = {"guide": guide, "category_id": chosen, "first": first}
        try:
            return answers | {
                "hall": look_at_hall(ctx),
                "services": services_now(ctx, chosen, ctx.settings.kiosk_name),
            }
        except StorageDown:
            # The guide stays readable; who waits is not known, and no number is promised.
            return answers | {"hall": None, "services": None}

    def show(
        self, guide: Guide, category_id: str, hall: Hall | None,
        services: Sequence[ServiceNow] | None, first: int = 0,
    ) -> None:
        """`hall` and `services` are None while nobody knows how things stand.

        `first` is the row that is read first: in another mode its page has another number.
        """
        words = self.words
        rows = [
            guide_row(words, s) for s in guide.services if s.category_id == category_id
        ] if services is None else [row_now(words, now, not self.mode.big) for now in services]
        boxes = self.box("rows").grid(*GRID[self.theme.layout], GAP)
        self.page = ServiceListPage(
            lead=words("service_list.lead" if services else "service_list.lead_down"),
            counters=self._counters(self._seen(guide, category_id, hall.counters if hall else ())),
            rail=self._rail(guide, category_id), rows=list_page(rows, boxes, first // len(boxes)),
        )

    def _seen(
        self, guide: Guide, category_id: str, counters: Sequence[CounterNow]
    ) -> Sequence[CounterNow]:
        """All counters, or where they have no room those at which the shelf is served."""
        most = int((self.box("counters").w + GAP) // (LEAST_COUNTER + GAP))
        if len(counters) <= most:
            return counters
        queues = {s.queue_id for s in guide.services if s.category_id == category_id}
        return [one for one in counters if one.queue.id in queues][:most]

    def _counters(self, counters: Sequence[CounterNow]) -> Sequence[Item]:
        words = self.words
        return placed((
            {
                "name": words("standing.counter", n=w.number),
                "queue": self.text(w.queue.name),
                "called": words("service_list.called" if w.serving else "service_list.no_call"),
                "number": w.serving or "",
                "chip": Chip(COUNTER_CHIPS[w.state], words(f"service_list.counter_{w.state}")),
                "shut": w.state is not CounterState.OPEN,
                "waiting": str(w.waiting),
                "waits": words("service_list.waits"),
            }
            for w in counters
        ), self.box("counters").columns(max(len(counters), 3), GAP))

    def _rail(self, guide: Guide, category_id: str) -> Sequence[Item]:
        """The shelves, and the search; where they have no room, those around the chosen one and
        the way to the next of the others."""
        shelves, most = guide.shelves, self._most_shelves()
        others: list[dict[str, str | bool]] = []
        if len(shelves) > most:
            at = next((n for n, c in enumerate(shelves) if c.id == category_id), 0)
            first = at - at % (most - 1)
            after = shelves[first + most - 1:] or shelves
            others = [{"icon": "layout-grid", "text": self.words("service_list.other_shelves"),
                       "value": after[0].id, "kind": "quiet", "selected": False}]
            shelves = shelves[first:first + most - 1]
        entries = [
            {
                "icon": c.icon, "text": self.text(c.title), "value": c.id,
                "kind": "quiet" if c.id == UNSURE else "normal", "selected": c.id == category_id,
            }
            for c in shelves
        ]
        search = {"icon": "search", "text": self.words("search.door_short"), "value": SEARCH,
                  "kind": "quiet", "selected": False}
        entries += others
        return placed([*entries, search], self._rail_places(len(entries)))

    def _most_shelves(self) -> int:
        """How many have room; in landscape two share a line, and the search stands after them."""
        lines = int((self.box("rail").h + GAP) // (LEAST_TARGET + GAP))
        return lines if self.theme.portrait else 2 * lines - 1

    def _rail_places(self, n: int) -> list[Rect]:
        """Where the shelves stand, and the search after them."""
        rail, portrait = self.box("rail"), self.theme.portrait
        columns = 1 if portrait else 2
        lines = max(n, 1) if portrait else n // 2 + 1
        high = min((rail.h - GAP * (lines - 1)) / lines, 130)
        # A rail that is nearly full ends where the pager ends.
        spread = (rail.h - high * lines) / max(lines - 1, 1)
        gap = spread if spread < WIDEST_GAP else GAP
        rail = rail._replace(h=high * lines + gap * (lines - 1))
        places = [b for row in rail.rows(lines, gap) for b in row.columns(columns, GAP)]
        # In portrait the rail has no room for the search: it stands beside the last shelf.
        return [*places[:n], self.box("search")] if portrait else places

    def speech(self) -> str:
        return self.words("service_list.say")

    def choose(self, button: RailButton) -> None:
        """Another shelf, or the search."""
        if button.value == SEARCH:
            self.ui.go(SEARCH, button)
        elif not button.selected:
            self.ui.turn(category_id=button.value, first=0)

    def turn(self, page: int) -> None:
        """Another page of the shelf."""
        self.ui.turn(first=page * self.page.rows.size)
