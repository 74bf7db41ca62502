"""The tile of an area on home: what it opens, and how the area stands now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator

# How each area with a tile stands, by its name; None where nobody knows it.
AreasNow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HomeDoor:
    """A tile of home: the screen it opens with its `arguments`, its words, and how it stands.

    `hours` is a sentence about until when it is open today; `small` comes from the `HomeTile`.
    """

    screen: str
    icon: str
    title: str
    line: str = ""
    chip: Chip | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    hours: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class HomeTile:
    """How an area comes to home: `look` asks how it stands, `door` makes its tile of the answer;
    None where the area has nothing to offer. `name` is the area's. `when_closed` says that its
    screens can be used while the centre is closed: then the tile stands on that page too. A `small`
    one stands in the row of small tiles; within its row the order is that of the areas."""

    name: str
    look: Callable[[AppContext], Any]
    door: Callable[[Any, Translator], HomeDoor | None]
    when_closed: bool = False
    small: bool = False


def areas_now(ctx: AppContext, *, closed: bool = False) -> AreasNow:
    """How the areas stand whose tiles are shown, those of a `closed` centre alone."""
    return {tile.name: _or_none(tile.look, ctx) for tile in _tiles(closed=closed)}


def doors_of(areas: AreasNow, words: Translator, *, closed: bool = False) -> tuple[HomeDoor, ...]:
    """The tiles of what the areas offer, in their order."""
    known = [(tile, areas.get(tile.name)) for tile in _tiles(closed=closed)]
    doors = ((tile, tile.door(stands, words)) for tile, stands in known if stands is not None)
    return tuple(replace(door, small=tile.small) for tile, door in doors if door)


def _tiles(*, closed: bool) -> tuple[HomeTile, ...]:
    # The list stands above all screens, those that show it too.
    from kiosk.screens import HOME_TILES

    return tuple(tile for tile in HOME_TILES if tile.when_closed or not closed)


def _or_none(look: Callable[[AppContext], Any], ctx: AppContext) -> Any:
    try:
        return look(ctx)
    except StorageDown:
        return None
