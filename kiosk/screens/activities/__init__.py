"""The activities on the touch screen: what is on, one of them, and registering for it."""

SCREENS = ()
HOME_TILE = None
STAFF_OFFERS = ()
