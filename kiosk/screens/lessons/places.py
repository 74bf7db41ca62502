"""Where the parts of the class's page stand, in design pixels from the top left."""

from kiosk.ui.navigation.screen import layouts

GAP = 24
PORTRAIT = {
    "title": (48, 150, 984, 146),
    "look": (48, 308, 984, 308),
    "days": (48, 640, 984, 206),
    "pick": (48, 858, 984, 60),
    "flow": (48, 926, 984, 168),
    "rules": (48, 1108, 984, 162),
    "qr": (48, 1294, 400, 422),
    "what": (472, 1294, 560, 190),
    "call": (472, 1508, 560, 208),
    "code": (0, 0, 300, 300),
    "icon": (0, 0, 56, 56),
    "pager_button": (0, 0, 0, 0),
}
LANDSCAPE = {
    "title": (48, 138, 588, 212),
    "look": (660, 134, 1212, 216),
    "days": (660, 364, 1212, 186),
    "pick": (660, 552, 1212, 76),
    "flow": (660, 630, 1212, 130),
    "rules": (48, 638, 588, 282),
    "qr": (48, 364, 588, 250),
    "what": (660, 774, 588, 146),
    "call": (1272, 774, 600, 146),
    "code": (0, 0, 214, 214),
    "icon": (0, 0, 52, 52),
    "pager_button": (0, 0, 0, 0),
}
# 大字 shows what is done, and the rules, on a second page.
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 184),
    "look": (48, 360, 984, 256),
    "days": (48, 640, 984, 236),
    "qr": (48, 900, 440, 660),
    "what": (512, 900, 520, 330),
    "call": (512, 1254, 520, 306),
    "pick": (48, 640, 984, 76),
    "flow": (48, 724, 984, 420),
    "rules": (48, 1168, 984, 392),
    "pager": (48, 1584, 984, 130),
    "pager_button": (0, 0, 260, 130),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 148, 588, 206),
    "look": (660, 150, 1212, 200),
    "qr": (48, 364, 588, 260),
    "what": (48, 648, 588, 272),
    "code": (0, 0, 176, 176),
    "days": (660, 364, 1212, 220),
    "call": (660, 608, 1212, 166),
    "pick": (660, 364, 1212, 84),
    "flow": (660, 450, 1212, 186),
    "rules": (660, 648, 1212, 126),
    "pager": (660, 798, 1212, 122),
    "pager_button": (0, 0, 330, 122),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
