"""Where the parts stand of what is asked about a room, in design pixels from the top left."""

from kiosk.ui import text_entry
from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 984, 284),
    "people_label": (48, 640, 984, 60),
    "people": (48, 708, 984, 264),
    "whats_label": (48, 996, 984, 60),
    "whats": (48, 1064, 984, 450),
    "done": (48, 1538, 984, 176),
    "icon": (0, 0, 60, 60),
}
LANDSCAPE = {
    "title": (48, 146, 852, 142),
    "panel": (924, 146, 948, 204),
    "people_label": (48, 364, 852, 56),
    "people": (48, 428, 852, 298),
    "whats_label": (924, 364, 948, 56),
    "whats": (924, 428, 948, 492),
    "done": (48, 750, 852, 170),
    "icon": (0, 0, 60, 60),
}
LAYOUTS = layouts(
    PORTRAIT, LANDSCAPE,
    PORTRAIT | {"title": (48, 166, 984, 110), "panel": (48, 292, 984, 324)},
    LANDSCAPE | {"title": (48, 150, 852, 190)},
)
# Columns and rows of the tiles.
PEOPLE_GRID, WHAT_GRID = (4, 2), (2, 3)

NAME_PORTRAIT = text_entry.PORTRAIT | {
    "title": (48, 150, 984, 142),
    "field": (48, 316, 984, 288),
    "skip": (48, 640, 984, 124),
}
NAME_LANDSCAPE = text_entry.LANDSCAPE | {
    "title": (48, 146, 588, 140),
    "field": (660, 146, 1212, 190),
    "skip": (48, 796, 384, 120),
}
NAME_LAYOUTS = layouts(
    NAME_PORTRAIT, NAME_LANDSCAPE,
    NAME_PORTRAIT | text_entry.BIG_PORTRAIT | {"title": (48, 166, 984, 110)},
    NAME_LANDSCAPE | text_entry.BIG_LANDSCAPE | {"title": (48, 142, 588, 136)},
)
