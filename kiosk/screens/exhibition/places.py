"""Where the parts of the resting touch screen stand, in design pixels from the top left."""

from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "slide": (0, 150, 1080, 1062),
    "title": (24, 166, 1032, 140),
    "lead": (36, 312, 1008, 62),
    "frames": (48, 412, 984, 478),
    "captions": (36, 906, 1008, 104),
    "figures": (48, 1034, 984, 154),
    # Doorways alone stand lower, and one or two of them larger.
    "frames_alone": (48, 412, 984, 620),
    "captions_alone": (36, 1056, 1008, 104),
    "board": (48, 412, 984, 772),
    "dots": (48, 1212, 984, 16),
    "facts": (36, 1252, 1008, 52),
    "ground": (0, 1630, 1080, 290),
    "street": (0, 1320, 1080, 330),
    "yard": (0, 1640, 1080, 0),
    "look": (48, 1368, 984, 208),
    "enter": (48, 1676, 984, 208),
    "icon": (0, 0, 92, 92),
}
LANDSCAPE = {
    "slide": (0, 150, 1920, 542),
    "title": (48, 156, 820, 124),
    "lead": (48, 284, 800, 108),
    "frames": (888, 152, 984, 406),
    "captions": (876, 572, 1008, 104),
    "figures": (48, 420, 800, 154),
    "frames_alone": (888, 152, 984, 406),
    "captions_alone": (876, 572, 1008, 104),
    "board": (888, 158, 984, 514),
    "dots": (48, 680, 800, 16),
    "facts": (48, 610, 828, 52),
    "ground": (0, 1040, 1920, 40),
    "street": (0, 750, 1604, 330),
    "yard": (1296, 760, 624, 320),
    "look": (48, 790, 1160, 196),
    "enter": (1320, 822, 552, 196),
    "icon": (0, 0, 92, 92),
}
LAYOUTS = {"portrait": PORTRAIT, "landscape": LANDSCAPE}

ALBUM_PORTRAIT = {
    "title": (48, 142, 984, 88),
    "arch": (48, 246, 984, 720),
    "caption": (48, 972, 984, 68),
    "tabs": (48, 1048, 984, 132),
    "tab_rows": (0, 0, 0, 1),
    "thumbs": (48, 1204, 984, 504),
    "live_title": (48, 1196, 984, 56),
    "live": (48, 1260, 984, 448),
}
ALBUM_LANDSCAPE = {
    "title": (48, 142, 1824, 88),
    "arch": (48, 240, 588, 560),
    "caption": (48, 812, 588, 108),
    "tabs": (660, 364, 1212, 124),
    "tab_rows": (0, 0, 0, 1),
    "thumbs": (660, 512, 1212, 408),
    "live_title": (660, 508, 1212, 56),
    "live": (660, 572, 1212, 348),
}
ALBUM_BIG_PORTRAIT = ALBUM_PORTRAIT | {
    "title": (48, 156, 984, 116),
    "arch": (48, 280, 984, 520),
    "caption": (48, 804, 984, 108),
    "tabs": (48, 916, 984, 288),
    "tab_rows": (0, 0, 0, 2),
    "thumbs": (48, 1228, 984, 486),
    "live_title": (48, 1214, 984, 62),
    "live": (48, 1280, 984, 436),
}
ALBUM_BIG_LANDSCAPE = ALBUM_LANDSCAPE | {
    "title": (48, 150, 1824, 104),
    "arch": (48, 260, 588, 500),
    "caption": (48, 772, 588, 150),
    "tabs": (660, 364, 1212, 136),
    "thumbs": (660, 524, 1212, 396),
    "live_title": (660, 508, 1212, 62),
    "live": (660, 574, 1212, 346),
}
ALBUM_LAYOUTS = layouts(ALBUM_PORTRAIT, ALBUM_LANDSCAPE, ALBUM_BIG_PORTRAIT, ALBUM_BIG_LANDSCAPE)
