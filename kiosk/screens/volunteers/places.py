"""Where the parts of the pages of volunteer help stand, in design pixels from the top left."""

KINDS_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "look": (48, 344, 984, 264),
    "strong": (84, 366, 560, 72),
    "text": (84, 438, 560, 62),
    "chip": (84, 520, 560, 54),
    "picture": (650, 354, 340, 254),
    "tiles": (48, 640, 984, 920),
    "pager": (48, 1584, 600, 130),
    "progress": (672, 1584, 360, 130),
    "foot": (48, 1584, 984, 130),
    "pager_button": (0, 0, 190, 130),
}
KINDS_LANDSCAPE = {
    "title": (48, 146, 876, 142),
    "look": (948, 146, 924, 204),
    "strong": (984, 158, 560, 66),
    "text": (984, 222, 560, 54),
    "chip": (984, 284, 560, 54),
    "picture": (1570, 148, 270, 202),
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
        "strong": (84, 384, 580, 120), "text": (84, 504, 0, 0), "chip": (84, 520, 580, 72),
        "picture": (670, 384, 320, 232), "pager_button": (0, 0, 200, 130),
    },
    "big_landscape": KINDS_LANDSCAPE | {
        "title": (48, 150, 876, 200), "strong": (984, 158, 580, 92), "text": (984, 250, 0, 0),
        "chip": (984, 262, 580, 72), "pager_button": (0, 0, 330, 122),
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
    "code": (0, 0, 500, 500),
    "icon": (0, 0, 72, 72),
}
CODE = {
    "portrait": CODE_PORTRAIT,
    "landscape": CODE_LANDSCAPE,
    "big_portrait": CODE_PORTRAIT | {
        "title": (48, 166, 984, 184), "steps": (48, 372, 984, 240),
        "qr": (48, 640, 984, 566), "main": (48, 1232, 984, 226), "print": (48, 1482, 480, 232),
        "other": (552, 1482, 480, 232), "code": (0, 0, 520, 520),
    },
    "big_landscape": CODE_LANDSCAPE | {"title": (48, 150, 800, 200), "steps": (880, 150, 992, 200)},
}

LINE_PORTRAIT = {
    "title": (48, 150, 984, 146),
    "panel": (48, 330, 984, 270),
    "label": (96, 350, 520, 110),
    "keep": (96, 464, 520, 120),
    "number": (632, 340, 368, 250),
    "line": (48, 640, 984, 640),
    "hint": (48, 1300, 984, 180),
    "left": (48, 1506, 400, 208),
    "right": (472, 1506, 560, 208),
    "whole": (48, 1506, 984, 208),
    "icon": (0, 0, 60, 60),
}
LINE_LANDSCAPE = {
    "title": (48, 146, 1000, 142),
    "panel": (1072, 146, 800, 204),
    "label": (1108, 152, 410, 88),
    "keep": (1108, 242, 410, 100),
    "number": (1530, 150, 326, 196),
    "line": (48, 364, 1000, 556),
    "hint": (1072, 364, 800, 200),
    "left": (1072, 588, 388, 332),
    "right": (1484, 588, 388, 332),
    "whole": (1072, 588, 800, 332),
    "icon": (0, 0, 60, 60),
}
LINE = {
    "portrait": LINE_PORTRAIT,
    "landscape": LINE_LANDSCAPE,
    "big_portrait": LINE_PORTRAIT | {
        "title": (48, 166, 984, 174), "panel": (48, 356, 984, 260),
        "label": (84, 364, 500, 120), "keep": (84, 486, 500, 124), "number": (592, 364, 424, 244),
        "line": (48, 640, 984, 620), "hint": (48, 1280, 984, 200),
    },
    "big_landscape": LINE_LANDSCAPE | {
        "title": (48, 150, 1000, 200), "label": (1108, 150, 430, 70), "keep": (1108, 222, 430, 124),
    },
}
