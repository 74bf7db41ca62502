"""Languages: what the product speaks."""

from __future__ import annotations

CHINESE, ENGLISH = "zh_CN", "en"
# A language by its name in the files of words, and its code in settings and visits.
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


def next_language(language: str) -> str:
    """The code of the language that the language key turns to."""
    codes = list(LANGUAGES.values())
    return codes[(codes.index(language) + 1) % len(codes)]
