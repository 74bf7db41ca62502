"""The kinds of content of cases: topics, listeners, bodies outside, templates, settings."""

from __future__ import annotations

from kiosk.domain.cases.cases import BeforeRegister
from kiosk.domain.content.content_schema import (
    ICON,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.staff.roles import MAY_SET_CASES, MAY_SET_CENTRE

TOPIC = ContentType("case_topic", "message-2", (
    ICON,
    text_field("title", 8),
    text_field("hint", 12),
    number_field("days", 0, 30, 7),
    Field("stays_home", FieldType.FLAG, False),
), named="title", may=MAY_SET_CENTRE, hides=True, rank=47, page="/cases")

LISTENER = ContentType("listener", "users", (
    ICON,
    text_field("title", 10),
    text_field("about", 14),
    text_field("where", 10),
), named="title", may=MAY_SET_CENTRE, hides=True, rank=48)

BODY = ContentType("case_office", "building-community", (
    text_field("name", 12),
    Field("phone", FieldType.PHONE, False),
), named="name", may=MAY_SET_CENTRE, hides=True, rank=49)

TEMPLATE = ContentType("answer_template", "edit", (
    text_field("title", 12),
    Field("text", FieldType.LINES, longest=300),
), named="title", may=MAY_SET_CASES, removes=True, rank=51)

CASE_CENTRE = ContentType("case_centre", "settings", (
    Field("letter", FieldType.WORD, longest=2),
    number_field("first_number", 1, 999_999, 1),
    number_field("silent_after", 3, 30, 7),
    *(number_field(f"before.{one}", 0, 999_999, 0) for one in BeforeRegister.__slots__),
), named="letter", may=MAY_SET_CENTRE, single=True, rank=52, page="/cases")
