"""The screens of the touch screen, area by area, the tiles of home, and what staff can do there."""

from kiosk.screens import (
    activities,
    care,
    cases,
    content,
    exhibition,
    home,
    lessons,
    operations,
    queue,
    ratings,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.screens.home_tile import HomeTile
from kiosk.screens.staff_offer import StaffOffer
from kiosk.ui.navigation.screen import KioskScreen

# Home first, then in the order of its tiles.
AREAS = (
    home, content, queue, ratings, rooms, volunteers, cases, activities, lessons, care, operations,
    exhibition, statistics, staff,
)

SCREENS: tuple[type[KioskScreen], ...] = tuple(
    screen for area in AREAS for screen in area.SCREENS)
HOME_TILES: tuple[HomeTile, ...] = tuple(area.HOME_TILE for area in AREAS if area.HOME_TILE)
STAFF_OFFERS: tuple[StaffOffer, ...] = tuple(sorted(
    (offer for area in AREAS for offer in area.STAFF_OFFERS), key=lambda offer: offer.rank))
