"""Operations at the desk: calendar exceptions, records of persons, health, copies, and the first
evening."""

from kiosk.domain.staff.roles import (
    MAY_KEEP_RECORDS,
    MAY_KEEP_SECRETS,
    MAY_SEE_HEALTH,
    MAY_SET_CENTRE,
    MAY_SET_DAYS,
)
from kiosk.web.desk.operations.calendar_exceptions import days_pages
from kiosk.web.desk.operations.copies import copies_pages
from kiosk.web.desk.operations.health import health_pages
from kiosk.web.desk.operations.personal_records import record_pages
from kiosk.web.desk.operations.setup import setup_pages
from kiosk.web.desk.sections import Section

DAYS = Section("days", "calendar", MAY_SET_DAYS, days_pages)
RECORDS = Section("records", "id", MAY_KEEP_RECORDS, record_pages)
HEALTH = Section("health", "stethoscope", MAY_SEE_HEALTH, health_pages)
COPIES = Section("copies", "usb", MAY_KEEP_SECRETS, copies_pages)
SETUP = Section("setup", "settings", MAY_SET_CENTRE, setup_pages)
