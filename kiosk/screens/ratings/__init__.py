"""Ratings on the touch screen: the number that was served, five faces, thanks."""

from kiosk.screens.ratings.rating import RatedScreen, RatingScreen
from kiosk.screens.ratings.rating_number import RatingNumberScreen
from kiosk.screens.staff_offer import StaffOffer

SCREENS = (RatingNumberScreen, RatingScreen, RatedScreen)
HOME_TILE = None
STAFF_OFFERS: tuple[StaffOffer, ...] = ()
