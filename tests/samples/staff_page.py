"""Samples of the staff's page: a good day, one with troubles, and a kiosk that was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.actions.operations.selftest import CentreStands
from kiosk.devices.printing.printer import PrinterStatus, Trouble
from kiosk.devices.speech.speaker import SpeakerStatus
from kiosk.domain.staff.roles import Role, StaffAccount
from tests.samples.centre import NOW

WELL = CentreStands(
    account=StaffAccount(1, "赵主任", Role.MANAGER), shut=False, counters=3, open_counters=2,
    waiting=5, printer=PrinterStatus(), voice=SpeakerStatus("espeak-ng"),
    backup_at=NOW - timedelta(minutes=20), clock_behind=False,
)
STANDS = {
    "well": WELL,
    "troubles": replace(
        WELL, counters=12, open_counters=0, waiting=128, backup_at=None, clock_behind=True,
        printer=PrinterStatus(trouble=Trouble.UNREACHABLE),
        voice=SpeakerStatus("espeak-ng", "no_sound_card"),
    ),
    "shut": replace(WELL, shut=True, waiting=0, printer=PrinterStatus(paper_low=True)),
    "editor": replace(
        WELL, account=StaffAccount(2, "居家养老服务站的刘大姐", Role.EDITOR),
        printer=PrinterStatus(configured=False), voice=SpeakerStatus("none"),
    ),
}
