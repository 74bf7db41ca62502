"""Rows of keys: which keys stand where on each page, for both orientations and both orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.draft import Way

GAP = 24
ROWS = {True: 5, False: 4}
COLUMNS = {True: 7, False: 10}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
QWERTY = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Ten columns are narrower than the other keys of a portrait page, and closer together.
NARROW_GAP = 16
LEAST_MM = 16
MARKS = "，。？！、：；“”（）《》…—·～-/@.,?!+=%#&*"
ENGLISH_MARKS = ".,?!:;'\"()-/@#%&+=*，。？！、：；…—"


class KeySpec(NamedTuple):
    """One key: what it does, with what, and how many columns it is wide; "" is a gap."""

    act: str
    value: str = ""
    span: float = 1


class KeySheet(NamedTuple):
    """A page of keys on its grid; `lines` of keys from the top, None where a line is empty."""

    columns: int
    lines: tuple[tuple[KeySpec, ...], ...]
    gap: float = GAP


class PadPlaces(NamedTuple):
    """Where one draws, and where the characters it may be stand."""

    pad: Rect
    words: tuple[Rect, ...]


ERASE = KeySpec("erase", span=2)
SHORT_ERASE = KeySpec("erase")
SHIFT = KeySpec("shift")


def sheet(way: Way, order: str, portrait: bool, marks: str = MARKS) -> KeySheet:
    """The page of keys for a way of writing. `order` is abc or qwerty."""
    if way is Way.HAND:
        return KeySheet(COLUMNS[portrait], _around_the_pad(portrait))
    if way is Way.DIGITS:
        return KeySheet(COLUMNS[portrait], (*_digits(portrait), _last(way, portrait)))
    if way is Way.MARKS:
        return KeySheet(COLUMNS[portrait], (*_marks(marks, portrait), _last(way, portrait)))
    if order == "qwerty":
        return _qwerty(way, portrait)
    return KeySheet(COLUMNS[portrait], (*_alphabet(way, portrait), _last(way, portrait)))


def placed(found: KeySheet, box: Rect) -> Iterator[tuple[KeySpec, Rect]]:
    """Every key of a sheet with its place in a box."""
    step = (box.w + found.gap) / found.columns
    for line, row in zip(found.lines, box.rows(len(found.lines), GAP), strict=True):
        at = 0.0
        for key in line:
            if key.act:
                yield key, Rect(row.x + at * step, row.y, key.span * step - found.gap, row.h)
            at += key.span


def pad_places(box: Rect, portrait: bool) -> PadPlaces:
    """The square to draw in, four keys wide and high, and the places of characters beside it."""
    columns, lines = COLUMNS[portrait], ROWS[portrait]
    rows = [list(row.columns(columns, GAP)) for row in box.rows(lines, GAP)]
    first, last = rows[0][0], rows[3][3]
    pad = Rect(first.x, first.y, last.right - first.x, last.bottom - first.y)
    beside = rows[:3] if portrait else rows[:2]
    return PadPlaces(pad, tuple(place for row in beside for place in row[4:]))


def narrow_is_wide_enough(mm: float, width: float) -> bool:
    """Whether ten columns in `width` design pixels of `mm` each are as wide as a finger needs."""
    return ((width + NARROW_GAP) / 10 - NARROW_GAP) * mm >= LEAST_MM


def _alphabet(way: Way, portrait: bool) -> list[tuple[KeySpec, ...]]:
    columns = COLUMNS[portrait]
    lines = _letters(*(ALPHABET[n:n + columns] for n in range(0, 26, columns)))
    if not portrait:
        marks = (_mark("，"), _mark("。")) if way is Way.PINYIN else (KeySpec("shift", span=2),)
        lines[-1] = (*lines[-1], *marks, ERASE)
    elif way is Way.LATIN:
        lines[-1] = (*lines[-1], SHIFT, SHORT_ERASE)
    else:
        lines[-1] = (*lines[-1], ERASE)
    return lines


def _qwerty(way: Way, portrait: bool) -> KeySheet:
    top, middle, low = _letters(*QWERTY)
    first = SHIFT if way is Way.LATIN else KeySpec("", span=0.5)
    room = 10 - len(low) - first.span
    lines = (top, (KeySpec("", span=0.5), *middle), (first, *low, KeySpec("erase", span=room)))
    if portrait:
        wide = [key._replace(span=key.span * 10 / 7) for key in _last(way, portrait)]
        return KeySheet(10, (*lines, tuple(wide)), NARROW_GAP)
    return KeySheet(10, (*lines, _last(way, portrait)))


def _digits(portrait: bool) -> list[tuple[KeySpec, ...]]:
    """In landscape a fourth column takes the place of the fourth row; < is 删除."""
    lines = ("123", "456", "789", "-0<") if portrait else ("1230", "456-", "789<")
    wide = COLUMNS[portrait] / len(lines[0])
    return [
        tuple(KeySpec("erase", span=wide) if d == "<" else _mark(d, wide) for d in line)
        for line in lines
    ]


def _marks(marks: str, portrait: bool) -> list[tuple[KeySpec, ...]]:
    columns, lines = COLUMNS[portrait], ROWS[portrait] - 1
    shown = marks[:columns * lines - 2]
    rows = [tuple(map(_mark, shown[n:n + columns])) for n in range(0, len(shown), columns)]
    rows[-1] = (*rows[-1], ERASE)
    return rows


def _around_the_pad(portrait: bool) -> tuple[tuple[KeySpec, ...], ...]:
    beside, empty = KeySpec("", span=4), ()
    pages = (KeySpec("way", Way.DIGITS, 1.5), KeySpec("way", Way.MARKS, 1.5))
    if portrait:
        below = (KeySpec("undo", span=1.5), KeySpec("again", span=1.5),
                 KeySpec("erase", span=5 / 3), KeySpec("done", span=7 / 3))
        return (empty, empty, empty, (beside, *pages), below)
    acts = (KeySpec("undo", span=2), KeySpec("again", span=2), ERASE)
    return (empty, empty, (beside, *acts), (beside, *pages, KeySpec("done", span=3)))


def _last(way: Way, portrait: bool) -> tuple[KeySpec, ...]:
    """The lowest line: the other pages, the space, and the one that ends."""
    pages = [w for w in (Way.DIGITS, Way.MARKS) if w is not way]
    if way in (Way.DIGITS, Way.MARKS):
        pages.insert(0, Way.PINYIN)
    spans = (5 / 4, 5 / 4, 13 / 6, 7 / 3) if portrait else (2, 2, 3, 3)
    return (
        KeySpec("back" if pages[0] is Way.PINYIN else "way", pages[0], spans[0]),
        KeySpec("way", pages[1], spans[1]), KeySpec("space", span=spans[2]),
        KeySpec("done", span=spans[3]),
    )


def _letters(*lines: Sequence[str]) -> list[tuple[KeySpec, ...]]:
    return [tuple(KeySpec("letter", letter) for letter in line) for line in lines]


def _mark(mark: str, span: float = 1) -> KeySpec:
    return KeySpec("mark", mark, span)
