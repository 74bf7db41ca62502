"""Whose link, whose photo, whom a request is sent to: the doors of volunteer help."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image

from kiosk.actions import volunteers
from kiosk.actions.operations import personal_records
from kiosk.actions.volunteers import (
    dispatch,
    registry,
    reports,
    volunteer_access,
    volunteer_tasks,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SEND_HELP, Role, StaffSession
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpState
from kiosk.domain.volunteers.registry import Duty, Volunteer
from kiosk.web.core.help_wording import HelpSaid
from tests.support.volunteer_help import (
    PHONE,
    PIN,
    asked,
    coordinator,
    moved_in,
    on_duty,
    volunteer,
)


def test_a_link_is_for_the_first_phone_and_every_other_is_refused_alike(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    code = moved_in(centre, at, liu, "phone-1")
    assert not volunteer_access.identify(centre, code, "phone-1").is_new
    for wrong, device in ((code, "phone-2"), ("guessed", "phone-1"), (code, "")):
        with pytest.raises(Refusal, match="no_such_volunteer"):
            volunteer_access.identify(centre, wrong, device)
    for _ in range(4):
        with pytest.raises(Refusal, match="wrong_pin"):
            volunteer_access.verify_pin(centre, code, "phone-1", "000000")
    assert volunteer_access.verify_pin(centre, code, "phone-1", PIN)
    for _ in range(5):
        with pytest.raises(Refusal, match="wrong_pin"):
            volunteer_access.verify_pin(centre, code, "phone-1", "000000")
    with pytest.raises(Refusal, match="wrong_pin"):
        volunteer_access.verify_pin(centre, code, "phone-1", PIN)
    registry.revoke_link(centre, at, liu.id)
    with pytest.raises(Refusal, match="no_such_volunteer"):
        volunteer_access.identify(centre, code, "phone-1")


def test_a_photo_loses_where_it_was_taken(centre: AppContext) -> None:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "planted place"
    Image.new("RGB", (2000, 1500), "red").save(written, "JPEG", exif=exif)
    assert b"planted place" in written.getvalue()
    view = asked(centre, photo=written.getvalue())
    kept = volunteers.photo(centre, view.request.code)
    assert b"planted place" not in kept and kept[:2] == b"\xff\xd8"
    with pytest.raises(Refusal, match="picture_unreadable"):
        asked(centre, phone="13700001234", photo=b"no picture")


def test_the_coordinator_sends_on_to_a_grid_a_person_or_another_team(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    view, number = asked(centre, "other"), 0
    number = view.request.id
    assert view.request.state is HelpState.ASKED
    assert volunteer_tasks.own_page(centre, liu.id).open == ()
    dispatch.dispatch(centre, at, number, grid_id="g1")
    assert volunteer_tasks.own_page(centre, liu.id).open
    dispatch.dispatch(centre, at, number, team_id="medical")
    assert volunteer_tasks.own_page(centre, liu.id).open == ()
    dispatch.dispatch(centre, at, number, volunteer_id=liu.id)
    volunteer_tasks.claim(centre, liu.id, number)
    dispatch.no_show(centre, at, number)
    (step,) = [one for one in dispatch.see(centre, at, number).steps if one.action == "no_show"]
    assert step.actor == f"staff:{at.account.id}" and step.details == f"volunteer:{liu.id}"
    dispatch.close(centre, at, number, dispatch.Closing.NOBODY_FREE)
    with pytest.raises(Refusal, match="help_changed"):
        dispatch.dispatch(centre, at, number, team_id="medical")


def test_what_was_not_sent_to_somebody_is_not_theirs_to_take(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    law = asked(centre, "law").request.id
    call_of = volunteer(centre, at, "王芳")
    on_duty(centre, at, liu)
    call = volunteers.call_over(centre, "k", "phone").request.id
    for who, number in ((liu, law), (call_of, call)):
        with pytest.raises(Refusal, match="no_such_help"):
            volunteer_tasks.claim(centre, who.id, number)
    volunteer_tasks.claim(centre, liu.id, call)


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_SEND_HELP])
def test_every_action_of_the_coordinators_asks_who_does_it(
    centre: AppContext, at: StaffSession, liu: Volunteer, role: Role
) -> None:
    number, other = asked(centre).request.id, coordinator(centre, role, "别人")
    now = centre.clock()
    actions: list[Callable[[], object]] = [
        lambda: dispatch.help_desk(centre, other),
        lambda: dispatch.see(centre, other, number),
        lambda: dispatch.dispatch(centre, other, number, team_id="medical"),
        lambda: dispatch.answer(centre, other, number, "好"),
        lambda: dispatch.close(centre, other, number, dispatch.Closing.TWICE),
        lambda: dispatch.add_second(centre, other, number, liu.id),
        lambda: dispatch.no_show(centre, other, number),
        lambda: dispatch.all_well(centre, other, number),
        lambda: dispatch.correct_hours(centre, other, 1, 5, "写错了"),
        lambda: registry.save_volunteer(centre, other, liu),
        lambda: registry.new_link(centre, other, liu.id),
        lambda: registry.revoke_link(centre, other, liu.id),
        lambda: registry.roster(centre, other, now.date()),
        lambda: registry.put_on_duty(centre, other, Duty(0, liu.id, None, now,
                                                      now + timedelta(hours=1))),
        lambda: registry.take_off_duty(centre, other, 1),
        lambda: reports.figures(centre, other, 30, "zh_CN"),
        lambda: personal_records.find_person(centre, other, PHONE, "zh_CN"),
        lambda: personal_records.correct_person(centre, other, PHONE, "张", ""),
        lambda: personal_records.erase_person(centre, other, PHONE),
    ]
    for action in actions:
        with pytest.raises(Refusal, match="not_allowed"):
            action()


def test_a_first_visit_by_two_is_no_dead_end(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre, place=HelpPlace.HOME)
    number, wang = view.request.id, volunteer(centre, at, "王芳", ("medical",))
    with pytest.raises(Refusal, match="help_changed"):
        dispatch.add_second(centre, at, number, wang.id)
    volunteer_tasks.claim(centre, liu.id, number)
    volunteer_tasks.arrange(centre, liu.id, number, centre.clock() + timedelta(hours=2),
                            shares_phone=False)
    (row,) = dispatch.help_desk(centre, at).under_way
    assert row.view.needs_second
    words = HelpSaid(centre.words["zh_CN"], centre.clock())
    mine = volunteers.follow(centre, view.request.code)
    assert "还在请一位同去的" in words.title(mine)
    assert words.line(mine)[2].at == "", "no time is promised yet"
    with pytest.raises(Refusal, match="no_such_volunteer"):
        dispatch.add_second(centre, at, number, liu.id)
    for _ in range(2):
        dispatch.add_second(centre, at, number, wang.id)
    assert [one.request.id for one in volunteer_tasks.own_page(centre, wang.id).own] == [number]
    (row,) = dispatch.help_desk(centre, at).under_way
    assert not row.view.needs_second
    mine = volunteers.follow(centre, view.request.code)
    assert "见面" in words.title(mine) and words.line(mine)[2].at
    other = volunteer(centre, at, "李强")
    with pytest.raises(Refusal, match="taken_by_other"):
        dispatch.add_second(centre, at, number, other.id)
