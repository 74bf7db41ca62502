"""Rooms: seeing what is free, having a time of it, arriving, giving back; and their clock."""

from functools import partial

from db.rooms import queries as stored
from kiosk.actions import reservations
from kiosk.actions.rooms import demo
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.queries import free_times, room_view, rooms_now
from kiosk.actions.rooms.scheduled import RETENTION, health, run_due
from kiosk.actions.rooms.signs import check_in, check_in_at_door, sign_code
from kiosk.actions.rooms.staff import count_people, room_book, rooms_desk, rooms_week
from kiosk.actions.rooms.statistics import STATISTICS
from kiosk.actions.rooms.today import due_now
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.rooms.content_types import ROOM

AREA = Area(
    name="rooms",
    events=EventNames(
        (*reservations.EVENTS.by_staff, "count_people"), reservations.EVENTS.by_others),
    jobs={"rooms": run_due},
    health=health,
    retention=(RETENTION,),
    records=reservations.personal_records(ROOMS),
    statistics=STATISTICS,
    content=AreaContent((ROOM,), stored.rooms, {ROOM.name: stored.put}),
    names=None,
    announces=None,
    seed=Seed(stored.are_there, stored.seed),
    demo=demo.fill,
    erase=partial(reservations.erase, ROOMS),
    losses={"bookings": ("book",)},
    slips=reservations.slips_of(ROOMS),
    settling=reservations.settling_of(ROOMS),
    today=due_now,
    door=ROOM.name,
)

__all__ = [
    "AREA",
    "ROOMS",
    "check_in",
    "check_in_at_door",
    "count_people",
    "free_times",
    "room_book",
    "room_view",
    "rooms_desk",
    "rooms_now",
    "rooms_week",
    "run_due",
    "sign_code",
]

# What the engine does, done with rooms.
book = partial(reservations.book, ROOMS)
follow = partial(reservations.follow, ROOMS)
move = partial(reservations.move, ROOMS)
cancel = partial(reservations.cancel, ROOMS)
give_back = partial(reservations.give_back, ROOMS)
take_offer = partial(reservations.take_offer, ROOMS)
join_waitlist = partial(reservations.join_waitlist, ROOMS)
follow_waitlist = partial(reservations.follow_waitlist, ROOMS)
leave_waitlist = partial(reservations.leave_waitlist, ROOMS)
check_in_by_number = partial(reservations.check_in_by_number, ROOMS)
check_in_at_screen = partial(reservations.check_in_at_screen, ROOMS)
rooms_feed = partial(reservations.area_feed, ROOMS)
room_feed = partial(reservations.resource_feed, ROOMS)
booking_feed = partial(reservations.booking_feed, ROOMS)
feed_mark = partial(reservations.feed_mark, ROOMS)
answered = partial(reservations.answered, ROOMS)
approve = partial(reservations.approve, ROOMS)
refuse = partial(reservations.refuse, ROOMS)
take_back = partial(reservations.take_back, ROOMS)
book_for = partial(reservations.book_for, ROOMS)
withdraw = partial(reservations.withdraw, ROOMS)
let_in = partial(reservations.let_in, ROOMS)
see_who = partial(reservations.see_who, ROOMS)
draft_series = partial(reservations.draft, ROOMS)
save_series = partial(reservations.save, ROOMS)
series_view = partial(reservations.series_view, ROOMS)
end_series = partial(reservations.end_series, ROOMS)
resume_series = partial(reservations.resume_series, ROOMS)
just_ended = partial(reservations.just_ended, ROOMS)
