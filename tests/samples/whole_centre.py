"""A sample: how all areas with a tile on home stand while every part of the centre is at work."""

from kiosk.screens.home_tile import AreasNow
from tests.samples import activities, care, cases, exhibition, lessons, rooms, volunteers

WHOLE_CENTRE: AreasNow = {
    "rooms": rooms.ROOMS_NOW, "volunteers": volunteers.HELP, "cases": cases.TELLING,
    "activities": activities.NOW_ON, "lessons": lessons.AFTERNOON, "care": care.CARE_NOW,
    "exhibition": exhibition.NOW,
}
WITHOUT_CASES = {name: now for name, now in WHOLE_CENTRE.items() if name != "cases"}
THREE_DOORS = {name: WHOLE_CENTRE[name] for name in ("rooms", "volunteers", "exhibition")}
