"""What the staff do in passing at the touch screen: a counter's rest, a room shut, a slip printed
again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Concatenate, ParamSpec

from kiosk.actions.operations import quick_actions
from kiosk.actions.operations.quick_actions import RoomAtHand, SlipAtHand
from kiosk.actions.queue.results import CounterNow, CounterState
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.staff.roles import StaffSession
from kiosk.screens.staff.action_row import ActionRow
from kiosk.screens.staff.rows_page import RowsPage, StaffRows, in_session
from kiosk.ui.navigation.screen import Answers
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.dates import written_time
from kiosk.wording.queue import listed_counters

P = ParamSpec("P")


class HandPage(RowsPage):
    """Rows of one kind: a tap on one is the action, and the page then stands as it is after it."""

    GRID: ClassVar[Mapping[str, tuple[int, int]]] = {
        "portrait": (1, 6), "landscape": (1, 3), "big_portrait": (1, 4), "big_landscape": (1, 2),
    }
    look: ClassVar[Callable[[AppContext, StaffSession], Sequence[Any]]]

    @classmethod
    def ask(cls, ctx: AppContext, token: str = "", page: int = 0) -> Answers:
        session = session_at_kiosk(ctx, token, here=False)
        return {"found": cls.look(ctx, session), "page": page}

    def show(self, found: Sequence[Any], page: int = 0) -> None:
        words, name = self.words, self.NAME
        nothing = {"icon": "info-circle", "title": words(f"{name}.none"), "hint": "",
                   "enabled": False, "value": None}
        rows = [self.row_of(one) for one in found] or [nothing]
        self.page = StaffRows(words(f"{name}.title"), words(f"{name}.lead"),
                              self.rows_shown(rows, page))

    def row_of(self, one: Any) -> Item:
        """How one of them stands, and what a tap does."""
        raise NotImplementedError

    def run(
        self, row: ActionRow, said: str,
        action: Callable[Concatenate[AppContext, StaffSession, P], object],
        *named: P.args, **more: P.kwargs,
    ) -> None:
        """Does it, says so, and shows how things stand now."""
        work = partial(in_session, self.ui.ctx, self.token, action, *named, **more)
        self.ui.run(work, partial(self._done, said), row)

    def _done(self, said: str, _answer: object) -> None:
        self.ui.toast(said)
        self.ui.turn()


class HandWindowsScreen(HandPage):
    """窗口: one that is open rests, any other opens."""

    NAME = "hand_counters"
    look = quick_actions.counters

    def row_of(self, one: CounterNow) -> Item:
        words, is_open = self.words, one.state is CounterState.OPEN
        stands = words(f"hand_counters.{one.state}")
        if one.serving:
            stands = words("hand_counters.serving", stands=stands, label=one.serving)
        return {"icon": "door-enter" if is_open else "player-pause", "value": one,
                "title": listed_counters(words, (one.number,)),
                "hint": words("hand_counters.waiting" if one.waiting else "hand_counters.nobody",
                              stands=stands, n=one.waiting)}

    def choose(self, row: ActionRow) -> None:
        counter: CounterNow = row.value
        done = "rests" if counter.state is CounterState.OPEN else "opens"
        self.run(row, self.words(f"hand_counters.{done}", n=counter.number),
                 quick_actions.turn_counter, counter.number)


class HandRoomsScreen(HandPage):
    """场地: one is shut for today, or opened again."""

    NAME = "hand_rooms"
    look = quick_actions.rooms_today

    def row_of(self, one: RoomAtHand) -> Item:
        words = self.words
        hint = words("hand_rooms.shut" if one.shut else "hand_rooms.usual")
        if one.coming:
            hint = words("hand_rooms.coming", stands=hint, n=one.coming)
        return {"icon": "lock" if one.shut else one.room.icon, "value": one, "hint": hint,
                "title": words.text(one.room.title)}

    def choose(self, row: ActionRow) -> None:
        one: RoomAtHand = row.value
        said = self.words("hand_rooms.opened" if one.shut else "hand_rooms.closed",
                          room=self.words.text(one.room.title))
        self.run(row, said, quick_actions.turn_room, one.room.id, shut=not one.shut)


class HandSlipsScreen(HandPage):
    """补打小票: the numbers taken last, for whoever lost the slip."""

    NAME = "hand_slips"
    look = quick_actions.slips_today

    def row_of(self, one: SlipAtHand) -> Item:
        words, ticket = self.words, one.ticket
        service = words.text(one.service.title) if one.service else ticket.service_id
        return {"icon": "ticket", "title": ticket.label, "value": ticket,
                "hint": words("hand_slips.taken", service=service,
                              time=written_time(ticket.taken_at),
                              state=words(f"hand_slips.{ticket.state}"))}

    def choose(self, row: ActionRow) -> None:
        ticket: Ticket = row.value
        self.run(row, self.words("hand_slips.printing", label=ticket.label),
                 quick_actions.print_again, ticket.id)
