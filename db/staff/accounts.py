"""Staff accounts and their sessions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from db.engine.column_types import stored_instant, stored_or_none
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.staff.roles import Role, StaffAccount, StaffSession


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
    counter = IntegerField(null=True)
    started_at = BigIntegerField()
    seen_at = BigIntegerField()

    class Meta:
        table_name = "staff_session"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a log-in has to look at: the hashes of PIN and password (None: the PIN does for both),
    wrong ones in a row, locked until when."""

    account: StaffAccount
    pin_hash: str
    password_hash: str | None
    wrong: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is open: `key` ends it and opens nothing."""

    key: str
    account_id: int
    counter: int | None
    started_at: datetime
    seen_at: datetime


UNLOCKED: dict[str, object] = {"wrong": 0, "locked_until": None}

ACCOUNTS = RowMapper(StaffAccount, AccountRow)
LOCKS = RowMapper(Credentials, AccountRow, account=ACCOUNTS)
OPENED = RowMapper(Opened, SessionRow, key=SessionRow.token_hash)
# The token itself is with the browser alone, and from where it acts is seen anew each time.
SESSIONS = RowMapper(
    StaffSession, SessionRow, token=SessionRow.token_hash, account=ACCOUNTS, where=SQL("''"))


def add(tx: WriteTransaction, name: str, role: Role, pin_hash: str) -> bool:
    """Writes a new account; False where the name is taken."""
    if find(tx, name):
        return False
    tx.query(AccountRow.insert(name=name, role=str(role), pin_hash=pin_hash))
    return True


def find(tx: ReadTransaction, name: str) -> Credentials | None:
    """The account of a name, with what guards it."""
    return LOCKS.first(tx.query(LOCKS.select().where(AccountRow.name == name)))


def all_accounts(tx: ReadTransaction) -> tuple[StaffAccount, ...]:
    """Every account, by name."""
    return ACCOUNTS.read(tx.query(ACCOUNTS.select().order_by(AccountRow.name)))


def set_pin(tx: WriteTransaction, account: StaffAccount, pin_hash: str) -> None:
    """Gives a new PIN; whoever was logged in with the old one is logged out."""
    _set(tx, account, pin_hash=pin_hash, **UNLOCKED)


def set_password(tx: WriteTransaction, account: StaffAccount,
                 password_hash: str | None) -> None:
    """Gives a password for the desk, or takes it away; whoever was logged in is logged out."""
    _set(tx, account, password_hash=password_hash, **UNLOCKED)


def set_role(tx: WriteTransaction, account: StaffAccount, role: Role, *, active: bool) -> None:
    """Gives another role, or puts out of use; whoever was logged in is logged out."""
    _set(tx, account, role=str(role), active=active)


def _set(tx: WriteTransaction, account: StaffAccount, **columns: object) -> None:
    tx.query(AccountRow.update(**columns).where(AccountRow.id == account.id))
    tx.query(SessionRow.delete().where(SessionRow.account == account.id))


def set_wrong(tx: WriteTransaction, account: StaffAccount, wrong: int,
              until: datetime | None) -> None:
    """Keeps how many PINs in a row were wrong, and until when the account is locked."""
    tx.query(
        AccountRow.update(wrong=wrong, locked_until=stored_or_none(until))
        .where(AccountRow.id == account.id)
    )


def open_session(tx: WriteTransaction, token: str, account: StaffAccount,
                 now: datetime) -> None:
    """Keeps a new session, by the hash of its token only."""
    tx.query(
        SessionRow.insert(
            token_hash=_hash(token), account=account.id, started_at=stored_instant(now),
            seen_at=stored_instant(now),
        )
    )


def session_of(tx: ReadTransaction, token: str) -> StaffSession | None:
    """The session of a token, however old."""
    query = SESSIONS.select().join(AccountRow).where(SessionRow.token_hash == _hash(token))
    found = SESSIONS.first(tx.query(query))
    return found and replace(found, token=token)


def sit_down(tx: WriteTransaction, token: str, counter: int, now: datetime) -> None:
    """Keeps at which counter a session works from now on."""
    tx.query(
        SessionRow.update(counter=counter, seen_at=stored_instant(now))
        .where(SessionRow.token_hash == _hash(token))
    )


def set_seen(tx: WriteTransaction, token: str, now: datetime) -> None:
    """Keeps when a session was last seen."""
    tx.query(
        SessionRow.update(seen_at=stored_instant(now))
        .where(SessionRow.token_hash == _hash(token))
    )


def close_session(tx: WriteTransaction, token: str) -> None:
    """Ends a session."""
    tx.query(SessionRow.delete().where(SessionRow.token_hash == _hash(token)))


def close_all(tx: WriteTransaction) -> None:
    """Ends every session."""
    tx.query(SessionRow.delete())


def opened(tx: ReadTransaction, since: datetime) -> tuple[Opened, ...]:
    """Every session that began since an instant, last seen first."""
    query = (OPENED.select().where(SessionRow.started_at >= stored_instant(since))
             .order_by(SessionRow.seen_at.desc()))
    return OPENED.read(tx.query(query))


def end_session(tx: WriteTransaction, key: str) -> None:
    """Ends a session by its key."""
    tx.query(SessionRow.delete().where(SessionRow.token_hash == key))


def sweep(tx: WriteTransaction, before: datetime) -> None:
    """Forgets sessions that began before an instant: they are over, whatever was done in them."""
    tx.query(SessionRow.delete().where(SessionRow.started_at < stored_instant(before)))


def seated(tx: ReadTransaction, since: datetime) -> tuple[tuple[int, str], ...]:
    """Counter and name of everybody who works at one and was seen since an instant."""
    query = (
        SessionRow.select(SessionRow.counter, AccountRow.name)
        .join(AccountRow)
        .where(SessionRow.counter.is_null(False) & (SessionRow.seen_at >= stored_instant(since)))
        .order_by(SessionRow.started_at)
    )
    return tuple(tx.query(query.tuples()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
