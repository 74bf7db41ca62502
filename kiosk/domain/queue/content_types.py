"""The kinds of content of the queue: queues, counters, and what can be booked of a service."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    is_letter,
    number_field,
    text_field,
)
from kiosk.domain.staff.roles import MAY_SET_CENTRE


def _clashes(item: str, body: Body, all_: Bodies) -> Iterable[Mistake]:
    prefix = body.get("prefix", "")
    taken = {one["prefix"] for one in all_["queue"] if one["id"] != item}
    if not is_letter(prefix):
        yield Mistake("prefix", "not_a_letter")
    elif prefix in taken or prefix == all_["centre"][0]["priority_prefix"]:
        yield Mistake("prefix", "letter_taken")


QUEUE = ContentType("queue", "users", (
    Field("prefix", FieldType.WORD, longest=1), text_field("name", 10),
), named="name", may=MAY_SET_CENTRE, removes=True, rank=110, clashes=_clashes)

COUNTER = ContentType("counter", "door-enter", (
    Field("queue", FieldType.ONE, of="queue"),
), named="number", may=MAY_SET_CENTRE, removes=True, sorted=False, rank=120, numbered=True,
   page="/board")


def _other_service(item: str, body: Body, all_: Bodies) -> Iterable[Mistake]:
    service = body.get("service")
    for one in all_["appointment"]:
        if one["id"] == item and one["service"] != service:
            # What is booked is booked of that service.
            yield Mistake("service", "service_stays")
        elif one["id"] != item and one["service"] == service:
            yield Mistake("service", "service_taken")


APPOINTMENT = ContentType("appointment", "calendar-check", (
    text_field("title", 14),
    Field("service", FieldType.ONE, of="service"),
    Field("hours", FieldType.WEEK, False),
    number_field("slot", 10, 240, 30),
    number_field("places", 1, 20, 2),
    number_field("ahead", 1, 60, 7),
    number_field("lead", 0, 1440, 60),
), named="title", may=MAY_SET_CENTRE, hides=True, rank=105, page="/s/", clashes=_other_service)
