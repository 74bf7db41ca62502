"""Where the parts of the search stand, in design pixels from the top left."""

from kiosk.ui import text_entry
from kiosk.ui.navigation.screen import layouts

PORTRAIT = text_entry.PORTRAIT | {
    "title": (48, 150, 984, 142),
    "field": (48, 316, 984, 288),
    "best": (48, 640, 984, 124),
    "rows": (48, 640, 984, 920),
    "edit": (48, 1584, 240, 130),
    "staff": (312, 1584, 720, 130),
    "pager": (312, 1584, 720, 130),
    "pager_button": (0, 0, 216, 130),
    "nothing": (48, 640, 984, 760),
    "nothing_edit": (48, 1424, 480, 140),
    "nothing_staff": (552, 1424, 480, 140),
}
LANDSCAPE = text_entry.LANDSCAPE | {
    "title": (48, 146, 588, 140),
    "field": (660, 146, 1212, 190),
    "best": (48, 796, 384, 120),
    "rows": (660, 364, 1212, 408),
    "edit": (48, 364, 588, 130),
    "staff": (48, 518, 588, 130),
    "pager": (660, 796, 1212, 122),
    "pager_button": (0, 0, 282, 122),
    "nothing": (660, 364, 1212, 552),
    "nothing_edit": (48, 364, 588, 130),
    "nothing_staff": (48, 518, 588, 130),
}
BIG_PORTRAIT = PORTRAIT | text_entry.BIG_PORTRAIT | {
    "title": (48, 166, 984, 110),
    "edit": (48, 1584, 250, 130),
    "pager": (322, 1584, 710, 130),
    "staff": (322, 1584, 710, 130),
    "pager_button": (0, 0, 250, 130),
}
BIG_LANDSCAPE = LANDSCAPE | text_entry.BIG_LANDSCAPE | {
    "title": (48, 142, 588, 136),
    "pager_button": (0, 0, 330, 122),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of a page of what was found.
GRID = {
    "portrait": (1, 4), "landscape": (2, 2), "big_portrait": (1, 3), "big_landscape": (1, 2),
}
