"""Pairing: another kiosk of the centre gets the secret by a code from the desk.

The secret waits in the shared database for ten minutes, encrypted under the code. Whoever hears the
code has no database, whoever reads the database has no code: it has 80 bits, and argon2id makes
each guess dear.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from db.engine.database import Database
from db.operations import pairing as stored
from kiosk.actions.acting import acting, allowed
from kiosk.context import AppContext
from kiosk.devices.second_copy.sealed import RECOMMENDED
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_SECRETS, StaffSession

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
# Crockford's letters: none is taken for another.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
READ_AS = str.maketrans("OIL", "011", "- ")
SALT, NONCE = 16, 12
LONGEST_SLEEP = 60.0


def open_pairing(ctx: AppContext, session: StaffSession) -> str:
    """A code for another kiosk, shown only now; the one before is over. It takes a moment. Refuses
    with `not_allowed`, `pairing_alone` where the database is a file of this machine."""
    allowed(session, MAY_KEEP_SECRETS)
    if ctx.database.is_sqlite:
        raise Refusal("pairing_alone")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    wrapped = nonce + AESGCM(_key(code, salt)).encrypt(nonce, ctx.secret, salt)
    with acting(ctx, session, MAY_KEEP_SECRETS) as act:
        stored.put(act.tx, salt.hex(), wrapped.hex(), TRIES, act.now + GOOD_FOR)
        act.log("open_pairing")
    return "-".join(code[at:at + GROUP] for at in range(0, LENGTH, GROUP))


def secret_by(database: Database, code: str, now: datetime) -> bytes:
    """The secret, for a code that nobody used yet. Refuses with `wrong_code` (left), and with
    `no_code` where none is good. Raises StorageDown."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    with database.write_aside() as tx:
        found = stored.take_try(tx, now)
    if found is None:
        raise Refusal("no_code")
    salt, wrapped = bytes.fromhex(found.salt), bytes.fromhex(found.wrapped)
    typed = code.upper().translate(READ_AS)
    try:
        secret = AESGCM(_key(typed, salt)).decrypt(wrapped[:NONCE], wrapped[NONCE:], salt)
    except InvalidTag as wrong:
        raise Refusal("wrong_code", left=found.tries) from wrong
    with database.write_aside() as tx:
        if not stored.end(tx, found.salt):
            raise Refusal("no_code")
    return secret


def say_paired(ctx: AppContext) -> None:
    """Writes down which kiosk got the secret. Raises StorageDown."""
    with acting(ctx, ctx.settings.kiosk_name) as act:
        act.log("pair", kiosk=ctx.settings.kiosk_name)


def forget_code(ctx: AppContext) -> float:
    """Ends a code whose time is over; the seconds until it looks again. Raises StorageDown."""
    now = ctx.clock()
    with ctx.database.read() as tx:
        until = stored.open_until(tx)
    if until is None:
        return LONGEST_SLEEP
    if until > now:
        return min((until - now).total_seconds(), LONGEST_SLEEP)
    with ctx.database.write_aside() as tx:
        stored.end_late(tx, now)
    return LONGEST_SLEEP


def _key(code: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(code.encode(), salt, time_cost=RECOMMENDED.passes,
                           memory_cost=RECOMMENDED.memory, parallelism=RECOMMENDED.lanes,
                           hash_len=32, type=Type.ID)
