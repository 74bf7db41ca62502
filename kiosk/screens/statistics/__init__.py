"""Statistics have no screen: the exhibition shows last month's."""

SCREENS = ()
HOME_TILE = None
STAFF_OFFERS = ()
