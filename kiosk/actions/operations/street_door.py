"""The door of the street's page: one access code, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from kiosk.actions.pins import hash_pin, matches

# No letter that looks like another one. Ten of them are 49 bits: nobody guesses that, not even with
# the hash at hand.
SIGNS, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 10


class StreetDoor:
    """Knows the access code by the hash in a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def has_code(self) -> bool:
        """Whether there is one."""
        return self._file.exists()

    def new_code(self) -> str:
        """Makes another code, which is kept nowhere; who came in by the one before is out."""
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        written = self._file.with_suffix(".new")
        written.write_text(hash_pin(b"", code), "ascii")
        written.chmod(0o600)
        written.replace(self._file)
        return code

    def opens(self, typed: str) -> bool:
        """Whether it is the code; how large its letters are does not matter, nor are spaces."""
        return matches(b"", self._file.read_text("ascii"), "".join(typed.lower().split()))

    def mark(self) -> str:
        """What changes with the code."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()[:16]
