"""Operations at the desk: calendar exceptions, and health."""

from kiosk.domain.staff.roles import MAY_SEE_HEALTH, MAY_SET_DAYS
from kiosk.web.desk.operations.calendar_exceptions import days_pages
from kiosk.web.desk.operations.health import health_pages
from kiosk.web.desk.sections import Section

DAYS = Section("days", "calendar", MAY_SET_DAYS, days_pages)
HEALTH = Section("health", "stethoscope", MAY_SEE_HEALTH, health_pages)
