"""Where the parts of an entry stand on a page whose look zone holds the field.

A page's own table begins with one of these and adds the place of the field.
"""

PORTRAIT = {
    "entry": (48, 1016, 984, 696),
    "entry_words": (48, 850, 984, 120),
    "entry_label": (48, 788, 984, 56),
}
LANDSCAPE = {
    "entry": (456, 364, 1416, 552),
    "entry_words": (48, 364, 384, 408),
    "entry_label": (48, 292, 588, 56),
}
BIG_PORTRAIT = PORTRAIT | {"entry_label": (48, 778, 984, 68)}
BIG_LANDSCAPE = LANDSCAPE | {"entry_label": (48, 282, 588, 68)}
