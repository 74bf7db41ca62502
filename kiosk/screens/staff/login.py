"""Screen 15, the staff's log-in: a name, then six digits; the sixth sends them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.actions.staff.sessions import accounts_at_kiosk, log_in_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import PIN_DIGITS, StaffAccount, StaffSession
from kiosk.screens.staff.name_tile import NameTile
from kiosk.screens.staff.only_staff import OnlyStaffPanel  # noqa: F401  named in the .kv
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.navigation.visit import StaffAtScreen
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import with_key
from kiosk.ui.widgets.repeater import Item, placed

PORTRAIT = {
    "title": (48, 178, 984, 139),
    "panel": (48, 348, 984, 243),
    "names": (48, 640, 984, 176),
    "dots": (48, 848, 984, 120),
    "keys": (48, 992, 984, 696),
}
LANDSCAPE = {
    "title": (48, 182, 852, 132),
    "panel": (924, 156, 948, 184),
    "names": (48, 364, 852, 362),
    "dots": (48, 750, 852, 170),
    "keys": (924, 364, 948, 556),
}
LAYOUTS = layouts(
    PORTRAIT, LANDSCAPE, PORTRAIT,
    {**LANDSCAPE, "title": (48, 174, 852, 108), "panel": (924, 160, 948, 188)},
)
# Columns and rows of names.
NAMES = {"portrait": (4, 1), "landscape": (3, 2), "big_portrait": (3, 1), "big_landscape": (2, 2)}
GAP = 24
# What the visit keeps of an attempt, by name.
ATTEMPT, PIN = "staff_login.attempt", "staff_login.pin"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who wants to come in, how many digits stand there, and what the last try ran into: words of
    `staff_login`, "" for nothing."""

    name: str = ""
    typed: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class StaffLoginPage:
    """A page of names, `more` of them, and how many digits of `whose` PIN are `filled` in."""

    tiles: Sequence[Item] = ()
    more: Sequence[Item] = ()
    whose: str = ""
    note: str = ""
    trouble: str = ""
    filled: int = 0
    listens: bool = False


class StaffLoginScreen(KioskScreen):
    """The digits live in the visit from the first to the sixth, and nowhere after it."""

    NAME = "staff_login"
    LAYOUTS = LAYOUTS
    STAY = Stay(60, 0)
    STAFF = True

    page = view_model(StaffLoginPage())

    tile_kind, more_kind = NameTile, PushButton

    @classmethod
    def ask(cls, ctx: AppContext, page: int = 0) -> Answers:
        return {"staff": accounts_at_kiosk(ctx), "page": page}

    def show(self, staff: tuple[StaffAccount, ...], page: int = 0) -> None:
        self._names = [account.name for account in staff]
        self._page = page
        self._set(self.ui.kept.get(ATTEMPT) or Attempt())

    def leave(self) -> None:
        if self.is_left:
            self.ui.kept.pop(PIN, None)
            self.ui.kept.pop(ATTEMPT, None)

    def speech(self) -> str:
        return self.words("staff_login.say")

    # ---- what the person does

    def choose(self, tile: NameTile) -> None:
        """A name: whatever was typed was for another one."""
        self.ui.kept.pop(PIN, None)
        self._keep(Attempt(tile.value))

    def turn(self, button: PushButton) -> None:
        """Other names: whoever was chosen is not meant."""
        self.ui.kept.pop(PIN, None)
        self._keep(Attempt())
        self.ui.turn(page=button.value)

    def type(self, what: str) -> None:
        """A key of the keypad."""
        kept = self.ui.kept
        pin = with_key(kept.pop(PIN, ""), what)
        self._keep(Attempt(self._attempt.name, len(pin)))
        self.ui.reading.tell(self.page.note)
        if len(pin) < PIN_DIGITS:
            kept[PIN] = pin
        else:
            action = partial(_try, self.ui.ctx, self._attempt.name, [pin])
            self.ui.run(action, self._tried)

    def _tried(self, answer: StaffSession | Attempt | None) -> None:
        if isinstance(answer, StaffSession):
            who = answer.account
            self.ui.door.sign_in(StaffAtScreen(who.name, who.role, answer.token))
        elif answer is not None:
            self._keep(answer)
            self.ui.reading.tell(self.page.trouble)
        else:
            self._keep(Attempt(self._attempt.name))
            self.ui.turn()

    # ---- what is shown

    def _keep(self, attempt: Attempt) -> None:
        self.ui.kept[ATTEMPT] = attempt
        self._set(attempt)

    def _set(self, attempt: Attempt) -> None:
        self._attempt = attempt
        words, missing, name = self.words, PIN_DIGITS - attempt.typed, attempt.name
        note = words("staff_login.missing", n=missing) if missing else (
            words("staff_login.checking"))
        nobody = "staff_login.nobody" if self._names else "staff_login.no_names"
        tiles, more = self._names_shown(name)
        self.page = StaffLoginPage(
            tiles=tiles, more=more, filled=attempt.typed,
            whose=words("staff_login.whose", name=name) if name else words(nobody),
            note=note if name else "",
            trouble=words(f"staff_login.{attempt.trouble}") if attempt.trouble else "",
            listens=bool(name),
        )

    def _names_shown(self, chosen: str) -> tuple[Sequence[Item], Sequence[Item]]:
        """A page of names, and the button to the others, where not all have room."""
        boxes = self.box("names").grid(*NAMES[self.theme.layout], GAP)
        names, more = self._names, []
        if len(names) > len(boxes):
            *boxes, last = boxes
            pages = -(-len(names) // len(boxes))
            # Another mode has other pages: the name that was chosen stays in sight.
            page = names.index(chosen) // len(boxes) if chosen in names else self._page % pages
            names = names[page * len(boxes):(page + 1) * len(boxes)]
            said = self.words("staff_login.more", page=page + 1, pages=pages)
            more = placed([{"icon": "users", "text": said, "kind": "quiet", "stacked": True,
                            "role": "fact_bold", "value": (page + 1) % pages}], [last])
        return placed((
            {"name": name, "value": name, "selected": name == chosen, "tick": True}
            for name in names
        ), boxes), more


def _try(ctx: AppContext, name: str, pins: list[str]) -> StaffSession | Attempt | None:
    """On the errand thread. It takes the PIN out of the list: done again it finds none."""
    if not pins:
        return None
    try:
        return log_in_at_kiosk(ctx, name, pins.pop())
    except StorageDown:
        return Attempt(name, trouble="down")
    except Refusal:
        return Attempt(name, trouble="wrong")
