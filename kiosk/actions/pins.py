"""PINs and passwords as hashes: the least that OWASP wants of argon2id."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


def matches(hashed: str, pin: str) -> bool:
    """Whether a PIN is the one of a hash; it takes tens of milliseconds."""
    try:
        return HASHER.verify(hashed, pin)
    except VerifyMismatchError:
        return False
