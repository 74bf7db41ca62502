"""Where the parts of a device's page stand, in design pixels from the top left."""

from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 150, 984, 146),
    "points": (48, 308, 984, 308),
    "week": (48, 640, 984, 160),
    "pick": (48, 808, 984, 60),
    "slots": (48, 872, 984, 408),
    "qr": (48, 1304, 400, 412),
    "read": (472, 1304, 560, 132),
    "book": (472, 1460, 560, 256),
    "code": (0, 0, 330, 330),
    "icon": (0, 0, 56, 56),
}
LANDSCAPE = {
    "title": (48, 138, 640, 212),
    "points": (712, 134, 1160, 216),
    "week": (48, 364, 1212, 152),
    "pick": (48, 524, 1212, 56),
    "slots": (48, 588, 1212, 332),
    "qr": (1284, 364, 588, 218),
    "read": (1284, 606, 588, 124),
    "book": (1284, 754, 588, 166),
    "code": (0, 0, 190, 190),
    "icon": (0, 0, 52, 52),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 184),
    "points": (48, 358, 984, 258),
    "week": (48, 640, 984, 150),
    "slots": (48, 814, 984, 440),
    "qr": (48, 1278, 400, 438),
    "read": (472, 1278, 560, 146),
    "book": (472, 1448, 560, 268),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 640, 276),
    "points": (712, 150, 1160, 274),
    "week": (48, 440, 1212, 140),
    "slots": (48, 604, 1212, 316),
    "qr": (1284, 440, 588, 180),
    "read": (1284, 644, 588, 120),
    "book": (1284, 788, 588, 132),
    "code": (0, 0, 164, 164),
}
# 大字 asks for a time without saying so: the buttons do.
BIG_PORTRAIT.pop("pick")
BIG_LANDSCAPE.pop("pick")
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of the times of a day.
SLOT_GRID = {
    "portrait": (4, 3), "landscape": (4, 2), "big_portrait": (2, 3), "big_landscape": (3, 2),
}
