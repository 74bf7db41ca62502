"""What the centre keeps of one person: found over all areas, taken along, corrected, deleted."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from kiosk.actions import volunteers
from kiosk.actions.operations.personal_records import (
    PersonFound,
    correct_person,
    erase_person,
    find_person,
)
from kiosk.actions.rooms import check_in_by_number, follow, see_who
from kiosk.actions.volunteers import registry, scheduled, visits, volunteer_tasks
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpState
from tests.support.centre import Clock
from tests.support.rooms import at as on_friday, booked, code_of, waits, with_rooms
from tests.support.telephones import NONE
from tests.support.volunteer_help import asked, volunteer

MINE, OTHERS, RIGHT = "13800004567", "13700001234", "13600009999"


@pytest.fixture
def lived_in(centre: AppContext, at: StaffSession) -> AppContext:
    """A centre in which two people did the same things: a booking, a request, helping."""
    with_rooms(centre)
    photo = BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG")
    for phone in (MINE, OTHERS):
        booked(centre, on_friday(16, 30), phone=phone)
        asked(centre, phone=phone, photo=photo.getvalue())
        volunteer(centre, at, "张华", phone=phone)
    return centre


def of(ctx: AppContext, at: StaffSession, phone: str) -> PersonFound:
    """What is kept of a telephone."""
    return find_person(ctx, at, phone, "zh_CN")


def counts(found: PersonFound) -> dict[str, list[str]]:
    return {area: [one.kind for one in ones] for area, ones in found.by_area.items()}


ALL = {"rooms": ["booking"], "volunteers": ["help", "volunteer"]}


def test_everything_of_a_person_is_found_by_telephone(
    lived_in: AppContext, at: StaffSession
) -> None:
    found = of(lived_in, at, " 138 0000 4567 ")
    assert counts(found) == ALL and found.masked == "138****4567"
    written = json.dumps([one.all for ones in found.by_area.values() for one in ones],
                         ensure_ascii=False)
    for kept in (MINE, "张阿姨", "微信里字太小，看不清", "张华", "棋牌室", "/9j/"):
        assert kept in written, kept
    assert OTHERS not in written and counts(of(lived_in, at, RIGHT)) == {}


def test_an_area_left_out_of_the_registry_would_be_missed(
    lived_in: AppContext, at: StaffSession
) -> None:
    """Control: it is the slot of the area that finds its records."""
    without = replace(lived_in, areas=tuple(
        replace(one, records=None) if one.name == "rooms" else one for one in lived_in.areas))
    assert counts(of(without, at, MINE)) == {"volunteers": ["help", "volunteer"]}


@pytest.mark.both
def test_a_name_and_a_telephone_are_put_right_wherever_they_stand(
    lived_in: AppContext, at: StaffSession
) -> None:
    assert correct_person(lived_in, at, MINE, "张美华", RIGHT) == 3
    assert counts(of(lived_in, at, MINE)) == {}
    found = of(lived_in, at, RIGHT)
    assert counts(found) == ALL
    assert {one.name for one in found.by_area["volunteers"]} == {"张美华"}
    (booking,) = found.by_area["rooms"]
    assert booking.all["phone"] == RIGHT
    assert check_in_by_number_code(lived_in) == "not_yet", "the right telephone is the booker's"
    assert counts(of(lived_in, at, OTHERS)) == ALL
    for name, phone, code in (("", "", "nothing_to_correct"), ("", RIGHT, "nothing_to_correct"),
                              ("张" * 21, "", "bad_name"), ("", "110", NONE["110"])):
        with pytest.raises(Refusal) as refused:
            correct_person(lived_in, at, RIGHT, name, phone)
        assert refused.value.code == code
    with pytest.raises(Refusal, match="no_such_person"):
        correct_person(lived_in, at, MINE, "张", "")


def check_in_by_number_code(ctx: AppContext) -> str:
    try:
        check_in_by_number(ctx, None, RIGHT)
    except Refusal as refusal:
        return refusal.code
    return "done"


def test_deleting_leaves_nothing_of_this_person_and_all_of_the_next(
    lived_in: AppContext, at: StaffSession
) -> None:
    mine, others = of(lived_in, at, MINE), of(lived_in, at, OTHERS)
    assert erase_person(lived_in, at, MINE) == {"rooms": 1, "volunteers": 2}
    assert counts(of(lived_in, at, MINE)) == {}
    left = of(lived_in, at, OTHERS)
    assert [one.all for ones in left.by_area.values() for one in ones] == [
        one.all for ones in others.by_area.values() for one in ones]
    assert mine.count == 3
    names = [one.name for one in registry_of(lived_in, at)]
    assert names == ["V0001", "张华"], "a volunteer keeps the number alone"
    with pytest.raises(Refusal, match="no_such_person"):
        erase_person(lived_in, at, MINE)


def registry_of(ctx: AppContext, at: StaffSession) -> list[registry.Volunteer]:
    return [registry.hours_of(ctx, n).volunteer for n in (1, 2)]


def test_what_was_still_to_come_is_called_off(
    centre: AppContext, at: StaffSession
) -> None:
    with_rooms(centre)
    view, request = booked(centre, on_friday(16, 30), phone=MINE), asked(centre, phone=MINE)
    booked(centre, on_friday(16, 30), phone=OTHERS)
    waiting = waits(centre, on_friday(16, 30))
    erase_person(centre, at, MINE)
    assert follow(centre, code_of(view)).phase is Phase.CANCELLED
    assert volunteers.follow(centre, request.request.code).request.state is HelpState.WITHDRAWN
    assert follow(centre, waiting.entry.code).phase is Phase.OFFERED, "who waits gets the place"
    with pytest.raises(Refusal, match="left_no_phone"):
        see_who(centre, at, view.booking.reservation.id)


def test_while_somebody_is_with_them_nothing_is_deleted(
    centre: AppContext, at: StaffSession
) -> None:
    with_rooms(centre)
    booked(centre, on_friday(16, 30), phone=MINE)
    view = asked(centre, phone=MINE, place=HelpPlace.HOME)
    first, second = (volunteer(centre, at, name, phone=OTHERS) for name in ("刘明", "王芳"))
    volunteer_tasks.claim(centre, first.id, view.request.id)
    volunteer_tasks.join(centre, second.id, view.request.id)
    words = volunteers.follow(centre, view.request.code).words
    visits.arrive(centre, first.id, view.request.id, words)
    with pytest.raises(Refusal, match="visit_under_way"):
        erase_person(centre, at, MINE)
    assert counts(of(centre, at, MINE)) == {"rooms": ["booking"], "volunteers": ["help"]}


def test_the_telephone_of_who_helps_no_more_goes_after_a_month(
    centre: AppContext, at: StaffSession, clock: Clock
) -> None:
    left, stays = (volunteer(centre, at, name, phone=phone)
                   for name, phone in (("刘明", MINE), ("王芳", OTHERS)))
    clock.pass_(days=100)
    registry.save_volunteer(centre, at, replace(left, active=False))
    scheduled.run_due(centre)
    assert counts(of(centre, at, MINE)) == {"volunteers": ["volunteer"]}, "not sooner"
    clock.pass_(days=31)
    registry.save_volunteer(centre, at, replace(left, active=False))
    scheduled.run_due(centre)
    assert counts(of(centre, at, MINE)) == {}
    assert counts(of(centre, at, OTHERS)) == {"volunteers": ["volunteer"]}
    assert stays.active and registry.hours_of(centre, left.id).volunteer.name == "刘明"
