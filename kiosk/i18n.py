"""Words: every sentence a person sees or hears, by key and language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.domain.content.guide import Text


class Words:
    """The words of one language: `words("home.title", n=3)`.

    A key that is missing is a fault (KeyError), never an empty place on a screen; the tests
    compare the languages.
    """

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **gaps: object) -> str:
        sentence = self._sentences[key]
        return sentence.format(**gaps) if gaps else sentence

    def has(self, key: str) -> bool:
        """Whether the language has that key."""
        return key in self._sentences

    def first(self, *keys: str) -> str:
        """The first of these that the language has; "" where it has none."""
        return next((self(key) for key in keys if self.has(key)), "")

    def text(self, said: Text | str) -> str:
        """A text of the staff's in this language, or a sentence of ours by its key."""
        return self(said) if isinstance(said, str) else said.in_(self.language)

    def keys(self) -> frozenset[str]:
        """All keys, for the tests."""
        return frozenset(self._sentences)


def load_words(folder: Path) -> dict[str, Words]:
    """Reads `<folder>/<language>/*.toml`. ValueError where two files hold the same key."""
    words = {}
    for language in sorted(p for p in folder.iterdir() if p.is_dir()):
        sentences: dict[str, str] = {}
        for part in sorted(language.glob("*.toml")):
            read = dict(_flat(tomllib.loads(part.read_text("utf-8"))))
            twice = sentences.keys() & read.keys()
            if twice:
                raise ValueError(f"{part}: said elsewhere too: {', '.join(sorted(twice))}")
            sentences |= read
        words[language.name] = Words(language.name, sentences)
    return words


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
