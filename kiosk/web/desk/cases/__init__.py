"""Cases at the desk: the register, taking a case in, papers, and, apart, mediation."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_MEDIATE, MAY_WORK_CASES
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.cases.exchange import exchange_pages
from kiosk.web.desk.cases.intake import intake_pages
from kiosk.web.desk.cases.mediation import mediation_pages
from kiosk.web.desk.cases.one_case import case_pages
from kiosk.web.desk.cases.register import register_pages
from kiosk.web.desk.cases.represented import represented_pages
from kiosk.web.desk.sections import DeskParts, Section


def _cases(desk: Blueprint, parts: DeskParts) -> None:
    register_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))
    case_pages(desk, parts.ctx)
    intake_pages(desk, parts.ctx)
    exchange_pages(desk, parts.ctx)
    represented_pages(desk, parts.ctx)


def _mediation(desk: Blueprint, parts: DeskParts) -> None:
    mediation_pages(desk, parts.ctx)


SECTION = Section("cases", "message-2", MAY_WORK_CASES, _cases)
MEDIATION = Section("mediation", "scale", MAY_MEDIATE, _mediation)
