"""The kinds of content of care: devices, the hours of the medical staff, the thresholds."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.care.blood_pressure import BOUNDS
from kiosk.domain.care.devices import MOST_RULES
from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    HOLIDAYS,
    ICON,
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.staff.roles import MAY_SET_CARE, MAY_SET_CENTRE

DEVICE = ContentType("device", "device-heart-monitor", (
    ICON,
    text_field("title", 8),
    text_field("about", 24),
    text_field("where", 10),
    Field("sort", FieldType.WORD, longest=8),
    Field("points", FieldType.LIST, most=MOST_RULES, fields=(
        ICON, Field("text", FieldType.LINES, longest=22),
    )),
    Field("attended", FieldType.FLAG, False),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    number_field("slot", 10, 240, 30),
    number_field("after", 0, 120, 0),
    number_field("ahead", 1, 60, 7),
), named="title", may=MAY_SET_CARE, hides=True, rank=42, page="/d/{item}",
   screen=("care_device", "device_id"))

CARE_CENTRE = ContentType("care", "home-heart", (
    text_field("title", 8, required=False),
    text_field("lead", 24),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    text_field("pressure", 10),
    text_field("pressure_hint", 10, required=False),
    Field("warning", FieldType.LINES, False, longest=30),
), named="lead", may=MAY_SET_CARE, single=True, rank=44, page="/care")


def _clashes(_item: str, body: Body, _all: Bodies) -> Iterable[Mistake]:
    for what in ("systolic", "diastolic"):
        high, urgent = body.get(f"high_{what}"), body.get(f"urgent_{what}")
        if high is not None and urgent is not None and urgent < high:
            yield Mistake(f"urgent_{what}", "below_high")


THRESHOLDS = ContentType("thresholds", "heart", (
    *(number_field(f"{level}_{what}", *BOUNDS[what])
      for level in ("high", "urgent") for what in ("systolic", "diastolic")),
    text_field("high_words", 40, required=False),
    text_field("urgent_words", 40, required=False),
), named="high_words", may=MAY_SET_CENTRE, single=True, rank=46, page="/care",
   clashes=_clashes)
