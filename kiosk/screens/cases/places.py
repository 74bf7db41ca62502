"""Where the parts stand of the pages on which a matter is told, in design pixels from the top left.
"""

from kiosk.ui import text_entry
from kiosk.ui.navigation.screen import layouts

GAP = 24

TOPIC_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "steps": (48, 246, 984, 56),
    "listeners": (48, 318, 984, 298),
    "ways": (48, 640, 984, 132),
    "tiles": (48, 796, 984, 920),
    "paged": (48, 796, 984, 764),
    "pager": (48, 1584, 984, 130),
    "pager_button": (0, 0, 216, 130),
}
TOPIC_LANDSCAPE = {
    "title": (48, 138, 588, 208),
    "listeners": (660, 138, 1212, 208),
    "ways": (48, 364, 588, 408),
    "tiles": (660, 364, 1212, 556),
    "paged": (660, 364, 1212, 408),
    "pager": (660, 796, 1212, 122),
    "pager_button": (0, 0, 282, 122),
}
TOPIC_BIG_PORTRAIT = TOPIC_PORTRAIT | {
    "title": (48, 166, 984, 120),
    "listeners": (48, 300, 984, 316),
    "ways": (48, 640, 984, 150),
    "tiles": (48, 814, 984, 746),
    "paged": (48, 814, 984, 746),
    "pager_button": (0, 0, 260, 130),
}
TOPIC_BIG_PORTRAIT.pop("steps")
TOPIC = layouts(TOPIC_PORTRAIT, TOPIC_LANDSCAPE, TOPIC_BIG_PORTRAIT, TOPIC_LANDSCAPE | {
    "title": (48, 148, 588, 198),
    "listeners": (660, 150, 1212, 200),
    "tiles": (660, 364, 1212, 408),
    "pager_button": (0, 0, 330, 122),
})
# Columns and rows of the topics, where all have room on a page and where there are several pages.
TOPIC_GRID = {
    "portrait": (2, 5), "landscape": (3, 4), "big_portrait": (2, 2), "big_landscape": (2, 2),
}
TOPIC_PAGED = {
    "portrait": (2, 4), "landscape": (3, 3), "big_portrait": (2, 2), "big_landscape": (2, 2),
}

LISTENER_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "steps": (48, 246, 984, 56),
    "panel": (48, 322, 984, 294),
    "tiles": (48, 640, 984, 920),
    "pager": (48, 1584, 984, 130),
    "pager_button": (0, 0, 216, 130),
}
LISTENER_LANDSCAPE = {
    "title": (48, 138, 588, 208),
    "panel": (660, 138, 1212, 208),
    "tiles": (48, 364, 1824, 408),
    "pager": (48, 796, 1824, 122),
    "pager_button": (0, 0, 282, 122),
}
LISTENER_BIG_PORTRAIT = LISTENER_PORTRAIT | {
    "title": (48, 166, 984, 120),
    "panel": (48, 300, 984, 316),
    "pager_button": (0, 0, 260, 130),
}
LISTENER_BIG_PORTRAIT.pop("steps")
LISTENER = layouts(
    LISTENER_PORTRAIT, LISTENER_LANDSCAPE, LISTENER_BIG_PORTRAIT, LISTENER_LANDSCAPE | {
        "title": (48, 148, 588, 198), "panel": (660, 150, 1212, 196),
        "pager_button": (0, 0, 330, 122),
    })
LISTENER_GRID = {
    "portrait": (1, 4), "landscape": (2, 2), "big_portrait": (1, 4), "big_landscape": (2, 2),
}

CALL_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "who": (48, 262, 984, 354),
    "hint": (48, 640, 984, 200),
    "buttons": (48, 994, 984, 722),
}
CALL_LANDSCAPE = {
    "title": (48, 138, 1824, 92),
    "who": (48, 242, 1824, 246),
    "hint": (48, 512, 1092, 408),
    "buttons": (1188, 512, 684, 408),
}
CALL = layouts(
    CALL_PORTRAIT, CALL_LANDSCAPE,
    CALL_PORTRAIT | {"title": (48, 166, 984, 108), "who": (48, 288, 984, 328)},
    CALL_LANDSCAPE | {"title": (48, 148, 1824, 100), "who": (48, 256, 1824, 232)},
)

WRITE_PORTRAIT = text_entry.PORTRAIT | {
    "title": (48, 150, 984, 92),
    "steps": (48, 246, 984, 56),
    "field": (48, 322, 984, 294),
    "staff": (48, 640, 480, 124),
    "phone": (552, 640, 480, 124),
}
WRITE_LANDSCAPE = text_entry.LANDSCAPE | {
    "title": (48, 138, 588, 150),
    "field": (660, 146, 1212, 188),
    "staff": (48, 796, 180, 120),
    "phone": (252, 796, 180, 120),
}
WRITE_BIG_PORTRAIT = WRITE_PORTRAIT | text_entry.BIG_PORTRAIT | {
    "title": (48, 166, 984, 120),
    "field": (48, 300, 984, 316),
    "staff": (48, 640, 480, 124),
    "phone": (552, 640, 480, 124),
}
WRITE_BIG_PORTRAIT.pop("steps")
WRITE_BIG_LANDSCAPE = WRITE_LANDSCAPE | text_entry.BIG_LANDSCAPE | {
    "title": (48, 142, 588, 136),
    "staff": (48, 796, 384, 120),
}
# There is no room for both beside the keys: a person remains.
WRITE_BIG_LANDSCAPE.pop("phone")
WRITE = layouts(WRITE_PORTRAIT, WRITE_LANDSCAPE, WRITE_BIG_PORTRAIT, WRITE_BIG_LANDSCAPE)

PHONE_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "steps": (48, 330, 984, 280),
    "qr": (48, 640, 984, 660),
    "note": (48, 1324, 984, 192),
    "done": (48, 1540, 984, 176),
    "code": (0, 0, 540, 540),
    "icon": (0, 0, 60, 60),
}
PHONE_LANDSCAPE = {
    "title": (48, 146, 800, 142),
    "steps": (880, 146, 992, 200),
    "qr": (48, 364, 1092, 556),
    "note": (1164, 364, 708, 300),
    "done": (1164, 688, 708, 232),
    "code": (0, 0, 440, 440),
    "icon": (0, 0, 60, 60),
}
PHONE = layouts(
    PHONE_PORTRAIT, PHONE_LANDSCAPE,
    PHONE_PORTRAIT | {"title": (48, 166, 984, 184), "steps": (48, 372, 984, 240)},
    PHONE_LANDSCAPE | {"title": (48, 150, 800, 200), "steps": (880, 150, 992, 200)},
)

PLACE_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "steps": (48, 246, 984, 56),
    "panel": (48, 322, 984, 294),
    "tiles": (48, 640, 984, 920),
    "pager": (48, 1584, 600, 130),
    "skip": (672, 1584, 360, 130),
    "foot": (48, 1584, 984, 130),
    "rows": (48, 640, 984, 660),
    "done": (48, 1540, 984, 176),
    "pager_button": (0, 0, 190, 130),
    "icon": (0, 0, 60, 60),
}
PLACE_LANDSCAPE = {
    "title": (48, 138, 588, 208),
    "panel": (660, 138, 1212, 208),
    "tiles": (48, 364, 1824, 408),
    "pager": (48, 796, 1200, 122),
    "skip": (1272, 796, 600, 122),
    "foot": (48, 796, 1824, 122),
    "rows": (48, 364, 1824, 408),
    "done": (48, 796, 1824, 124),
    "pager_button": (0, 0, 282, 122),
    "icon": (0, 0, 60, 60),
}
PLACE_BIG_PORTRAIT = PLACE_PORTRAIT | {
    "title": (48, 166, 984, 120),
    "panel": (48, 300, 984, 316),
    "pager": (48, 1584, 640, 130),
    "skip": (712, 1584, 320, 130),
    "pager_button": (0, 0, 230, 130),
}
PLACE_BIG_PORTRAIT.pop("steps")
PLACE = layouts(PLACE_PORTRAIT, PLACE_LANDSCAPE, PLACE_BIG_PORTRAIT, PLACE_LANDSCAPE | {
    "title": (48, 148, 640, 198), "panel": (712, 150, 1160, 196), "pager_button": (0, 0, 330, 122),
})
ESTATE_GRID = {
    "portrait": (2, 5), "landscape": (4, 3), "big_portrait": (1, 5), "big_landscape": (3, 3),
}
BUILDING_GRID = {
    "portrait": (4, 6), "landscape": (8, 3), "big_portrait": (3, 5), "big_landscape": (6, 3),
}

KEEP_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "steps": (48, 246, 984, 56),
    "notes": (48, 318, 984, 298),
    "field": (48, 640, 984, 150),
    "keys": (48, 814, 984, 566),
    "summary": (48, 1404, 648, 132),
    "staff": (720, 1404, 312, 132),
    "done": (48, 1560, 984, 156),
    "icon": (0, 0, 60, 60),
}
KEEP_LANDSCAPE = {
    "title": (48, 138, 588, 208),
    "notes": (660, 138, 1212, 208),
    "field": (48, 364, 852, 150),
    "summary": (48, 538, 540, 130),
    "staff": (612, 538, 288, 130),
    "keys": (924, 364, 948, 556),
    "done": (48, 692, 852, 228),
    "icon": (0, 0, 60, 60),
}
KEEP_BIG_PORTRAIT = KEEP_PORTRAIT | {
    "title": (48, 166, 984, 120),
    "notes": (48, 300, 984, 316),
    "field": (48, 640, 984, 150),
    "keys": (48, 814, 984, 560),
    "staff": (48, 1398, 984, 130),
    "done": (48, 1552, 984, 164),
}
KEEP_BIG_LANDSCAPE = KEEP_LANDSCAPE | {
    "title": (48, 148, 588, 198),
    "notes": (660, 150, 1212, 196),
    "staff": (48, 538, 852, 130),
}
# 大字 drops what only repeats.
for _table in (KEEP_BIG_PORTRAIT, KEEP_BIG_LANDSCAPE):
    _table.pop("summary")
KEEP_BIG_PORTRAIT.pop("steps")
KEEP = layouts(KEEP_PORTRAIT, KEEP_LANDSCAPE, KEEP_BIG_PORTRAIT, KEEP_BIG_LANDSCAPE)

RECEIPT_PORTRAIT = {
    "title": (48, 150, 984, 84),
    "card": (48, 250, 984, 548),
    "tear": (0, 0, 0, 352),
    "steps": (48, 812, 984, 246),
    "qr": (48, 1074, 640, 318),
    "slip": (712, 1074, 320, 318),
    "countdown": (48, 1414, 984, 150),
    "again": (48, 1588, 336, 128),
    "done": (408, 1588, 624, 128),
    "code": (0, 0, 272, 272),
    "icon": (0, 0, 56, 56),
}
RECEIPT_LANDSCAPE = {
    "title": (48, 138, 1824, 76),
    "card": (48, 226, 1236, 360),
    "tear": (0, 0, 836, 0),
    "steps": (48, 600, 1236, 166),
    "qr": (1308, 226, 564, 310),
    "slip": (1308, 552, 564, 204),
    "again": (48, 780, 400, 140),
    "countdown": (472, 780, 788, 140),
    "done": (1284, 780, 588, 140),
    "code": (0, 0, 272, 272),
    "icon": (0, 0, 52, 52),
}
RECEIPT_BIG_PORTRAIT = RECEIPT_PORTRAIT | {
    "title": (48, 166, 984, 108),
    "card": (48, 288, 984, 726),
    "tear": (0, 0, 0, 430),
    "qr": (48, 1038, 600, 310),
    "slip": (672, 1038, 360, 310),
    "countdown": (48, 1372, 984, 150),
    "again": (48, 1546, 400, 170),
    "done": (472, 1546, 560, 170),
}
RECEIPT_BIG_LANDSCAPE = RECEIPT_LANDSCAPE | {
    "title": (48, 148, 1824, 96),
    "card": (48, 254, 1236, 510),
    "qr": (1308, 254, 564, 300),
    "slip": (1308, 570, 564, 194),
    "again": (48, 788, 384, 132),
    "countdown": (456, 788, 804, 132),
    "done": (1284, 788, 588, 132),
}
for _table in (RECEIPT_BIG_PORTRAIT, RECEIPT_BIG_LANDSCAPE):
    _table.pop("steps")
RECEIPT = layouts(RECEIPT_PORTRAIT, RECEIPT_LANDSCAPE, RECEIPT_BIG_PORTRAIT, RECEIPT_BIG_LANDSCAPE)

WALL_PORTRAIT = {
    "title": (48, 150, 984, 146),
    "figures": (48, 306, 984, 196),
    "bars": (48, 526, 984, 430),
    "solved": (48, 974, 480, 478),
    "unsolved": (552, 974, 480, 478),
    "before": (48, 1458, 984, 84),
    "mine": (48, 1556, 312, 160),
    "tell": (384, 1556, 648, 160),
    "icon": (0, 0, 60, 60),
    "pager_button": (0, 0, 216, 130),
}
WALL_LANDSCAPE = {
    "title": (48, 138, 900, 146),
    "figures": (48, 296, 900, 160),
    "bars": (48, 472, 900, 448),
    "solved": (996, 146, 876, 280),
    "unsolved": (996, 440, 876, 240),
    "before": (996, 684, 876, 84),
    "mine": (996, 784, 300, 136),
    "tell": (1320, 784, 552, 136),
    "icon": (0, 0, 60, 60),
    "pager_button": (0, 0, 282, 122),
}
WALL = layouts(
    WALL_PORTRAIT, WALL_LANDSCAPE,
    WALL_PORTRAIT | {
        "title": (48, 166, 984, 130), "figures": (48, 316, 984, 230),
        "bars": (48, 570, 984, 810), "solved": (48, 316, 984, 480),
        "unsolved": (48, 810, 984, 440), "before": (48, 1260, 984, 120),
        "pager": (48, 1402, 984, 130), "mine": (48, 1556, 400, 160), "tell": (472, 1556, 560, 160),
        "pager_button": (0, 0, 260, 130),
    },
    WALL_LANDSCAPE | {
        "title": (48, 148, 1824, 120), "figures": (48, 280, 900, 200),
        "bars": (48, 500, 900, 420), "solved": (48, 280, 900, 270),
        "unsolved": (48, 562, 900, 240), "before": (48, 806, 900, 114),
        "pager": (996, 364, 876, 122), "mine": (996, 510, 876, 130), "tell": (996, 664, 876, 256),
        "pager_button": (0, 0, 300, 122),
    },
)

NUMBER_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 984, 284),
    "field": (48, 640, 984, 150),
    "keys": (48, 814, 984, 700),
    "wall": (48, 1538, 336, 176),
    "done": (408, 1538, 624, 176),
    "icon": (0, 0, 60, 60),
}
NUMBER_LANDSCAPE = {
    "title": (48, 146, 852, 142),
    "panel": (924, 146, 948, 204),
    "field": (48, 364, 852, 180),
    "keys": (924, 364, 948, 556),
    "wall": (48, 750, 300, 170),
    "done": (372, 750, 528, 170),
    "icon": (0, 0, 60, 60),
}
NUMBER = layouts(
    NUMBER_PORTRAIT, NUMBER_LANDSCAPE,
    NUMBER_PORTRAIT | {"title": (48, 166, 984, 110), "panel": (48, 292, 984, 324)},
    NUMBER_LANDSCAPE | {"title": (48, 150, 852, 190)},
)

MEET_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 984, 292),
    "listeners": (48, 640, 984, 132),
    "days": (48, 796, 984, 176),
    "slots": (48, 996, 984, 504),
    "arrived": (48, 1524, 336, 192),
    "done": (408, 1524, 624, 192),
    "icon": (0, 0, 60, 60),
}
MEET_LANDSCAPE = {
    "title": (48, 138, 588, 208),
    "panel": (660, 138, 1212, 208),
    "listeners": (48, 364, 588, 264),
    "days": (660, 364, 1212, 152),
    "slots": (660, 540, 1212, 380),
    "arrived": (48, 652, 588, 120),
    "done": (48, 796, 588, 124),
    "icon": (0, 0, 56, 56),
}
MEET = layouts(
    MEET_PORTRAIT, MEET_LANDSCAPE,
    MEET_PORTRAIT | {"title": (48, 166, 984, 120), "panel": (48, 300, 984, 316)},
    MEET_LANDSCAPE | {"title": (48, 148, 588, 198), "panel": (660, 150, 1212, 196)},
)
SLOT_GRID = {
    "portrait": (3, 3), "landscape": (4, 2), "big_portrait": (2, 3), "big_landscape": (3, 2),
}
