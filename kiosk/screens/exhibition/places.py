"""Where the parts of the resting touch screen stand, in design pixels from the top left."""

PORTRAIT = {
    "slide": (0, 132, 1080, 1080),
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
    "slide": (0, 132, 1920, 560),
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
