"""A lively week of the rooms: some have people in them, a third of the times to come is booked."""

from __future__ import annotations

import random
from contextlib import suppress

from kiosk.actions.reservations import BookingRequest, approve, book, refuse
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.queries import room_view, rooms_now
from kiosk.actions.rooms.staff import count_people, rooms_desk
from kiosk.actions.staff.demo import demo_account, demo_session, end_demo_session
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Purpose, Source
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.staff.roles import Role, StaffSession

KEEPER = "王主任"
PURPOSES = (
    Purpose("小区议事", 12, "王主任"), Purpose("合唱排练", 20, "刘老师"),
    Purpose("邻里说事", 5, "赵大爷"),
)
# Of every so many who ask one is refused; so many wait for an answer.
REFUSED_EACH, UNANSWERED = 8, 3
# Of ten seats, in one room after the other.
TAKEN_OF_TEN = (4, 10, 8, 0, 2)
HAS_ROOM = (Availability.FREE, Availability.NEAR)


def fill(ctx: AppContext, chance: random.Random) -> tuple[str, ...]:
    """Books some times of the rooms in the week to come, and lets people in now."""
    told = demo_account(ctx, KEEPER, Role.MANAGER)
    keeper = demo_session(ctx, KEEPER)
    for stands in rooms_now(ctx).rooms:
        for day, _ in room_view(ctx, stands.room.id).week:
            view = room_view(ctx, stands.room.id, day)
            later = [slot for slot in view.slots if slot.begins > view.now]
            for slot in chance.sample(later, len(later) // 3):
                with suppress(Refusal):
                    book(ROOMS, ctx, BookingRequest(
                        ctx.codes(), stands.room.id, slot.begins, Source.PHONE,
                        browser=ctx.codes(), purpose=chance.choice(PURPOSES),
                    ))
    _answer(ctx, keeper)
    _let_in(ctx, keeper)
    end_demo_session(ctx, keeper)
    return (told,)


def _answer(ctx: AppContext, keeper: StaffSession) -> None:
    for n, asked in enumerate(rooms_desk(ctx, keeper).asked[UNANSWERED:]):
        reservation = asked.booking.reservation.id
        if n % REFUSED_EACH:
            approve(ROOMS, ctx, keeper, reservation)
        else:
            refuse(ROOMS, ctx, keeper, reservation, "那天屋里要修灯，换一天行吗？")


def _let_in(ctx: AppContext, keeper: StaffSession) -> None:
    open_now = [one for one in rooms_now(ctx).rooms if one.state in HAS_ROOM]
    for n, stands in enumerate(open_now):
        people = stands.left * TAKEN_OF_TEN[n % len(TAKEN_OF_TEN)] // 10
        if people:
            count_people(ctx, keeper, stands.room.id, people)
