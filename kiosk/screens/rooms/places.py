"""Where the parts of a room's page stand, in design pixels from the top left."""

from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 150, 984, 146),
    "line": (48, 312, 984, 290),
    "week": (48, 640, 984, 176),
    "pick": (48, 836, 984, 60),
    "slots": (48, 912, 984, 312),
    "facts": (48, 640, 984, 588),
    "qr": (48, 1252, 400, 460),
    "chosen": (472, 1252, 560, 240),
    "book": (472, 1516, 560, 196),
    "walk": (472, 1252, 560, 460),
    "code": (0, 0, 320, 320),
    "icon": (0, 0, 56, 56),
}
LANDSCAPE = {
    "title": (48, 138, 640, 212),
    "line": (712, 134, 1160, 216),
    "week": (48, 364, 1212, 152),
    "pick": (48, 524, 1212, 56),
    "slots": (48, 588, 1212, 332),
    "facts": (48, 364, 1212, 556),
    "qr": (1284, 364, 588, 218),
    "chosen": (1284, 598, 588, 168),
    "book": (1284, 782, 588, 138),
    "walk": (1284, 598, 588, 322),
    "code": (0, 0, 190, 190),
    "icon": (0, 0, 52, 52),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 184),
    "line": (48, 360, 984, 256),
    "week": (48, 640, 984, 170),
    "slots": (48, 834, 984, 348),
    "facts": (48, 640, 984, 568),
    "qr": (48, 1206, 400, 506),
    "chosen": (472, 1206, 560, 266),
    "book": (472, 1496, 560, 216),
    "walk": (472, 1232, 560, 480),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 720, 206),
    "line": (792, 150, 1080, 200),
    "week": (48, 364, 1212, 156),
    "slots": (48, 544, 1212, 376),
    "qr": (1284, 364, 588, 200),
    "chosen": (1284, 580, 588, 178),
    "book": (1284, 774, 588, 146),
    "walk": (1284, 580, 588, 340),
    "code": (0, 0, 172, 172),
}
# 大字 asks for a time without saying so: the buttons do.
BIG_PORTRAIT.pop("pick")
BIG_LANDSCAPE.pop("pick")
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of the times of a day.
SLOT_GRID = {
    "portrait": (3, 2), "landscape": (4, 2), "big_portrait": (2, 2), "big_landscape": (3, 2),
}
