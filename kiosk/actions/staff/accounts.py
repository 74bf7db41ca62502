"""Accounts of the staff, kept by whoever may: roles, PINs, sessions; and one's own PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.engine.database import WriteTransaction
from db.staff import accounts as staff
from db.staff.accounts import Opened
from kiosk.actions.acting import acting, allowed
from kiosk.actions.pins import HASHER, matches
from kiosk.actions.staff.sessions import add_account, reset_account
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    LONGEST_SESSION,
    MAY_KEEP_ACCOUNTS,
    MAY_SIGN_IN,
    PIN_DIGITS,
    Role,
    StaffAccount,
    StaffSession,
    is_weak,
    is_weak_password,
)


@dataclass(frozen=True, slots=True)
class AccountReport:
    """An account with what guards it; `locked_until` None where nothing locks it now."""

    account: StaffAccount
    locked_until: datetime | None
    sessions: tuple[Opened, ...]


def kept(ctx: AppContext, session: StaffSession) -> tuple[AccountReport, ...]:
    """Every account, those in use first. Refuses with `not_allowed`."""
    allowed(session, MAY_KEEP_ACCOUNTS)
    now = ctx.clock()
    with ctx.database.read() as tx:
        opened = staff.opened(tx, now - LONGEST_SESSION)
        locks = [staff.find(tx, one.name) for one in staff.all_accounts(tx)]
    found = [
        AccountReport(lock.account,
                      lock.locked_until if lock.locked_until and lock.locked_until > now
             else None, tuple(one for one in opened if one.account_id == lock.account.id))
        for lock in locks if lock
    ]
    return tuple(sorted(found, key=lambda one: not one.account.active))


def add(ctx: AppContext, session: StaffSession, name: str, role: Role) -> str:
    """A new account; its PIN, shown only now. Refuses as `add_account` does, `not_allowed`."""
    allowed(session, MAY_KEEP_ACCOUNTS)
    return add_account(ctx, name, role, session.actor)


def renew_pin(ctx: AppContext, session: StaffSession, name: str) -> str:
    """A new PIN, shown only now, which unlocks too. Refuses with `no_such_account`,
    `not_allowed`."""
    allowed(session, MAY_KEEP_ACCOUNTS)
    return reset_account(ctx, name, session.actor)


def change_account(
    ctx: AppContext, session: StaffSession, name: str, role: Role, *, active: bool
) -> None:
    """Gives another role, puts out of use or back in; open sessions of it end.

    Refuses with `last_admin` where nobody would be left to keep the accounts,
    `no_such_account`, `not_allowed`.
    """
    with acting(ctx, session, MAY_KEEP_ACCOUNTS) as act:
        found = staff.find(act.tx, name)
        if found is None:
            raise Refusal("no_such_account", name=name)
        before = found.account
        if before.role in MAY_KEEP_ACCOUNTS and not (active and role in MAY_KEEP_ACCOUNTS):
            _refuse_last(act.tx, before)
        staff.set_role(act.tx, before, role, active=active)
        act.log("change_account", name=name,
                before={"role": before.role, "active": before.active},
                after={"role": role, "active": active})


def end_session(ctx: AppContext, session: StaffSession, key: str) -> None:
    """Ends a session that somebody left open; twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_KEEP_ACCOUNTS) as act:
        staff.end_session(act.tx, key)
        act.log("end_session")


def change_own_pin(ctx: AppContext, session: StaffSession, old: str, new: str) -> None:
    """Another PIN of one's own; every session of it but the one in which it is done ends.

    Refuses with `wrong_old_pin`, `weak_pin`, `short_pin`.
    """
    if len(new) != PIN_DIGITS or not (new.isascii() and new.isdigit()):
        raise Refusal("short_pin")
    if is_weak(new):
        raise Refusal("weak_pin")
    with ctx.database.read() as tx:
        found = staff.find(tx, session.account.name)
    if found is None or not matches(found.pin_hash, old):
        raise Refusal("wrong_old_pin")
    hashed = HASHER.hash(new)
    with acting(ctx, session, MAY_SIGN_IN) as act:
        staff.set_pin(act.tx, found.account, hashed)
        staff.open_session(act.tx, session.token, found.account, session.started_at)
        act.log("change_own_pin")


def change_own_password(ctx: AppContext, session: StaffSession, pin: str, new: str) -> None:
    """Another password of one's own for the desk, where the PIN is no longer asked for then; an
    empty one takes it away. Every session but the one in which it is done ends.

    Refuses with `wrong_old_pin`, `weak_password`.
    """
    if new and is_weak_password(new):
        raise Refusal("weak_password")
    with ctx.database.read() as tx:
        found = staff.find(tx, session.account.name)
    if found is None or not matches(found.pin_hash, pin):
        raise Refusal("wrong_old_pin")
    hashed = HASHER.hash(new) if new else None
    with acting(ctx, session, MAY_SIGN_IN) as act:
        staff.set_password(act.tx, found.account, hashed)
        staff.open_session(act.tx, session.token, found.account, session.started_at)
        act.log("change_own_password", removed=not new)


def _refuse_last(tx: WriteTransaction, account: StaffAccount) -> None:
    others = [one for one in staff.all_accounts(tx)
              if one.id != account.id and one.active and one.role in MAY_KEEP_ACCOUNTS]
    if not others:
        raise Refusal("last_admin")
