"""Handwriting on the touch screen: strokes in, the characters they may be out, nothing kept.

libzinnia through ctypes compares with its model, which learned some parts in an order of
strokes that is not the usual one: 女, 火, 辶. What the order of strokes says is weighed with it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from ctypes import CDLL, c_char_p, c_float, c_int, c_size_t, c_void_p
from functools import cache
from pathlib import Path

from kiosk.devices.text_input.ime_types import EngineMissing, Stroke
from kiosk.devices.text_input.stroke_order import StrokeOrder

LIBRARY = "libzinnia.so.0"
MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
# The square zinnia sees, in its own units; the model was trained on squares of 1000.
SIDE = 1000
COMPARED = 300
CANDIDATES = 20
# Characters that zinnia is surest of are shown among the first, however they were written.
FIRST, SUREST = 8, 3
# What another number of strokes than drawn counts, in zinnia's score.
OTHER_COUNT = 3.5


class ZinniaHandwriting:
    """A model, a sheet to write on and the order of strokes; all live as long as the process."""

    def __init__(self, model: Path = MODEL) -> None:
        """Raises EngineMissing."""
        self._zinnia = _library(LIBRARY)
        self._model = self._zinnia.zinnia_recognizer_new()
        if not self._zinnia.zinnia_recognizer_open(self._model, os.fsencode(model)):
            raise EngineMissing(f"not there: {model} (tegaki-zinnia-simplified-chinese)")
        self._sheet = self._zinnia.zinnia_character_new()
        self._zinnia.zinnia_character_set_width(self._sheet, SIDE)
        self._zinnia.zinnia_character_set_height(self._sheet, SIDE)
        self._order = StrokeOrder()

    def read(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        """The characters the strokes may be, best first; none for no strokes."""
        drawn = [stroke for stroke in strokes if stroke]
        scores = self._scores(drawn) if drawn else {}
        if not scores:
            return ()
        ranked = _weighed(scores, self._order.distances(drawn))
        surest = tuple(scores)[:SUREST]
        others = [character for character in ranked if character not in surest]
        first = {*surest, *others[: FIRST - SUREST]}
        return tuple(sorted(ranked, key=lambda character: character not in first))[:CANDIDATES]

    def _scores(self, strokes: Sequence[Stroke]) -> dict[str, float]:
        """zinnia's own candidates, best first."""
        zinnia = self._zinnia
        for n, stroke in enumerate(strokes):
            for x, y in stroke:
                zinnia.zinnia_character_add(self._sheet, n, round(x * SIDE), round(y * SIDE))
        result = zinnia.zinnia_recognizer_classify(self._model, self._sheet, COMPARED)
        zinnia.zinnia_character_clear(self._sheet)
        if not result:
            return {}
        scores = {
            zinnia.zinnia_result_value(result, n).decode(): zinnia.zinnia_result_score(result, n)
            for n in range(zinnia.zinnia_result_size(result))
        }
        zinnia.zinnia_result_destroy(result)
        return scores


def _weighed(scores: dict[str, float], distances: dict[str, float]) -> list[str]:
    """Both answers in one, best first; a character that zinnia did not name has its worst score."""
    worst = min(scores.values())
    both = {
        character: scores.get(character, worst) - distances.get(character, OTHER_COUNT)
        for character in (*scores, *distances)
    }
    return sorted(both, key=lambda character: -both[character])


@cache
def _library(name: str) -> CDLL:
    """libzinnia with its calls declared. Raises EngineMissing."""
    try:
        zinnia = CDLL(name)
    except OSError as trouble:
        raise EngineMissing(f"not installed: {name}") from trouble
    declared = {
        "recognizer_new": (c_void_p,),
        "recognizer_open": (c_int, c_void_p, c_char_p),
        "recognizer_classify": (c_void_p, c_void_p, c_void_p, c_size_t),
        "character_new": (c_void_p,),
        "character_clear": (None, c_void_p),
        "character_set_width": (None, c_void_p, c_size_t),
        "character_set_height": (None, c_void_p, c_size_t),
        "character_add": (c_int, c_void_p, c_size_t, c_int, c_int),
        "result_size": (c_size_t, c_void_p),
        "result_value": (c_char_p, c_void_p, c_size_t),
        "result_score": (c_float, c_void_p, c_size_t),
        "result_destroy": (None, c_void_p),
    }
    for called, (result, *given) in declared.items():
        call = getattr(zinnia, f"zinnia_{called}")
        call.restype, call.argtypes = result, given
    return zinnia
