"""The kinds of content of volunteer help: what is offered, by whom, and where people live."""

from __future__ import annotations

from kiosk.domain.content.content_schema import (
    ICON,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.staff.roles import MAY_SET_HELP

HELP_KIND = ContentType("kind", "heart-handshake", (
    ICON,
    text_field("title", 8),
    text_field("hint", 12),
    text_field("about", 40),
    Field("teams", FieldType.SOME, False, of="team"),
), named="title", may=MAY_SET_HELP, hides=True, rank=50, page="/help?kind={item}")

TEAM = ContentType("team", "users-group", (
    text_field("name", 12), text_field("about", 30),
), named="name", may=MAY_SET_HELP, rank=60)

POST = ContentType("post", "flag", (
    text_field("name", 12), text_field("duty", 30),
), named="name", may=MAY_SET_HELP, rank=70)

ESTATE = ContentType("estate", "building-community", (
    text_field("name", 12), number_field("buildings", 1, 200, required=True),
), named="name", may=MAY_SET_HELP, rank=80)

GRID = ContentType("grid", "map-pin", (
    text_field("name", 12),
    Field("estate", FieldType.ONE, of="estate"),
    text_field("party_group", 16),
    number_field("neighbour_groups", 0, 999, required=True),
), named="name", may=MAY_SET_HELP, rank=90)
