"""Care: devices to book, bookings that a repair moves, and everybody's own blood pressure."""

from functools import partial

from db.care import queries as stored
from kiosk.actions import reservations
from kiosk.actions.care import demo
from kiosk.actions.care.area import CARE
from kiosk.actions.care.booking import arrive, book, book_for, take_offer
from kiosk.actions.care.owner import delete_readings, own_readings
from kiosk.actions.care.queries import care_now, device_view, moved_from
from kiosk.actions.care.records import card_sheet, enter_reading, make_record, open_record
from kiosk.actions.care.repair import end_repair, plan_repair, repair
from kiosk.actions.care.scheduled import RETENTION, erase, run_due
from kiosk.actions.care.staff import care_desk
from kiosk.actions.care.statistics import STATISTICS
from kiosk.actions.care.today import due_now
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.care.content_types import CARE_CENTRE, DEVICE, THRESHOLDS

AREA = Area(
    name="care",
    events=EventNames(
        (*reservations.EVENTS.by_staff, "repair_device", "move_for_repair", "end_repair",
         "make_care_record", "see_readings", "enter_reading", "wrong_card"),
        (*reservations.EVENTS.by_others, "delete_readings", "forget_readings"),
    ),
    jobs={"care": run_due},
    health=None,
    retention=RETENTION,
    records=reservations.personal_records(CARE),
    statistics=STATISTICS,
    content=AreaContent((DEVICE, CARE_CENTRE, THRESHOLDS), stored.read_all,
                        {DEVICE.name: stored.put}),
    names=None,
    announces=None,
    seed=Seed(stored.are_there, stored.seed),
    demo=demo.fill,
    erase=erase,
    losses={"devices": ("book",), "readings": ("enter_reading",)},
    slips=reservations.slips_of(CARE),
    settling=reservations.settling_of(CARE),
    today=due_now,
    door=DEVICE.name,
)

__all__ = [
    "AREA", "CARE", "arrive", "book", "book_for", "card_sheet", "care_desk", "care_now",
    "delete_readings", "device_view", "end_repair", "enter_reading", "make_record", "moved_from",
    "open_record", "own_readings", "plan_repair", "repair", "take_offer",
]

# What the engine does, done with devices.
follow = partial(reservations.follow, CARE)
move = partial(reservations.move, CARE)
cancel = partial(reservations.cancel, CARE)
give_back = partial(reservations.give_back, CARE)
join_waitlist = partial(reservations.join_waitlist, CARE)
leave_waitlist = partial(reservations.leave_waitlist, CARE)
wait_for = partial(reservations.wait_for, CARE)
followed = partial(reservations.followed, CARE)
booking_feed = partial(reservations.booking_feed, CARE)
take_back = partial(reservations.take_back, CARE)
let_in = partial(reservations.let_in, CARE)
see_who = partial(reservations.see_who, CARE)
