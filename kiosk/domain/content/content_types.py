"""The kinds of content that are the guide's own: services, their shelves, notices, the centre."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    HOLIDAYS,
    ICON,
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    is_letter,
    number_field,
    text_field,
)
from kiosk.domain.queue.tickets import QueueRules
from kiosk.domain.staff.roles import MAY_SET_CENTRE

USUAL, MINUTE = QueueRules(), timedelta(minutes=1)


def _clashes(_item: str, body: Body, all_: Bodies) -> Iterable[Mistake]:
    prefix = body.get("priority_prefix", "")
    if not is_letter(prefix):
        yield Mistake("priority_prefix", "not_a_letter")
    elif prefix in {one["prefix"] for one in all_["queue"]}:
        yield Mistake("priority_prefix", "letter_taken")


SERVICE = ContentType("service", "ticket", (
    text_field("title", 14),
    Field("category", FieldType.ONE, of="category"),
    Field("queue", FieldType.ONE, of="queue"),
    Field("summary", FieldType.LINES, longest=60),
    text_field("who", 40),
    text_field("duration", 12),
    text_field("fee", 12),
    Field("words", FieldType.WORDS, False, longest=12, most=30),
    Field("materials", FieldType.LIST, False, most=8, fields=(
        ICON, text_field("name", 16), text_field("note", 16, required=False),
        text_field("missing", 40, required=False),
    )),
    Field("steps", FieldType.LIST, False, most=8, fields=(
        text_field("name", 8), text_field("hint", 12, required=False),
    )),
    number_field("daily_cap", 1, 999),
    Field("hours", FieldType.WEEK, False),
), named="title", hides=True, removes=True, rank=10,
   page="/s/{item}", screen=("service_detail", "service_id"))

NOTICE = ContentType("notice", "bell", (
    text_field("text", 36), Field("urgent", FieldType.FLAG, False),
), named="text", hides=True, removes=True, rank=20, numbered=True, page="/board")

CATEGORY = ContentType("category", "layout-grid", (
    ICON, text_field("title", 6),
), named="title", removes=True, rank=100, page="/s/")

CENTRE = ContentType("centre", "home", (
    text_field("name", 6),
    text_field("centre", 16),
    text_field("address", 30),
    Field("phone", FieldType.PHONE, False),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    Field("quiet", FieldType.NIGHT, False),
    Field("day_starts", FieldType.CLOCK),
    Field("priority_prefix", FieldType.WORD, longest=1),
    number_field("priority_age", 50, 100, required=True),
    Field("words", FieldType.WORDS, False, longest=20, most=500),
    number_field("queue.priority_run", 1, 9, USUAL.priority_run),
    number_field("queue.calls_before_missed", 1, 9, USUAL.calls_before_missed),
    number_field("queue.return_within", 1, 240, USUAL.return_within // MINUTE),
    number_field("queue.return_behind", 0, 20, USUAL.return_behind),
    number_field("queue.defer_behind", 1, 20, USUAL.defer_behind),
    number_field("queue.hold", 1, 15, USUAL.hold // MINUTE),
), named="centre", may=MAY_SET_CENTRE, single=True, rank=130, page="/s/",
   clashes=_clashes)
