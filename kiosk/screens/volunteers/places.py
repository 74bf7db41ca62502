"""Where the parts of the pages of volunteer help stand, in design pixels from the top left."""

GAP = 24

KINDS_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "look": (48, 344, 984, 264),
    "strong": (84, 362, 560, 64),
    "text": (84, 424, 560, 62),
    "chip": (84, 496, 560, 54),
    "picture": (654, 358, 374, 280),
    "tiles": (48, 640, 984, 920),
    "pager": (48, 1584, 600, 130),
    "progress": (672, 1584, 360, 130),
    "foot": (48, 1584, 984, 130),
    "pager_button": (0, 0, 190, 130),
}
KINDS_LANDSCAPE = {
    "title": (48, 146, 876, 142),
    "look": (948, 146, 924, 204),
    "strong": (984, 152, 560, 62),
    "text": (984, 208, 560, 52),
    "chip": (984, 258, 560, 54),
    "picture": (1580, 178, 248, 186),
    "tiles": (48, 364, 1824, 408),
    "pager": (48, 796, 1200, 122),
    "progress": (1272, 796, 600, 122),
    "foot": (48, 796, 1824, 122),
    "pager_button": (0, 0, 282, 122),
}
KINDS = {
    "portrait": KINDS_PORTRAIT,
    "landscape": KINDS_LANDSCAPE,
    "big_portrait": KINDS_PORTRAIT | {
        "title": (48, 166, 984, 190), "look": (48, 372, 984, 244),
        "strong": (84, 380, 580, 112), "text": (84, 492, 0, 0), "chip": (84, 496, 580, 72),
        "picture": (670, 406, 310, 232), "pager_button": (0, 0, 200, 130),
    },
    "big_landscape": KINDS_LANDSCAPE | {
        "title": (48, 150, 876, 200), "strong": (984, 150, 580, 88), "text": (984, 238, 0, 0),
        "chip": (984, 238, 580, 72), "pager_button": (0, 0, 330, 122),
    },
}
# Columns and rows of the kinds on a page.
KINDS_GRID = {
    "portrait": (2, 4), "landscape": (4, 2), "big_portrait": (2, 2), "big_landscape": (2, 2),
}

CODE_PORTRAIT = {
    "title": (48, 150, 984, 146),
    "steps": (48, 330, 984, 280),
    "qr": (48, 640, 984, 606),
    "main": (48, 1274, 984, 196),
    "print": (48, 1498, 480, 216),
    "other": (552, 1498, 480, 216),
    "both": (48, 1498, 984, 216),
    "code": (0, 0, 540, 540),
    "icon": (0, 0, 72, 72),
}
CODE_LANDSCAPE = {
    "title": (48, 146, 800, 142),
    "steps": (880, 138, 992, 212),
    "qr": (48, 364, 1092, 556),
    "main": (1164, 364, 708, 236),
    "print": (1164, 624, 342, 296),
    "other": (1530, 624, 342, 296),
    "both": (1164, 624, 708, 296),
    "code": (0, 0, 500, 500),
    "icon": (0, 0, 72, 72),
}
CODE = {
    "portrait": CODE_PORTRAIT,
    "landscape": CODE_LANDSCAPE,
    "big_portrait": CODE_PORTRAIT | {
        "title": (48, 166, 984, 184), "steps": (48, 372, 984, 240),
        "qr": (48, 640, 984, 566), "main": (48, 1232, 984, 226), "print": (48, 1482, 480, 232),
        "other": (552, 1482, 480, 232), "both": (48, 1482, 984, 232), "code": (0, 0, 520, 520),
    },
    "big_landscape": CODE_LANDSCAPE | {"title": (48, 150, 800, 200), "steps": (880, 150, 992, 200)},
}

LINE_PORTRAIT = {
    "title": (48, 150, 984, 146),
    "panel": (48, 330, 984, 270),
    "label": (96, 350, 520, 110),
    "keep": (96, 464, 520, 120),
    "number": (632, 340, 368, 250),
    "line": (48, 640, 984, 700),
    "hint": (48, 1356, 984, 160),
    "done": (48, 1540, 984, 176),
    "icon": (0, 0, 60, 60),
}
LINE_LANDSCAPE = {
    "title": (48, 146, 1000, 142),
    "panel": (1072, 146, 800, 204),
    "label": (1108, 152, 410, 88),
    "keep": (1108, 242, 410, 100),
    "number": (1530, 150, 326, 196),
    "line": (48, 364, 1000, 556),
    "hint": (1072, 384, 800, 330),
    "done": (1072, 744, 800, 176),
    "icon": (0, 0, 60, 60),
}
LINE = {
    "portrait": LINE_PORTRAIT,
    "landscape": LINE_LANDSCAPE,
    "big_portrait": LINE_PORTRAIT | {
        "title": (48, 166, 984, 174), "panel": (48, 356, 984, 260),
        "label": (84, 364, 500, 120), "keep": (84, 486, 500, 124), "number": (592, 364, 424, 244),
        "line": (48, 640, 984, 680), "hint": (48, 1336, 984, 184),
    },
    "big_landscape": LINE_LANDSCAPE | {
        "title": (48, 150, 1000, 200), "label": (1108, 150, 430, 70), "keep": (1108, 222, 430, 124),
    },
}

CALL_PORTRAIT = {
    "title": (48, 150, 984, 84),
    "card": (48, 262, 984, 704),
    "tear": (0, 0, 0, 464),
    "who": (48, 990, 984, 236),
    "hint": (48, 1244, 984, 236),
    "buttons": (48, 1500, 984, 216),
    "icon": (0, 0, 60, 60),
}
CALL_LANDSCAPE = {
    "title": (48, 138, 1824, 76),
    "card": (48, 226, 1236, 530),
    "tear": (0, 0, 836, 0),
    "who": (1308, 226, 564, 290),
    "hint": (1308, 532, 564, 224),
    "buttons": (48, 780, 1824, 140),
    "icon": (0, 0, 56, 56),
}
CALL = {
    "portrait": CALL_PORTRAIT,
    "landscape": CALL_LANDSCAPE,
    "big_portrait": CALL_PORTRAIT | {
        "title": (48, 166, 984, 108), "card": (48, 288, 984, 726), "tear": (0, 0, 0, 478),
        "who": (48, 1036, 984, 220), "hint": (48, 1268, 984, 206),
        "buttons": (48, 1486, 984, 230),
    },
    "big_landscape": CALL_LANDSCAPE | {
        "title": (48, 148, 1824, 96), "card": (48, 254, 1236, 510),
        "who": (1308, 254, 564, 290), "hint": (1308, 556, 564, 208),
        "buttons": (48, 788, 1824, 132),
    },
}
