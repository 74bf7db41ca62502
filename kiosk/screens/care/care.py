"""Screen 27, care: whether medical staff are there, and each device with its door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.actions.care import care_now
from kiosk.actions.care.results import CareNow, DeviceNow
from kiosk.context import AppContext
from kiosk.domain.care.devices import DeviceState
from kiosk.domain.speech_text import in_time
from kiosk.screens.care.care_tile import CareTile
from kiosk.screens.care.device_status import PICTURES, device_chip
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page
from kiosk.wording.care import care_title, device_line, opens_again, staff_line
from kiosk.wording.hours import hours_of_day

GAP = 24
PORTRAIT = {
    "title": (48, 150, 984, 146),
    "staff": (48, 308, 648, 308),
    "warning": (720, 308, 312, 308),
    "tiles": (48, 640, 984, 900),
    "pager": (48, 1564, 624, 152),
    "arrived": (696, 1564, 336, 152),
    "foot": (48, 1564, 984, 152),
    "pager_button": (0, 0, 190, 130),
}
LANDSCAPE = {
    "title": (48, 138, 588, 214),
    "staff": (660, 138, 700, 214),
    "warning": (1384, 138, 488, 214),
    "tiles": (48, 364, 1824, 408),
    "pager": (48, 796, 1200, 122),
    "arrived": (1272, 796, 600, 122),
    "foot": (48, 796, 1824, 122),
    "pager_button": (0, 0, 282, 122),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 130),
    "staff": (48, 304, 480, 312),
    "warning": (552, 304, 480, 312),
    "tiles": (48, 640, 984, 900),
    "pager": (48, 1564, 600, 152),
    "arrived": (672, 1564, 360, 152),
    "pager_button": (0, 0, 200, 130),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 640, 204),
    "staff": (712, 150, 560, 202),
    "warning": (1296, 150, 576, 202),
    "pager_button": (0, 0, 330, 122),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of a page.
GRID = {
    "portrait": (2, 3), "landscape": (3, 2), "big_portrait": (2, 2), "big_landscape": (2, 2),
}
# What the tiles that are no device are called by.
PRESSURE, ASK = "pressure", "ask"


@dataclass(frozen=True, slots=True)
class CarePage:
    """Whether medical staff are there and when, what is warned of, and a page of tiles."""

    title: str = ""
    chip: Chip = BLANK
    lead: str = ""
    hours: Sequence[str] = ()
    pressure: Chip = BLANK
    warning: str = ""
    tiles: ListPage = NO_LIST


class CareScreen(KioskScreen):
    """Blood pressure stands first: whoever comes for it only sits down."""

    NAME = "care"
    LAYOUTS = LAYOUTS

    tile_kind = CareTile

    page = view_model(CarePage())

    @classmethod
    def ask(cls, ctx: AppContext, first: int = 0) -> Answers:
        return {"care": care_now(ctx), "first": first}

    def show(self, care: CareNow, first: int = 0) -> None:
        """`first` is the tile that is read first: in another mode its page has another number."""
        self._care, words, staff = care, self.words, care.staff
        boxes = self.box("tiles").grid(*GRID[self.theme.layout], GAP)
        tiles = [*self._pressure(), *map(self._tile, care.devices), *self._ask()]
        page = CarePage(care_title(words, care.centre),
                        tiles=list_page(tiles, boxes, first // len(boxes)))
        if care.centre and staff:
            page = replace(
                page,
                chip=Chip("free" if staff.opening.is_open else "shut",
                          staff_line(words, staff.opening, care.now), "stethoscope"),
                lead="" if self.mode.big else self.text(care.centre.lead),
                hours=([str(one).replace("-", "–") for one in staff.today]
                       or [hours_of_day(words, (), staff.note)]),
                pressure=Chip("light", self.text(care.centre.pressure)),
                warning=self.text(care.centre.warning),
            )
        self.page = page

    def _pressure(self) -> list[Item]:
        words, care = self.words, self._care
        if care.staff is None or care.centre is None:
            return []
        is_here = care.staff.opening.is_open
        chip = (Chip("free", words("care.pressure_now")) if is_here
                else Chip("shut", words("care.pressure_shut")))
        line = (words("care.pressure_line") if is_here
                else opens_again(words, care.staff.opening, care.now))
        return [{
            "picture": "door-free" if is_here else "door-closed", "icon": "",
            "title": words("care.pressure"), "chip": chip, "line": line,
            "hours": self.text(care.centre.pressure_hint), "value": PRESSURE, "kind": "normal",
            "enabled": is_here, "say": words("care.pressure"),
        }]

    def _tile(self, stands: DeviceNow) -> Item:
        words = self.words
        hours = hours_of_day(words, stands.today)
        if stands.state is DeviceState.REPAIR:
            hours = (words("care.instead", title=self.text(stands.instead.title))
                     if stands.instead else "")
        return {
            "picture": PICTURES[stands.state], "icon": "",
            "title": self.text(stands.device.title), "chip": device_chip(words, stands.state),
            "line": device_line(words, stands, self._care.now), "hours": hours,
            "value": stands.device.id, "kind": "normal",
            "enabled": stands.state is not DeviceState.REPAIR,
            "say": self.text(stands.device.title),
        }

    def _ask(self) -> list[Item]:
        words = self.words
        if self._care.staff is None:
            return []
        return [{
            "picture": "", "icon": "headset", "title": words("care.ask"), "chip": BLANK,
            "line": words("care.ask_line"), "hours": "", "value": ASK, "kind": "quiet",
            "enabled": True, "say": words("care.ask"),
        }]

    def speech(self) -> str:
        words, care, page = self.words, self._care, self.page
        usable = next((one for one in care.devices
                       if one.state in (DeviceState.FREE, DeviceState.NEAR)), None)
        free = words("care.say_free", title=self.text(usable.device.title)) if usable else ""
        warning = page.warning.replace("\n", "")
        return in_time(
            (words("care.say", title=page.title, staff=page.chip.text, free=free, warning=said)
             for said in (f"{warning}。" if warning else "", "")),
            words.language,
        )

    def turn(self, page: int) -> None:
        """Another page of tiles."""
        self.ui.turn(first=page * self.page.tiles.size)

    def choose(self, tile: CareTile) -> None:
        """A device: its days and times; blood pressure and the staff tell where to sit down."""
        if tile.value in (PRESSURE, ASK):
            self._tell(tile.value)
        else:
            self.ui.go("care_device", tile, device_id=tile.value)

    def _tell(self, what: str) -> None:
        words, care = self.words, self._care
        if care.staff is None:
            return
        where = self.text(care.devices[0].device.where) if care.devices else self.page.title
        is_here = care.staff.opening.is_open
        text = words(f"care.{what}_here", where=where) if is_here else self.page.chip.text
        done = Answer(words("care.understood"), self.ui.close, "check")
        self.ui.ask(Question(words(f"care.{what}"), text, (done,), "stethoscope"))

    def arrive(self, button: PushButton) -> None:
        """我订了，到了: whoever booked says the number."""
        self.ui.go("care_number", button)
