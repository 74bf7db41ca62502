"""The kind of content of the exhibition: its slides."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    ICON,
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.exhibition.slides import LONGEST, MOST_EXHIBITS, MOST_FIGURES, SHORTEST, SHOWN


def _clashes(_item: str, body: Body, _all: Bodies) -> Iterable[Mistake]:
    if body.get("from", "") > body.get("until", "9"):
        yield Mistake("until", "before_it_begins")


SLIDE = ContentType("slide", "photo", (
    text_field("title", 12),
    text_field("lead", 32),
    Field("exhibits", FieldType.LIST, False, most=MOST_EXHIBITS, fields=(
        ICON, Field("caption", FieldType.LINES, longest=20),
        Field("picture", FieldType.PICTURE, False),
    )),
    Field("figures", FieldType.LIST, False, most=MOST_FIGURES, fields=(
        Field("value", FieldType.WORD, longest=6), Field("unit", FieldType.WORD, False, longest=2),
        text_field("label", 10),
    )),
    Field("notices", FieldType.FLAG, False),
    Field("counts", FieldType.FLAG, False),
    number_field("seconds", *(int(one.total_seconds()) for one in (SHORTEST, LONGEST, SHOWN))),
    Field("from", FieldType.DAY, False),
    Field("until", FieldType.DAY, False),
    Field("weekdays", FieldType.SOME, False, choices=WEEKDAYS),
    Field("hours", FieldType.STRETCH, False),
), named="title", hides=True, removes=True, rank=30, clashes=_clashes)
