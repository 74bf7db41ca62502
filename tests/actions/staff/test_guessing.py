"""Guessing PINs: who is shut out by it, who is not, and what an answer gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from db.engine import event_log
from db.staff import guess_counters
from kiosk.actions import acting as acts
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.kiosk_closure import close_today
from kiosk.actions.pins import HASHER
from kiosk.actions.staff import accounts, devices, guides, sessions
from kiosk.context import AppContext
from kiosk.domain import guessing
from kiosk.domain.guessing import STRANGERS, Origin
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.volunteer_help import coordinator
from tests.support.web.visitor import counted

GOOD = "482915"


def wrong_of(pin: str) -> str:
    """Another PIN."""
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def comes_in(ctx: AppContext, name: str, pin: str, where: str = "10.0.0.9",
             device: str = "") -> bool:
    """Whether somebody gets in at the desk."""
    with suppress(Refusal):
        return bool(sessions.log_in(ctx, name, pin, where, device))
    return False


def comes_in_at_kiosk(ctx: AppContext, name: str, pin: str) -> bool:
    """Whether somebody gets in at the touch screen."""
    with suppress(Refusal):
        return bool(sessions.log_in_at_kiosk(ctx, name, pin))
    return False


def attack(ctx: AppContext, name: str, pin: str, tries: int = 60, addresses: int = 30) -> None:
    """Wrong PINs from many addresses, one after the other."""
    for n in range(tries):
        assert not comes_in(ctx, name, wrong_of(pin), f"10.0.1.{n % addresses}")


def is_alarmed(ctx: AppContext) -> bool:
    """Whether the health check says that somebody guesses."""
    return any(not part.well for part in checkup(ctx) if part.name == "guessing")


@pytest.fixture
def pin(ctx: AppContext) -> str:
    """Of 小王, who is a clerk."""
    return sessions.add_account(ctx, "小王", Role.CLERK)


def marked_pc(ctx: AppContext, pin: str) -> str:
    """The cookie of a PC at which 小王 has come in."""
    at = sessions.log_in(ctx, "小王", pin, "10.0.0.9")
    return devices.marked(ctx, "", at.account.id)


# ---- who is shut out


def locks_out(ctx: AppContext, pin: str) -> set[str]:
    """Where 小王 cannot come in after sixty wrong PINs from thirty addresses."""
    pc = marked_pc(ctx, pin)
    attack(ctx, "小王", pin)
    ways = {"kiosk": comes_in_at_kiosk(ctx, "小王", pin),
            "own PC": comes_in(ctx, "小王", pin, "10.0.0.9", pc),
            "new PC": comes_in(ctx, "小王", pin, "10.0.0.10")}
    return {way for way, opens in ways.items() if not opens}


def test_60_wrong_pins_from_30_addresses_shut_nobody_out_of_the_screen_or_the_own_pc(
    ctx: AppContext, pin: str
) -> None:
    assert locks_out(ctx, pin) == {"new PC"}


def test_control_one_count_for_all_would_shut_everybody_out(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def same(where: str, _mark: str = "") -> Origin:
        return Origin(where, {"all": guessing.OF_ONE})

    monkeypatch.setattr(sessions, "from_device", same)
    monkeypatch.setattr(devices, "from_device", same)
    monkeypatch.setattr(devices, "from_stranger", same)
    assert locks_out(ctx, pin) == {"kiosk", "own PC", "new PC"}


def test_wrong_pins_at_the_touch_screen_shut_nobody_out_of_the_desk(ctx: AppContext,
                                                                    pin: str) -> None:
    for _ in range(12):
        assert not comes_in_at_kiosk(ctx, "小王", wrong_of(pin))
    assert not comes_in_at_kiosk(ctx, "小王", pin), "the touch screen itself waits"
    assert comes_in(ctx, "小王", pin)


def test_one_address_shuts_out_itself_alone(ctx: AppContext, pin: str, clock: Clock) -> None:
    """Of 20 tries at once 5 are counted; in an hour of trying each minute 12 are."""
    attack(ctx, "小王", pin, 20, addresses=1)
    with ctx.database.read() as tx:
        tried = guess_counters.wrong_tries(tx, "staff:1", STRANGERS)
    assert tried and tried.wrong == 5
    assert comes_in(ctx, "小王", pin, "10.0.0.10"), "a new PC elsewhere"
    for _ in range(60):
        clock.pass_(minutes=1)
        attack(ctx, "小王", pin, 1, addresses=1)
    with ctx.database.read() as tx:
        tried = guess_counters.wrong_tries(tx, "staff:1", STRANGERS)
    assert tried and tried.wrong == 12 and not is_alarmed(ctx)
    assert comes_in(ctx, "小王", pin, "10.0.0.10")


@pytest.mark.both
def test_strangers_together_have_twenty_tries_and_then_four_an_hour(
    ctx: AppContext, pin: str, clock: Clock
) -> None:
    assert not is_alarmed(ctx)
    attack(ctx, "小王", pin)

    def tried() -> int:
        with ctx.database.read() as tx:
            found = guess_counters.wrong_tries(tx, "staff:1", STRANGERS)
            return found.wrong if found else 0

    assert tried() == 20 and is_alarmed(ctx)
    for n in range(60):
        clock.pass_(minutes=1)
        comes_in(ctx, "小王", wrong_of(pin), f"10.0.2.{n}")
    assert tried() == 24, "an hour of one try a minute"
    attack(ctx, "小王", pin, 20)
    keeper = coordinator(ctx, Role.ADMIN, "管家")
    assert [bool(one.guessed_at) for one in accounts.kept(ctx, keeper)] == [True, False]
    new = accounts.renew_pin(ctx, keeper, "小王")
    assert comes_in(ctx, "小王", new, "10.0.0.10") and not is_alarmed(ctx)


def test_the_alarm_and_the_counts_are_over_a_day_later(
    ctx: AppContext, pin: str, clock: Clock
) -> None:
    attack(ctx, "小王", pin)
    clock.pass_(days=1, minutes=1)
    assert not comes_in(ctx, "小王", wrong_of(pin))
    assert not is_alarmed(ctx)
    (kept,) = ctx.database.peewee.execute_sql("SELECT count(*) FROM guess_counter").fetchone()
    assert kept == 2, "this one's, by address and together with all strangers"


def test_a_flood_of_addresses_leaves_no_more_rows_and_events_than_tries_that_count(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "NOBODY", HASHER.hash("as cheap as the tests' own"))
    attack(ctx, "小王", pin, 30, 30)
    attack(ctx, "nobody", pin, 24, 24)
    (kept,) = ctx.database.peewee.execute_sql("SELECT count(*) FROM guess_counter").fetchone()
    with ctx.database.read() as tx:
        told = event_log.since(tx, 0, ["wrong_pin"])
    assert kept == 2 * 21 and len(told) == 2 * 20
    assert Counter(one.details["of"] for one in told) == {"staff:1": 20, "staff:0": 20}
    assert {one.details["where"] for one in told} <= {f"10.0.1.{n}" for n in range(20)}


# ---- what marks a device


def test_a_mark_is_for_its_account_and_nobody_can_write_one(ctx: AppContext, pin: str) -> None:
    pc = marked_pc(ctx, pin)
    assert devices.origin_of(ctx, pc, 1, "x").counts.keys() == devices.origin_of(
        ctx, pc, 1, "y").counts.keys()
    nonce, mark = pc.split(".")
    for forged in ("", "x", ".", nonce, f"other.{mark}", f"{nonce}.2:{mark.partition(':')[2]}",
                   f"{pc}x", f"{nonce}.1:", f"{nonce}.²:x", "." * 300):
        assert devices.device_of(ctx, forged) == "", forged
    assert STRANGERS in devices.origin_of(ctx, pc, 2, "x").counts
    assert STRANGERS not in devices.origin_of(ctx, pc, 1, "x").counts


def test_colleagues_at_one_pc_have_marks_and_counts_of_their_own(ctx: AppContext) -> None:
    cookie = ""
    for account in range(1, 31):
        cookie = devices.marked(ctx, cookie, account)
    known = [n for n in range(1, 31)
             if STRANGERS not in devices.origin_of(ctx, cookie, n, "").counts]
    assert known == list(range(31 - devices.MOST_MARKS, 31))
    assert len(cookie) < 1000
    assert devices.device_of(ctx, cookie) == devices.device_of(
        ctx, devices.marked(ctx, cookie, 30)) != ""


def test_a_thief_of_the_cookie_has_no_more_tries_than_its_pc(ctx: AppContext, pin: str) -> None:
    """Twelve tries with a stolen mark: five are counted, from wherever they come."""
    pc = marked_pc(ctx, pin)
    for n in range(12):
        assert not comes_in(ctx, "小王", wrong_of(pin), f"10.0.1.{n}", pc)
    with ctx.database.read() as tx:
        assert guess_counters.wrong_tries(tx, "staff:1", STRANGERS) is None
        (of_device,) = devices.origin_of(ctx, pc, 1, "").counts
        tried = guess_counters.wrong_tries(tx, "staff:1", of_device)
    assert tried and tried.wrong == 5


# ---- what an answer gives away


@contextmanager
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The hashes that are compared while open."""
    compared: list[str] = []
    matches = sessions.matches

    def watched(key: bytes, hash_: str, secret: str) -> bool:
        compared.append(hash_)
        return matches(key, hash_, secret)

    monkeypatch.setattr(sessions, "matches", watched)
    yield compared
    monkeypatch.setattr(sessions, "matches", matches)


def test_every_failure_costs_one_hash_of_one_cost_and_has_one_answer(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong PIN, nobody's name, somebody dismissed, too many tries: alike to whoever asks."""
    gone, tried_out = (sessions.add_account(ctx, name, Role.CLERK) for name in ("小李", "小陈"))
    keeper = coordinator(ctx, Role.ADMIN, "管家")
    accounts.change_account(ctx, keeper, "小李", Role.CLERK, active=False)
    attack(ctx, "小陈", tried_out)
    tries = {"wrong": ("小王", wrong_of(pin)), "nobody": ("谁", pin), "dismissed": ("小李", gone),
             "locked": ("小陈", tried_out), "locked and wrong": ("小陈", wrong_of(tried_out))}
    seen = {}
    for kind, (name, secret) in tries.items():
        with hashed(monkeypatch) as compared, counted(ctx) as asked, pytest.raises(
                Refusal) as refusal:
            sessions.log_in(ctx, name, secret, "10.0.0.9")
        seen[kind] = (refusal.value.code, str(refusal.value.details), len(compared))
        assert asked.count > 3, kind
    assert set(seen.values()) == {("wrong_pin", "{}", 1)}


def test_the_hash_of_nobody_costs_as_much_as_that_of_an_account() -> None:
    cost = sessions.NOBODY.rpartition("$")[0].rpartition("$")[0]
    made = f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p=1"
    assert cost == made


def test_the_admin_does_not_come_in_at_the_screen_and_is_not_named_there(ctx: AppContext) -> None:
    pins = {role: sessions.add_account(ctx, f"某{role}", role) for role in Role}
    named = {one.role for one in sessions.accounts_at_kiosk(ctx)}
    outside = {Role.ADMIN, Role.REPRESENTATIVE}
    assert named == set(Role) - outside
    for role, its in pins.items():
        assert comes_in_at_kiosk(ctx, f"某{role}", its) is (role not in outside)
        assert comes_in(ctx, f"某{role}", its)


# ---- an account that ends


def ends_meanwhile(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch, end: Callable[[], object],
) -> bool:
    """Whether a log-in gets a session whose account ends while its PIN is looked at."""
    matches = sessions.matches

    def and_ends(key: bytes, hash_: str, secret: str) -> bool:
        right = matches(key, hash_, secret)
        end()
        return right

    monkeypatch.setattr(sessions, "matches", and_ends)
    return comes_in(ctx, "小王", pin)


@pytest.mark.parametrize("how", ["dismissed", "other role", "new PIN"])
def test_a_log_in_under_way_ends_with_the_account(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    keeper = coordinator(ctx, Role.ADMIN, "管家")
    ends: dict[str, Callable[[], object]] = {
        "dismissed": lambda: accounts.change_account(
            ctx, keeper, "小王", Role.CLERK, active=False),
        "other role": lambda: accounts.change_account(
            ctx, keeper, "小王", Role.EDITOR, active=True),
        "new PIN": lambda: sessions.reset_account(ctx, "小王"),
    }
    assert not ends_meanwhile(ctx, pin, monkeypatch, ends[how])


def test_control_a_log_in_under_way_of_an_account_that_stays_gets_its_session(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ends_meanwhile(ctx, pin, monkeypatch, lambda: None)


def test_a_session_row_of_somebody_dismissed_opens_nothing(ctx: AppContext, pin: str) -> None:
    at = sessions.log_in(ctx, "小王", pin)
    assert sessions.session(ctx, at.token)
    ctx.database.peewee.execute_sql("UPDATE account SET active = false WHERE name = '小王'")
    assert sessions.session(ctx, at.token) is None
    with pytest.raises(Refusal, match="signed_out"):
        close_today(ctx, at)


def test_what_is_done_as_the_account_ends_is_not_done(
    ctx: AppContext, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = sessions.log_in(ctx, "小王", pin)
    keeper = coordinator(ctx, Role.ADMIN, "管家")
    accounts.change_account(ctx, keeper, "小王", Role.CLERK, active=False)
    version = ctx.database.version()
    with pytest.raises(Refusal, match="signed_out"):
        close_today(ctx, at)
    assert ctx.database.version() == version
    monkeypatch.setattr(acts.staff, "has_session", lambda *_: True)
    close_today(ctx, at)
    assert ctx.database.version() > version, "the control: without the look it would be done"


# ---- one's own PIN


@pytest.fixture
def at(ctx: AppContext, pin: str) -> StaffSession:
    """小王 at counter 2, for ten minutes now."""
    return sessions.choose_counter(ctx, sessions.log_in(ctx, "小王", pin, "10.0.0.9"), 2)


def changes(ctx: AppContext, at: StaffSession, pin: str, how: str) -> StaffSession:
    """Another PIN, or another password."""
    if how == "PIN":
        return accounts.change_own_pin(ctx, at, pin, GOOD)
    return accounts.change_own_password(ctx, at, pin, "teapot under the plum tree")


@pytest.mark.parametrize("how", ["PIN", "password"])
def test_guessing_the_own_pin_is_counted_logged_and_ends(
    ctx: AppContext, at: StaffSession, pin: str, how: str, clock: Clock
) -> None:
    """Twelve tries at somebody's open desk: five are looked at."""
    for _ in range(12):
        with pytest.raises(Refusal, match="wrong_old_pin"):
            changes(ctx, at, wrong_of(pin), how)
    with ctx.database.read() as tx:
        told = event_log.since(tx, 0, ["wrong_pin"])
    assert [one.actor for one in told] == ["staff:1@10.0.0.9"] * 5
    with pytest.raises(Refusal, match="wrong_old_pin"):
        changes(ctx, at, pin, how)
    assert comes_in_at_kiosk(ctx, "小王", pin), "it shuts out nobody elsewhere"
    clock.pass_(seconds=16)
    assert changes(ctx, at, pin, how)


@pytest.mark.both
@pytest.mark.parametrize("how", ["PIN", "password"])
def test_after_a_change_the_own_session_goes_on_at_its_counter_and_all_others_end(
    ctx: AppContext, at: StaffSession, pin: str, how: str, clock: Clock
) -> None:
    for _ in range(3):
        clock.pass_(minutes=25)
        assert sessions.session(ctx, at.token)
    elsewhere = sessions.log_in(ctx, "小王", pin)
    another = coordinator(ctx, Role.CLERK, "小李")
    went_on = changes(ctx, at, pin, how)
    found = sessions.session(ctx, went_on.token, "10.0.0.9")
    assert found and (found.counter, found.started_at) == (2, at.started_at)
    assert guides.guide_sheet(ctx, found, "clerk", "zh_CN")
    assert sessions.seated(ctx) == {2: ("小王",)}
    for over in (at, elsewhere):
        assert sessions.session(ctx, over.token) is None
    assert sessions.session(ctx, another.token)


@pytest.mark.parametrize("usual", ["111111", "112233", "123456", "900101", "258147"])
def test_a_usual_pin_is_refused(ctx: AppContext, at: StaffSession, pin: str, usual: str) -> None:
    with pytest.raises(Refusal, match="weak_pin"):
        accounts.change_own_pin(ctx, at, pin, usual)


@pytest.mark.parametrize("usual", ["password12", "qwertyuiop12", "xiaowang1985", "Jiamenkou!88"])
def test_a_usual_password_is_refused(
    ctx: AppContext, at: StaffSession, pin: str, usual: str
) -> None:
    with pytest.raises(Refusal, match="weak_password"):
        accounts.change_own_password(ctx, at, pin, usual)


def test_no_pin_is_drawn_that_is_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("111111900101" + GOOD)
    monkeypatch.setattr(sessions.secrets, "choice", lambda _: next(drawn))
    assert sessions.new_pin() == GOOD
