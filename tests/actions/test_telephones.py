"""Telephones at every door: whoever writes theirs otherwise is the same person everywhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from db.reservations import bookings
from db.volunteers import help_requests, registry as volunteers
from kiosk.actions.operations.personal_records import find_person
from kiosk.actions.rooms import cancel, check_in_by_number, see_who
from kiosk.actions.volunteers import dispatch, registry, resident
from kiosk.actions.volunteers.transitions import PHONE_OF
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import MOST_OPEN
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.centre import Clock
from tests.support.rooms import at, booked, code_of, with_rooms
from tests.support.telephones import LANDLINE, LANDLINE_WAYS, MOBILE, NONE, WAYS
from tests.support.volunteer_help import asked, coordinator, with_help

BOTH = ((WAYS, MOBILE), (LANDLINE_WAYS, LANDLINE))


@pytest.fixture
def open_centre(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with rooms and volunteers."""
    return with_help(with_rooms(sqlite_ctx))


def said(action: Callable[[str], object], written: str) -> str:
    try:
        action(written)
    except Refusal as refusal:
        return refusal.code
    return "done"


def test_what_was_written_is_kept_and_called_in_one_form(open_centre: AppContext) -> None:
    staff, wrong = coordinator(open_centre), []
    who = registry.save_volunteer(open_centre, staff, Volunteer(
        0, "", "刘明", frozenset({"civility"}), "g1", True, True, False, False), MOBILE)
    for ways, number in BOTH:
        for way in ways:
            view = booked(open_centre, at(16, 30), phone=way)
            request = asked(open_centre, phone=way).request
            kept = [see_who(open_centre, staff, view.booking.reservation.id)]
            personal = dispatch.see(open_centre, staff, request.id).personal
            kept.append(personal.phone if personal else "")
            registry.save_volunteer(open_centre, staff, who, way)
            with open_centre.database.read() as tx:
                sealed = volunteers.phone_of(tx, who.id)
            kept.append(open_centre.vault.decrypt(sealed or "", PHONE_OF.format(who.id)))
            if kept != [number] * 3:
                wrong.append((way, kept))
            cancel(open_centre, code_of(view))
            resident.withdraw(open_centre, request.code)
    assert wrong == []


def test_the_limits_cannot_be_passed_by_writing_a_number_otherwise(open_centre: AppContext) -> None:
    for ways, _ in BOTH:
        for way in ways[:2]:
            booked(open_centre, at(17 + ways.index(way), 30), phone=way)
        for n in range(MOST_OPEN):
            asked(open_centre, phone=ways[n])
        passed = [way for way in ways
                  if (said(lambda one: booked(open_centre, at(19, 30), phone=one), way),
                      said(lambda one: asked(open_centre, phone=one), way))
                  != ("enough_booked", "enough_asked")]
        assert passed == []


def test_a_persons_record_is_found_by_every_way_of_writing(open_centre: AppContext) -> None:
    staff = coordinator(open_centre)
    for ways, number in BOTH:
        request = asked(open_centre, phone=ways[-1]).request
        found = {way: [(one.all["number"], one.all["phone"])
                       for one in find_person(open_centre, staff, way, "zh_CN")
                       .by_area["volunteers"]] for way in ways}
        assert found == {way: [(request.number, number)] for way in ways}
        resident.end_consent(open_centre, request.code)
        assert not any(find_person(open_centre, staff, way, "zh_CN").count for way in ways)


def test_everybody_arrives_by_the_telephone_as_they_write_it(
    open_centre: AppContext, clock: Clock
) -> None:
    clock.now = at(16, 25)
    for ways, _ in BOTH:
        number = booked(open_centre, at(16, 30), phone=ways[3]).booking.number
        unknown = [way for way in ways
                   if check_in_by_number(open_centre, None, way).booking.number != number]
        assert unknown == []
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    assert check_in_by_number(open_centre, "chess", f" {wide} ").booking.number == number
    assert said(lambda one: check_in_by_number(open_centre, None, one), "") == "not_found_here"


def test_what_is_no_telephone_is_refused_alike_at_every_door(open_centre: AppContext) -> None:
    staff = coordinator(open_centre)
    who = Volunteer(0, "", "刘明", frozenset({"civility"}), "g1", True, True, False, False)
    doors: tuple[Callable[[str], object], ...] = (
        lambda way: booked(open_centre, at(16, 30), phone=way),
        lambda way: asked(open_centre, phone=way),
        lambda way: find_person(open_centre, staff, way, "zh_CN"),
    )
    told = {(way, n): said(door, way) for (n, door), way in product(enumerate(doors), NONE)}
    assert told == {(way, n): code for n in range(3) for way, code in NONE.items()}
    # A volunteer may be without one.
    written = {way: said(lambda one: registry.save_volunteer(open_centre, staff, who, one), way)
               for way in NONE if way}
    assert written == {way: code for way, code in NONE.items() if way}
    with open_centre.database.read() as tx:
        assert not bookings.live_in(tx, "rooms", None, at(0), at(23))
        assert not help_requests.live(tx)
        assert not volunteers.everybody(tx)
