"""libzinnia through ctypes: strokes in, the characters they may be out, nothing kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from ctypes import CDLL, c_char_p, c_float, c_int, c_size_t, c_void_p
from functools import cache
from pathlib import Path

from kiosk.devices.written import EngineMissing, Stroke

LIBRARY = "libzinnia.so.0"
MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
# The square zinnia sees, in its own units; the model was trained on squares of 1000.
SIDE = 1000
CANDIDATES = 20


class ZinniaHandwriting:
    """One model and one sheet to write on; both live as long as the process."""

    def __init__(self, model: Path = MODEL) -> None:
        """Raises EngineMissing."""
        self._zinnia = _library()
        self._model = self._zinnia.zinnia_recognizer_new()
        if not self._zinnia.zinnia_recognizer_open(self._model, os.fsencode(model)):
            raise EngineMissing(f"not there: {model} (tegaki-zinnia-simplified-chinese)")
        self._sheet = self._zinnia.zinnia_character_new()
        self._zinnia.zinnia_character_set_width(self._sheet, SIDE)
        self._zinnia.zinnia_character_set_height(self._sheet, SIDE)

    def read(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        """The characters the strokes may be, best first; none for no strokes."""
        if not any(strokes):
            return ()
        for n, stroke in enumerate(strokes):
            for x, y in stroke:
                self._zinnia.zinnia_character_add(
                    self._sheet, n, round(x * SIDE), round(y * SIDE)
                )
        result = self._zinnia.zinnia_recognizer_classify(self._model, self._sheet, CANDIDATES)
        self._zinnia.zinnia_character_clear(self._sheet)
        if not result:
            return ()
        found = tuple(
            self._zinnia.zinnia_result_value(result, n).decode()
            for n in range(self._zinnia.zinnia_result_size(result))
        )
        self._zinnia.zinnia_result_destroy(result)
        return found


@cache
def _library() -> CDLL:
    """libzinnia with its calls declared. Raises EngineMissing."""
    try:
        zinnia = CDLL(LIBRARY)
    except OSError as trouble:
        raise EngineMissing(f"not installed: {LIBRARY}") from trouble
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
    for name, (result, *given) in declared.items():
        call = getattr(zinnia, f"zinnia_{name}")
        call.restype, call.argtypes = result, given
    return zinnia
