"""PINs and passwords as hashes: the least that OWASP wants of argon2id, over a keyed hash of them.

A PIN has a million values: without the centre's secret nobody can try them on a stolen database.
"""

from __future__ import annotations

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
# What begins otherwise is a hash as older versions made it, without the secret.
KEYED = "k"


def hash_pin(secret: bytes, pin: str) -> str:
    """The hash of a PIN or password; it takes tens of milliseconds."""
    return KEYED + HASHER.hash(_keyed(secret, pin))


def matches(secret: bytes, hashed: str, pin: str) -> bool:
    """Whether a PIN is the one of a hash; it takes tens of milliseconds."""
    try:
        if is_old(hashed):
            return HASHER.verify(hashed, pin)
        return HASHER.verify(hashed.removeprefix(KEYED), _keyed(secret, pin))
    except VerifyMismatchError:
        return False


def is_old(hashed: str) -> bool:
    """Whether a hash was made without the secret: who enters the right PIN gets a new one."""
    return not hashed.startswith(KEYED)


def _keyed(secret: bytes, pin: str) -> str:
    return hmac.new(secret, b"pin " + pin.encode(), hashlib.sha256).hexdigest()
