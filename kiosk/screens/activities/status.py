"""Sessions as chips: how one stands."""

from __future__ import annotations

from kiosk.actions.activities.results import SessionNow
from kiosk.domain.activities.activities import SessionStatus
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.activities import status_said
from kiosk.wording.translator import Translator

# What kind of chip tells it, and its icon.
CHIPS = {
    SessionStatus.OPEN: ("free", ""), SessionStatus.NEAR: ("near", ""),
    SessionStatus.FULL: ("full", ""), SessionStatus.WALK_IN: ("plain", "walk"),
    SessionStatus.EARLY: ("plain", "calendar-time"), SessionStatus.LATE: ("shut", ""),
    SessionStatus.RUNNING: ("light", ""), SessionStatus.OVER: ("shut", "check"),
    SessionStatus.CANCELLED: ("shut", "circle-x"),
}


def session_chip(words: Translator, stands: SessionNow) -> Chip:
    """还有 12 个名额, 满了，可排队, 不用报名, 已结束."""
    kind, icon = CHIPS[stands.status]
    return Chip(kind, status_said(words, stands), icon)
