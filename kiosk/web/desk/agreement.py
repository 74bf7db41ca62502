"""What a change would end of what is booked: the staff see all of it first, and agree or not."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.context import AppContext
from kiosk.domain.reservations.settling import Agreement, BookingsEnd
from kiosk.web.core.page_context import CONFLICT, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.desk.sections import framed_page, section_of

# No field of any form is called so.
MARK, REASON = ":agreed", ":agreed_reason"
# Of the form that asked, these are written anew.
OWN = ("csrf_token", MARK, REASON)

Fields = Sequence[tuple[str, str]]


def agreed() -> Agreement | None:
    """What the staff were shown and agreed to, None where they were shown nothing yet."""
    mark = request.form.get(MARK, "")
    return Agreement(mark, request.form.get(REASON, "")) if mark else None


def ask_first(
    ctx: AppContext, ends: BookingsEnd, fields: Fields | None = None,
    keep: tuple[str, str] = ("", ""),
) -> Answer:
    """Shows what would end. The form that asked goes out once more with what is said here: its
    `fields`, all of them where none are named; `keep` is the field that keeps it for later, where
    that can be done."""
    if fields is None:
        fields = [(name, text) for name, text in request.form.items(multi=True) if name not in OWN]
    back = section_of(g.sections, request.endpoint or "").endpoint
    note = words_of(ctx)("bookings_end.changed") if agreed() else ""
    return framed_page(
        "desk/bookings_end.html", note, CONFLICT, ended=ends.details["ended"],
        mark=ends.details["mark"], fields=fields, keep=keep, back=url_for(back),
        names=(MARK, REASON), reason=request.form.get(REASON) or request.form.get("note", ""),
        of=RoomsSaid(words_of(ctx), ctx.clock()))
