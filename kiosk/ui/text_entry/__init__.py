"""Entry: text without a system keyboard: pinyin, handwriting, digits, marks and Latin letters."""

from kiosk.ui.text_entry.entry import Entry
from kiosk.ui.text_entry.places import BIG_LANDSCAPE, BIG_PORTRAIT, LANDSCAPE, PORTRAIT

__all__ = ["BIG_LANDSCAPE", "BIG_PORTRAIT", "LANDSCAPE", "PORTRAIT", "Entry"]
