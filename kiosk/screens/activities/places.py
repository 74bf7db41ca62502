"""Where what stands on the page of an activity, in each orientation and mode."""

from __future__ import annotations

from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 150, 984, 92),
    "picture": (48, 246, 279, 370),
    "about": (366, 250, 666, 110),
    "facts": (366, 366, 666, 250),
    "bring": (48, 638, 984, 230),
    "people": (48, 896, 984, 172),
    "qr": (48, 1092, 400, 624),
    "chosen": (472, 1092, 560, 196),
    "chosen_alone": (472, 1092, 560, 468),
    "book": (472, 1312, 560, 248),
    "staff": (472, 1584, 560, 132),
    "code": (0, 0, 320, 320),
    "icon": (0, 0, 64, 64),
}
LANDSCAPE = {
    "title": (48, 140, 1180, 88),
    "about": (48, 234, 780, 116),
    "facts": (852, 222, 1020, 132),
    "qr": (48, 364, 588, 270),
    "bring": (48, 658, 588, 262),
    "people": (660, 364, 1212, 172),
    "chosen": (660, 560, 594, 200),
    "chosen_alone": (660, 560, 1212, 200),
    "book": (1278, 560, 594, 360),
    "staff": (660, 784, 594, 136),
    "code": (0, 0, 222, 222),
    "icon": (0, 0, 64, 64),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 160, 984, 190),
    "facts": (48, 356, 984, 260),
    "people": (48, 640, 984, 220),
    "qr": (48, 884, 400, 480),
    "chosen": (472, 884, 560, 230),
    "chosen_alone": (472, 884, 560, 480),
    "book": (472, 1138, 560, 226),
    "more": (48, 1388, 984, 152),
    "staff": (48, 1564, 984, 152),
    "about": (48, 356, 984, 260),
    "rest": (48, 640, 984, 240),
    "bring": (48, 904, 984, 460),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 1824, 110),
    "facts": (48, 262, 1824, 90),
    "people": (660, 364, 1212, 196),
    "chosen": (660, 584, 594, 188),
    "chosen_alone": (660, 584, 1212, 188),
    "book": (1278, 584, 594, 336),
    "staff": (660, 796, 594, 124),
    "qr": (48, 364, 588, 408),
    "more": (48, 796, 588, 124),
    "about": (48, 262, 1824, 122),
    "rest": (48, 388, 1824, 156),
    "bring": (48, 560, 1824, 212),
    "code": (0, 0, 272, 272),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
