"""Which ink is written on which ground, and how well it has to stand out there.

The contrast of each pair is computed (test_base.py); photographs prove that no other pair is
seen (looks.py).
"""

from __future__ import annotations

from kiosk.ui.drawing.painter import Written
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.tappable import Tappable

TEXT, MAIN_TEXT, TEXT_IN_CONTRAST, EDGE = 7.0, 10.0, 16.0, 3.0
# What a page asks and offers; where it stands on the red face its colours are the design's.
MAIN = {
    "home_title", "title", "section", "row", "tile", "tile_small", "choice", "dialog", "body",
    "step", "brand", "counter",
}
QUIET = ("ink-2", "link", "red-ink", "grey-ink")
STANDARD = {
    "ink": ("paper", "card", "white", "wheat", "wheat-2"),
    "ink-2": ("paper", "card", "white", "wheat"),
    "title": ("paper", "card", "panel"),
    "figure": ("paper", "panel", "white"),
    "link": ("card",),
    "red-ink": ("paper", "wheat", "white"),
    "grey-ink": ("grey-bg",),
    "green-ink": ("green-bg", "card", "white"),
    "amber-ink": ("amber-bg", "card"),
    "white": ("ink", "red", "red-deep", "red-panel", "amber-ink", "green-ink", "grey-ink"),
    "card": ("ink",),
    "black": ("white",),
    "toast-ink": ("toast",),
    "staff-ink": ("staff",),
    "night-ink": ("night",),
    "initial-off-ink": ("initial-off",),
    "initial-on-ink": ("initial-on",),
}
# In 高对比 a ground is black, and what lies on it white or yellow; a face may be either of these.
CONTRASTED = dict.fromkeys(STANDARD, ("black",)) | {
    "black": ("white", "red"),
    "card": ("white",),
    "red": ("black",),
    "toast-ink": ("toast",),
    "initial-off-ink": ("initial-off",),
}


def grounds(contrasted: bool) -> dict[str, tuple[str, ...]]:
    """The inks of a mode, and on what each is written."""
    return CONTRASTED if contrasted else STANDARD


def least_contrast(contrasted: bool, piece: KioskWidget, text: Written) -> float:
    """How well a text has to stand out."""
    if contrasted:
        return TEXT_IN_CONTRAST
    quiet = text.colour in QUIET or (isinstance(piece, Tappable) and text.colour == "white")
    return MAIN_TEXT if text.role in MAIN and not quiet else TEXT
