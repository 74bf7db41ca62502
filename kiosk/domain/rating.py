"""好差评: five levels, whoever is rated, and the clock that a poor rating starts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kiosk.domain.refusals import Refusal
from kiosk.domain.working_days import working_day_after

LEVELS = range(1, 6)
# 满意 and better is what figures call content; the two lowest are followed up.
CONTENT_FROM, POOR_TO = 4, 2
RATED_WITHIN = timedelta(days=7)
# 国办发〔2019〕51号: a poor rating is answered and dealt with within so many working days.
ANSWERED_WITHIN, DEALT_WITHIN = 1, 15


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What becomes of a poor rating: it is to be answered until the end of `answer_by` and dealt
    with until that of `deal_by`; whoever rated may add to it once."""

    answer_by: date
    deal_by: date
    answered_at: datetime | None = None
    dealt_at: datetime | None = None
    added_at: datetime | None = None

    @property
    def due(self) -> date:
        """The day of what has to be done next."""
        return self.answer_by if self.answered_at is None else self.deal_by

    def is_late(self, today: date) -> bool:
        """Whether it is overdue."""
        return self.dealt_at is None and self.due < today

    def answered(self, now: datetime) -> FollowUp:
        """Once the centre has answered; the first answer stops the clock. Refuses with
        `follow_up_changed` where it was dealt with."""
        if self.dealt_at is not None:
            raise Refusal("follow_up_changed")
        return replace(self, answered_at=self.answered_at or now)

    def dealt_with(self, now: datetime) -> FollowUp:
        """Once it has ended. Refuses with `follow_up_changed` where it has, or where nobody has
        answered."""
        if self.answered_at is None or self.dealt_at is not None:
            raise Refusal("follow_up_changed")
        return replace(self, dealt_at=now)

    def added(self, now: datetime) -> FollowUp:
        """Once whoever rated has added to it. Refuses with `rated_already` where they have."""
        if self.added_at is not None:
            raise Refusal("rated_already")
        return replace(self, added_at=now)


def follow_up_of(level: int, today: date) -> FollowUp | None:
    """The clock that a rating of today starts, None of one that is not poor. Refuses with
    `bad_level`."""
    if level not in LEVELS:
        raise Refusal("bad_level")
    if level > POOR_TO:
        return None
    return FollowUp(working_day_after(today, ANSWERED_WITHIN),
                    working_day_after(today, DEALT_WITHIN))
