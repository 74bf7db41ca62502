"""Links and codes of volunteer help: guessed, used, over, revoked, another's: refused alike, and
not for ever; and nothing personal in clear on the disk."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from kiosk.actions import volunteers
from kiosk.actions.operations import backups
from kiosk.actions.staff.sessions import add_account
from kiosk.actions.volunteers import dispatch, registry, volunteer_tasks
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_SEND_HELP, MAY_SEND_OUT, Role, StaffSession
from kiosk.domain.volunteers.help_requests import HelpPlace
from kiosk.domain.volunteers.registry import Volunteer
from kiosk.web.core.site import make_site
from tests.support.albums import photo
from tests.support.centre import Clock
from tests.support.volunteer_help import (
    ADDRESS,
    PHONE,
    PIN,
    asked,
    coordinator,
    volunteer,
    with_help,
)
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import Visitor

# What is in the page because it was asked for: its own address, a token for its forms.
OWN = re.compile(r'name="csrf_token" value="[^"]+"|/[vh]/[\w-]{22}')
FORM = "/help?kind=phone"
DESK = ("/desk/help", "/desk/help/state", "/desk/help/1", "/desk/help/people", "/desk/help/roster",
        "/desk/help/figures")


@pytest.fixture
def helped(ctx: AppContext) -> AppContext:
    """The small centre with volunteers, on each database."""
    return with_help(ctx)


@pytest.fixture
def at(helped: AppContext) -> StaffSession:
    """The coordinator."""
    return coordinator(helped)


@pytest.fixture
def liu(helped: AppContext, at: StaffSession) -> Volunteer:
    """A volunteer."""
    return volunteer(helped, at)


def _link(ctx: AppContext, at: StaffSession, who: Volunteer) -> str:
    return urlsplit(registry.new_link(ctx, at, who.id)).path


def _opened(phone: Visitor, link: str) -> Visitor:
    assert phone.press(link, f"{link}/pin", pin=PIN).status_code == 303
    return phone


def test_two_volunteers_on_one_phone_each_see_their_own_and_switch(
    helped: AppContext, site: Flask, at: StaffSession, liu: Volunteer
) -> None:
    links = [_link(helped, at, who) for who in (liu, volunteer(helped, at, "王芳"))]
    request = asked(helped, photo=photo((40, 30)).getvalue()).request.id
    code = links[0].rpartition("/")[2]
    phone = _opened(Visitor(site), links[0])
    assert "换成" not in phone.get(links[0]).text
    phone.press(links[0], f"/v/{code}/{request}/claim")
    own = phone.get(f"/v/{code}/{request}").text
    assert PHONE in own, "the PIN was typed"
    assert "怎么称呼" in own and "居民说的" in own and f'href="/v/{code}/{request}/photo"' in own
    asks = ("（要写）", "（可以不写）", "您给的照片", "<small>您 ")
    assert not any(word in own for word in asks), "what a resident is asked is no label here"
    _opened(phone, links[1])
    second = phone.get(links[1]).text
    assert "王芳" in second and "换成刘小明" in second and links[0] in second
    # Back to the first without the PIN once more: the page is theirs, what is personal is shut.
    first = phone.get(links[0]).text
    assert "换成王芳" in first and PHONE not in phone.get(f"/v/{code}/{request}").text
    assert phone.get(links[1]).status_code == 200, "neither lost the phone"
    # The control: another phone has neither.
    assert Visitor(site).get(links[0]).status_code == 404


def test_a_duty_past_midnight_is_put_on_and_ends_on_the_next_day(
    helped: AppContext, site: Flask, liu: Volunteer
) -> None:
    desk = Colleague(site, "小周", add_account(helped, "小周", Role.COORDINATOR))
    desk.log_in()
    where, form = "/desk/help/roster", {"volunteer": liu.id, "day": "2026-10-16", "weeks": 1}
    # The control: no end, and more than twelve hours, are no duty.
    for begins, ends in (("22:00", "22:00"), ("20:00", "09:00")):
        assert desk.press(where, where, **form, begins=begins, ends=ends).status_code == 409
    put = desk.press(where, where, **form, first="2026-10-16", begins="22:00", ends="06:00")
    assert put.status_code == 303
    for first in ("2026-10-16", "2026-10-17"):
        assert "22:00–06:00（第二天）" in desk.get(f"{where}?first={first}").text
    assert "22:00" not in desk.get(f"{where}?first=2026-10-18").text


def test_every_wrong_link_is_refused_alike(
    helped: AppContext, site: Flask, at: StaffSession, liu: Volunteer
) -> None:
    link = _link(helped, at, liu)
    mine, other = _opened(Visitor(site), link), Visitor(site)
    assert mine.get(link).status_code == 200
    revoked = _link(helped, at, volunteer(helped, at, "王芳"))
    registry.revoke_link(helped, at, 2)
    told = [other.get(path) for path in ("/v/" + "x" * 22, link, revoked, "/h/" + "x" * 22)]
    assert {answer.status_code for answer in told} == {404}
    assert len({OWN.sub("", answer.text) for answer in told}) == 1
    # The control: the right phone sees another page.
    assert OWN.sub("", mine.get(link).text) != OWN.sub("", told[0].text)


def test_a_volunteer_gets_nowhere_with_what_is_anothers(
    helped: AppContext, site: Flask, at: StaffSession, liu: Volunteer
) -> None:
    wang = volunteer(helped, at, "王芳")
    link = _link(helped, at, liu)
    mine = _opened(Visitor(site), link)
    view = asked(helped)
    volunteer_tasks.claim(helped, wang.id, view.request.id)
    assert mine.get(f"{link}/{view.request.id}").status_code == 404
    assert mine.get(f"{link}/{view.request.id}/photo").status_code == 404
    for action in ("arrive", "leave", "say", "hand-back"):
        answer = mine.press(FORM, f"{link}/{view.request.id}/{action}", why="other", words="x")
        assert answer.status_code == 404
    assert mine.press(FORM, f"{link}/{view.request.id}/claim").status_code == 409


def test_a_name_that_cannot_be_printed_is_told_at_the_desk_and_to_whom_it_belongs(
    helped: AppContext, site: Flask, at: StaffSession
) -> None:
    desk = Colleague(site, "小李", add_account(helped, "小李", Role.COORDINATOR))
    desk.log_in()
    named = {"phone": "", "team": "civility", "vetted": "on"}
    where = "/desk/help/people"
    for name, told in (("刘🎉", True), ("凃龑", False)):
        saved = desk.press(where, where, name=name, **named)
        assert saved.status_code == 303
        assert ("打不出来" in desk.get(saved.location).text) is told
        who = next(one for one in dispatch.help_desk(helped, at).volunteers
                   if one.name == name)
        link = _link(helped, at, who)
        record = _opened(Visitor(site), link).get(f"{link}/record.pdf")
        assert (record.status_code, record.mimetype) == (
            (409, "text/html") if told else (200, "application/pdf"))
        assert ("“🎉”" in record.text) is told if told else record.data.startswith(b"%PDF")


@pytest.mark.both
def test_a_request_that_is_over_leads_nowhere_after_a_month(
    helped: AppContext, site: Flask, clock: Clock
) -> None:
    view = asked(helped)
    path = f"/h/{view.request.code}"
    phone = Visitor(site)
    assert phone.press(f"{path}/ask/withdraw", f"{path}/withdraw").status_code == 303
    assert phone.get(path).status_code == 200
    clock.pass_(days=31)
    assert phone.get(path).status_code == 404


def test_guessing_is_slowed_down(helped: AppContext, site: Flask, at: StaffSession,
                                 liu: Volunteer) -> None:
    phone = Visitor(site)
    told = [phone.get(f"/v/{n:022}").status_code for n in range(70)]
    assert told[0] == 404 and told[-1] == 429
    wrong = [phone.press(FORM, "/help", key="k", kind="phone", phone="1",
                         where="hall", wanted="2026-10-16T14:00:00+08:00").status_code
             for _ in range(12)]
    assert wrong == [422] * 12, "a number mistyped costs nothing"


def test_code_words_cannot_be_tried_out(
    helped: AppContext, site: Flask, at: StaffSession, liu: Volunteer
) -> None:
    link = _link(helped, at, liu)
    mine = _opened(Visitor(site), link)
    view = asked(helped)
    volunteer_tasks.claim(helped, liu.id, view.request.id)
    path = f"{link}/{view.request.id}"
    told = [mine.press(FORM, f"{path}/leave", proof=f"苹果 {n}").status_code for n in range(22)]
    assert told[0] == 409 and told[-1] == 429
    # What needs no proof is as free as before.
    assert mine.press(FORM, f"{path}/say", words="我到了楼下").status_code == 303


def test_a_wrong_link_is_looked_up_as_another_phones_is(
    helped: AppContext, at: StaffSession, liu: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same statements and one comparison: nobody can tell by the time which link there is."""
    site = make_site(helped, ChangePoller(helped.database), limited=False)
    link = _link(helped, at, liu)
    _opened(Visitor(site), link)
    other, run, asked_for = Visitor(site), helped.database.peewee.execute_sql, list[str]()

    def listening(sql: str, *given: object, **more: object) -> object:
        asked_for.append(sql)
        return run(sql, *given, **more)

    def statements(path: str) -> list[str]:
        asked_for.clear()
        assert other.get(path).status_code == 404
        return list(asked_for)

    monkeypatch.setattr(helped.database.peewee, "execute_sql", listening)
    assert statements(link) == statements("/v/" + "y" * 22) != []


def test_a_planted_phone_and_address_are_nowhere_in_clear(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    centre = with_help(sqlite_ctx)
    staff = coordinator(centre)
    who = volunteer(centre, staff, "刘明", ("repair",), phone="13911112222")
    site = make_site(centre, ChangePoller(centre.database))
    view = asked(centre, "repair", HelpPlace.HOME)
    volunteer_tasks.claim(centre, who.id, view.request.id)
    volunteers.answer(centre, view.request.code, f"电话是 {PHONE}，住 {ADDRESS}")
    Visitor(site).get(f"/h/{view.request.code}")
    backups.back_up(centre)
    planted = [PHONE.encode(), ADDRESS.encode(), "张阿姨".encode(), b"13911112222"]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files)
    assert any(file.suffix == ".backup" for file in files)
    for file in files:
        body = file.read_bytes()
        assert [one for one in planted if one in body] == [], file
    # The control: what is not personal is there.
    assert any(b"repair" in file.read_bytes() for file in files)
    assert volunteers.follow(centre, view.request.code).personal is not None


@pytest.mark.parametrize("role", list(Role))
def test_only_who_sends_volunteers_sees_the_desk_of_it(
    helped: AppContext, site: Flask, role: Role
) -> None:
    asked(helped)
    somebody = Colleague(site, "某人", add_account(helped, "某人", role))
    somebody.log_in()
    allowed = role in MAY_SEND_HELP
    for path in DESK:
        assert somebody.get(path).status_code == (200 if allowed else 403), path
    sent_out = somebody.get("/desk/help/notices").status_code
    assert sent_out == (200 if role in MAY_SEND_OUT else 409 if allowed else 403)
    if allowed:
        answer = somebody.press("/desk/help/1", "/desk/help/1/dispatch", to="team:medical")
        assert answer.status_code == 303
        view = volunteer_tasks.own_page(helped, volunteer(helped, coordinator(helped), teams=(
            "medical",)).id)
        assert [one.request.id for one in view.open] == [1]
