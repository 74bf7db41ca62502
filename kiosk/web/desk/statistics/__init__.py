"""Statistics at the desk."""

from kiosk.domain.staff.roles import MAY_SEE_FIGURES
from kiosk.web.desk.sections import Section
from kiosk.web.desk.statistics.pages import numbers_pages

SECTION = Section("figures", "chart-bar", MAY_SEE_FIGURES, numbers_pages)
