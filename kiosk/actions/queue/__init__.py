"""The queue: taking a number, following it, calling it, printing it, saying it."""

from db.content import guide as content
from kiosk.actions.queue import demo
from kiosk.actions.queue.announcements import SPOKEN_ACTIONS, say_call
from kiosk.actions.queue.overview import hall, label_of, service_now, services_now
from kiosk.actions.queue.printing import ticket_slip
from kiosk.actions.queue.resident import (
    come_back,
    coming,
    follow,
    give_up,
    keep_place,
    let_pass,
    may_keep_place,
    not_done,
    reprint,
    why_before,
)
from kiosk.actions.queue.results import CounterState
from kiosk.actions.queue.staff import (
    ask_for_help,
    bring_back,
    call_again,
    call_next,
    call_this,
    close_counter,
    desk,
    finish,
    finished_today,
    miss,
    no_help,
    open_counter,
    park,
    pause_counter,
    reopen,
    take_back,
    transfer,
    undo,
)
from kiosk.actions.queue.statistics import STATISTICS
from kiosk.actions.queue.take_ticket import hall_code, hall_code_is_fresh, take_number
from kiosk.actions.queue.today import due_now
from kiosk.actions.slips import health
from kiosk.area import Area, AreaContent, EventNames
from kiosk.domain.queue.content_types import COUNTER, QUEUE
from kiosk.domain.queue.slips import TICKET
from kiosk.domain.queue.tickets import FROM_PHONES, TicketAction

AREA = Area(
    name="queue",
    events=EventNames(
        by_staff=(*map(str, CounterState), *(str(one) for one in TicketAction
                                            if one not in FROM_PHONES), "help", "no_help"),
        by_others=("take", *map(str, FROM_PHONES))),
    jobs=None,
    health=health,
    retention=None,
    records=None,
    statistics=STATISTICS,
    content=AreaContent((QUEUE, COUNTER), content.guide),
    names=None,
    announces=dict.fromkeys(SPOKEN_ACTIONS, say_call),
    seed=None,
    demo=demo.fill,
    erase=None,
    losses={"numbers": ("take",)},
    slips={TICKET: ticket_slip},
    numbers={"ticket_id": label_of},
    today=due_now,
)

__all__ = [
    "AREA",
    "ask_for_help",
    "bring_back",
    "call_again",
    "call_next",
    "call_this",
    "close_counter",
    "come_back",
    "coming",
    "desk",
    "finish",
    "finished_today",
    "follow",
    "give_up",
    "hall",
    "hall_code",
    "hall_code_is_fresh",
    "keep_place",
    "let_pass",
    "may_keep_place",
    "miss",
    "no_help",
    "not_done",
    "open_counter",
    "park",
    "pause_counter",
    "reopen",
    "reprint",
    "service_now",
    "services_now",
    "take_back",
    "take_number",
    "transfer",
    "undo",
    "why_before",
]
