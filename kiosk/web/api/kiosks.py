"""/api/v1/kiosks: which kiosks are there, and what of each whoever stands before it sees too."""

from __future__ import annotations

from kiosk.actions.operations.fleet import fleet
from kiosk.context import AppContext
from kiosk.domain.operations.fleet import FINE, Fleet, Kiosk
from kiosk.web.api.records import Record, instant


def kiosks_told(ctx: AppContext) -> Record:
    """Every kiosk as it stands, those first that somebody has to look at."""
    now = fleet(ctx)
    return {"at": instant(now.now), "kiosks": [_kiosk(now, one) for one in now.kiosks]}


def _kiosk(now: Fleet, one: Kiosk) -> Record:
    """Neither version nor room on the disk: those are for the staff, at the desk."""
    report = one.report
    return {
        "name": one.name,
        "state": one.state(now.now),
        "seen_at": instant(one.seen_at),
        "printer": _device(report.printer),
        "voice": _device(report.voice),
        "screen": _device(report.screen),
        "slips_waiting": now.slips.get(one.name, 0),
    }


def _device(said: str) -> str:
    """One of three words: a newer kiosk may name a trouble that nobody here knows."""
    if said == "none":
        return said
    return "well" if said in FINE else "trouble"
