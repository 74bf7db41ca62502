"""The staff's page at the glass: who is signed in, how the house stands, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.actions.closing import close_today, open_again
from kiosk.actions.keeping import HouseStands, house_stands, try_printer, try_voice
from kiosk.actions.staff import session_at_glass
from kiosk.devices.printer import Trouble
from kiosk.domain.kinds import MAY_SET_HELP
from kiosk.domain.saying import in_time
from kiosk.domain.staff import MAY_CLOSE, MAY_TRY, Role, Session
from kiosk.glass.idle import Stay
from kiosk.glass.over import Answer, Question
from kiosk.glass.screen import KioskScreen
from kiosk.glass.tappable import Tappable
from kiosk.lobby import Lobby
from kiosk.screens.staff.deed_row import DeedRow, common_role
from kiosk.screens.staff.house_facts import HouseFacts, PartStands  # noqa: F401  named in the .kv
from kiosk.screens.staff.staff_samples import STANDS
from kiosk.screens.staff.standing import foremost, parts_of

PORTRAIT = {
    "title": (48, 178, 984, 139),
    "facts": (48, 340, 984, 376),
    "deeds": (48, 748, 984, 960),
}
BIG_PORTRAIT = {
    "title": (48, 170, 984, 108),
    "facts": (48, 302, 984, 314),
    "deeds": (48, 648, 984, 1060),
}
LANDSCAPE = {
    "title": (48, 160, 588, 180),
    "facts": (48, 364, 588, 548),
    "deeds": (660, 160, 1212, 752),
}
LAYOUTS = {
    "portrait": PORTRAIT, "landscape": LANDSCAPE, "big_portrait": BIG_PORTRAIT,
    "big_landscape": LANDSCAPE,
}
# Columns of what can be done, columns of facts, and how many facts there is room for.
SETTINGS = {
    "portrait": (1, 2, 6), "landscape": (2, 1, 6), "big_portrait": (1, 2, 4),
    "big_landscape": (2, 1, 4),
}
GAP = 24
# Whoever writes some kind of content.
MAY_WRITE = MAY_SET_HELP
# A deed and the session it is done in.
Deed = Callable[[Lobby, Session], Any]


class Offer(NamedTuple):
    """A row of the page: its words (staff.NAME, staff.NAME_hint), its icon, who may, what it does.

    `bar` is the words of what stands in its way now, "" for nothing.
    """

    name: str
    icon: str
    may: frozenset[Role]
    deed: Callable[[Tappable], None]
    bar: str = ""


class StaffScreen(KioskScreen):
    """It stands as long as somebody is signed in, and two minutes without a touch sign out."""

    NAME = "staff"
    LAYOUTS = LAYOUTS
    STAY = Stay(100, 20)
    STAFF = True
    CAN_GO_BACK = False

    row_kind = DeedRow

    title = StringProperty()
    lead = StringProperty()
    parts = ListProperty()
    fact_columns = NumericProperty(2)
    rows = ListProperty()
    row_boxes = ListProperty()

    @classmethod
    def ask(cls, lobby: Lobby, token: str) -> dict[str, Any]:
        # News asks too, and nobody is there for that: it keeps no session alive.
        session = session_at_glass(lobby, token, here=False)
        return {"stands": house_stands(lobby, session)}

    def show(self, stands: HouseStands) -> None:
        words, self._stands = self.words, stands
        role = words(f"staff.role_{stands.account.role}")
        self.title = words("staff.title", name=stands.account.name)
        self.lead = words("staff.lead", role=role)
        columns, self.fact_columns, room = SETTINGS[self.theme.layout]
        self._parts = parts_of(stands, words)
        self.parts = foremost(self._parts, room)
        offers = self._offers(stands)
        self.row_boxes = self._places(len(offers), columns)
        titles = [words(f"staff.{offer.name}") for offer in offers]
        role = common_role(self.theme, titles, self.row_boxes[0])
        self.rows = [{**self._row(offer), "role": role} for offer in offers]

    def _offers(self, stands: HouseStands) -> list[Offer]:
        door = (
            Offer("reopen", "door", MAY_CLOSE, self.reopen) if stands.shut
            else Offer("close", "lock", MAY_CLOSE, self.close)
        )
        no_printer = "" if stands.printer.configured else "staff.no_printer_hint"
        no_voice = "staff.no_voice_hint" if stands.voice.engine == "none" else ""
        return [
            door,
            Offer("try_printer", "printer", MAY_TRY, self.try_printer, no_printer),
            Offer("try_voice", "volume", MAY_TRY, self.try_voice, no_voice),
            Offer("edit", "edit", MAY_WRITE, self.edit),
            Offer("sign_out", "logout", frozenset(Role), self.sign_out),
        ]

    def _row(self, offer: Offer) -> dict[str, Any]:
        words, may = self.words, self._stands.account.role in offer.may
        hint = offer.bar or f"staff.{offer.name}_hint"
        return {
            "icon": offer.icon, "title": words(f"staff.{offer.name}"),
            "hint": words(hint) if may else words.first(
                f"staff.{offer.name}_not_allowed", "staff.not_allowed_hint"),
            "enabled": may and not offer.bar, "value": offer.deed,
        }

    def _places(self, n: int, columns: int) -> list[Any]:
        rows = self.box("deeds").rows(-(-n // columns), GAP)
        return [cell for row in rows for cell in row.columns(columns, GAP)][:n]

    def speech(self) -> str:
        troubles = [part for part in self._parts if not part.well] or self._parts[:1]
        named = range(len(troubles), -1, -1)
        return in_time((self._say(troubles[:n], len(troubles) - n) for n in named),
                       self.words.language)

    def _say(self, parts: Sequence[PartStands], more: int) -> str:
        """The page in words, with some of what is not well; how much else there is."""
        words = self.words
        stands = [words("staff.part", name=part.name, stands=part.stands) for part in parts]
        if more:
            stands.append(words("staff.more", n=more))
        choices = words("staff.and").join(row["title"] for row in self.rows if row["enabled"])
        return words("staff.say", name=self._stands.account.name,
                     stands=words("staff.and").join(stands), choices=choices)

    # ---- what the staff do

    def choose(self, row: DeedRow) -> None:
        """A row was tapped."""
        row.value(row)

    def close(self, row: Tappable) -> None:
        """Asks first: nobody could take a number any more."""
        words, glass = self.words, self.glass
        glass.ask(Question(
            title=words("staff.close_title"), text=words("staff.close_text"), icon="lock",
            answers=(
                Answer(words("staff.close_yes"), partial(self._close, row), "lock"),
                Answer(words("staff.close_no"), glass.close, "check"),
            ),
        ))

    def _close(self, row: Tappable) -> None:
        self.glass.close()
        self._do(close_today, partial(self._done, "staff.closed_now"), row)

    def reopen(self, row: Tappable) -> None:
        """The kiosk gives out numbers again."""
        self._do(open_again, partial(self._done, "staff.open_now"), row)

    def try_printer(self, row: Tappable) -> None:
        """A slip that is no number."""
        self._do(partial(try_printer, language=self.mode.language), self._printed, row)

    def try_voice(self, row: Tappable) -> None:
        """A chime and a sentence."""
        self._do(partial(try_voice, language=self.mode.language), self._said, row)

    def edit(self, row: Tappable) -> None:
        """To what residents read."""
        staff = self.glass.door.staff
        self.glass.go("edit_kinds", row, token=staff.token if staff else "")

    def sign_out(self, _row: Tappable) -> None:
        """The session ends."""
        self.glass.door.sign_out()

    def _do(self, deed: Deed, done: Callable[[Any], None], row: Tappable) -> None:
        staff = self.glass.door.staff
        if staff is not None:
            lobby = self.glass.lobby
            self.glass.run(partial(_in_session, lobby, staff.token, deed), done, row)

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
        """What came of it, and the house as it stands after it."""
        if well:
            self.glass.toast(said)
        else:
            self.glass.toast(said, "alert-triangle", "bad")
        self.glass.turn()

    @classmethod
    def samples(cls) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, stands in STANDS.items():
            yield name, {"stands": stands}


def _in_session(lobby: Lobby, token: str, deed: Deed) -> Any:
    """On the errand thread. Refuses with `signed_out`, `not_allowed`."""
    return deed(lobby, session_at_glass(lobby, token))
