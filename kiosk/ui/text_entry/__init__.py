"""Entry: text without a system keyboard: pinyin, handwriting, digits, marks and Latin letters."""

from kiosk.glass.entry.entry import Entry
from kiosk.glass.entry.places import BIG_LANDSCAPE, BIG_PORTRAIT, LANDSCAPE, PORTRAIT

__all__ = ["BIG_LANDSCAPE", "BIG_PORTRAIT", "LANDSCAPE", "PORTRAIT", "Entry"]
