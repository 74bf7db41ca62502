"""Staff: accounts, logging in and out, choosing a counter."""

from __future__ import annotations

import math
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from db.content import guide as content
from db.queue import queries as queue
from db.staff import accounts as staff
from kiosk.actions.acting import SYSTEM, Act, acting, housekeeping
from kiosk.actions.pins import HASHER, matches
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    IDLE_AT_KIOSK,
    IDLE_ON_WEB,
    LONGEST_SESSION,
    MAY_CALL,
    MAY_SIGN_IN,
    PIN_DIGITS,
    WRONG_BEFORE_LOCK,
    Role,
    StaffAccount,
    StaffSession,
    lock_after,
    session_lives,
)

# Checked for names that do not exist, so that they take as long as those that do.
NOBODY = (
    "$argon2id$v=19$m=47104,t=1,p=1$1rKLROIwBjM5C+hNnlJ0ng$qrHicL"
    "LYF4SCNOrCyjFWD7FgjUYxA5GXaoDF6+e/9u0"
)
# How exactly it is known when somebody was last there: a thirtieth of what is let pass.
SEEN_PER_IDLE = 30


def add_account(ctx: AppContext, name: str, role: Role, actor: str = SYSTEM) -> str:
    """Makes an account and returns its PIN, which is kept nowhere; `actor` is who makes it.

    Refuses with `bad_name` (empty, or over 20 characters), `not_drawn`, `name_taken`.
    """
    if not 1 <= len(name.strip()) <= 20:
        raise Refusal("bad_name")
    refuse_undrawn(name)
    pin = new_pin()
    hashed = HASHER.hash(pin)
    with acting(ctx, actor) as act:
        if not staff.add(act.tx, name.strip(), role, hashed):
            raise Refusal("name_taken", name=name.strip())
        act.log("add_account", name=name.strip(), role=role)
    return pin


def reset_account(ctx: AppContext, name: str, actor: str = SYSTEM) -> str:
    """Gives a new PIN, returned once; a password and open sessions end.

    Refuses with `no_such_account`.
    """
    pin = new_pin()
    hashed = HASHER.hash(pin)
    with acting(ctx, actor) as act:
        found = staff.find(act.tx, name)
        if found is None:
            raise Refusal("no_such_account", name=name)
        staff.set_pin(act.tx, found.account, hashed)
        staff.set_password(act.tx, found.account, None)
        act.log("reset_account", name=name)
    return pin


def accounts(ctx: AppContext) -> tuple[StaffAccount, ...]:
    """Every account, by name."""
    with ctx.database.read() as tx:
        return staff.all_accounts(tx)


def log_in(
    ctx: AppContext, name: str, secret: str, where: str = "", *, at_desk: bool = False
) -> StaffSession:
    """Opens a session from a place. The secret is the PIN; `at_desk` it is the password, where
    there is one. Refuses with `wrong_pin` (left: tries before a lock), `locked` (seconds).

    The wrong PIN is counted in the database, so a restart does not forget it; a lock that
    seems longer than any of its kind is the work of a clock set back and does not hold.
    """
    with ctx.database.read() as tx:
        found = staff.find(tx, name.strip())
    _refuse_locked(found, ctx.clock())
    # Hashing takes tens of milliseconds: outside the transaction, so that no tap waits for it.
    right = matches(_hash_of(found, at_desk=at_desk), secret)
    if found is None or not found.account.active:
        raise Refusal("wrong_pin", left=WRONG_BEFORE_LOCK)
    with acting(ctx, SYSTEM) as act:
        # In the meantime others may have tried this account, or it has got a new PIN.
        known = staff.find(act.tx, found.account.name)
        _refuse_locked(known, act.now)
        if known is None or (known.pin_hash, known.password_hash) != (
            found.pin_hash, found.password_hash
        ):
            raise Refusal("wrong_pin", left=WRONG_BEFORE_LOCK)
        if right:
            return _open(act, known.account, where)
        wrong = known.wrong + 1
        pause = lock_after(wrong)
        staff.set_wrong(act.tx, known.account, wrong, act.now + pause if pause else None)
        act.log("wrong_pin", account=known.account.id, where=where)
    if pause:
        raise Refusal("locked", seconds=math.ceil(pause.total_seconds()))
    raise Refusal("wrong_pin", left=WRONG_BEFORE_LOCK - wrong)


def _open(act: Act, account: StaffAccount, where: str) -> StaffSession:
    token = act.ctx.codes()
    staff.set_wrong(act.tx, account, 0, None)
    staff.sweep(act.tx, act.now - LONGEST_SESSION)
    staff.open_session(act.tx, token, account, act.now)
    session = StaffSession(token, account, None, act.now, act.now, where)
    act.actor = session.actor
    act.log("log_in")
    return session


def _hash_of(found: staff.Credentials | None, *, at_desk: bool) -> str:
    if found is None:
        return NOBODY
    return (at_desk and found.password_hash) or found.pin_hash


def _refuse_locked(found: staff.Credentials | None, now: datetime) -> None:
    if found and found.locked_until:
        left = found.locked_until - now
        if timedelta(0) < left <= lock_after(found.wrong):
            raise Refusal("locked", seconds=math.ceil(left.total_seconds()))


def session(
    ctx: AppContext, token: str, where: str = "", *, here: bool = True,
    idle: timedelta = IDLE_ON_WEB,
) -> StaffSession | None:
    """The session of a token; None where it is unknown, idle too long or too old.

    `where` is from where it is asked; `here` says that a person asks: a page that asks by itself
    keeps no session alive.
    """
    now = ctx.clock()
    with ctx.database.read() as tx:
        found = staff.session_of(tx, token)
    if found is None or not session_lives(found.started_at, found.seen_at, now, idle):
        return None
    if here and abs(now - found.seen_at) > idle / SEEN_PER_IDLE:
        with housekeeping(ctx, "a session's last look is in its own row") as tx:
            staff.set_seen(tx, token, now)
    return replace(found, where=where)


def session_at_kiosk(ctx: AppContext, token: str, *, here: bool = True) -> StaffSession:
    """Who is signed in at the touch screen. Refuses with `signed_out` where that is over."""
    found = session(ctx, token, ctx.settings.kiosk_name, here=here, idle=IDLE_AT_KIOSK)
    if found is None:
        raise Refusal("signed_out")
    return found


def choose_counter(ctx: AppContext, session: StaffSession, number: int) -> StaffSession:
    """Sits down at a counter, which opens. Refuses with `not_allowed`, `no_such_counter`."""
    with acting(ctx, session, MAY_CALL) as act:
        guide = content.guide(act.tx)
        if all(w.number != number for w in guide.counters):
            raise Refusal("no_such_counter")
        day = business_day(act.now, guide.centre.day_starts)
        staff.sit_down(act.tx, session.token, number, act.now)
        queue.set_counter(act.tx, number, "open", day)
        act.log("open", counter=number)
    return replace(session, counter=number, seen_at=act.now)


def seated(ctx: AppContext) -> dict[int, tuple[str, ...]]:
    """Who works at which counter: whoever is logged in there and was not idle too long."""
    with ctx.database.read() as tx:
        sitting = staff.seated(tx, ctx.clock() - IDLE_ON_WEB)
    there: dict[int, tuple[str, ...]] = {}
    for counter, name in sitting:
        if name not in there.get(counter, ()):
            there[counter] = (*there.get(counter, ()), name)
    return there


def log_out(ctx: AppContext, session: StaffSession) -> None:
    """Ends the session; the counter stays as it is."""
    with acting(ctx, session, MAY_SIGN_IN) as act:
        staff.close_session(act.tx, session.token)
        act.log("log_out")


def log_out_at_kiosk(ctx: AppContext, token: str) -> None:
    """Ends the session of a token, however long it was idle; one that is unknown has ended."""
    with ctx.database.read() as tx:
        found = staff.session_of(tx, token)
    if found is not None:
        log_out(ctx, replace(found, where=ctx.settings.kiosk_name))


def new_pin() -> str:
    """Six digits that nobody chose."""
    return "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
