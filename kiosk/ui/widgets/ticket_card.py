"""The ticket: service, number and three facts, torn off below, or beside in landscape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import fits, one_line_role, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun, draw_runs
from kiosk.ui.widgets.kiosk_widget import KioskWidget

NOTCH = 52
NUMBERS = ("number", "number_long")
# For a number that is too wide: 留-0431.
WIDE_NUMBERS = ("number_said", "figure_big")
HEAD_ROLES = ("counter", "fact_bold", "chip")
# Sizes of a fact's figure and its unit; all facts of a ticket share one.
FIGURES = (
    ("figure_big", "unit"), ("figure", "unit"), ("home_primary", "strong"), ("choice", "fact_bold"),
    ("section", "chip"),
)
# Beside the tear a long word is set smaller still.
NARROW = (FIGURES[-1], ("fact_bold", "label"), ("chip", "label"))
AIR = 32
# Digits have no descenders: so much of the number's line is air, above and below.
DIGITS_AIR = 100
# Lines of these sizes have air of their own: label and figure may stand this much closer.
LAP = 14


class TicketFact(NamedTuple):
    """One fact below the tear: 前面还有 / 3 / 人. `lead` stands before its figure: Counter 2."""

    label: str
    figure: str
    unit: str = ""
    lead: str = ""


class TicketCard(KioskWidget):
    """`service` and `when` above, `number` (A023) big, `facts` (TicketFact) below the tear.

    `tear` is a place of which the height says how far down it is torn, or the width how far to
    the right; then the facts stand below each other.
    """

    service = StringProperty("")
    when = StringProperty("")
    number = StringProperty("")
    facts: ListProperty[TicketFact] = ListProperty()
    tear = ObjectProperty(Rect(0, 0, 0, 464))
    ground = StringProperty("paper")

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        box, contrast = self.bounds, self.theme.mode.contrast
        if not contrast:
            pen.shadow(box, 32, 24, 6, 0.14)
        pen.fill(box, "card" if contrast else "white", 32)
        if contrast:
            pen.outline(box, "white", 32, 4)
        tear = self.tear
        if tear.w:
            self._draw_stub(pen, box._replace(w=tear.w))
            rest = box.part(tear.w, 0, box.w - tear.w, box.h)
            self._tear_down(pen, rest)
            self._draw_below_each_other(pen, rest.inset(AIR, 20))
        else:
            self._draw_stub(pen, box._replace(h=tear.h))
            rest = box.part(0, tear.h, box.w, box.h - tear.h)
            self._tear_across(pen, rest)
            self._draw_beside_each_other(pen, Rect(rest.x, rest.y + 33, rest.w, rest.h - 47))

    def _draw_stub(self, pen: Painter, stub: Rect) -> None:
        head = Rect(stub.x + 44, stub.y + 34, stub.w - 88, pen.height("counter"))
        # A long name has several lines, which the number leaves room for; one still longer
        # has the whole width to itself.
        tall = head.lower(-20)._replace(h=pen.height("label", 3))
        beside = head.w - pen.width(self.when, "hint") - AIR
        if pen.width(self.service, "hint") <= beside:
            pen.text(head, self.when, "hint", "ink-2", "right")
            write_fitting(pen, head._replace(w=beside), self.service, HEAD_ROLES, "ink")
        elif fits(self.theme, self.service, tall._replace(w=beside), HEAD_ROLES[-1]):
            pen.text(head, self.when, "hint", "ink-2", "right")
            write_fitting(pen, tall._replace(w=beside), self.service, HEAD_ROLES, "ink")
        else:
            ends = write_fitting(pen, tall, self.service, HEAD_ROLES, "ink").bottom
            head = head._replace(h=max(head.h, ends - head.y - DIGITS_AIR / 2))
        below = Rect(stub.x + 16, head.bottom - 12, stub.w - 32, stub.bottom - head.bottom)
        numbers = [role for role in NUMBERS if pen.height(role) - DIGITS_AIR <= below.h]
        numbers = [*(numbers or NUMBERS[-1:]), *WIDE_NUMBERS]
        role = one_line_role(self.theme, self.number, below.w, numbers)
        pen.text(below, self.number, role, "red-ink", "center")

    def _tear_across(self, pen: Painter, rest: Rect) -> None:
        for x in (rest.x, rest.right):
            self._notch(pen, x, rest.y)
        for x in range(round(rest.x + 48), round(rest.right - 64) + 1, 32):
            pen.fill(Rect(x, rest.y - 2, 16, 4), "side")

    def _tear_down(self, pen: Painter, rest: Rect) -> None:
        for y in (rest.y, rest.bottom):
            self._notch(pen, rest.x, y)
        for y in range(round(rest.y + 48), round(rest.bottom - 64) + 1, 32):
            pen.fill(Rect(rest.x - 2, y, 4, 16), "side")

    def _notch(self, pen: Painter, x: float, y: float) -> None:
        pen.disc(Rect(x - NOTCH / 2, y - NOTCH / 2, NOTCH, NOTCH), self.ground)

    def _draw_beside_each_other(self, pen: Painter, room: Rect) -> None:
        widths, roles = self._columns(pen, room)
        x = room.x
        for fact, wide in zip(self.facts, widths, strict=True):
            if x > room.x:
                pen.fill(Rect(x - 1, room.y + 10, 2, room.h - 20), "hair")
            self._draw_fact(pen, Rect(x, room.y, wide, room.h), fact, roles)
            x += wide

    def _draw_below_each_other(self, pen: Painter, room: Rect) -> None:
        rows = list(room.rows(max(len(self.facts), 1), 16))
        label = pen.height("hint")
        roles = next(
            (pair for pair in FIGURES[1:]
             if label + pen.height(pair[0]) <= rows[0].h + LAP
             and all(_wide(pen, fact, pair) <= room.w for fact in self.facts)), None,
        ) or next((pair for pair in NARROW if all(
            _wide(pen, fact, pair) <= room.w + AIR / 2 for fact in self.facts)), NARROW[-1])
        for n, (fact, row) in enumerate(zip(self.facts, rows, strict=False)):
            if n:
                pen.fill(Rect(row.x, row.y - 9, row.w, 2), "hair")
            high = label + pen.height(roles[0])
            lap = min(max(high - row.h, 0), LAP)
            self._draw_fact(pen, row.middle(row.w, high - lap), fact, roles, "hint", lap)

    def _draw_fact(
        self, pen: Painter, room: Rect, fact: TicketFact, roles: Sequence[str],
        label: str = "body", lap: float = LAP,
    ) -> None:
        high = pen.height(label)
        pen.text(room._replace(h=high), fact.label, label, "ink-2", "center")
        below = Rect(room.x + 8, room.y + high - lap, room.w - 16, room.h - high + lap)
        draw_runs(pen, below, _runs(fact, roles), "center")

    def _columns(self, pen: Painter, room: Rect) -> tuple[list[float], tuple[str, str]]:
        """How wide each fact stands, and in which roles: alike where they can."""
        n, width = len(self.facts), room.w
        for roles in FIGURES:
            if pen.height("body") + pen.height(roles[0]) > room.h + LAP:
                continue
            needs = [_wide(pen, fact, roles) + AIR for fact in self.facts]
            if max(needs, default=0) <= width / max(n, 1):
                return [width / n] * n, roles
            spare = width - sum(needs)
            if spare >= 0:
                return [need + spare / n for need in needs], roles
        return [width / n] * n, FIGURES[-1]


def _wide(pen: Painter, fact: TicketFact, roles: Sequence[str]) -> float:
    """How wide a fact is: its figure and unit, or its label."""
    runs = sum(pen.width(run.text, run.role) + 10 for run in _runs(fact, roles))
    return max(runs, pen.width(fact.label, "body"))


def _runs(fact: TicketFact, roles: Sequence[str]) -> list[TextRun]:
    runs = (
        TextRun(fact.lead, roles[1], "ink"), TextRun(fact.figure, roles[0], "figure"),
        TextRun(fact.unit, roles[1], "ink"),
    )
    return [run for run in runs if run.text]
