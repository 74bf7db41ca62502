"""The guide on the touch screen: looking up and searching a service; and writing content."""

from kiosk.screens.content.editing.edit_list import EditKindsScreen, EditShelfScreen
from kiosk.screens.content.editing.edit_media import EditStickScreen
from kiosk.screens.content.editing.edit_sheet import (
    EditChoiceScreen,
    EditItemScreen,
    EditListScreen,
    EditPartScreen,
)
from kiosk.screens.content.editing.edit_text import EditTextScreen
from kiosk.screens.content.search import SearchScreen
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.screens.content.service_list import ServiceListScreen
from kiosk.screens.content.staff_offers import STAFF_OFFERS

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (
    SearchScreen, ServiceListScreen, ServiceDetailScreen, EditKindsScreen, EditShelfScreen,
    EditItemScreen, EditListScreen, EditPartScreen, EditChoiceScreen, EditStickScreen,
    EditTextScreen,
)
HOME_TILE = None
