"""Cases put into the words of whoever works at the desk: deadlines, places, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.cases.results import CaseLine, RegisterRow
from kiosk.domain.cases.calls import CaseCall
from kiosk.domain.cases.cases import CaseBook
from kiosk.domain.cases.deadlines import Urgency
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.wording.dates import by_itself, written_day, written_moment, written_time
from kiosk.wording.translator import Translator

# What of a case the resident does not read.
INSIDE = frozenset({CaseAction.NOTE, CaseAction.RELEASE, CaseAction.TAKE_DOWN,
                    CaseAction.NEW_SECRET})
LOOKS = {
    Urgency.FAR: ("green", "circle-check-filled"),
    Urgency.SOON: ("amber", "hourglass-filled"),
    Urgency.OVERDUE: ("overdue", "alert-triangle"),
}
WAITS = ("grey", "clock")


@dataclass(frozen=True, slots=True)
class CasesSaid:
    """Says what there is to say about cases."""

    words: Translator
    now: datetime

    def look(self, row: RegisterRow) -> tuple[str, str]:
        """The colour of its chip and its icon."""
        return LOOKS[row.urgency] if row.urgency else WAITS

    def left(self, row: RegisterRow) -> str:
        """还有 2 天, 明天到期, 今天到期, 超了 1 天; else how far it is."""
        if row.urgency is None or row.left is None:
            return self.state(row.case.state)
        if row.urgency is Urgency.OVERDUE:
            return self.words("desk_cases.over", n=max(-row.left, 1))
        if row.case.due_on == self.now.date():
            return self.words("desk_cases.due_today")
        if (row.case.due_on - self.now.date()).days == 1:
            return self.words("desk_cases.due_tomorrow")
        return self.words("desk_cases.left", n=row.left)

    def state(self, state: CaseState) -> str:
        """How far a case is."""
        return self.words(f"cases.state_{state}")

    def place(self, row: RegisterRow) -> str:
        """第三小区 5 号楼; "" where none was said."""
        if row.estate is None:
            return ""
        estate = row.estate.name.in_(self.words.language)
        return estate if row.case.building is None else self.words(
            "desk_cases.place", estate=estate, n=row.case.building)

    def day(self, day: date) -> str:
        """今天, 明天, or the date."""
        return by_itself(written_day(self.words, day, self.now.date()))

    def call(self, call: CaseCall, book: CaseBook) -> str:
        """几点, from which kiosk, and the topic where one was chosen."""
        topic = book.topic(call.topic_id).title.in_(self.words.language) if call.topic_id else ""
        return self.words("desk_cases.call_line", time=written_time(call.called_at),
                          kiosk=call.kiosk, topic=topic or self.words("desk_cases.call_any"))

    def moment(self, at: datetime) -> str:
        """10月9日 10:20."""
        return written_moment(self.words, at)

    def done(self, line: CaseLine) -> str:
        """What was done, and to whom it went."""
        if line.to is not None:
            return self.words("desk_cases.went_to", to=line.to.in_(self.words.language))
        return self.words(f"cases.action_{line.action}")

    def by(self, line: CaseLine) -> str:
        """Who did it."""
        return line.by or self.words(f"desk_cases.by_{line.who}")

    def is_inside(self, line: CaseLine) -> bool:
        """Whether the resident does not read it."""
        return line.action in INSIDE
