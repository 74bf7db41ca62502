"""A lively week of the rooms: a third of the times to come is booked."""

from __future__ import annotations

import random
from contextlib import suppress

from kiosk.actions.reservations import BookingRequest, book
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.queries import room_view, rooms_now
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Purpose, Source

PURPOSES = (
    Purpose("小区议事", 12, "王主任"), Purpose("合唱排练", 20, "刘老师"),
    Purpose("邻里说事", 5, "赵大爷"),
)


def fill(ctx: AppContext, chance: random.Random) -> tuple[str, ...]:
    """Books some times of the rooms in the week to come."""
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
    return ()
