"""Translator: every sentence a person sees or hears, by key and language."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.domain.content.guide import Text
from kiosk.domain.languages import LANGUAGES


class PluralFormatter(string.Formatter):
    """Fills in sentences in which a word depends on a count: `{n} {n:place|places} left`."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """The first word for one, the second for any other count."""
        one, is_choice, many = format_spec.partition(CHOICE)
        if not is_choice:
            return super().format_field(value, format_spec)
        return one if str(value) == "1" else many


CHOICE = "|"
PLURALS = PluralFormatter()


class Translator:
    """The words of one language: `words("rooms.door_chip", n=3)`.

    A key that is missing is a fault (KeyError), never an empty place on a screen.
    """

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **gaps: object) -> str:
        sentence = self._sentences[key]
        if not gaps:
            return sentence
        if CHOICE in sentence:
            return PLURALS.format(sentence, **gaps)
        return sentence.format(**gaps)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self._sentences

    def first(self, *keys: str) -> str:
        """The sentence of the first key that there is; "" where there is none."""
        return next((self(key) for key in keys if self.has(key)), "")

    def text(self, said: Text | str) -> str:
        """A text of the staff's in this language, or a sentence of ours by its key."""
        return self(said) if isinstance(said, str) else said.in_(self.language)

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._sentences)


def load_words(folder: Path) -> dict[str, Translator]:
    """The words of each language by its code, from all `*.toml` files below a folder.

    A sentence stands in all languages beside each other: `title = { zh = "…", en = "…" }`, or
    `title.zh = "…"` and `title.en = "…"` where that is too long for a line. Raises ValueError
    that names file, key and fault of every sentence that a reader could miss or not have filled.
    """
    read: dict[str, dict[str, str]] = {}
    faults = []
    for file in sorted(folder.rglob("*.toml")):
        name = file.relative_to(folder)
        for key, said in _sentences(tomllib.loads(file.read_text("utf-8"))):
            faults += [f"{name}: {key} {fault}" for fault in _faults(said)]
            if key in read:
                faults.append(f"{name}: {key} stands twice")
            read[key] = said
    if faults:
        raise ValueError("\n".join(faults))
    return {
        code: Translator(code, {key: said[name] for key, said in read.items()})
        for name, code in LANGUAGES.items()
    }


def _sentences(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Each sentence by its key: a table with a language in it is one, any other holds more."""
    for name, value in table.items():
        if isinstance(value, dict) and value and not value.keys() & LANGUAGES.keys():
            yield from _sentences(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value if isinstance(value, dict) else {}


def _faults(said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a sentence, by its languages."""
    if said.keys() != LANGUAGES.keys():
        yield from (f"is not said in {name}" for name in LANGUAGES if name not in said)
        yield from (f"is said in {name}, which is no language" for name in said.keys() - LANGUAGES)
    gaps = {}
    for name, sentence in said.items():
        if not isinstance(sentence, str) or not sentence.strip():
            yield f"is empty in {name}"
            continue
        try:
            gaps[name] = _gaps(sentence)
        except ValueError as fault:
            yield f"cannot be filled in {name}: {fault}"
    if len(set(gaps.values())) > 1:
        wanted = (f"{name}: {', '.join(sorted(of)) or 'none'}" for name, of in gaps.items())
        yield f"has not the same gaps ({'; '.join(wanted)})"


def _gaps(sentence: str) -> frozenset[str]:
    """The names that a sentence says: none that only chooses a word. ValueError where its braces do
    not pair."""
    if "{" not in sentence and "}" not in sentence:
        return frozenset()
    found = string.Formatter().parse(sentence)
    return frozenset(name for _, name, spec, _ in found
                     if name is not None and CHOICE not in (spec or ""))
