"""U8: the input engines, beside what ctypes and the bare libraries take in the same run."""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from statistics import quantiles

from kiosk.devices.text_input.handwriting import ZinniaHandwriting
from kiosk.devices.text_input.input_engines import CHARACTERS
from kiosk.devices.text_input.pinyin import RimePinyin
from kiosk.devices.text_input.rime import Rime
from tests.bench.measure import Figure, compared, in_ms, in_turns, seconds
from tests.support.centre import ROOT, SEED
from tests.support.corpus.hand import Hand
from tests.support.corpus.medians import medians
from tests.support.corpus.words import RESIDENTS, UNSEEN, characters_of, words_of

LOADING, KEY, PAGE, FULL, SHOWN = 0.5, 0.020, 5, 20, 8
# What keeps the log is there before the engines.
LOAD = """
import time
import structlog
begun = time.perf_counter()
from kiosk.devices.text_input.input_engines import load_writing
load_writing({words!r})
print(time.perf_counter() - begun)
"""
BARE = """
import time
begun = time.perf_counter()
from ctypes import CDLL
CDLL("librime.so.1"), CDLL("libzinnia.so.0")
print(time.perf_counter() - begun)
"""


def figures() -> Iterator[Figure]:
    """Loading, a key, a character, and how often what was meant is on the first page."""
    words = _centre_words()
    load, bare = (_in_new_process(code) for code in (LOAD.format(words=words), BARE))
    yield Figure("U8 engines loaded, with all their modules", in_ms(load),
                 f"libraries {in_ms(bare)}", load / LOADING, 1)
    pinyin = RimePinyin(words, frozenset(CHARACTERS.read_text("utf-8")))
    yield from _keys(pinyin)
    yield from _pages(pinyin)
    yield from _hand()


def _centre_words() -> list[str]:
    seed = tomllib.loads(SEED.read_text("utf-8"))
    titles = [service["title"]["zh"] for service in seed["services"]]
    said = [word for service in seed["services"] for word in service["words"]]
    return [*seed["centre"]["words"], *titles, *said]


def _in_new_process(code: str) -> float:
    """Seconds, the best of five, as the machine has the files at hand by then."""
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True,
                           check=True, text=True) for _ in range(5)]
    return min(float(run.stdout.splitlines()[-1]) for run in runs)


def _keys(pinyin: RimePinyin) -> Iterator[Figure]:
    took = []
    for letters in words_of(RESIDENTS).values():
        pinyin.clear()
        took += [seconds(lambda letter=letter: pinyin.press(letter)) for letter in letters]
    yield from _spread("U8 a key of the pinyin keyboard", took)
    bare = Rime()

    def anew(read: Callable[[str], object], forget: Callable[[], None]) -> Callable[[], None]:
        def type_() -> None:
            forget()
            for n in range(len("loudaoli")):
                read("loudaoli"[: n + 1])
        return type_

    keys = anew(lambda letters: pinyin.press(letters[-1]), pinyin.clear)
    yield compared("U8 eight keys, loudaoli", *in_turns(
        keys, anew(bare.read, bare.forget), times=200), None)


def _spread(name: str, took: list[float]) -> Iterator[Figure]:
    hundredths = quantiles(took, n=100)
    yield Figure(f"{name}, p50", in_ms(hundredths[49]))
    yield Figure(f"{name}, p99", in_ms(hundredths[98]), "allowed 20 ms", hundredths[98] / KEY, 1)


def _pages(pinyin: RimePinyin) -> Iterator[Figure]:
    alone = Rime()
    for name, corpus in (("the corpus", RESIDENTS), ("words nobody had in mind", UNSEEN)):
        words = words_of(corpus)
        places, bare = [], []
        for word, letters in words.items():
            pinyin.clear()
            for letter in letters:
                found = pinyin.press(letter)
            places.append(found.words.index(word) if word in found.words else FULL)
            bare.append(word in alone.read(letters).words[:PAGE])
        first, full = (_share(place < page for place in places) for page in (PAGE, FULL))
        yield Figure(f"U8 on the first page, {name}", first, f"librime {_share(bare)}")
        yield Figure(f"U8 on the full page, {name}", full, f"{len(words)} words")


def _hand() -> Iterator[Figure]:
    engine, lines = ZinniaHandwriting(), medians()
    chosen = characters_of(RESIDENTS)
    for name, characters in (
        ("the corpus", chosen), ("others", sorted(set(lines) - set(chosen))),
    ):
        hand = Hand(random.Random(1949))
        drawn = [(character, hand.draw(lines[character])) for character in characters]
        hits = [character in engine.read(strokes)[:SHOWN] for character, strokes in drawn]
        alone = [character in list(engine._scores(strokes))[:SHOWN] for character, strokes in drawn]
        yield Figure(f"U8 in the first eight by hand, {name}", _share(hits),
                     f"zinnia {_share(alone)}")
    strokes = Hand(random.Random(7)).draw(lines["医"])
    yield compared("U8 a character of seven strokes read", *in_turns(
        lambda: engine.read(strokes), lambda: engine._scores(strokes), times=200), None)


def _share(hits: Iterable[bool]) -> str:
    counted = list(hits)
    return f"{sum(counted) / len(counted):.1%}"
