"""Screen 04, which kind of number: one tap takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.actions.content.centre import guide
from kiosk.actions.queue import service_now, take_number
from kiosk.actions.queue.results import NumberRequest, Receipt, ServiceNow
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.screens.content.service_status import people_ahead, when_done, written_counters
from kiosk.screens.queue.brought import readiness
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tiles import ChoiceRow

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "lead": (48, 240, 984, 56),
    "errand": (48, 330, 984, 262),
    "rows": (48, 640, 984, 1076),
}
LANDSCAPE = {
    "title": (48, 146, 708, 76),
    "lead": (48, 232, 708, 108),
    "errand": (780, 146, 1092, 194),
    "rows": (48, 364, 1824, 552),
}
BIG_PORTRAIT = {
    "title": (48, 166, 984, 108),
    "errand": (48, 310, 984, 296),
    "rows": (48, 640, 984, 1076),
}
BIG_LANDSCAPE = {
    "title": (48, 166, 708, 108),
    "errand": (780, 154, 1092, 198),
    "rows": (48, 364, 1824, 552),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# What a row needs beside its words: doorway, chevron, air.
BESIDE_WORDS = 300
ICONS = {
    Priority.ORDINARY: "user", Priority.ELDER: "old", Priority.DISABLED: "wheelchair",
    Priority.SOLDIER: "military-rank", Priority.EXPECTING: "baby-carriage",
}
GAP = 24
# The row of whoever booked a time, below the kinds of number.
BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class PriorityPage:
    """What the number is for, and a row for each kind of it."""

    icon: str = ""
    name: str = ""
    where: str = ""
    ahead: Sequence[TextRun] = ()
    rows: Sequence[Item] = ()


class PriorityScreen(KioskScreen):
    """The order of the rows never changes; 普通号 stands first, and last whoever booked a time."""

    NAME = "priority"
    LAYOUTS = LAYOUTS

    row_kind = ChoiceRow

    page = view_model(PriorityPage())

    @classmethod
    def ask(cls, ctx: AppContext, service_id: str) -> Answers:
        return {
            "service": service_now(ctx, service_id), "now": ctx.clock(),
            "age": guide(ctx).centre.priority_age,
        }

    def show(self, service: ServiceNow, now: datetime, age: int) -> None:
        words, self._service = self.words, service
        rows = [*Priority, *([BOOKED] if service.is_booked else ())]
        boxes = self._places(len(rows))
        room = min(box.w for box in boxes) - BESIDE_WORDS
        self.page = PriorityPage(
            icon=service.category.icon, name=self.text(service.service.title),
            where=written_counters(words, service.counters),
            ahead=people_ahead(words, service.ahead),
            rows=placed((
                {"icon": ICONS.get(kind, "calendar-check"), "value": kind,
                 "title": words(f"priority.{kind}"), "say": words(f"priority.{kind}"),
                 "hint": self._hint(kind, age, room)}
                for kind in rows
            ), boxes),
        )

    def speech(self) -> str:
        choices = self.words("priority.say_and").join(row["title"] for row in self.page.rows)
        return self.words("priority.say", choices=choices)

    def take(self, row: ChoiceRow) -> None:
        """Takes the number; its key stays the same however often a tap is repeated. Whoever booked
        a time types its digits."""
        if row.value == BOOKED:
            self.ui.go("appointment_number", row)
            return
        ctx, service_id = self.ui.ctx, self._service.service.id
        settings = ctx.settings
        request = NumberRequest(
            key=self.ui.key("take_number", service_id), service_id=service_id,
            priority=row.value, language=self.mode.language, large_text=self.mode.big,
            kiosk=settings.kiosk_name if settings.printer != "none" else None,
            readiness=readiness(self.ui.kept, self._service.service),
        )
        self.ui.run(
            partial(_take, ctx, request), self._taken, row, "trouble.number_not_taken"
        )

    def _taken(self, receipt: Receipt) -> None:
        self.ui.arrive(
            "ticket", {"receipt": receipt, "now": receipt.now}, code=receipt.ticket.code
        )

    def _hint(self, kind: str, age: int, room: float) -> str:
        """Who may take it; left out where 大字 has no room for it."""
        gaps = {"age": age} if kind is Priority.ELDER else {}
        hint = self.words(f"priority.{kind}_hint", **gaps)
        return hint if text_width(self.theme, hint, "choice_hint") <= room else ""

    def _places(self, n: int) -> list[Rect]:
        """One below the other; in landscape in pairs, an odd one alone over the others."""
        if self.theme.portrait:
            return list(self.box("rows").rows(n, GAP))
        lines = list(self.box("rows").rows((n + 1) // 2, GAP))
        alone = lines[: n % 2]
        return [*alone, *(cell for pair in lines[n % 2:] for cell in pair.columns(2, GAP))]


def _take(ctx: AppContext, request: NumberRequest) -> Receipt:
    """On the errand thread. A service that closed meanwhile says when it opens again."""
    try:
        return take_number(ctx, request)
    except Refusal as refusal:
        if refusal.code != "closed_now":
            raise
        words = ctx.words[request.language]
        again = when_done(words, service_now(ctx, request.service_id))
        raise Refusal("closed_now_until", when=again) from refusal
