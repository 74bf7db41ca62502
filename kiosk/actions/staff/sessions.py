"""Staff: accounts, logging in and out, choosing a counter."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from db.content import guide as content
from db.queue import queries as queue
from db.staff import accounts as staff, guess_counters
from kiosk.actions.acting import SYSTEM, Act, acting, housekeeping
from kiosk.actions.guessing import is_let_in
from kiosk.actions.pins import hash_pin, is_old, matches
from kiosk.actions.staff import devices
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.characters import plain_name
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.guessing import Origin, from_device
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    IDLE_AT_KIOSK,
    IDLE_ON_WEB,
    LONGEST_SESSION,
    MAY_ACT_AT_KIOSK,
    MAY_CALL,
    MAY_SIGN_IN,
    PIN_DIGITS,
    Role,
    StaffAccount,
    StaffSession,
    session_lives,
)
from kiosk.domain.staff.usual_secrets import is_usual_pin

# Checked for names that do not exist, so that they take as long as those that do.
NOBODY = (
    "$argon2id$v=19$m=47104,t=1,p=1$1rKLROIwBjM5C+hNnlJ0ng$qrHicL"
    "LYF4SCNOrCyjFWD7FgjUYxA5GXaoDF6+e/9u0"
)
# No account has it: the counter of wrong tries at names that are nobody's.
NOBODYS_ID = 0
# How exactly it is known when somebody was last there: a thirtieth of what is let pass.
SEEN_PER_IDLE = 30


def add_account(ctx: AppContext, name: str, role: Role, actor: str = SYSTEM) -> str:
    """Makes an account and returns its PIN, which is kept nowhere; `actor` is who makes it.

    Refuses with `bad_name` (empty, or over 20 characters), `not_drawn`, `name_taken`.
    """
    name = plain_name(name)
    if not 1 <= len(name) <= 20:
        raise Refusal("bad_name")
    refuse_undrawn(name)
    pin = new_pin()
    hashed = hash_pin(ctx.secret, pin)
    with acting(ctx, actor) as act:
        if not staff.add(act.tx, name, role, hashed):
            raise Refusal("name_taken", name=name)
        act.log("add_account", name=name, role=role)
    return pin


def reset_account(ctx: AppContext, name: str, actor: str = SYSTEM) -> str:
    """Gives a new PIN, returned once; a password and open sessions end.

    Refuses with `no_such_account`.
    """
    pin = new_pin()
    hashed = hash_pin(ctx.secret, pin)
    with acting(ctx, actor) as act:
        found = staff.find(act.tx, name)
        if found is None:
            raise Refusal("no_such_account", name=name)
        staff.set_pin(act.tx, found.account, hashed)
        staff.set_password(act.tx, found.account, None)
        guess_counters.forget(act.tx, subject_of(found.account))
        act.log("reset_account", name=name)
    return pin


def accounts(ctx: AppContext) -> tuple[StaffAccount, ...]:
    """Every account, by name."""
    with ctx.database.read() as tx:
        return staff.all_accounts(tx)


def accounts_at_kiosk(ctx: AppContext) -> tuple[StaffAccount, ...]:
    """Every account that may act at the touch screen, by name."""
    return tuple(one for one in accounts(ctx) if one.active and one.role in MAY_ACT_AT_KIOSK)


def log_in(
    ctx: AppContext, name: str, secret: str, where: str = "", device: str = ""
) -> StaffSession:
    """Opens a session at a desk. The secret is the password where there is one, else the PIN;
    `device` is the browser's cookie (`devices`).

    Refuses with `wrong_pin` alike whatever is not right: the name, the secret, an account out of
    use, too many tries. Each costs one hash and one transaction.
    """
    return _come_in(ctx, name, secret, at_desk=True,
                    origin_of=lambda account: devices.origin_of(ctx, device, account, where))


def log_in_at_kiosk(ctx: AppContext, name: str, pin: str) -> StaffSession:
    """Opens a session at the touch screen, which has a counter of wrong tries of its own.

    Refuses as `log_in` does, also whoever may not act there.
    """
    kiosk = ctx.settings.kiosk_name
    return _come_in(ctx, name, pin, at_desk=False, origin_of=lambda _: from_device(kiosk, kiosk))


def renew_old(ctx: AppContext, account: StaffAccount, kept: str, secret: str) -> None:
    """Makes a hash of an older version anew, of the right PIN or password: only once whoever typed
    it is let in, for a failure costs one hash."""
    if is_old(kept):
        renewed = hash_pin(ctx.secret, secret)
        with housekeeping(ctx, "it is the same PIN or password") as tx:
            staff.renew_hash(tx, account, kept, renewed)


def _found(ctx: AppContext, name: str) -> staff.Credentials | None:
    with ctx.database.read() as tx:
        # Those made before names were cleaned stand as they were written.
        return staff.find(tx, name.strip()) or staff.find(tx, plain_name(name))


def _come_in(
    ctx: AppContext, name: str, secret: str, *, at_desk: bool, origin_of: Callable[[int], Origin]
) -> StaffSession:
    while True:
        found = _found(ctx, name)
        kept = _hash_of(found, at_desk=at_desk)
        right = matches(ctx.secret, kept, secret) and (
            at_desk or (found is not None and found.account.role in MAY_ACT_AT_KIOSK))
        origin = origin_of(found.account.id if found else NOBODYS_ID)
        opened = _let_in(ctx, found, origin, right=right)
        if opened:
            renew_old(ctx, opened.account, kept, secret)
            return opened


def _let_in(ctx: AppContext, found: staff.Credentials | None, origin: Origin, *,
            right: bool) -> StaffSession | None:
    """Hashing takes tens of milliseconds and was done before: no tap waits for it. So the account
    is looked at again: it may have ended in the meantime, or got another role. None where its
    secrets have other hashes: the same ones may have been hashed anew."""
    with acting(ctx, SYSTEM) as act:
        known = staff.find(act.tx, found.account.name) if found else None
        if right and found and known and known != found and known.account == found.account:
            act.without_event("it is tried once more")
            return None
        right = right and known is not None and known == found and known.account.active
        subject = subject_of(known.account if known else None)
        if is_let_in(act, subject, origin, right=right) and known:
            return _open(act, known.account, origin.where)
    raise Refusal("wrong_pin")


def subject_of(account: StaffAccount | None) -> str:
    """By what the counter of wrong tries knows an account; all names that are nobody's are one."""
    return f"staff:{account.id if account else NOBODYS_ID}"


def confirmed(act: Act, session: StaffSession, *, right: bool) -> bool:
    """Whether the PIN was right that somebody who is signed in typed once more; a session counts
    its wrong tries by itself. Whoever calls commits the act before refusing."""
    origin = from_device(session.where, hashlib.sha256(session.token.encode()).hexdigest()[:16])
    return is_let_in(act, subject_of(session.account), origin, right=right)


def _open(act: Act, account: StaffAccount, where: str) -> StaffSession:
    token = act.ctx.codes()
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


def session(
    ctx: AppContext, token: str, where: str = "", *, here: bool = True,
    idle: timedelta = IDLE_ON_WEB,
) -> StaffSession | None:
    """The session of a token; None where it is unknown, idle too long or too old, or its account
    out of use.

    `where` is from where it is asked; `here` says that a person asks: a page that asks by itself
    keeps no session alive.
    """
    now = ctx.clock()
    with ctx.database.read() as tx:
        found = staff.session_of(tx, token)
    if (found is None or not found.account.active
            or not session_lives(found.started_at, found.seen_at, now, idle)):
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
    """Six digits that nobody chose, and nobody tries first."""
    drawn = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
    return new_pin() if is_usual_pin(drawn) else drawn
