"""Staff accounts and their sessions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from peewee import BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model, TextField

from db.database import Change, Session
from db.fields import instant_of, instant_or_none, stored_instant
from kiosk.domain.staff.roles import Account, Role
from kiosk.domain.staff.roles import Session as StaffSession


class AccountRow(Model):
    """A member of staff."""

    name = TextField(unique=True)
    role = TextField()
    pin_hash = TextField()
    wrong = IntegerField(default=0)
    locked_until = BigIntegerField(null=True)
    active = BooleanField(default=True)
    password_hash = TextField(null=True)

    class Meta:
        table_name = "account"


class SessionRow(Model):
    """A logged-in browser; only the hash of its token is kept."""

    token_hash = TextField(primary_key=True)
    account = ForeignKeyField(AccountRow, index=True, on_delete="CASCADE")
    window = IntegerField(null=True)
    started_at = BigIntegerField()
    seen_at = BigIntegerField()

    class Meta:
        table_name = "staff_session"


@dataclass(frozen=True, slots=True)
class Lock:
    """What a log-in has to look at: the hashes of PIN and password (None: the PIN does for both),
    wrong ones in a row, locked until when."""

    account: Account
    pin_hash: str
    password_hash: str | None
    wrong: int
    locked_until: datetime | None


def add(change: Change, name: str, role: Role, pin_hash: str) -> bool:
    """Writes a new account; False where the name is taken."""
    if find(change, name):
        return False
    change.ask(AccountRow.insert(name=name, role=str(role), pin_hash=pin_hash))
    return True


def find(session: Session, name: str) -> Lock | None:
    """The account of a name, with what guards it."""
    for row in session.ask(AccountRow.select().where(AccountRow.name == name).tuples()):
        id_, _, role, pin_hash, wrong, locked_until, active, password_hash = row
        account = Account(id_, name, Role(role), bool(active))
        return Lock(account, pin_hash, password_hash, wrong, instant_or_none(locked_until))
    return None


def all_accounts(session: Session) -> tuple[Account, ...]:
    """Every account, by name."""
    query = AccountRow.select(
        AccountRow.id, AccountRow.name, AccountRow.role, AccountRow.active)
    return tuple(
        Account(id_, name, Role(role), bool(active))
        for id_, name, role, active in session.ask(query.order_by(AccountRow.name).tuples())
    )


def set_pin(change: Change, account: Account, pin_hash: str) -> None:
    """Gives a new PIN; whoever was logged in with the old one is logged out."""
    _set(change, account, pin_hash=pin_hash)


def set_password(change: Change, account: Account, password_hash: str | None) -> None:
    """Gives a password for the desk, or takes it away; whoever was logged in is logged out."""
    _set(change, account, password_hash=password_hash)


def _set(change: Change, account: Account, **hashes: str | None) -> None:
    change.ask(AccountRow.update(wrong=0, locked_until=None, **hashes)
               .where(AccountRow.id == account.id))
    change.ask(SessionRow.delete().where(SessionRow.account == account.id))


def set_role(change: Change, account: Account, role: Role, *, active: bool) -> None:
    """Gives another role, or puts out of use; whoever was logged in is logged out."""
    change.ask(AccountRow.update(role=str(role), active=active)
               .where(AccountRow.id == account.id))
    change.ask(SessionRow.delete().where(SessionRow.account == account.id))


def set_wrong(change: Change, account: Account, wrong: int, until: datetime | None) -> None:
    """Keeps how many PINs in a row were wrong, and until when the account is locked."""
    change.ask(
        AccountRow.update(wrong=wrong, locked_until=stored_instant(until) if until else None)
        .where(AccountRow.id == account.id)
    )


def open_session(change: Change, token: str, account: Account, now: datetime) -> None:
    """Keeps a new session, by the hash of its token only."""
    change.ask(
        SessionRow.insert(
            token_hash=_hash(token), account=account.id, started_at=stored_instant(now),
            seen_at=stored_instant(now),
        )
    )


def session_of(session: Session, token: str) -> StaffSession | None:
    """The session of a token, however old."""
    query = (
        SessionRow.select(
            SessionRow.window, SessionRow.started_at, SessionRow.seen_at,
            AccountRow.id, AccountRow.name, AccountRow.role,
        )
        .join(AccountRow)
        .where(SessionRow.token_hash == _hash(token))
    )
    for window, started_at, seen_at, id_, name, role in session.ask(query.tuples()):
        return StaffSession(token, Account(id_, name, Role(role)), window,
                            instant_of(started_at), instant_of(seen_at))
    return None


def sit_down(change: Change, token: str, window: int, now: datetime) -> None:
    """Keeps at which window a session works from now on."""
    change.ask(
        SessionRow.update(window=window, seen_at=stored_instant(now))
        .where(SessionRow.token_hash == _hash(token))
    )


def set_seen(change: Change, token: str, now: datetime) -> None:
    """Keeps when a session was last seen."""
    change.ask(
        SessionRow.update(seen_at=stored_instant(now))
        .where(SessionRow.token_hash == _hash(token))
    )


def close_session(change: Change, token: str) -> None:
    """Ends a session."""
    change.ask(SessionRow.delete().where(SessionRow.token_hash == _hash(token)))


def close_all(change: Change) -> None:
    """Ends every session."""
    change.ask(SessionRow.delete())


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is open: `key` ends it and opens nothing."""

    key: str
    account_id: int
    window: int | None
    started_at: datetime
    seen_at: datetime


def opened(session: Session, since: datetime) -> tuple[Opened, ...]:
    """Every session that began since an instant, last seen first."""
    query = (SessionRow.select().where(SessionRow.started_at >= stored_instant(since))
             .order_by(SessionRow.seen_at.desc()))
    return tuple(
        Opened(key, account, window, instant_of(started_at), instant_of(seen_at))
        for key, account, window, started_at, seen_at in session.ask(query.tuples())
    )


def end_session(change: Change, key: str) -> None:
    """Ends a session by its key."""
    change.ask(SessionRow.delete().where(SessionRow.token_hash == key))


def sweep(change: Change, before: datetime) -> None:
    """Forgets sessions that began before an instant: they are over, whatever was done in them."""
    change.ask(SessionRow.delete().where(SessionRow.started_at < stored_instant(before)))


def seated(session: Session, since: datetime) -> tuple[tuple[int, str], ...]:
    """Window and name of everybody who works at one and was seen since an instant."""
    query = (
        SessionRow.select(SessionRow.window, AccountRow.name)
        .join(AccountRow)
        .where(SessionRow.window.is_null(False) & (SessionRow.seen_at >= stored_instant(since)))
        .order_by(SessionRow.started_at)
    )
    return tuple(session.ask(query.tuples()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
