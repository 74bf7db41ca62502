"""Where the parts stand of the pages on which a number is rated, in design pixels."""

from kiosk.ui.navigation.screen import layouts

GAP = 24

FACES_PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 984, 284),
    "faces": (48, 640, 984, 1076),
}
FACES_LANDSCAPE = {
    "title": (48, 146, 852, 142),
    "panel": (924, 146, 948, 204),
    "faces": (48, 364, 1824, 552),
}
FACES = layouts(
    FACES_PORTRAIT, FACES_LANDSCAPE,
    FACES_PORTRAIT | {"title": (48, 166, 984, 110), "panel": (48, 292, 984, 324)},
    FACES_LANDSCAPE | {"title": (48, 150, 852, 190)},
)

RATED_PORTRAIT = {
    "title": (48, 150, 984, 92),
    "panel": (48, 262, 984, 354),
    "picture": (190, 788, 700, 560),
    "done": (48, 1538, 984, 176),
    "icon": (0, 0, 60, 60),
}
RATED_LANDSCAPE = {
    "title": (48, 146, 1824, 92),
    "panel": (48, 262, 1824, 300),
    "picture": (334, 586, 418, 334),
    "done": (1020, 750, 852, 170),
    "icon": (0, 0, 60, 60),
}
RATED = layouts(
    RATED_PORTRAIT, RATED_LANDSCAPE,
    RATED_PORTRAIT | {"title": (48, 166, 984, 110), "panel": (48, 292, 984, 324)},
    RATED_LANDSCAPE | {"title": (48, 150, 1824, 110), "panel": (48, 280, 1824, 300)},
)
