"""What the staff do with a booking by the buttons beside it, on every page that lists some."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, g, redirect, request
from werkzeug.wrappers import Response as Answer

from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.page_context import CONFLICT, OK, why_not, words_of

# Does something with a reservation, given its id and the reason that was written.
BookingAct = Callable[[AppContext, StaffSession, int, str], object]
SEE_WHO = "see_who"


def done(
    ctx: AppContext, action: str, acts: Mapping[str, BookingAct],
    page: Callable[[AppContext, str, int], Answer], back: str,
) -> Answer:
    """Does what a button says and leads `back`; `page` says the telephone of whoever booked, and
    why something was refused. NotFound where there is no such act."""
    reservation, why = request.form.get("reservation", 0, type=int), request.form.get("reason", "")
    if action not in acts:
        abort(404)
    try:
        told = acts[action](ctx, g.staff, reservation, why)
    except Refusal as refusal:
        return page(ctx, why_not(ctx, refusal), CONFLICT)
    if action == SEE_WHO:
        return page(ctx, words_of(ctx)("desk_rooms.phone", phone=told), OK)
    return redirect(back, 303)
