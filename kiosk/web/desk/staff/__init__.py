"""Staff accounts and the audit at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_AUDIT, MAY_KEEP_ACCOUNTS, MAY_SEE_TODAY
from kiosk.web.desk.sections import DeskParts, Section
from kiosk.web.desk.staff.accounts import accounts_pages, own_pages
from kiosk.web.desk.staff.audit import audit_pages
from kiosk.web.desk.staff.today import today_pages


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the accounts, and everybody's own page with the printed guides."""
    accounts_pages(desk, parts.ctx)
    own_pages(desk, parts.ctx, parts.entry)


TODAY = Section("today", "list-check", MAY_SEE_TODAY, today_pages)
ACCOUNTS = Section("accounts", "users-group", MAY_KEEP_ACCOUNTS, register)
AUDIT = Section("audit", "history", MAY_AUDIT, audit_pages)
