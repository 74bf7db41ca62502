"""What is good once or for a time: proofs of a visit, the photo, requests nobody takes."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from kiosk.actions import volunteers
from kiosk.actions.operations.retention import retention
from kiosk.actions.volunteers import scheduled, transitions, visits, volunteer_tasks
from kiosk.actions.volunteers.transitions import WORDS, two_words
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.volunteers.help_requests import IDLE_ENDS, HelpPlace, HelpState
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.centre import Clock
from tests.support.volunteer_help import asked, volunteer

DAY = timedelta(days=1)


def proof(centre: AppContext, code: str) -> tuple[str, str]:
    """The words and the token that a resident's page shows now."""
    view = volunteers.follow(centre, code)
    return view.words, view.scan_url.rpartition("/")[2]


def at_home(centre: AppContext, at: StaffSession, liu: Volunteer) -> tuple[int, str]:
    """A request that two have taken: its id and the code of its page."""
    view = asked(centre, place=HelpPlace.HOME)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.join(centre, volunteer(centre, at, "王芳").id, view.request.id)
    return view.request.id, view.request.code


def test_no_proof_of_a_visit_is_good_twice(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    """Arriving, leaving, and both again after 还没好: what was shown before opens nothing."""
    number, code = at_home(centre, at, liu)
    shown = list[str]()
    for act in (visits.arrive, visits.leave, visits.arrive, visits.leave):
        for old in shown:
            with pytest.raises(Refusal, match="wrong_words"):
                act(centre, liu.id, number, old)
            with pytest.raises(Refusal, match="no_such_help"):
                visits.of_scan(centre, liu.id, old)
        words, token = proof(centre, code)
        assert visits.of_scan(centre, liu.id, token) == number
        act(centre, liu.id, number, words)
        shown += [words, token]
        if len(shown) == 4:
            assert proof(centre, code) == ("", "")
            volunteers.not_yet(centre, code)
    assert len(set(shown)) == 8


def test_control_words_that_do_not_change_prove_leaving_too(
    centre: AppContext, at: StaffSession, liu: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, code = at_home(centre, at, liu)
    with centre.database.read() as tx:
        kept = transitions.proof_of(centre, tx, transitions.of_id(tx, number))
    monkeypatch.setattr(visits, "proof_of", lambda *_: kept)
    words, _ = proof(centre, code)
    visits.arrive(centre, liu.id, number, words)
    visits.leave(centre, liu.id, number, words)
    assert volunteers.follow(centre, code).request.state is HelpState.LEFT


def test_leaving_never_has_the_words_of_arriving() -> None:
    """Whatever is drawn."""
    for first in range(256):
        for further in range(256):
            drawn = bytes([first, 0, further, 0])
            arriving, leaving = (two_words(drawn, is_leaving=one) for one in (False, True))
            assert arriving.split()[0] != leaving.split()[0]
    assert len({two_words(bytes([n, 0, 7, 0]), is_leaving=True) for n in range(256)}) == len(WORDS)


def picture() -> bytes:
    """A small photo."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "JPEG")
    return written.getvalue()


def sees_photo(centre: AppContext, who: Volunteer, number: int) -> bool:
    """Whether a volunteer gets the photo of a request, and is told that there is one."""
    task = volunteer_tasks.task(centre, who.id, number, unlocked=True)
    try:
        seen = bool(volunteer_tasks.photo(centre, who.id, number))
    except Refusal:
        seen = False
    assert seen is task.view.has_photo
    return seen


def test_helpers_see_the_photo_only_while_enough_of_them_have_it_to_do(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    view, wang = asked(centre, place=HelpPlace.HOME, photo=picture()), volunteer(centre, at, "王芳")
    number, code = view.request.id, view.request.code
    volunteer_tasks.claim(centre, liu.id, number)
    assert not sees_photo(centre, liu, number), "the second has not joined"
    volunteer_tasks.join(centre, wang.id, number)
    assert sees_photo(centre, liu, number) and sees_photo(centre, wang, number)
    visits.arrive(centre, liu.id, number, proof(centre, code)[0])
    assert sees_photo(centre, liu, number)
    visits.leave(centre, liu.id, number, proof(centre, code)[0])
    volunteers.confirm(centre, code)
    assert not sees_photo(centre, liu, number) and not sees_photo(centre, wang, number)
    assert volunteers.photo(centre, code), "control: the photo is there, and the resident's"


def state_after(centre: AppContext, clock: Clock, code: str, wait: timedelta) -> HelpState:
    """How far a request is after a wait, the clock's rounds done."""
    clock.pass_(seconds=wait.total_seconds())
    scheduled.run_due(centre)
    return volunteers.follow(centre, code).request.state


def test_what_nobody_takes_ends_after_two_weeks(centre: AppContext, clock: Clock) -> None:
    view = asked(centre)
    assert state_after(centre, clock, view.request.code, IDLE_ENDS) is HelpState.SENT, "not sooner"
    assert state_after(centre, clock, view.request.code, DAY) is HelpState.UNMET
    assert volunteers.follow(centre, view.request.code).request.reason == "expired"


def test_what_was_taken_and_never_done_ends_too(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.arrange(centre, liu.id, view.request.id, clock() + 5 * DAY, shares_phone=False)
    assert state_after(centre, clock, view.request.code, 18 * DAY) is HelpState.ARRANGED
    assert state_after(centre, clock, view.request.code, 2 * DAY) is HelpState.UNMET


@pytest.mark.both
def test_a_visit_nobody_ended_counts_no_hours(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    number, code = at_home(centre, at, liu)
    visits.arrive(centre, liu.id, number, proof(centre, code)[0])
    assert state_after(centre, clock, code, 15 * DAY) is HelpState.SILENT
    volunteers.confirm(centre, code)
    assert volunteer_tasks.own_page(centre, liu.id).minutes == 0


def test_what_should_have_ended_and_did_not_is_said(centre: AppContext, clock: Clock) -> None:
    view = asked(centre)
    clock.pass_(seconds=(IDLE_ENDS + 3 * DAY).total_seconds())
    (before,) = [one for one in retention(centre) if one.name == "help_idle"]
    assert before.late and before.days == IDLE_ENDS.days
    assert state_after(centre, clock, view.request.code, DAY) is HelpState.UNMET
    (after,) = [one for one in retention(centre) if one.name == "help_idle"]
    assert not after.late
