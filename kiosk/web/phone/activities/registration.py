"""A registration, or a place in the waiting list, on a phone: where it stands, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import activities
from kiosk.actions.activities.results import Registration
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.web.core.page_context import standing
from kiosk.web.phone.activities.pages import SAID_IN_PLACE, said
from kiosk.web.phone.bookings import AtDoor, BookingPages, Doors

# Who stands before the door with one of these is known there.
AT_DOOR = (Phase.BOOKED, Phase.HERE)


def registrations(ctx: AppContext) -> BookingPages:
    """What the activities show at the address of a booking."""
    return BookingPages(
        pages={
            "": partial(page, ctx, "registration"),
            "cancel": partial(page, ctx, "registration_cancel"),
            "session": partial(page, ctx, "registration_move"),
        },
        actions=ACTIONS, said_in_place=(*SAID_IN_PLACE, "claim_changed", "shut_meanwhile"),
        facts=lambda code: facts(activities.follow_registration(ctx, code)),
        held=lambda code: held(activities.follow_registration(ctx, code)),
        feed=activities.registration_feed,
        doors=Doors(
            held=partial(at_door, ctx), arrive=activities.check_in,
            arrive_by_number=lambda ctx, room_id, sign, typed: held(
                activities.check_in_at_door(ctx, room_id, sign, typed))),
    )


def page(ctx: AppContext, template: str, code: str, refusal: Refusal | None) -> Answer:
    """A page of a registration as it stands."""
    view = activities.follow_registration(ctx, code)
    return standing(ctx, f"phone/{template}.html", refusal, view=view, code=code, of=said(ctx))


def change_people(ctx: AppContext, code: str) -> Registration:
    """More or fewer people, as the form asks for it."""
    people = request.form.get("people", 0, type=int)
    if people < 1:
        raise BadRequest
    return activities.change_people(ctx, code, people)


def move(ctx: AppContext, code: str) -> Registration:
    """Another date, as the form asks for it."""
    return activities.move_registration(ctx, code, request.form.get("session", 0, type=int))


def at_door(ctx: AppContext, code: str, room_id: str) -> AtDoor | None:
    """What a code holds before the door of the room it takes place in."""
    view = activities.follow_registration(ctx, code)
    return held(view) if view.phase in AT_DOOR and view.room == room_id else None


def held(view: Registration) -> AtDoor:
    """A registration in short."""
    return AtDoor(view.code, view.activity.title, view.starts_at, view.ends_at, view.phase,
                  view.number)


def facts(view: Registration) -> dict[str, object]:
    """A registration as `/b/<code>/state` gives it: instants in ISO 8601."""
    return {
        "activity": view.activity.id, "number": view.number, "people": view.seats,
        "phase": str(view.phase), "place": view.place, "begins": view.starts_at.isoformat(),
        "ends": view.ends_at.isoformat(), "cancelled": view.cancelled, "moved": view.moved,
        "others": [[one.session.id, one.left] for one in view.can_move_to],
    }


ACTIONS: Mapping[str, Callable[[AppContext, str], Registration]] = {
    "cancel": activities.give_up,
    "take": activities.take_offer,
    "people": change_people,
    "session": move,
}
