"""Searching the guide: by plain words, titles, shelves, and by the sound of either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from kiosk.domain.content.guide import Category, Guide, Service, Text
from kiosk.domain.languages import CHINESE
from kiosk.domain.readings import readings

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\w\u3400-\u9fff]+")


class Rank(IntEnum):
    """Why a service was found, the strongest reason first."""

    TITLE_START = 0
    TITLE = 1
    WORDS = 2
    CATEGORY = 3
    SUMMARY = 4
    # What was written holds one of its words among others: 我想办医保.
    HOLDS_A_WORD = 5


class Mark(NamedTuple):
    """A character, how it may sound (nothing for what is no Chinese), and whether a word begins."""

    char: str
    sounds: tuple[str, ...]
    begins: bool


Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Findable:
    """A service with all it can be found by. `words` are as residents say them."""

    service: Service
    titles: tuple[Marks, ...]
    words: tuple[Marks, ...]
    category: tuple[Marks, ...]
    summary: tuple[str, ...]
    spoken: tuple[str, ...]


def findable(guide: Guide) -> tuple[Findable, ...]:
    """Every service of the guide, in its order, made ready once to be searched often."""
    shelves = {category.id: category for category in guide.categories}
    return tuple(_findable(service, shelves.get(service.category_id)) for service in guide.services)


def search(services: Iterable[Findable], sought: str) -> tuple[Service, ...]:
    """The services found by what was written, best first; in the guide's order where equal.

    Letters stand for the sound of characters: yibao, yb and yib find 医保, and so does 医b.
    """
    query = _plain(sought)
    if not query:
        return ()
    ranked = [(rank, n, one.service) for n, one in enumerate(services)
              if (rank := _rank(one, query)) is not None]
    surer = [found for found in ranked if found[0] is not Rank.HOLDS_A_WORD]
    return tuple(service for _, _, service in sorted(surer or ranked, key=lambda found: found[:2]))


def nearest(services: Iterable[Findable], sought: str, n: int) -> tuple[Service, ...]:
    """What shares most with what was written though nothing was found by it: characters, and three
    letters in a row of how they sound. So many, in the guide's order where equal."""
    wanted = _pieces(_marks(sought))

    def shared(one: Findable) -> int:
        known = (*one.titles, *one.words, *one.category)
        return len(wanted & frozenset().union(*map(_pieces, known)))

    return tuple(one.service for one in sorted(services, key=shared, reverse=True)[:n])


def common_words(guide: Guide, n: int, language: str) -> tuple[str, ...]:
    """The words that find most services, to show what one may write; at most two a shelf. The words
    of a service are Chinese: who reads another language is shown the names of shelves."""
    if language != CHINESE:
        sizes = Counter(service.category_id for service in guide.services)
        shelves = sorted(guide.shelves, key=lambda one: -sizes[one.id])
        return tuple(one.title.in_(language) for one in shelves[:n])
    counted: dict[str, int] = {}
    shelf: dict[str, str] = {}
    for service in guide.services:
        for word in service.words:
            counted[word] = counted.get(word, 0) + 1
            shelf.setdefault(word, service.category_id)
    chosen: list[str] = []
    for word in sorted(counted, key=lambda word: -counted[word]):
        if shelf[word] not in {shelf[other] for other in chosen} and len(chosen) < n:
            chosen.append(word)
    return tuple(chosen)


def _findable(service: Service, category: Category | None) -> Findable:
    return Findable(
        service=service,
        titles=_both(service.title),
        words=tuple(map(_marks, service.words)),
        category=_both(category.title) if category else (),
        summary=tuple(_plain(text) for text in (service.summary.zh, service.summary.en)),
        spoken=tuple(filter(None, map(_plain, service.words))),
    )


def _rank(one: Findable, query: str) -> Rank | None:
    if any(_at(title, query, 0, 0) for title in one.titles):
        return Rank.TITLE_START
    if any(_within(title, query) for title in one.titles):
        return Rank.TITLE
    if any(_within(word, query) for word in one.words):
        return Rank.WORDS
    if any(_within(shelf, query) for shelf in one.category):
        return Rank.CATEGORY
    # One letter is in every summary, and one character in many.
    if len(query) > 1 and any(query in text for text in one.summary):
        return Rank.SUMMARY
    return Rank.HOLDS_A_WORD if any(word in query for word in one.spoken) else None


def _pieces(marks: Marks) -> frozenset[str]:
    """The characters of a text, and every three letters in a row of how it sounds."""
    sound = "".join(mark.sounds[0] if mark.sounds else mark.char for mark in marks)
    return frozenset(mark.char for mark in marks if mark.sounds) | {
        sound[at:at + 3] for at in range(len(sound) - 2)}


def _within(marks: Marks, query: str) -> bool:
    return any(mark.begins and _at(marks, query, at, 0) for at, mark in enumerate(marks))


def _at(marks: Sequence[Mark], query: str, at: int, done: int) -> bool:
    """Whether the query from `done` on is what stands at `at`: each character itself, or its
    sound or the beginning of it."""
    if done == len(query):
        return True
    if at == len(marks):
        return False
    mark = marks[at]
    if mark.char == query[done] and _at(marks, query, at + 1, done + 1):
        return True
    return any(
        _at(marks, query, at + 1, done + length)
        for sound in mark.sounds for length in range(len(sound), 0, -1)
        if query.startswith(sound[:length], done)
    )


def _both(text: Text) -> tuple[Marks, ...]:
    return tuple(_marks(one) for one in (text.zh, text.en) if one)


@lru_cache(maxsize=4096)
def _marks(text: str) -> Marks:
    """Chinese may be sought from any character on, other words from where they begin."""
    marks: list[Mark] = []
    new_word = True
    for char in text.lower():
        chinese = bool(_CHINESE.match(char))
        if chinese or char.isalnum():
            sounds = readings(char) if chinese else ()
            marks.append(Mark(char, sounds, chinese or new_word))
        new_word = chinese or not char.isalnum()
    return tuple(marks)


def _plain(text: str) -> str:
    return _LETTERS.sub("", text.lower())
