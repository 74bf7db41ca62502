"""The kind of content of the after-school class: a term."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    HOLIDAYS,
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.staff.roles import MAY_SET_HELP


def _clashes(_item: str, body: Body, _all: Bodies) -> Iterable[Mistake]:
    if body.get("first", "") > body.get("last", "9"):
        yield Mistake("last", "before_it_begins")
    for n, one in enumerate(body.get("breaks", ())):
        if one.get("first", "") > one.get("last", "9"):
            yield Mistake(f"breaks.{n}.last", "before_it_begins")
    for n, one in enumerate(body.get("themes", ())):
        # Not required by itself: an empty line of the form has to have no day chosen.
        if "weekday" not in one:
            yield Mistake(f"themes.{n}.weekday", "missing")


TERM = ContentType("term", "school", (
    text_field("title", 8),
    text_field("about", 20),
    text_field("where", 10),
    Field("first", FieldType.DAY),
    Field("last", FieldType.DAY),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    Field("breaks", FieldType.LIST, False, most=6, fields=(
        Field("first", FieldType.DAY), Field("last", FieldType.DAY),
    )),
    number_field("capacity", 1, 200, required=True),
    Field("team", FieldType.ONE, of="team"),
    Field("steps", FieldType.LIST, False, most=3, fields=(
        Field("at", FieldType.CLOCK), text_field("name", 6), text_field("hint", 8),
    )),
    Field("themes", FieldType.LIST, False, most=7, fields=(
        Field("weekday", FieldType.CHOICE, False, choices=WEEKDAYS), text_field("label", 3),
        Field("at", FieldType.CLOCK), text_field("name", 6), text_field("hint", 8),
    )),
), named="title", may=MAY_SET_HELP, hides=True, rank=45, page="/lessons",
   screen=("lessons", "term_id"), clashes=_clashes)
