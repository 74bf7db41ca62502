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

from db.engine.column_types import Param, PreparedQuery, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.staff.roles import Role, StaffAccount, StaffSession


class AccountRow(Model):
    """A member of staff."""

    name = TextField(unique=True)
    role = TextField()
    pin_hash = TextField()
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
    """What a log-in has to look at: the hashes of PIN and password (None: the PIN does for
    both)."""

    account: StaffAccount
    pin_hash: str
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is open: `key` ends it and opens nothing."""

    key: str
    account_id: int
    counter: int | None
    started_at: datetime
    seen_at: datetime


HAS_SESSION = PreparedQuery(
    lambda: SessionRow.select(SessionRow.account).join(AccountRow).where(
        (SessionRow.token_hash == Param("token_hash")) & (AccountRow.active == Param("active")))
)
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


def set_pin(tx: WriteTransaction, account: StaffAccount, pin_hash: str,
            but: str = "") -> None:
    """Gives a new PIN; every session ends, but for the one whose token is `but`."""
    _set(tx, account, but, pin_hash=pin_hash)


def set_password(tx: WriteTransaction, account: StaffAccount,
                 password_hash: str | None, but: str = "") -> None:
    """Gives a password for the desk, or takes it away; every session ends, but for the one whose
    token is `but`."""
    _set(tx, account, but, password_hash=password_hash)


def renew_hash(tx: WriteTransaction, account: StaffAccount, old: str, new: str) -> None:
    """Writes the hash of PIN or password anew, of the same PIN or password: sessions go on."""
    for column in (AccountRow.pin_hash, AccountRow.password_hash):
        tx.query(AccountRow.update({column: new})
                 .where((AccountRow.id == account.id) & (column == old)))


def set_role(tx: WriteTransaction, account: StaffAccount, role: Role, *, active: bool) -> None:
    """Gives another role, or puts out of use; whoever was logged in is logged out."""
    _set(tx, account, "", role=str(role), active=active)


def _set(tx: WriteTransaction, account: StaffAccount, but: str, **columns: object) -> None:
    tx.query(AccountRow.update(**columns).where(AccountRow.id == account.id))
    tx.query(SessionRow.delete().where(
        (SessionRow.account == account.id) & (SessionRow.token_hash != _hash(but))))


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


def has_session(tx: ReadTransaction, token: str) -> bool:
    """Whether a session is open, of an account that may come in."""
    return tx.execute(HAS_SESSION, token_hash=_hash(token), active=True).fetchone() is not None


def renew_token(tx: WriteTransaction, old: str, new: str) -> None:
    """Gives a session another token; all else of it stays as it is."""
    tx.query(SessionRow.update(token_hash=_hash(new)).where(SessionRow.token_hash == _hash(old)))


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
