"""The staff's page at the touch screen: who is signed in, how the centre stands, and what can be
done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from kiosk.actions.operations.kiosk_closure import close_today, open_again
from kiosk.actions.operations.quick_actions import restart_pages
from kiosk.actions.operations.selftest import CentreStands, centre_stands, try_printer, try_voice
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.speech_text import in_time
from kiosk.domain.staff.roles import StaffSession
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.centre_facts import CentreFacts, PartStands  # noqa: F401  named in the .kv
from kiosk.screens.staff.centre_status import foremost, parts_of
from kiosk.screens.staff.rows_page import RowsPage, StaffRows, in_session
from kiosk.screens.staff.staff_offers import offers_of
from kiosk.screens.staff_offer import StaffOffer
from kiosk.ui.navigation.screen import Answers, layouts
from kiosk.ui.shell.overlays import Answer
from kiosk.ui.widgets.repeater import Item
from kiosk.ui.widgets.tappable import Tappable

P = ParamSpec("P")
T = TypeVar("T")
PORTRAIT = {
    "title": (48, 178, 984, 139),
    "facts": (48, 340, 984, 376),
    "rows": (48, 748, 984, 960),
    "pager": (48, 1578, 984, 130),
    "pager_button": (0, 0, 216, 130),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 170, 984, 108),
    "facts": (48, 302, 984, 314),
    "rows": (48, 640, 984, 922),
    "pager": (48, 1586, 984, 130),
    "pager_button": (0, 0, 250, 130),
}
LANDSCAPE = {
    "title": (48, 160, 588, 180),
    "facts": (48, 364, 588, 548),
    "rows": (660, 160, 1212, 606),
    "pager": (660, 790, 1212, 122),
    "pager_button": (0, 0, 330, 122),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, LANDSCAPE)
# Columns of facts, and how many of them there is room for.
FACTS = {"portrait": (2, 6), "landscape": (1, 6), "big_portrait": (2, 4), "big_landscape": (1, 4)}


class StaffScreen(RowsPage):
    """It stands as long as somebody is signed in, and two minutes without a touch sign out."""

    NAME = "staff"
    LAYOUTS = LAYOUTS
    GRID: ClassVar[Mapping[str, tuple[int, int]]] = {
        "portrait": (2, 6), "landscape": (2, 4), "big_portrait": (1, 5), "big_landscape": (2, 3),
    }
    CAN_GO_BACK = False

    @classmethod
    def ask(cls, ctx: AppContext, token: str, page: int = 0) -> Answers:
        # News asks too, and nobody is there for that: it keeps no session alive.
        session = session_at_kiosk(ctx, token, here=False)
        return {"stands": centre_stands(ctx, session), "page": page}

    def show(self, stands: CentreStands, page: int = 0) -> None:
        words, self._stands = self.words, stands
        role = words(f"staff.role_{stands.account.role}")
        self._parts = parts_of(stands, words)
        *rows, leave = (self._row(offer) for offer in offers_of(stands))
        self.page = StaffRows(
            title=words("staff.title", name=stands.account.name),
            lead=words("staff.lead", role=role), rows=self.rows_shown(rows, page, [leave]),
            parts=foremost(self._parts, FACTS[self.theme.layout][1]),
        )

    @property
    def fact_columns(self) -> int:
        """Columns of facts in this orientation and mode."""
        return FACTS[self.theme.layout][0]

    def _row(self, offer: StaffOffer) -> Item:
        words, may = self.words, self._stands.account.role in offer.may
        bar = offer.bar(self._stands)
        hint = bar or f"staff.{offer.name}_hint"
        return {
            "icon": offer.icon, "title": words(f"staff.{offer.name}"),
            "hint": words(hint) if may else words.first(
                f"staff.{offer.name}_not_allowed", "staff.not_allowed_hint"),
            "enabled": may and not bar, "value": partial(offer.do, self),
        }

    def speech(self) -> str:
        troubles = [part for part in self._parts if not part.well] or self._parts[:1]
        choices = [row["title"] for row in self.page.rows.items if row["enabled"]]
        return in_time((self._say(troubles[:n], len(troubles) - n, choices[:most])
                        for most in range(len(choices), 0, -1)
                        for n in range(len(troubles), -1, -1)), self.words.language)

    def _say(self, parts: Sequence[PartStands], more: int, choices: Sequence[str]) -> str:
        """The page in words, with some of what is not well; how much else there is."""
        words = self.words
        stands = [words("staff.part", name=part.name, stands=part.stands) for part in parts]
        if more:
            stands.append(words("staff.more", n=more))
        both = words("staff.and").join(stands), words("staff.and").join(choices)
        return words("staff.say", name=self._stands.account.name, stands=both[0], choices=both[1])

    # ---- what the staff do

    def choose(self, row: ActionRow) -> None:
        """A row was tapped."""
        row.value(row)

    def close(self, row: Tappable) -> None:
        """Asks first: nobody could take a number any more."""
        words = self.words
        self.ask_first(
            words("staff.close_title"), words("staff.close_text"),
            Answer(words("staff.close_yes"), partial(self._close, row), "lock"),
            words("staff.close_no"), "lock",
        )

    def _close(self, row: Tappable) -> None:
        self.do(close_today, partial(self._done, "staff.closed_now"), row)

    def reopen(self, row: Tappable) -> None:
        """The kiosk gives out numbers again."""
        self.do(open_again, partial(self._done, "staff.open_now"), row)

    def try_printer(self, row: Tappable) -> None:
        """A slip that is no number."""
        self.do(try_printer, self._printed, row, self.mode.language)

    def try_voice(self, row: Tappable) -> None:
        """A chime and a sentence."""
        self.do(try_voice, self._said, row, self.mode.language)

    def restart(self, row: Tappable) -> None:
        """The pages start anew."""
        self.do(restart_pages, partial(self._done, "staff.restarting"), row)

    def to(self, name: str, row: Tappable | None = None, **more: Any) -> None:
        """To another page of the staff's."""
        self.ui.go(name, row, token=self.token, **more)

    def sign_out(self, _row: Tappable) -> None:
        """The session ends."""
        self.ui.door.sign_out()

    def do(
        self, action: Callable[Concatenate[AppContext, StaffSession, P], T],
        done: Callable[[T], object],
        row: Tappable, *named: P.args, **more: P.kwargs,
    ) -> None:
        """Does something as whoever is signed in; `done` is told what came of it."""
        if self.token:
            work = partial(in_session, self.ui.ctx, self.token, action, *named, **more)
            self.ui.run(work, done, row)

    def _printed(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self._done("staff.printed", None)
        else:
            why = self.words(f"staff.printer_{trouble}")
            self._tell(self.words("staff.not_printed", why=why), well=False)

    def _said(self, said: bool) -> None:
        self._tell(self.words("staff.said" if said else "staff.not_said"), well=said)

    def _done(self, key: str, _answer: object) -> None:
        self._tell(self.words(key), well=True)

    def _tell(self, said: str, *, well: bool) -> None:
        """What came of it, and the centre as it stands after it."""
        if well:
            self.ui.toast(said)
        else:
            self.ui.toast(said, "alert-triangle", "bad")
        self.ui.turn()
