"""The areas of the centre, one line each; screens and pages compose theirs in the same way."""

from __future__ import annotations

from kiosk.actions import (
    activities,
    care,
    cases,
    content,
    exhibition,
    lessons,
    operations,
    queue,
    ratings,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.area import Area

AREAS: tuple[Area, ...] = (
    operations.AREA,
    content.AREA,
    queue.AREA,
    ratings.AREA,
    rooms.AREA,
    activities.AREA,
    volunteers.AREA,
    care.AREA,
    lessons.AREA,
    cases.AREA,
    exhibition.AREA,
    statistics.AREA,
    staff.AREA,
)
