"""Sealing what is personal: telephones as they lie in the database, readable with the key alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
MARK = 32


class Vault:
    """Seals and opens with keys made from the centre's secret, which lies outside the database.

    Each text is tied to what it belongs to: moved to another row it does not open.
    """

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"sealed", hashlib.sha256)
        self._mark = hmac.digest(secret, b"marked", hashlib.sha256)

    def close(self, text: str, of: str) -> str:
        """The text, sealed. `of` names what it belongs to."""
        nonce = secrets.token_bytes(NONCE)
        sealed = self._cipher().encrypt(nonce, text.encode(), of.encode())
        return urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, of: str) -> str:
        """The text again. Raises cryptography's InvalidTag where it was touched or moved."""
        raw = urlsafe_b64decode(sealed)
        opened: bytes = self._cipher().decrypt(raw[:NONCE], raw[NONCE:], of.encode())
        return opened.decode()

    def mark(self, text: str) -> str:
        """The same mark for the same text, to look it up by; it leads nowhere without the key."""
        return hmac.new(self._mark, text.encode(), hashlib.sha256).hexdigest()[:MARK]

    def _cipher(self) -> AESGCM:
        # Seldom needed, and 8 MB: the touch screen starts without.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)
