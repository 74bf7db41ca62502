"""The story of a request, from asking to the yes; and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.volunteers import help_requests
from kiosk.actions import volunteers
from kiosk.actions.operations.announcements import announcements_since
from kiosk.actions.volunteers import dispatch, registry, visits, volunteer_tasks
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpState
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.centre import Clock
from tests.support.volunteer_help import (
    ADDRESS,
    PHONE,
    asked,
    on_duty,
    volunteer,
)


def test_from_asking_to_the_residents_yes(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre)
    assert view.request.state is HelpState.SENT and view.request.team_id == "civility"
    (shown,) = volunteer_tasks.own_page(centre, liu.id).open
    assert shown.request.id == view.request.id
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.arrange(centre, liu.id, view.request.id, clock() + timedelta(hours=1),
                    shares_phone=True)
    seen = volunteers.follow(centre, view.request.code)
    assert (seen.helper, seen.helper_phone) == ("刘", "13900001111")
    clock.pass_(hours=1)
    visits.arrive(centre, liu.id, view.request.id, "")
    clock.pass_(minutes=25)
    visits.leave(centre, liu.id, view.request.id, "")
    assert registry.hours_of(centre, liu.id).minutes == 0, "only the resident's yes counts"
    assert volunteers.confirm(centre, view.request.code).request.state is HelpState.DONE
    assert volunteers.confirm(centre, view.request.code).request.state is HelpState.DONE
    assert registry.hours_of(centre, liu.id).minutes == 25
    volunteers.thank(centre, view.request.code, 5, "谢谢刘师傅")
    assert volunteer_tasks.own_page(centre, liu.id).thanks == (1, 5)


def test_of_two_who_press_at_once_one_has_it(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    wang = volunteer(centre, at, "王芳")
    view = asked(centre)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    with pytest.raises(Refusal, match="taken_by_other"):
        volunteer_tasks.claim(centre, wang.id, view.request.id)
    volunteer_tasks.hand_back(centre, liu.id, view.request.id, volunteer_tasks.HandBack.NO_TIME)
    volunteer_tasks.claim(centre, wang.id, view.request.id)


def test_a_first_visit_to_a_home_is_made_by_two_and_the_first_is_vetted(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    new, second = volunteer(centre, at, "新人", vetted=False), volunteer(centre, at, "王芳")
    view = asked(centre, place=HelpPlace.HOME)
    number = view.request.id
    with pytest.raises(Refusal, match="not_vetted"):
        volunteer_tasks.claim(centre, new.id, number)
    volunteer_tasks.claim(centre, liu.id, number)
    seen = volunteer_tasks.task(centre, liu.id, number, unlocked=True)
    assert seen.needs_second and seen.view.personal
    assert seen.view.personal.phone == PHONE and seen.view.personal.address == ""
    words = volunteers.follow(centre, view.request.code).words
    with pytest.raises(Refusal, match="needs_second"):
        visits.arrive(centre, liu.id, number, words)
    assert [one.request.id for one in volunteer_tasks.own_page(centre, second.id).pairs] == [number]
    volunteer_tasks.join(centre, second.id, number)
    seen = volunteer_tasks.task(centre, second.id, number, unlocked=True)
    assert seen.view.personal and seen.view.personal.address == ADDRESS
    with pytest.raises(Refusal, match="wrong_words"):
        visits.arrive(centre, liu.id, number, "苹果 苹果苹果")
    visits.arrive(centre, liu.id, number, words)
    clock.pass_(minutes=40)
    leaving = volunteers.follow(centre, view.request.code)
    token = leaving.scan_url.rpartition("/")[2]
    assert leaving.words != words
    assert visits.of_scan(centre, liu.id, token) == number
    visits.leave(centre, liu.id, number, token)
    volunteers.confirm(centre, view.request.code)
    assert [registry.hours_of(centre, one.id).minutes for one in (liu, second)] == [40, 40]
    # Whoever has been there may go alone.
    again = asked(centre, place=HelpPlace.HOME)
    volunteer_tasks.claim(centre, liu.id, again.request.id)
    assert not volunteer_tasks.task(centre, liu.id, again.request.id, unlocked=True).needs_second


def test_personal_things_stay_behind_the_pin_and_with_whoever_took_it(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    view, wang = asked(centre), volunteer(centre, at, "王芳")
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    locked = volunteer_tasks.task(centre, liu.id, view.request.id, unlocked=False)
    assert locked.view.personal is None
    with pytest.raises(Refusal, match="no_such_help"):
        volunteer_tasks.task(centre, wang.id, view.request.id, unlocked=True)


def test_a_report_is_for_the_coordinator_alone(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.report(centre, liu.id, view.request.id, "家里煤气有味，请社区看看")
    volunteer_tasks.answer(centre, liu.id, view.request.id, "我下午到")
    seen = dispatch.see(centre, at, view.request.id).messages
    assert [one.author for one in seen] == ["report", "volunteer"]
    assert [one.author for one in volunteers.follow(centre, view.request.code).messages] == [
        "volunteer"]


def test_a_call_in_the_hall_reaches_who_is_on_duty_and_ends_when_nobody_answers(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    with pytest.raises(Refusal, match="nobody_on_duty"):
        volunteers.call_over(centre, "k0", "phone")
    on_duty(centre, at, liu)
    version = centre.database.version()
    view = volunteers.call_over(centre, "k1", "phone")
    assert volunteers.call_over(centre, "k1", "phone").request.id == view.request.id
    _, said = announcements_since(centre, version)
    assert len(said) == 1 and "手机怎么用" in said[0].said.text
    away = volunteer(centre, at, "王芳")
    assert volunteer_tasks.own_page(centre, away.id).open == ()
    mine = volunteer_tasks.own_page(centre, liu.id)
    assert [one.request.id for one in mine.open] == [view.request.id]
    clock.pass_(minutes=5)
    assert volunteers.follow(centre, view.request.code).unanswered
    clock.pass_(minutes=15)
    volunteers.run_due(centre)
    assert volunteers.follow(centre, view.request.code).request.state is HelpState.UNMET


@pytest.mark.both
def test_a_code_of_the_kiosk_is_good_once_and_for_a_quarter_of_an_hour(
    centre: AppContext, clock: Clock
) -> None:
    token = volunteers.hand_over(centre, "repair").partition("?k=")[2]
    assert volunteers.handed_over(centre, token) == "repair"
    assert not volunteers.is_handed_over(centre, token)
    asked(centre, "repair", hand_over=token)
    assert volunteers.is_handed_over(centre, token)
    for wrong in (token, token[:-1] + "x", "", "a.b.c", token.replace("repair", "doctor")):
        with pytest.raises(Refusal, match="hand_over_over"):
            volunteers.handed_over(centre, wrong)
    with pytest.raises(Refusal, match="hand_over_over"):
        asked(centre, "repair", hand_over=token, phone="13800007777")
    late = volunteers.hand_over(centre, "repair").partition("?k=")[2]
    clock.pass_(minutes=15)
    with pytest.raises(Refusal, match="hand_over_over"):
        volunteers.handed_over(centre, late)


def test_silence_is_no_yes_and_can_still_become_one(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    visits.arrive(centre, liu.id, view.request.id, "")
    visits.leave(centre, liu.id, view.request.id, "")
    clock.pass_(days=7)
    volunteers.run_due(centre)
    assert volunteers.follow(centre, view.request.code).request.state is HelpState.SILENT
    assert volunteers.not_yet(centre, view.request.code).request.state is HelpState.CLAIMED


@pytest.mark.both
def test_ending_the_consent_deletes_at_once_and_time_deletes_too(
    centre: AppContext, clock: Clock, at: StaffSession
) -> None:
    first, second = asked(centre), asked(centre, phone="13700001234")
    volunteers.answer(centre, first.request.code, "明天下午更好")
    gone = volunteers.end_consent(centre, first.request.code)
    assert gone.request.state is HelpState.WITHDRAWN
    assert gone.personal is None and gone.messages == () and gone.request.person_index is None
    volunteers.withdraw(centre, second.request.code)
    assert dispatch.see(centre, at, second.request.id).personal
    clock.pass_(days=30, minutes=1)
    volunteers.run_due(centre)
    assert dispatch.see(centre, at, second.request.id).personal is None
    with pytest.raises(Refusal, match="no_such_help"):
        volunteers.follow(centre, second.request.code)


@pytest.mark.both
def test_an_overdue_visit_raises_one_alarm(
    centre: AppContext, clock: Clock, at: StaffSession, liu: Volunteer
) -> None:
    view = asked(centre, place=HelpPlace.HOME)
    volunteer_tasks.claim(centre, liu.id, view.request.id)
    volunteer_tasks.join(centre, volunteer(centre, at, "王芳").id, view.request.id)
    visits.arrive(centre, liu.id, view.request.id,
                    volunteers.follow(centre, view.request.code).words)
    clock.pass_(hours=1, minutes=59)
    assert dispatch.help_desk(centre, at).alarms == ()
    clock.pass_(minutes=1)
    volunteers.run_due(centre)
    assert [one.view.request.alarmed for one in dispatch.help_desk(centre, at).alarms] == [True]
    dispatch.all_well(centre, at, view.request.id)
    assert dispatch.help_desk(centre, at).alarms == ()


def test_where_no_number_is_left_it_is_said_and_one_given_back_is_there_again(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_requests, "NUMBERS", range(1000, 1002))
    mine = [asked(centre, phone=f"1390000{n}000") for n in range(2)]
    with pytest.raises(Refusal, match="no_number_left"):
        asked(centre)
    volunteers.withdraw(centre, mine[0].request.code)
    assert asked(centre).request.number == mine[0].request.number
