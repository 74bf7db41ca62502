"""Screen 01, home: a greeting, the main thing to do, and what else the centre offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.actions.content.centre import guide as read_guide
from kiosk.actions.queue import hall as look_at_hall
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide
from kiosk.domain.refusals import StorageDown
from kiosk.domain.speech_text import in_time
from kiosk.screens.home.doors import (
    BIG_LAST,
    BIG_PAGE,
    GAP,
    MOST_TILES,
    apart,
    button_of,
    buttons_below,
    category_door,
    most_buttons,
    on_shelves,
    search_door,
    share,
)
from kiosk.screens.home.hours import figures, say_standing, written_hours
from kiosk.screens.home.places import LAYOUTS
from kiosk.screens.home_tile import AreasNow, HomeDoor, areas_now, doors_of
from kiosk.screens.notices_door import notices_door, urgent, with_urgent
from kiosk.screens.operations.hours_panel import NewsLine  # noqa: F401  named in the .kv
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import IconFact
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.header import HeaderFigure
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tiles import PrimaryTile, Tile
from kiosk.wording.dates import greeting
from kiosk.wording.hours import written_opening
from kiosk.wording.queue import written_wait

# So few other parts of the centre leave room for the guide's shelves.
FEW = 2


@dataclass(frozen=True, slots=True)
class HomePage:
    """A greeting, how the hall stands, and the doors: `tiles`, and `more` of them as buttons.

    `full` is the page of the whole centre: every door a tile, the ways to find out below.
    """

    full: bool = False
    urgent: str = ""
    greeting: str = ""
    lead: str = ""
    primary_box: Rect | None = None
    queue_line: str = ""
    facts: Sequence[tuple[str, str, str]] = ()
    hours: Sequence[IconFact] = ()
    figures: Sequence[Item] = ()
    heading: str = ""
    heading_box: Rect | None = None
    tiles: Sequence[Item] = ()
    more: Sequence[Item] = ()


class HomeScreen(KioskScreen):
    """Where every visit begins and ends. With one thing to do it also opens the guide."""

    NAME = "home"
    LAYOUTS = LAYOUTS
    CAN_GO_BACK = False

    figure_kind, tile_kind, button_kind = HeaderFigure, Tile, PushButton

    page = view_model(HomePage())

    @classmethod
    def ask(cls, ctx: AppContext, page: int = 0) -> Answers:
        guide = read_guide(ctx)
        try:
            hall = look_at_hall(ctx)
        except StorageDown:
            # What the centre offers stays readable; how it stands is not known.
            hall = None
        return {"guide": guide, "hall": hall, "now": ctx.clock(), "page": page,
                "areas": areas_now(ctx)}

    def show(
        self, guide: Guide, hall: Hall | None, now: datetime, page: int = 0,
        areas: AreasNow | None = None,
    ) -> None:
        """`areas` have a tile each."""
        others = tuple(sorted(doors_of(areas or {}, self.words), key=lambda door: door.small))
        words, hour, full = self.words, greeting(now), len(others) > FEW
        self._standing, self._hello = say_standing(words, hall), words(f"home.big_{hour}")
        of_full = "_full" if full and not self.mode.big else ""
        shown = HomePage(
            full=full, greeting=words(f"home.big_{hour}" if self.mode.big else f"home.{hour}"),
            lead=words("home.lead" if others else "home.lead_queue"),
            queue_line=self._queue(hall), primary_box=self.box(f"primary{of_full}"),
        )
        self._notices = guide.notices
        self._hours: tuple[str, ...] = ()
        if hall is not None:
            shown = self._with_hall(shown, hall, [door.hours for door in others if door.hours])
        if first := urgent(guide.notices):
            # In landscape it takes the place of the picture, in portrait that of the lead.
            shown = replace(shown, lead="", urgent=self.text(first.text)) if self.theme.portrait \
                else replace(shown, figures=(), urgent=self.text(first.text))
        self.page = self._with_doors(shown, others, guide, hall, page)

    def _queue(self, hall: Hall | None) -> str:
        """What stands below 办事取号: in 大字 how many wait, and how long."""
        words = self.words
        if hall is None or not self.mode.big:
            return words("home.queue_line")
        wait, waiting = written_wait(words, hall.wait), words("home.chip_wait", n=hall.waiting)
        if wait:
            return words("home.joined", one=waiting, two=wait)
        return waiting if hall.waiting else words("home.nobody_waits")

    def _with_hall(self, page: HomePage, hall: Hall, others: Sequence[str]) -> HomePage:
        """How the hall stands, and the hours of `others`. 高对比 shows figures where the picture
        is."""
        words, big, portrait = self.words, self.mode.big, self.theme.portrait
        large = figures(words, hall) if self.mode.contrast else []
        rest = others if page.full and not big else ()
        self._hours = (written_opening(words, hall.opening, hall.now), *rest)
        said = words("home.hours_and").join((written_hours(words, hall).said, *rest))
        return replace(
            page,
            facts=(
                ("door-enter", str(hall.open_counters), words("home.counters_open")),
                ("users", str(hall.waiting), words("home.people_wait")),
            ),
            hours=() if portrait else [IconFact("clock", said)],
            figures=placed(large, self.box("figures").columns(max(len(large), 1), GAP)),
        )

    def _with_doors(
        self, page: HomePage, others: tuple[HomeDoor, ...], guide: Guide, hall: Hall | None, at: int
    ) -> HomePage:
        shelves = tuple(category_door(c, guide, hall, self.words) for c in guide.shelves)
        if guide.services:
            shelves = (*shelves, search_door(self.words))
        ways, news = tuple(door for door in shelves if apart(door)), notices_door(
            self.words, guide.notices)
        if self.mode.big:
            return self._with_few(page, (*others, *(ways if page.full else shelves), news), at)
        if page.full:
            return self._with_tiles(page, others, ways)
        page = replace(page, heading=self.words("home.which") if shelves else "")
        if others:
            return self._with_beside(page, others, shelves, ways)
        return self._with_shelves(page, shelves, ways)

    def _with_tiles(
        self, page: HomePage, doors: tuple[HomeDoor, ...], ways: tuple[HomeDoor, ...]
    ) -> HomePage:
        """Every door as a tile, large or small; the ways to find out are buttons below."""
        small = sum(door.small for door in doors)
        places = share(self.box("tiles"), len(doors) - small, small, self.theme.portrait)
        return replace(page, tiles=_tiles_of(doors, places), more=self._quiet(ways))

    def _quiet(self, ways: Sequence[HomeDoor]) -> Sequence[Item]:
        """Buttons of the ways to find out, the last one to the notices: in portrait that one says
        the hours, in landscape they stand above."""
        news, portrait = notices_door(self.words, self._notices), self.theme.portrait
        buttons = [button_of(way, way.title) for way in ways]
        if portrait:
            text = "\n".join((news.title, *self._hours))
            buttons.append({**button_of(news, text), "role": "label", "side": 40,
                            "say": news.title})
            quiet = list(self.box("quiet").columns(4, GAP))[:len(ways)]
            return placed(buttons, [*quiet, self.box("hours_full" if ways else "hours")])
        buttons.append({**button_of(news, self.words("notices.short")), "say": news.title})
        return placed(({**one, "stacked": True} for one in buttons),
                      self.box("quiet").columns(len(buttons), GAP))

    def _with_few(self, page: HomePage, doors: tuple[HomeDoor, ...], at: int) -> HomePage:
        """大字 has room for a few tiles at a time, and a button that leads to the others and
        back."""
        if len(doors) > BIG_PAGE:
            key = "home.more" if self.theme.portrait else "home.more_tall"
            doors = doors[BIG_PAGE * at:]
            n = BIG_LAST if at and len(doors) <= BIG_LAST else BIG_PAGE
            left, doors = len(doors[n:]), doors[:n]
            text = self.words(key, n=left) if left else self.words("home.fewer")
            page = replace(page, more=placed(
                [{"icon": "layout-grid", "text": text, "side": 60, "kind": "normal",
                  "value": at + 1 if left else 0}], [self.box("more")]))
        places = share(self.box("tiles"), len(doors), 0, self.theme.portrait)
        return replace(page, tiles=_tiles_of(doors, places))

    def _with_beside(
        self, page: HomePage, others: tuple[HomeDoor, ...], shelves: tuple[HomeDoor, ...],
        ways: tuple[HomeDoor, ...],
    ) -> HomePage:
        """A few other parts as tiles in a row, and the guide's shelves as buttons below."""
        row = self.box("others").columns(len(others), GAP)
        doors = [door for door in shelves if door not in ways]
        return replace(
            page, heading_box=self.box("which"),
            tiles=_tiles_of(others, [(box, "normal") for box in row]),
            more=[*self._buttons(self.box("below"), doors), *self._quiet(ways)],
        )

    def _buttons(self, box: Rect, doors: Sequence[HomeDoor]) -> Sequence[Item]:
        """The guide's shelves as buttons; the last one leads to those that have no room."""
        portrait = self.theme.portrait
        most, n = most_buttons(box, portrait), len(doors)
        if n > most:
            rest = doors[most - 1]
            doors = [*doors[:most - 1], replace(rest, icon="layout-grid", title=self.words(
                "home.other_shelves", n=n - most + 1))]
        return placed((button_of(d, d.title) for d in doors),
                      buttons_below(box, len(doors), portrait))

    def _with_shelves(
        self, page: HomePage, shelves: tuple[HomeDoor, ...], ways: tuple[HomeDoor, ...]
    ) -> HomePage:
        """The guide's shelves, many of them as buttons; the ways to find out are buttons below."""
        doors = [door for door in shelves if door not in ways]
        page = replace(page, heading_box=self.box("heading"), more=self._quiet(ways))
        if len(doors) > MOST_TILES:
            return replace(page, more=[*self._buttons(self.box("shelves"), doors), *page.more])
        places = on_shelves(self.box("shelves"), len(doors), self.theme.portrait)
        return replace(page, tiles=_tiles_of(doors, places))

    def speech(self) -> str:
        page = self.page
        names = [tile["title"] for tile in page.tiles]
        names += [one["text"] for one in page.more if one["kind"] == "normal"]
        said = (self._say(names, n) for n in range(len(names), 0, -1))
        return in_time(with_urgent(self.words, self._notices, said), self.words.language)

    def _say(self, names: list[str], n: int) -> str:
        """The page in words, with `n` of its doors by name."""
        words, rest = self.words, len(names) - n
        choices = words("home.say_and").join(names[:n])
        asks = [one["text"] for one in self.page.more if one["kind"] == "quiet"]
        if self.page.full and asks:
            # Whoever asks hears of the others.
            return words("home.say_full", greeting=self._hello, standing=self._standing,
                         choices=choices, ask=asks[0])
        return words(
            "home.say", greeting=self.page.greeting, standing=self._standing,
            which=words("home.which"),
            choices=choices + (words("home.say_more", n=rest) if rest else ""),
        )

    def open_list(self, tile: PrimaryTile) -> None:
        """办事取号."""
        self.ui.go("service_list", tile)

    def open_door(self, tile: Tile | PushButton) -> None:
        """A tile: another part of the centre, or a shelf of the guide."""
        door: HomeDoor = tile.value
        self.ui.go(door.screen, tile, **door.arguments)

    def open_more(self, button: PushButton) -> None:
        """The doors that had no room, and back; or the shelf that stands apart."""
        if isinstance(button.value, HomeDoor):
            self.open_door(button)
        else:
            self.ui.turn(page=button.value)


def _tiles_of(
    doors: Sequence[HomeDoor], places: Sequence[tuple[Rect, str]]
) -> Sequence[Item]:
    return [
        {"icon": d.icon, "title": d.title, "line": d.line, "chip": d.chip, "shape": shape,
         "value": d, "say": d.title, "box": box}
        for d, (box, shape) in zip(doors, places, strict=True)
    ]
