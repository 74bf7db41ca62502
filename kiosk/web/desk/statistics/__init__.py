"""Statistics at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_SEE_FIGURES
from kiosk.web.desk.sections import DeskParts, Section
from kiosk.web.desk.statistics.pages import numbers_pages, year_pages


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the figures of a period, and those of a year."""
    numbers_pages(desk, parts)
    year_pages(desk, parts.ctx)


SECTION = Section("figures", "chart-bar", MAY_SEE_FIGURES, register)
