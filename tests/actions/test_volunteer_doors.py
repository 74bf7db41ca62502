"""Whose link, whose photo, whom a request is sent to: the doors of volunteer help."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kiosk.actions import volunteers
from kiosk.actions.volunteers import coordinating, entering, helping, people
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff import Session
from kiosk.domain.teams import Volunteer
from kiosk.domain.volunteers import HelpState
from kiosk.lobby import Lobby
from tests.helpers import (
    PIN,
    asked,
    moved_in,
)


def test_a_link_is_for_the_first_phone_and_every_other_is_refused_alike(
    house: Lobby, at: Session, liu: Volunteer
) -> None:
    code = moved_in(house, at, liu, "phone-1")
    assert not entering.knock(house, code, "phone-1").is_new
    for wrong, device in ((code, "phone-2"), ("guessed", "phone-1"), (code, "")):
        with pytest.raises(Refusal, match="no_such_volunteer"):
            entering.knock(house, wrong, device)
    for _ in range(4):
        with pytest.raises(Refusal, match="wrong_pin"):
            entering.unlock(house, code, "phone-1", "000000")
    with pytest.raises(Refusal, match="locked"):
        entering.unlock(house, code, "phone-1", "000000")
    with pytest.raises(Refusal, match="locked"):
        entering.unlock(house, code, "phone-1", PIN)
    people.revoke_link(house, at, liu.id)
    with pytest.raises(Refusal, match="no_such_volunteer"):
        entering.knock(house, code, "phone-1")


def test_a_photo_loses_where_it_was_taken(house: Lobby) -> None:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "planted place"
    Image.new("RGB", (2000, 1500), "red").save(written, "JPEG", exif=exif)
    assert b"planted place" in written.getvalue()
    view = asked(house, photo=written.getvalue())
    kept = volunteers.photo(house, view.request.code)
    assert b"planted place" not in kept and kept[:2] == b"\xff\xd8"
    with pytest.raises(Refusal, match="picture_unreadable"):
        asked(house, phone="13700001234", photo=b"no picture")


def test_the_coordinator_sends_on_to_a_grid_a_person_or_another_team(
    house: Lobby, at: Session, liu: Volunteer
) -> None:
    view, number = asked(house, "other"), 0
    number = view.request.id
    assert view.request.state is HelpState.ASKED
    assert helping.own_page(house, liu.id).open == ()
    coordinating.dispatch(house, at, number, grid_id="g1")
    assert helping.own_page(house, liu.id).open
    coordinating.dispatch(house, at, number, team_id="medical")
    assert helping.own_page(house, liu.id).open == ()
    coordinating.dispatch(house, at, number, volunteer_id=liu.id)
    helping.claim(house, liu.id, number)
    coordinating.no_show(house, at, number)
    (step,) = [one for one in coordinating.see(house, at, number).steps if one.deed == "no_show"]
    assert step.actor == f"staff:{at.account.id}" and step.details == f"volunteer:{liu.id}"
    coordinating.close(house, at, number, coordinating.Closing.NOBODY_FREE)
    with pytest.raises(Refusal, match="help_changed"):
        coordinating.dispatch(house, at, number, team_id="medical")
