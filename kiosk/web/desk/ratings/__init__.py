"""Ratings at the desk."""

from kiosk.domain.staff.roles import MAY_SEE_RATINGS
from kiosk.web.desk.ratings.pages import rating_desk_pages
from kiosk.web.desk.sections import Section

SECTION = Section("ratings", "mood-smile", MAY_SEE_RATINGS, rating_desk_pages)
