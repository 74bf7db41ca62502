"""Limits of requests: a hall behind one router, and an attacker in it who shuts out nobody."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from flask import Flask, session
from werkzeug.test import TestResponse

from kiosk.actions import queue, volunteers
from kiosk.actions.rooms import sign_code
from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.staff.roles import Role
from kiosk.web.core import limits, security
from kiosk.web.core.limits import Limit, Limiter, by_address, by_phone
from kiosk.web.core.site import make_site
from tests.support.centre import Clock, take
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import with_help
from tests.support.web.booker import DAY
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN, Visitor

FORM, NUMBER = "/help?kind=phone", "/s/medical/number"


@pytest.fixture
def hall(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with rooms and volunteers."""
    return with_help(with_rooms(sqlite_ctx))


@pytest.fixture
def site(hall: AppContext) -> Flask:
    """Its pages, with every protection."""
    feed = ChangePoller(hall.database)
    feed.look()
    return make_site(hall, feed)


def moves(phone: Visitor, address: str) -> None:
    """A phone asks from another address."""
    phone._client.environ_base["REMOTE_ADDR"] = address


def asks(ctx: AppContext, phone: Visitor, number: int, key: str = "", **more: str) -> TestResponse:
    """A phone asks for help, with a telephone of its own."""
    half = volunteers.help_now(ctx).halves[0].begins.isoformat()
    return phone.press(FORM, "/help", key=key or secrets.token_hex(8), kind="phone", name="张阿姨",
                       phone=f"138{number:08}", where="hall", wanted=half, **more)


def takes(phone: Visitor, **more: str) -> TestResponse:
    """A phone that has scanned takes a number."""
    return phone.press(NUMBER, NUMBER, key=secrets.token_hex(8), priority="ordinary", **more)


# ---- a hall hour


@dataclass
class HallHour:
    """What happened: the answers to everybody, and to the one who attacks."""

    people: Counter[int] = field(default_factory=Counter)
    attacker: Counter[str] = field(default_factory=Counter)

    def told(self, answer: TestResponse) -> TestResponse:
        """Somebody's answer."""
        self.people[answer.status_code] += 1
        return answer

    def tried(self, what: str, answer: TestResponse) -> None:
        """The attacker's."""
        self.attacker[f"{what} {answer.status_code}"] += 1


def visit(ctx: AppContext, site: Flask, n: int, hour: HallHour) -> None:
    """Somebody takes a number on the phone; some also ask for help, book, or mistype."""
    phone = Visitor(site)
    hour.told(phone.get(f"/s/medical?k={queue.hall_code(ctx)}"))
    hour.told(taken := takes(phone))
    hour.told(phone.get(f"{taken.location or '/t/none'}/state"))
    if n % 5 == 0:
        hour.told(asks(ctx, phone, n))
    if n % 20 == 0:
        for _ in range(3):
            hour.told(asks(ctx, phone, 10**9))
        hour.told(phone.press(f"/r/chess?day={DAY}&at=16:30", "/r/chess/book",
                              key=secrets.token_hex(8), day=DAY, at="16:30"))
        for page in ("/board", "/desk", "/healthz", "/s/", "/rooms"):
            hour.told(phone.get(page))


def attack(ctx: AppContext, site: Flask, hour: HallHour) -> None:
    """All that one phone in the hall can do in a minute, with and without its cookie."""
    phone, code = Visitor(site), queue.hall_code(ctx)
    for n in range(70):
        hour.tried("wrong address", phone.get(f"/nothing/{n}"))
        hour.tried("wrong code", phone.get(f"/t/{secrets.token_urlsafe(16)}"))
        hour.tried("no token", phone.post("/help", name="x"))
    for n in range(8):
        hour.tried("help", asks(ctx, phone, 5 * 10**7 + n))
    for _ in range(7):
        again = Visitor(site)
        again.get(f"/s/medical?k={code}")
        for _ in range(4):
            hour.tried("number", takes(again))
    stranger = Colleague(site, "小王", "999999")
    for _ in range(22):
        hour.tried("log-in", stranger.log_in("999998"))


def comes_back(pc: Colleague) -> TestResponse:
    """Somebody logs in anew at a PC in which they have been before."""
    pc._client.delete_cookie("desk", domain="localhost", path="/desk")
    return pc.log_in()


def hall_hour(ctx: AppContext, site: Flask, clock: Clock, phones: int, each: float) -> HallHour:
    """So many phones behind one address, one each so many seconds, and twice the attacker."""
    hour = HallHour()
    pc = Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK))
    hour.told(pc.log_in())
    for n in range(phones):
        if n in (phones // 10, phones // 2):
            attack(ctx, site, hour)
            hour.told(comes_back(pc))
        visit(ctx, site, n, hour)
        clock.pass_(seconds=each)
    return hour


def test_in_a_hall_hour_200_phones_behind_one_address_are_refused_nothing_by_one_attacker(
    hall: AppContext, site: Flask, clock: Clock
) -> None:
    """200 phones take 200 numbers, 40 ask for help, three staff log-ins, 0 refused. The attacker
    gets 12 numbers of a scanned page and 5 requests for help each time; 10 of 70 wrong codes, 2 of
    22 log-ins, 10 of 70 forms without a token are turned away."""
    clock.now = at(15)
    hour = hall_hour(hall, site, clock, 200, 18)
    assert hour.people[429] == 0
    assert set(hour.people) == {200, 303, 422, 409}, hour.people
    assert queue.hall(hall).waiting == 200 + 2 * 12
    assert hour.attacker == {
        "wrong address 404": 140, "wrong code 404": 120, "wrong code 429": 20,
        "no token 400": 120, "no token 429": 20, "help 303": 10, "help 429": 6,
        "number 303": 24, "number 409": 6, "number 429": 26, "log-in 403": 40, "log-in 429": 4,
    }


def test_control_counted_by_address_alone_one_attacker_shuts_out_the_hall(
    hall: AppContext, site: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Limiter._take

    def alike(self: Limiter, name: str, limit: Limit) -> object:
        return counted(self, name, replace(limit, key=by_address))

    monkeypatch.setattr(Limiter, "_take", alike)
    clock.now = at(15)
    assert hall_hour(hall, site, clock, 20, 18).people[429] > 10


# ---- what is counted


def test_typos_cost_nothing_and_what_is_done_costs_its_time(
    hall: AppContext, site: Flask, clock: Clock
) -> None:
    phone = Visitor(site)
    for _ in range(30):
        assert asks(hall, phone, 10**9).status_code == 422
    assert [asks(hall, phone, n).status_code for n in range(5)] == [303] * 5
    late = asks(hall, phone, 6)
    assert late.status_code == 429 and late.headers["Retry-After"] == str(12 * 60)
    assert "请过 12 分钟再点" in plain(late) and "没有算数" in plain(late)
    clock.pass_(seconds=12 * 60 - 61)
    late = asks(hall, phone, 7)
    assert late.headers["Retry-After"] == "61" and "1 分 1 秒" in plain(late)
    clock.pass_(seconds=60)
    assert "请过 1 秒再点" in plain(asks(hall, phone, 8))
    clock.pass_(seconds=1)
    assert asks(hall, phone, 9).status_code == 303
    assert asks(hall, Visitor(site), 10).status_code == 303, "another phone at the same address"


def plain(answer: TestResponse) -> str:
    """The text of a page without what keeps its phrases together."""
    return answer.text.replace('<span class="phrase">', "").replace("</span>", "")


def test_what_comes_without_a_token_is_counted_and_shuts_out_nobody_else(
    hall: AppContext, site: Flask
) -> None:
    """Of 70 forms without a token 60 are looked at; a phone with its own session is not held up."""
    junk, phone = Visitor(site), Visitor(site)
    sent = Counter(junk.post("/help", name="x").status_code for _ in range(70))
    assert sent == {400: 60, 429: 10}
    assert asks(hall, phone, 1).status_code == 303
    tried = Counter(junk.post("/desk/log-in", name="x", pin="123457").status_code
                    for _ in range(22))
    assert tried == {400: 21, 429: 1}, "the first answer brings a session to count by"


def test_a_roof_over_an_address_holds_phones_without_end_but_not_the_kiosks_own_code(
    hall: AppContext, site: Flask
) -> None:
    """Sixty-two phones from one address ask: sixty get through, and whoever scanned the kiosk."""
    told = [asks(hall, Visitor(site), n).status_code for n in range(62)]
    assert told == [303] * 60 + [429] * 2
    token = volunteers.hand_over(hall, "phone").partition("?k=")[2]
    assert asks(hall, Visitor(site), 70, k=token).status_code == 303
    assert asks(hall, Visitor(site), 71, k=token).status_code == 410, "once"
    elsewhere = Visitor(site)
    moves(elsewhere, "10.7.0.1")
    assert asks(hall, elsewhere, 72).status_code == 303


def test_numbers_tried_at_a_door_are_counted_and_ones_own_booking_opens_it(
    hall: AppContext, site: Flask, clock: Clock
) -> None:
    """Of four digits: 10 tries in ten minutes, 60 for all phones of an address."""
    sign, view = sign_code(hall, "chess"), booked(hall, at(16, 30))
    door = f"/r/chess/here?s={sign}"
    clock.now = at(16, 30)

    def tried(phone: Visitor, **what: str) -> int:
        return phone.press(door, "/r/chess/here", s=sign, **what).status_code

    phones = [Visitor(site) for _ in range(7)]
    told = [Counter(tried(phone, number=str(2000 + n)) for n in range(12)) for phone in phones]
    assert told == [{409: 10, 429: 2}] * 6 + [{429: 12}]
    assert tried(phones[0], code=view.booking.reservation.code) == 303


def test_a_code_that_is_right_opens_for_a_phone_beside_one_that_guesses(
    hall: AppContext, site: Flask
) -> None:
    mine, guesser = take(hall).ticket.code, Visitor(site)
    for _ in range(61):
        guesser.get(f"/t/{secrets.token_urlsafe(16)}")
    assert guesser.get("/b/none").status_code == 429
    assert guesser.get(f"/s/medical?k=no.{secrets.token_hex(8)}").status_code == 429
    assert guesser.get(f"/t/{mine}").status_code == 200
    assert guesser.get(f"/s/medical?k={queue.hall_code(hall)}").status_code == 303


def test_reading_board_desk_files_and_health_are_never_limited(
    hall: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Limiter] = []

    class Kept(Limiter):
        def __init__(self, app: Flask, ctx: AppContext, *, enabled: bool) -> None:
            super().__init__(app, ctx, enabled=enabled)
            made.append(self)

    monkeypatch.setattr(security, "Limiter", Kept)
    site = make_site(hall, ChangePoller(hall.database))
    held = {name for name, view in site.view_functions.items() if view in made[0]._limits}
    assert {name for name in held if not name.startswith("phone.")} == {"desk.log_in"}
    # What has no code in its address is limited only where something is done. Programs alone read
    # Open311, up to 1,000 cases at once: no page of a person asks it.
    read = {rule.endpoint for rule in site.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not {"code", "token"} & rule.arguments}
    assert held & read == {"phone.open311"}
    assert {"phone.take", "phone.asks_help", "phone.book", "phone.arrive"} <= held, "the control"


def test_a_marked_pc_logs_in_while_strangers_at_its_address_use_up_theirs(
    hall: AppContext, site: Flask
) -> None:
    """Sessions without end from one address: 120 log-ins a minute are looked at, none of them in
    the way of a PC in which somebody has come in."""
    pc = Colleague(site, "小王", add_account(hall, "小王", Role.CLERK))
    assert pc.log_in().status_code == 303
    told: Counter[int] = Counter()
    for _ in range(7):
        stranger = Colleague(site, "小王", "999998")
        token = TOKEN.search(stranger.get("/desk").text)
        assert token
        told.update(stranger.post("/desk/log-in", csrf_token=token[1], name="小王",
                                  pin="999998").status_code for _ in range(20))
    assert told == {403: 119, 429: 21}, "one was the first of the PC, a stranger then"
    assert comes_back(pc).status_code == 303


# ---- the memory


def test_counts_need_no_more_memory_than_a_bounded_one(
    hall: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 100)
    limiter = Limiter(Flask("none"), hall, enabled=True)
    for n in range(300):
        limiter._take("x", Limit(Rate(2, timedelta(minutes=1)), lambda n=n: str(n)))
    assert len(limiter._free_at) == 100
    assert ("x", "299") in limiter._free_at and ("x", "0") not in limiter._free_at
    clock.pass_(minutes=5)
    limiter._set(("x", "299"), clock())
    assert len(limiter._free_at) == 99, "what is free again is not kept"


def test_an_address_of_ipv6_is_its_network(site: Flask) -> None:
    told = []
    for address in ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::9", "2001:db8:1:3::4", "10.0.0.7",
                    "10.0.0.8", ""):
        with site.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            told.append(by_phone())
            session["csrf_token"] = "own"
            assert by_phone() != told[-1]
    assert told[0] == told[1] and len(set(told)) == 5
