"""Calls from the touch screen: somebody would rather say it, and a person comes to write it down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Decided defaults of the centre: until somebody answers, and until whoever answered is there.
CALL_ANSWERED_WITHIN = timedelta(minutes=3)
CALL_ARRIVES_WITHIN = timedelta(minutes=5)
# Whoever called has surely gone by then.
CASE_CALL_ENDS = timedelta(minutes=20)


class CaseCallState(StrEnum):
    """How a call stands. LATE: nobody answered in time, or whoever did has not come."""

    CALLING = "calling"
    COMING = "coming"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CaseCall:
    """A call from a kiosk, with what was chosen before it; "" where nothing was. Nothing is known
    of who called. `taken_by` is the account of who comes."""

    id: int
    kiosk: str
    topic_id: str
    listener_id: str
    called_at: datetime
    taken_by: int | None = None
    taken_at: datetime | None = None
    ended_at: datetime | None = None

    def state(self, now: datetime) -> CaseCallState:
        """How it stands at an instant."""
        if self.ended_at is not None or now - self.called_at >= CASE_CALL_ENDS:
            return CaseCallState.OVER
        if self.taken_at is None:
            late = now - self.called_at >= CALL_ANSWERED_WITHIN
            return CaseCallState.LATE if late else CaseCallState.CALLING
        late = now - self.taken_at >= CALL_ARRIVES_WITHIN
        return CaseCallState.LATE if late else CaseCallState.COMING

    def rings(self, now: datetime) -> bool:
        """Whether somebody may still answer it."""
        return self.taken_at is None and self.state(now) is not CaseCallState.OVER
