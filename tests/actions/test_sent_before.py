"""A page sent twice: the same again counts once, something else with its key is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kiosk.context import AppContext
from kiosk.domain.cases.cases import CaseSource
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.volunteers.help_requests import HelpPlace
from tests.support.centre import take
from tests.support.resident_cases import told, with_cases
from tests.support.rooms import at, booked, full_at, waits, with_rooms
from tests.support.volunteer_help import asked, with_help


@dataclass(frozen=True, slots=True)
class Form:
    """What a form of one kind sends with a key: once, and changed."""

    centre: Callable[[AppContext], object]
    first: Callable[[AppContext], object]
    other: Callable[[AppContext], object]


FORMS = {
    "number": Form(lambda _: None, lambda ctx: take(ctx, key="page").ticket.code,
                   lambda ctx: take(ctx, "pension", key="page")),
    "priority": Form(lambda _: None, lambda ctx: take(ctx, key="page").ticket.code,
                     lambda ctx: take(ctx, "medical", Priority.ELDER, key="page")),
    "booking": Form(with_rooms, lambda ctx: booked(ctx, at(16, 30), key="page").booking.number,
                    lambda ctx: booked(ctx, at(17, 30), key="page")),
    "later": Form(with_rooms, lambda ctx: booked(ctx, None, key="page").booking.number,
                  lambda ctx: booked(ctx, at(17, 30), key="page")),
    "waiting": Form(lambda ctx: [full_at(with_rooms(ctx), at(hour, 30)) for hour in (16, 17)],
                    lambda ctx: waits(ctx, at(16, 30), key="page").entry.code,
                    lambda ctx: waits(ctx, at(17, 30), key="page")),
    "help": Form(with_help, lambda ctx: asked(ctx, key="page").request.number,
                 lambda ctx: asked(ctx, key="page", phone="13700000001")),
    "visit": Form(with_help, lambda ctx: asked(ctx, key="page").request.number,
                  lambda ctx: asked(ctx, place=HelpPlace.HOME, key="page")),
    "case": Form(with_cases, lambda ctx: told(ctx, "page", source=CaseSource.PHONE).number,
                 lambda ctx: told(ctx, "page", text="水管漏了", source=CaseSource.PHONE)),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_was_changed_on_an_old_page_is_not_dropped_in_silence(
    ctx: AppContext, form: Form
) -> None:
    form.centre(ctx)
    made = form.first(ctx)
    assert form.first(ctx) == made, "the same again is the same"
    with pytest.raises(Refusal, match="sent_before"):
        form.other(ctx)
    assert form.first(ctx) == made


def test_at_the_touch_screen_a_visit_sees_what_it_made(ctx: AppContext) -> None:
    """Its answer was lost, and whoever stands there goes back and chooses something else."""
    with_cases(with_rooms(ctx))
    for first, other in (
        (lambda: take(ctx, key="a", kiosk="kiosk-1").ticket.code,
         lambda: take(ctx, "pension", key="a", kiosk="kiosk-1").ticket.code),
        (lambda: booked(ctx, at(16, 30), key="b", source=Source.KIOSK).booking.number,
         lambda: booked(ctx, at(17, 30), key="b", source=Source.KIOSK).booking.number),
        (lambda: told(ctx, "c").number, lambda: told(ctx, "c", text="水管漏了").number),
    ):
        assert first() == other()
