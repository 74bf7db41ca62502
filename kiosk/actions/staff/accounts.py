"""Accounts of the staff, kept by whoever may: roles, PINs, sessions; and one's own PIN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from db.content import guide as content
from db.engine.database import ReadTransaction, WriteTransaction
from db.staff import accounts as staff, guess_counters
from db.staff.accounts import Opened
from kiosk.actions.acting import Act, acting, allowed
from kiosk.actions.pins import hash_pin, matches
from kiosk.actions.staff.sessions import add_account, confirmed, renew_old, reset_account
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.domain.guessing import OF_STRANGERS
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import (
    LONGEST_SESSION,
    MAY_KEEP_ACCOUNTS,
    MAY_SIGN_IN,
    PIN_DIGITS,
    Role,
    StaffAccount,
    StaffSession,
)
from kiosk.domain.staff.usual_secrets import is_usual_password, is_usual_pin


@dataclass(frozen=True, slots=True)
class AccountReport:
    """An account with its open sessions; `guessed_at` when somebody used up the tries that
    browsers have together in which nobody of it has come in yet, None where nobody did."""

    account: StaffAccount
    guessed_at: datetime | None
    sessions: tuple[Opened, ...]


def kept(ctx: AppContext, session: StaffSession) -> tuple[AccountReport, ...]:
    """Every account, those in use first. Refuses with `not_allowed`."""
    allowed(session, MAY_KEEP_ACCOUNTS)
    with ctx.database.read() as tx:
        opened = staff.opened(tx, ctx.clock() - LONGEST_SESSION)
        known, guessed = staff.all_accounts(tx), guessed_at(tx)
    found = [AccountReport(account, guessed.get(account.id),
                           tuple(one for one in opened if one.account_id == account.id))
             for account in known]
    return tuple(sorted(found, key=lambda one: not one.account.active))


def guessed_at(reading: ReadTransaction) -> dict[int, datetime]:
    """Since when strangers' tries at an account are used up, by its id."""
    return {int(subject.partition(":")[2]): tries.wrong_at
            for subject, tries in guess_counters.tried_by_strangers(reading).items()
            if subject.startswith("staff:") and OF_STRANGERS.pause(tries.wrong)}


def guessing(ctx: AppContext, _serving: bool) -> Iterator[HealthPart]:
    """Whether nobody tries out PINs and passwords of the staff."""
    try:
        with ctx.database.read() as tx:
            named = {one.id: one.name for one in staff.all_accounts(tx)}
            tried = [named.get(id_, "?") for id_ in guessed_at(tx)]
    except StorageDown:
        return
    yield HealthPart("guessing", not tried, noted("tries_used_up", names=", ".join(tried))
                     if tried else noted("nobody_tries"))


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


def change_own_pin(ctx: AppContext, session: StaffSession, old: str, new: str) -> StaffSession:
    """Another PIN of one's own; every session of it ends but the one in which it is done, which
    is returned with a new token. Refuses with `wrong_old_pin`, `weak_pin`, `short_pin`.
    """
    if len(new) != PIN_DIGITS or not (new.isascii() and new.isdigit()):
        raise Refusal("short_pin")
    if is_usual_pin(new):
        raise Refusal("weak_pin")
    hashed, found, right = hash_pin(ctx.secret, new), *_typed_again(ctx, session, old)
    with acting(ctx, session, MAY_SIGN_IN) as act:
        if confirmed(act, session, right=right):
            renewed = _renewed(act, session)
            staff.set_pin(act.tx, found.account, hashed, but=renewed.token)
            act.log("change_own_pin")
            return renewed
    raise Refusal("wrong_old_pin")


def change_own_password(
    ctx: AppContext, session: StaffSession, pin: str, new: str
) -> StaffSession:
    """Another password of one's own for the desk, where the PIN is no longer asked for then; an
    empty one takes it away. Every session ends but the one in which it is done, which is returned
    with a new token. Refuses with `wrong_old_pin`, `weak_password`.
    """
    if new and is_usual_password(new, _names(ctx, session)):
        raise Refusal("weak_password")
    hashed = hash_pin(ctx.secret, new) if new else None
    found, right = _typed_again(ctx, session, pin)
    with acting(ctx, session, MAY_SIGN_IN) as act:
        if confirmed(act, session, right=right):
            renewed = _renewed(act, session)
            staff.set_password(act.tx, found.account, hashed, but=renewed.token)
            act.log("change_own_password", removed=not new)
        else:
            renewed = None
    if renewed is None:
        raise Refusal("wrong_old_pin")
    renew_old(ctx, found.account, found.pin_hash, pin)
    return renewed


def _typed_again(
    ctx: AppContext, session: StaffSession, pin: str
) -> tuple[staff.Credentials, bool]:
    """What guards one's own account, and whether the PIN is right. Refuses with `signed_out`
    where the account is gone."""
    with ctx.database.read() as tx:
        found = staff.find(tx, session.account.name)
    if found is None:
        raise Refusal("signed_out")
    return found, matches(ctx.secret, found.pin_hash, pin)


def _renewed(act: Act, session: StaffSession) -> StaffSession:
    """The same session under another token: whoever knew the old one does not have it any more."""
    token = act.ctx.codes()
    staff.renew_token(act.tx, session.token, token)
    return replace(session, token=token)


def _names(ctx: AppContext, session: StaffSession) -> tuple[str, ...]:
    """What whoever tries knows of somebody's: the own name, and those of the centre."""
    with ctx.database.read() as tx:
        centre = content.guide(tx).centre
    return (session.account.name, *(text for one in (centre.name, centre.centre, centre.address)
                                    for text in (one.zh, one.en)))


def _refuse_last(tx: WriteTransaction, account: StaffAccount) -> None:
    others = [one for one in staff.all_accounts(tx)
              if one.id != account.id and one.active and one.role in MAY_KEEP_ACCOUNTS]
    if not others:
        raise Refusal("last_admin")
