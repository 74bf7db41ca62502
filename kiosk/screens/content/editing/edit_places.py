"""Where the parts of the pages on which content is written stand, in design pixels."""

from kiosk.ui import text_entry
from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 170, 984, 142),
    "rows": (48, 336, 984, 1068),
    "pager": (48, 1428, 984, 130),
    "pager_button": (0, 0, 216, 130),
    "buttons": (48, 1582, 984, 134),
}
LANDSCAPE = {
    "title": (48, 156, 588, 152),
    "rows": (660, 160, 1212, 606),
    "pager": (660, 790, 1212, 122),
    "pager_button": (0, 0, 282, 122),
    "buttons": (48, 364, 588, 430),
}
BIG_PORTRAIT = PORTRAIT | {"pager_button": (0, 0, 250, 130)}
BIG_LANDSCAPE = LANDSCAPE | {"pager_button": (0, 0, 330, 122)}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of a page, of one with long names, and of one with short ones.
ROWS = {
    "portrait": (1, 6), "landscape": (2, 3), "big_portrait": (1, 5), "big_landscape": (1, 3),
}
LONG = ROWS | {"landscape": (1, 3)}
SHORT = {
    "portrait": (2, 7), "landscape": (3, 4), "big_portrait": (1, 6), "big_landscape": (2, 3),
}

# The page of one text.
WRITING = {
    "portrait": text_entry.PORTRAIT | {
        "title": (48, 170, 984, 142), "field": (48, 336, 984, 418),
    },
    "landscape": text_entry.LANDSCAPE | {
        "title": (48, 146, 588, 140), "field": (660, 146, 1212, 190),
    },
    "big_portrait": text_entry.PORTRAIT | text_entry.BIG_PORTRAIT | {
        "title": (48, 170, 984, 142), "field": (48, 336, 984, 418),
    },
    "big_landscape": text_entry.LANDSCAPE | text_entry.BIG_LANDSCAPE | {
        "title": (48, 142, 588, 136), "field": (660, 146, 1212, 190),
    },
}
