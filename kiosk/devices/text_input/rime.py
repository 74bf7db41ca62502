"""librime through ctypes: pinyin letters in, words out, and nothing kept of them.

The dictionary is the one Debian compiled (rime-data-luna-pinyin), the scheme over it stands
in assets/rime as librime keeps compiled ones. So nothing is ever deployed, librime writes no
file, and is ready in milliseconds.
"""

from __future__ import annotations

import atexit
import os
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_size_t,
    c_void_p,
    sizeof,
)
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.assets import ASSETS
from kiosk.devices.text_input.ime_types import EngineMissing

LIBRARY = "librime.so.1"
SCHEME = ASSETS / "rime"
DICTIONARIES = Path("/usr/share/rime-data")
NEEDED = ("luna_pinyin.table.bin", "luna_pinyin.prism.bin")
# librime insists on a folder of the user's. Below a device no file can ever come to be.
NOWHERE = "/dev/null"
# Whatever is less than its own death might tell of letters typed.
LOG_FATAL_ONLY = 3

# rime_api.h: where each call stands in RimeApi, which only grows at its end.
_CALLS: dict[str, tuple[int, Any, tuple[Any, ...]]] = {
    "setup": (0, None, (c_void_p,)),
    "initialize": (2, None, (c_void_p,)),
    "finalize": (3, None, ()),
    "create_session": (13, c_size_t, ()),
    "process_key": (18, c_int, (c_size_t, c_int, c_int)),
    "clear_composition": (20, None, (c_size_t,)),
    "get_context": (23, c_int, (c_size_t, c_void_p)),
    "free_context": (24, c_int, (c_void_p,)),
    "select_candidate": (71, c_int, (c_size_t, c_size_t)),
}


class RimeReading(NamedTuple):
    """Letters as librime parts them, "lou dao", and the words they may be, best first."""

    typed: str
    words: tuple[str, ...]


class Rime:
    """A session with librime, which itself lives as long as the process."""

    def __init__(self) -> None:
        """Raises EngineMissing."""
        built = DICTIONARIES / "build"
        if missing := [name for name in NEEDED if not (built / name).exists()]:
            raise EngineMissing(f"not there: {built / missing[0]} (rime-data-luna-pinyin)")
        self._call = _calls(LIBRARY)
        self._session = self._call["create_session"]()
        self._entered = ""
        if not self.read("a").words:
            raise EngineMissing("librime cannot read its dictionary")
        self.forget()

    def read(self, letters: str) -> RimeReading:
        """What the letters, a-z and apostrophes, may mean: one page of the scheme."""
        self._enter(letters)
        shown = self._shown()
        return RimeReading(shown.typed.decode(), shown.words)

    def left_by(self, letters: str, n: int) -> int:
        """How many of the letters stay when the word at `n` of their reading is taken."""
        self._enter(letters)
        self._call["select_candidate"](self._session, n)
        shown = self._shown()
        self.forget()
        return sum(letter.isalpha() for letter in shown.typed[shown.start :].decode())

    def forget(self) -> None:
        """Keeps no letter."""
        self._call["clear_composition"](self._session)
        self._entered = ""

    def _enter(self, letters: str) -> None:
        """Adds to the letters entered before, or begins anew: each one costs more than the last."""
        if not letters.startswith(self._entered):
            self.forget()
        for letter in letters[len(self._entered) :]:
            self._call["process_key"](self._session, ord(letter), 0)
        self._entered = letters

    def _shown(self) -> _Shown:
        context = _Context(data_size=sizeof(_Context) - sizeof(c_int))
        self._call["get_context"](self._session, byref(context))
        typed, menu = context.composition, context.menu
        words = tuple(menu.words[n].text.decode() for n in range(menu.count))
        shown = _Shown(typed.typed or b"", typed.start, words)
        self._call["free_context"](byref(context))
        return shown


class _Shown(NamedTuple):
    """`typed` in UTF-8; from byte `start` on it has not been turned into words."""

    typed: bytes
    start: int
    words: tuple[str, ...]


class _Traits(Structure):
    _fields_ = [
        ("data_size", c_int), ("shared_data_dir", c_char_p), ("user_data_dir", c_char_p),
        ("distribution_name", c_char_p), ("distribution_code_name", c_char_p),
        ("distribution_version", c_char_p), ("app_name", c_char_p), ("modules", c_void_p),
        ("min_log_level", c_int), ("log_dir", c_char_p), ("prebuilt_data_dir", c_char_p),
        ("staging_dir", c_char_p),
    ]


class _Word(Structure):
    _fields_ = [("text", c_char_p), ("comment", c_char_p), ("reserved", c_void_p)]


class _Composition(Structure):
    _fields_ = [
        ("length", c_int), ("cursor", c_int), ("start", c_int), ("end", c_int),
        ("typed", c_char_p),
    ]


class _Menu(Structure):
    _fields_ = [
        ("page_size", c_int), ("page", c_int), ("is_last", c_int), ("highlighted", c_int),
        ("count", c_int), ("words", POINTER(_Word)), ("keys", c_char_p),
    ]


class _Context(Structure):
    _fields_ = [
        ("data_size", c_int), ("composition", _Composition), ("menu", _Menu),
        ("preview", c_char_p), ("labels", c_void_p),
    ]


@cache
def _calls(name: str) -> dict[str, Any]:
    """librime, set up once for this process. Raises EngineMissing."""
    try:
        library = CDLL(name)
    except OSError as trouble:
        raise EngineMissing(f"not installed: {name}") from trouble
    library.rime_get_api.restype = POINTER(c_void_p)
    api = library.rime_get_api()
    call = {
        called: CFUNCTYPE(result, *given)(api[1 + place])
        for called, (place, result, given) in _CALLS.items()
    }
    traits = _Traits(
        data_size=sizeof(_Traits) - sizeof(c_int),
        shared_data_dir=os.fsencode(DICTIONARIES), user_data_dir=NOWHERE.encode(),
        app_name=b"rime.jiamenkou", min_log_level=LOG_FATAL_ONLY, log_dir=b"",
        prebuilt_data_dir=os.fsencode(DICTIONARIES / "build"), staging_dir=os.fsencode(SCHEME),
    )
    call["setup"](byref(traits))
    call["initialize"](byref(traits))
    # Its threads and mapped files are given back before the process takes its libraries apart.
    atexit.register(call["finalize"])
    return call
