"""The words of the corpus and the pinyin letters one types for each."""

from __future__ import annotations

from pathlib import Path

from pypinyin import lazy_pinyin, load_phrases_dict
from pypinyin.phrases_dict import phrases_dict

# The kiosk goes without them; what one types for a word is how it is read in its phrase.
load_phrases_dict(phrases_dict)

HERE = Path(__file__).parent
RESIDENTS = HERE / "residents.txt"
UNSEEN = HERE / "unseen.txt"


def words_of(file: Path) -> dict[str, str]:
    """Each word once with its letters; "长椅=changyi" says them where pypinyin reads wrong."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    written = (entry.partition("=") for line in lines for entry in line.split())
    return {word: letters or "".join(lazy_pinyin(word)) for word, _, letters in written}


def characters_of(file: Path) -> list[str]:
    """Each character of the corpus once, in order."""
    return sorted(set("".join(words_of(file))))
