"""Where the parts of home stand, in design pixels from the top left."""

from kiosk.ui.navigation.screen import layouts

PORTRAIT = {
    "title": (48, 146, 984, 145),
    "title_urgent": (48, 146, 984, 145),
    "picture": (0, 302, 1080, 330),
    "figures": (48, 384, 984, 208),
    "urgent": (48, 246, 984, 126),
    "primary": (48, 656, 984, 232),
    "primary_full": (48, 656, 984, 208),
    "heading": (48, 903, 984, 60),
    "shelves": (48, 972, 984, 592),
    "others": (48, 912, 984, 212),
    "which": (48, 1130, 984, 56),
    "below": (48, 1192, 984, 372),
    "tiles": (48, 888, 984, 676),
    "quiet": (48, 1588, 984, 128),
    "hours": (48, 1588, 984, 128),
    "hours_full": (576, 1588, 456, 128),
    "more": (48, 1576, 984, 140),
}
LANDSCAPE = {
    "title": (48, 146, 830, 135),
    "title_urgent": (48, 146, 830, 135),
    "picture": (880, 138, 1040, 214),
    "figures": (900, 150, 972, 196),
    "urgent": (900, 148, 972, 196),
    "primary": (48, 364, 492, 408),
    "primary_full": (48, 364, 492, 408),
    "heading": (564, 360, 1308, 60),
    "shelves": (564, 430, 1308, 488),
    "others": (564, 364, 1308, 198),
    "which": (564, 566, 1308, 56),
    "below": (564, 628, 1308, 290),
    "tiles": (564, 364, 1308, 554),
    "quiet": (48, 796, 492, 122),
    "hours": (48, 288, 830, 52),
    "more": (48, 778, 492, 140),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 170, 984, 120),
    "title_urgent": (48, 146, 984, 104),
    "urgent": (48, 258, 984, 120),
    "picture": (0, 306, 1080, 330),
    "primary": (48, 656, 984, 256),
    "shelves": (48, 936, 984, 616),
    "tiles": (48, 936, 984, 616),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 150, 830, 120),
    "title_urgent": (48, 150, 830, 120),
    "picture": (938, 150, 982, 202),
    "primary": (48, 364, 492, 390),
    "shelves": (564, 364, 1308, 554),
    "hours": (48, 282, 830, 60),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
