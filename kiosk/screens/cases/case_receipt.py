"""Screen 31, the receipt: the number, who looks after it, until when, and the code that is one's
own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from kiosk.actions.cases.printing import print_receipt, receipt_of
from kiosk.actions.cases.results import CaseReceipt
from kiosk.context import AppContext
from kiosk.domain.spoken_numbers import spoken_number
from kiosk.screens.cases.case_widgets import NextSteps, NotePanel  # noqa: F401  in the .kv
from kiosk.screens.cases.places import RECEIPT
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.ticket_card import TicketFact
from kiosk.wording.cases import due_day
from kiosk.wording.dates import written_date

STEPS = ("handed", "answered", "solved")
# What became of the slips of this visit, by the number of the case.
SLIPS = "case.slips"
PRINTING, OUT, NONE, WITHOUT = "printing", "out", "none", "without"
ICONS = {PRINTING: "printer", OUT: "printer", NONE: "printer-off", WITHOUT: "printer-off"}


@dataclass(frozen=True, slots=True)
class CaseReceiptPage:
    """A receipt in words, and what became of its slip."""

    topic: str = ""
    when: str = ""
    number: str = ""
    facts: Sequence[TicketFact] = ()
    steps: Sequence[tuple[str, str]] = ()
    url: str = ""
    yours: str = ""
    host: str = ""
    slip: str = ""
    slip_text: str = ""
    slip_icon: str = ""


class CaseReceiptScreen(KioskScreen):
    """Goes home by itself after half a minute; there is no way back into the telling."""

    NAME = "case_receipt"
    LAYOUTS = RECEIPT
    STAY = Stay(30, 0)
    CAN_GO_BACK = False

    page = view_model(CaseReceiptPage())

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"receipt": receipt_of(ctx, code), "now": ctx.clock()}

    def show(self, receipt: CaseReceipt, now: datetime) -> None:
        self._receipt, self._now = receipt, now
        self._show_slip(self._slip(receipt))

    def _show_slip(self, slip: str) -> None:
        words, receipt = self.words, self._receipt
        name = "left" if receipt.has_contact else "nameless"
        # Only one way round there is room beside the code for more than whose it is.
        is_roomy = self.theme.layout == "portrait"
        self.page = CaseReceiptPage(
            topic=self.text(receipt.topic.title),
            when=words(f"case_receipt.when_{name}", time=self.time(receipt.received_at)),
            number=receipt.number, facts=self._facts(), steps=self._steps(), url=receipt.url,
            yours=words("case_receipt.yours" if is_roomy else "case_receipt.yours_short"),
            host="\n".join((words("case_receipt.yours_text"), urlsplit(receipt.url).netloc))
            if is_roomy else "",
            slip=words(f"case_receipt.slip_{slip}"),
            slip_text=words(f"case_receipt.slip_{slip}_text"), slip_icon=ICONS[slip],
        )

    def _facts(self) -> Sequence[TicketFact]:
        words, receipt = self.words, self._receipt
        facts = [TicketFact(words("case_receipt.until"), due_day(words, receipt.due_on))]
        if receipt.listener is not None:
            who = self.text(receipt.listener.title)
            facts.insert(0, TicketFact(words("case_receipt.who"), who))
        return facts

    def _steps(self) -> Sequence[tuple[str, str]]:
        words, due = self.words, self._receipt.due_on
        day = written_date(words, due, "short")
        return [(words(f"case_receipt.step_{step}"), words(f"case_receipt.hint_{step}", day=day))
                for step in STEPS]

    def speech(self) -> str:
        words, receipt = self.words, self._receipt
        slip = words("case_receipt.say_slip") if self._slip(receipt) in (PRINTING, OUT) else ""
        return words(
            "case_receipt.say", number=spoken_number(receipt.number, self.mode.language),
            day=written_date(words, receipt.due_on), slip=slip)

    def tell_another(self, button: PushButton) -> None:
        """再说一件: the same visit tells another matter."""
        self.ui.go("cases", button)

    # ---- the slip

    def _slip(self, receipt: CaseReceipt) -> str:
        """What became of it; asked for the first time, it is printed."""
        slips: dict[str, str] = self.ui.kept.setdefault(SLIPS, {})
        if receipt.number not in slips:
            ctx = self.ui.ctx
            has_printer = ctx.settings.printer != "none"
            slips[receipt.number] = PRINTING if has_printer else WITHOUT
            if has_printer:
                self.ui.quietly(
                    partial(print_receipt, ctx, receipt, self.mode.language),
                    partial(self._printed, receipt.number))
        return slips[receipt.number]

    def _printed(self, number: str, trouble: object) -> None:
        self.ui.kept.setdefault(SLIPS, {})[number] = NONE if trouble else OUT
        if not self.is_left:
            self.ui.turn()
