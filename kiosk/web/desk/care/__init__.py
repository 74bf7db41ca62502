"""Care at the desk: the devices, and the readings, which are for medical staff alone."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_KEEP_CARE, MAY_MEASURE
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.care.devices import device_pages
from kiosk.web.desk.care.readings import reading_pages
from kiosk.web.desk.sections import DeskParts, Section


def _devices(desk: Blueprint, parts: DeskParts) -> None:
    device_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))


def _readings(desk: Blueprint, parts: DeskParts) -> None:
    reading_pages(desk, parts.ctx)


SECTION = Section("care", "home-heart", MAY_KEEP_CARE, _devices)
READINGS = Section("readings", "heart", MAY_MEASURE, _readings)
