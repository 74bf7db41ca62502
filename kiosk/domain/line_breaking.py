"""Lines: a text broken where its language allows it, for whoever can measure it."""

from __future__ import annotations

from collections.abc import Callable

# A line never begins with these, and never ends with an opening one.
NOT_FIRST = "，。、？！：；”’）》」…·%,.!?:;)"
NOT_LAST = "“‘（《「("
PAUSES = "，、。；：？,;"
# Two characters that are one word on a narrow tile: 我 and 预约了, 找 and 志愿者.
TOGETHER = ("预约", "志愿", "愿者")
ENOUGH = 0.45
FIRST_WIDE = "\u2e80"


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines that fit, as even as the language allows.

    Breaks written by hand stay. Chinese breaks between any two characters, other words at
    spaces, and rather after a pause; no line begins with a closing mark, and no last line
    holds a single character.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(pieces(paragraph), width, measure)
    return lines


def pieces(text: str) -> list[str]:
    """What must stay together: a word, a number and its measure, a character and its marks."""
    found: list[str] = []
    for mark in text:
        before = found[-1] if found else ""
        clings = before and (
            mark == " "
            or mark in NOT_FIRST
            or before[-1] in NOT_LAST
            or before[-1] + mark in TOGETHER
            or (before.rstrip()[-1:].isdecimal() and not _is_latin(mark))
            or (_is_latin(mark) and _is_latin(before[-1]))
        )
        if clings:
            found[-1] += mark
        else:
            found.append(mark)
    return found


def _is_latin(mark: str) -> bool:
    return mark < FIRST_WIDE and mark != " "


def _fill(pieces: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if lines[-1] and measure("".join([*lines[-1], piece]).rstrip()) > width:
            lines.append(_after_mark(lines[-1], width, measure))
        lines[-1].append(piece)
    if len(lines) > 1 and len("".join(lines[-1])) == 1:
        lines[-1].insert(0, lines[-2].pop())
    return ["".join(line).rstrip() for line in lines]


def _after_mark(line: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Takes what follows the last pause off a full line, where enough of the line stays."""
    for n in range(len(line) - 1, 0, -1):
        if line[n - 1].rstrip()[-1] in PAUSES:
            if measure("".join(line[:n])) >= ENOUGH * width:
                taken = line[n:]
                del line[n:]
                return taken
            break
    return []
