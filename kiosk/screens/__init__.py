"""The screens of the touch screen, area by area, and the tiles of home."""

from kiosk.screens import (
    content,
    exhibition,
    home,
    operations,
    queue,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.screens.home_tile import HomeTile
from kiosk.ui.navigation.screen import KioskScreen

# Home first, then in the order of its tiles.
AREAS = (home, content, queue, rooms, volunteers, operations, exhibition, statistics, staff)

SCREENS: tuple[type[KioskScreen], ...] = tuple(
    screen for area in AREAS for screen in area.SCREENS)
HOME_TILES: tuple[HomeTile, ...] = tuple(area.HOME_TILE for area in AREAS if area.HOME_TILE)
