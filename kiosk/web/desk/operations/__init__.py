"""Operations at the desk: calendar exceptions, records of persons, health, and the first
evening."""

from kiosk.domain.staff.roles import (
    MAY_KEEP_RECORDS,
    MAY_SEE_HEALTH,
    MAY_SET_CENTRE,
    MAY_SET_DAYS,
)
from kiosk.web.desk.operations.calendar_exceptions import days_pages
from kiosk.web.desk.operations.health import health_pages
from kiosk.web.desk.operations.personal_records import record_pages
from kiosk.web.desk.operations.setup import setup_pages
from kiosk.web.desk.sections import Section

DAYS = Section("days", "calendar", MAY_SET_DAYS, days_pages)
RECORDS = Section("records", "id", MAY_KEEP_RECORDS, record_pages)
HEALTH = Section("health", "stethoscope", MAY_SEE_HEALTH, health_pages)
SETUP = Section("setup", "settings", MAY_SET_CENTRE, setup_pages)
