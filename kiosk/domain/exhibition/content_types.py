"""The kinds of content of the exhibition: slides, albums and their pictures."""

from __future__ import annotations

import re
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

# The name of a video in the centre is made of what is in it.
VIDEO = re.compile(r"[0-9a-f]{32}\.(mp4|webm)")


def _clashes(_item: str, body: Body, _all: Bodies) -> Iterable[Mistake]:
    if body.get("from", "") > body.get("until", "9"):
        yield Mistake("until", "before_it_begins")


def _picture_clashes(item: str, body: Body, all_of_it: Bodies) -> Iterable[Mistake]:
    yield from _clashes(item, body, all_of_it)
    if "video" in body and not VIDEO.fullmatch(body["video"]):
        yield Mistake("video", "not_there")


FIGURES = Field("figures", FieldType.LIST, False, most=MOST_FIGURES, fields=(
    Field("value", FieldType.WORD, longest=6), Field("unit", FieldType.WORD, False, longest=2),
    text_field("label", 10),
))
DAYS = (Field("from", FieldType.DAY, False), Field("until", FieldType.DAY, False))
SLIDE = ContentType("slide", "photo", (
    text_field("title", 12),
    text_field("lead", 32),
    Field("exhibits", FieldType.LIST, False, most=MOST_EXHIBITS, fields=(
        ICON, Field("caption", FieldType.LINES, longest=20),
        Field("picture", FieldType.PICTURE, False),
    )),
    FIGURES,
    Field("notices", FieldType.FLAG, False),
    Field("counts", FieldType.FLAG, False),
    number_field("seconds", *(int(one.total_seconds()) for one in (SHORTEST, LONGEST, SHOWN))),
    *DAYS,
    Field("weekdays", FieldType.SOME, False, choices=WEEKDAYS),
    Field("hours", FieldType.STRETCH, False),
), named="title", hides=True, removes=True, rank=30, clashes=_clashes,
    page="/board?slide={item}")
ALBUM = ContentType("album", "books", (
    text_field("title", 6), ICON, FIGURES, Field("counts", FieldType.FLAG, False), *DAYS,
), named="title", hides=True, removes=True, rank=31, clashes=_clashes,
    page="/show/{item}", screen=("exhibition", "album_id"))
PICTURE = ContentType("picture", "photo", (
    Field("album", FieldType.ONE, of="album"),
    text_field("title", 6),
    text_field("caption", 20),
    text_field("alternative", 40),
    ICON,
    Field("picture", FieldType.PICTURE, False), Field("video", FieldType.WORD, False),
    Field("nobody", FieldType.FLAG, False),
    Field("agreed", FieldType.FLAG, False),
    Field("slide", FieldType.FLAG, False),
    *DAYS,
), named="title", hides=True, removes=True, rank=32, clashes=_picture_clashes)
