"""The queue: taking a number, following it, calling it, printing it, saying it."""

from functools import partial

from db.queue import appointments as stored
from kiosk.actions import reservations
from kiosk.actions.queue import demo
from kiosk.actions.queue.announcements import SPOKEN_ACTIONS, say_call
from kiosk.actions.queue.appointment_area import APPOINTMENTS
from kiosk.actions.queue.appointments import (
    appointments_of,
    arrive,
    arrive_at_screen,
    expected_at_opening,
    free_times,
    let_in,
    offer_view,
    offered,
    service_of,
    ticket_of,
)
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
from kiosk.actions.queue.setup import SETUP
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
from kiosk.actions.queue.today import due_now, in_summary
from kiosk.actions.reservations.scheduled import to_forget
from kiosk.actions.slips import health
from kiosk.area import Area, AreaContent, EventNames, RetentionRule, Seed
from kiosk.domain.queue.content_types import APPOINTMENT, COUNTER, QUEUE
from kiosk.domain.queue.slips import TICKET
from kiosk.domain.queue.tickets import FROM_PHONES, TicketAction

AREA = Area(
    name="queue",
    events=EventNames(
        by_staff=(*map(str, CounterState), *(str(one) for one in TicketAction
                                            if one not in FROM_PHONES), "help", "no_help",
                  "print_sheets", "book_in_sheet", *reservations.EVENTS.by_staff),
        by_others=("take", *map(str, FROM_PHONES), *reservations.EVENTS.by_others)),
    jobs={"appointments": partial(reservations.run_due, APPOINTMENTS)},
    health=health,
    retention=(RetentionRule(
        "appointments", APPOINTMENTS.rules.kept.days, "forget_bookings", "bookings",
        lambda tx, before: to_forget(APPOINTMENTS, tx, before + APPOINTMENTS.rules.kept),
        ("booking", "waitlist_entry")),),
    records=reservations.personal_records(APPOINTMENTS),
    statistics=STATISTICS,
    content=AreaContent((APPOINTMENT, QUEUE, COUNTER), stored.read_all,
                        {APPOINTMENT.name: stored.put}),
    names=None,
    announces=dict.fromkeys(SPOKEN_ACTIONS, say_call),
    seed=Seed(stored.are_there, stored.seed),
    demo=demo.fill,
    erase=partial(reservations.erase, APPOINTMENTS),
    losses={"numbers": ("take",), "appointments": ("book",)},
    slips={TICKET: ticket_slip},
    settling=reservations.settling_of(APPOINTMENTS),
    numbers={"ticket_id": label_of},
    today=due_now,
    summary=in_summary,
    setup=SETUP,
)

__all__ = [
    "APPOINTMENTS",
    "AREA",
    "appointments_of",
    "arrive",
    "arrive_at_screen",
    "ask_for_help",
    "bring_back",
    "call_again",
    "call_next",
    "call_this",
    "close_counter",
    "come_back",
    "coming",
    "desk",
    "expected_at_opening",
    "finish",
    "finished_today",
    "follow",
    "free_times",
    "give_up",
    "hall",
    "hall_code",
    "hall_code_is_fresh",
    "keep_place",
    "let_in",
    "let_pass",
    "may_keep_place",
    "miss",
    "no_help",
    "not_done",
    "offer_view",
    "offered",
    "open_counter",
    "park",
    "pause_counter",
    "reopen",
    "reprint",
    "service_now",
    "service_of",
    "services_now",
    "take_back",
    "take_number",
    "ticket_of",
    "transfer",
    "undo",
    "why_before",
]

# What the engine does, done with appointments.
book_appointment = partial(reservations.book, APPOINTMENTS)
book_for = partial(reservations.book_for, APPOINTMENTS)
take_booking_back = partial(reservations.take_back, APPOINTMENTS)
see_who = partial(reservations.see_who, APPOINTMENTS)
