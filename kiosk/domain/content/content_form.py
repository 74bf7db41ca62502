"""Content as it is written: one flat table of texts, which forms, drafts and files share.

A body is what a row keeps, as the seed file has it. Its flat form has a text for each cell:
`title.zh`, `hours.mon`, `materials.0.name.zh`; what is empty is not there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.domain.calendar import WEEKDAYS, OpeningHours, QuietHours, TimeRange, stretches, together
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.drawable import undrawn
from kiosk.domain.languages import CHINESE, LANGUAGES
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import service_number
from kiosk.domain.times import WrongTime, clock_of

ENGLISH_FOR_ONE = 3
APART = re.compile(r"[、，,;；\s]+")
SAID_BETWEEN = "、"
PART = re.compile(r"\.(0|[1-9][0-9]{0,2})\.(.+)")
YES = "yes"
# What people and their programs write for it, and for its opposite.
SAYS_YES = frozenset({YES, "y", "true", "t", "1", "是", "对", "有", "真", "√", "✓"})
SAYS_NO = frozenset({"no", "n", "false", "f", "0", "否", "不", "不是", "无", "没有", "假", "×"})
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?")
# A night that never comes: nothing written means the usual one.
NEVER = "-"
NAMED = ("title", "name", "text", "centre")
# Where none is written, none is named.
MANY = (FieldType.WORDS, FieldType.SOME)
BOTH = (FieldType.TEXT, FieldType.LINES)
Flat = dict[str, str]
WRITE: Mapping[FieldType, Callable[[Any], str]] = {
    **dict.fromkeys((FieldType.WORDS, FieldType.SOME), SAID_BETWEEN.join),
    FieldType.FLAG: lambda yes: YES if yes else "",
    FieldType.NIGHT: lambda hours: hours or NEVER,
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a cell: `code` is the key of its words, `details` fill their gaps."""

    cell: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What a field can name: the items of each kind, the icons, the pictures of the centre."""

    items: Mapping[str, frozenset[str]]
    icons: frozenset[str]
    pictures: frozenset[str]


class Wrong(ValueError):
    """A cell cannot be read."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def flat(kind: ContentType, body: Mapping[str, Any]) -> Flat:
    """The flat form of a body."""
    return {cell: text for one in kind.fields for cell, text in _cells(one, one.name, body) if text}


def _cells(one: Field, path: str, body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    value = _inside(body, one.name)
    if value is None:
        return
    if one.form in BOTH:
        yield from ((f"{path}.{language}", value[language]) for language in LANGUAGES)
    elif one.form is FieldType.WEEK:
        yield from ((f"{path}.{day}", together(value[day])) for day in value)
    elif one.form is FieldType.LIST:
        for n, part in enumerate(value):
            for inner in one.fields:
                yield from _cells(inner, f"{path}.{n}.{inner.name}", part)
    else:
        yield path, WRITE.get(one.form, str)(value)


def _inside(body: Mapping[str, Any], name: str) -> Any:
    value: Any = body
    for part in name.split("."):
        value = value.get(part) if value is not None else None
    return value


def is_cell(fields: Iterable[Field], cell: str) -> bool:
    """Whether a flat form of such fields can have a cell of that name."""
    return any(_is_of(one, cell.removeprefix(one.name)) for one in fields
               if cell.startswith(one.name))


def _is_of(one: Field, rest: str) -> bool:
    if one.form is FieldType.LIST:
        found = PART.fullmatch(rest)
        return found is not None and is_cell(one.fields, found[2])
    ends = {**dict.fromkeys(BOTH, tuple(LANGUAGES)), FieldType.WEEK: WEEKDAYS}.get(one.form)
    return rest == "" if ends is None else rest.startswith(".") and rest[1:] in ends


def written_in(language: str, written: Flat, cell: str) -> str:
    """A text as it is said in a language, in Chinese where nobody wrote it; "" without either."""
    own = next((name for name, code in LANGUAGES.items() if code == language), "zh")
    return written.get(f"{cell}.{own}") or written.get(f"{cell}.zh", "")


def called(written: Flat, language: str = CHINESE) -> str:
    """What an item is called in its list; "" where it has no name of its own."""
    return next(filter(None, (written_in(language, written, cell) for cell in NAMED)), "")


def read(kind: ContentType, written: Flat,
         known: Known) -> tuple[dict[str, Any], tuple[Mistake, ...]]:
    """The body that a flat form writes, and what is wrong with it, in the order of the fields."""
    reading = _Reading(written, known)
    body = reading.table(kind.fields, "")
    return body, tuple(reading.mistakes)


class _Reading:
    def __init__(self, written: Flat, known: Known) -> None:
        self._written = {cell: text.strip() for cell, text in written.items()}
        self._known = known
        self.mistakes: list[Mistake] = []

    def table(self, fields: tuple[Field, ...], path: str) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for one in fields:
            value = self._value(one, path + one.name)
            if value is None:
                continue
            *tables, last = one.name.split(".")
            inner = body
            for name in tables:
                inner = inner.setdefault(name, {})
            inner[last] = value
        return body

    def _value(self, one: Field, cell: str) -> Any:
        if one.form in BOTH:
            return self._both(one, cell)
        if one.form is FieldType.WEEK:
            return self._week(one, cell)
        if one.form is FieldType.LIST:
            return self._list(one, cell)
        # A cell of a table may have breaks where a form has one line.
        text = " ".join(self._written.get(cell, "").split())
        if not text:
            if one.required:
                self._wrong(cell, "missing")
            return [] if one.form in MANY and (one.of or one.form is FieldType.WORDS) else None
        try:
            return READ[one.form](one, text, self._known)
        except (Wrong, WrongTime) as wrong:
            self._wrong(cell, wrong.code, **wrong.details)
        except ValueError:
            self._wrong(cell, f"bad_{one.form}")
        return None

    def _both(self, one: Field, cell: str) -> dict[str, str]:
        said = {language: self._written.get(f"{cell}.{language}", "") for language in LANGUAGES}
        if one.required and not said["zh"]:
            self._wrong(f"{cell}.zh", "missing")
        for language, longest in (("zh", one.longest), ("en", one.longest * ENGLISH_FOR_ONE)):
            text = said[language].replace("\r\n", "\n")
            said[language] = text if one.form is FieldType.LINES else " ".join(text.split())
            if len(text) > longest:
                self._wrong(f"{cell}.{language}", "too_long", longest=longest,
                            over=len(text) - longest)
            if signs := undrawn(text):
                self._wrong(f"{cell}.{language}", "not_drawn", signs=signs)
        return said

    def _week(self, one: Field, cell: str) -> dict[str, list[str]] | None:
        week: dict[str, list[str]] = {}
        for day in WEEKDAYS:
            try:
                found = stretches(self._written.get(f"{cell}.{day}", ""))
            except WrongTime as wrong:
                self._wrong(f"{cell}.{day}", wrong.code, **wrong.details)
                continue
            if found:
                week[day] = list(map(str, found))
        if one.required and not week and not self.mistakes:
            self._wrong(f"{cell}.mon", "missing")
        return OpeningHours.parse(week).written() or (None if not one.required else {})

    def _list(self, one: Field, cell: str) -> list[dict[str, Any]]:
        starts = re.compile(re.escape(cell) + r"\.(\d{1,3})\.")
        rows = sorted({int(found[1]) for name, text in self._written.items()
                       if text and (found := starts.match(name))})
        if len(rows) > one.most:
            self._wrong(f"{cell}.{rows[one.most]}", "too_many", most=one.most)
        return [self.table(one.fields, f"{cell}.{n}.") for n in rows]

    def _wrong(self, cell: str, code: str, **details: object) -> None:
        self.mistakes.append(Mistake(cell, code, details))


def _word(one: Field, text: str, _: Known) -> str:
    if len(text) > one.longest:
        raise Wrong("too_long", longest=one.longest, over=len(text) - one.longest)
    if signs := undrawn(text):
        raise Wrong("not_drawn", signs=signs)
    return text


def _number(one: Field, text: str, _: Known) -> int:
    # Tables write 1,200 and 12.00, keyboards １２.
    text = re.sub(r",(?=[0-9]{3})|\.0+$", "", unicodedata.normalize("NFKC", text))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
    if number is None or not one.least <= number <= one.most:
        raise Wrong("bad_number", least=one.least, most=one.most)
    return number


def _named(of: Callable[[Field, Known], frozenset[str]]) -> Callable[[Field, str, Known], str]:
    def one_of(one: Field, text: str, known: Known) -> str:
        if text not in of(one, known):
            raise Wrong("not_there")
        return text

    return one_of


def _choices(one: Field, known: Known) -> frozenset[str]:
    return known.items.get(one.of, frozenset()) if one.of else frozenset(one.choices)


def _some(one: Field, text: str, known: Known) -> list[str]:
    found = list(dict.fromkeys(APART.split(text)))
    if not _choices(one, known).issuperset(found):
        raise Wrong("not_there")
    return found


def _words(one: Field, text: str, known: Known) -> list[str]:
    found = list(dict.fromkeys(filter(None, APART.split(text))))
    if len(found) > one.most:
        raise Wrong("too_many", most=one.most)
    return [_word(one, word, known) for word in found]


def _flag(_: Field, text: str, __: Known) -> bool | None:
    said = unicodedata.normalize("NFKC", text).casefold()
    if said not in SAYS_YES | SAYS_NO:
        raise ValueError(f"neither yes nor no: {text!r}")
    return said in SAYS_YES or None


def _day(_: Field, text: str, __: Known) -> str:
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise ValueError(f"no day: {text!r}")
    year, month, day = filter(None, found.groups())
    return date(int(year), int(month), int(day)).isoformat()


def _night(_: Field, text: str, __: Known) -> str:
    if text == NEVER:
        return ""
    night = QuietHours.parse(text)
    return f"{night.begins:%H:%M}-{night.ends:%H:%M}" if night else ""


def _phone(_: Field, text: str, __: Known) -> str:
    try:
        return service_number(text)
    except Refusal as refusal:
        raise Wrong("bad_phone") from refusal


READ: Mapping[FieldType, Callable[[Field, str, Known], Any]] = {
    FieldType.WORD: _word,
    FieldType.NUMBER: _number,
    FieldType.PHONE: _phone,
    **dict.fromkeys((FieldType.CHOICE, FieldType.ONE), _named(_choices)),
    FieldType.ICON: _named(lambda _, known: known.icons),
    FieldType.PICTURE: _named(lambda _, known: known.pictures),
    FieldType.SOME: _some,
    FieldType.WORDS: _words,
    FieldType.FLAG: _flag,
    FieldType.DAY: _day,
    FieldType.CLOCK: lambda _, text, __: f"{clock_of(text):%H:%M}",
    FieldType.STRETCH: lambda _, text, __: str(TimeRange.parse(text)),
    FieldType.NIGHT: _night,
}
