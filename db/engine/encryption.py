"""Encryption of what is personal: a random key for each value, destroyed with the value."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from db.engine.database import WriteTransaction
from db.engine.key_store import DESTROYED, KeyStore

NONCE = 12
KEY = 32
INDEX = 32
ID = 22
# No character of what older versions wrote, which had no key of its own.
KEYED = "k."
MARKED = "m"


class Unreadable(Exception):
    """A value that does not open: its key is destroyed or unknown, or it was changed or moved."""


class Vault:
    """Encrypts and decrypts, each value with a key of its own from the key store.

    A value names its key: `k.`, 22 characters of the key's id, nonce and ciphertext. Each is tied
    to what it belongs to: moved to another row it does not open. The keys are wrapped by one that
    comes from the secret, which lies outside the database.
    """

    def __init__(self, secret: bytes, keys: KeyStore) -> None:
        self.keys = keys
        self._wrapping = hmac.digest(secret, b"record keys", hashlib.sha256)
        self._index = hmac.digest(secret, b"marked", hashlib.sha256)
        self._old = hmac.digest(secret, b"sealed", hashlib.sha256)
        self._person = hmac.digest(secret, b"persons", hashlib.sha256)
        self.check = hmac.new(secret, b"the secret of this database", hashlib.sha256).hexdigest()

    def encrypt(self, _tx: WriteTransaction, text: str, of: str) -> str:
        """The text, encrypted with a new key. `of` names what it belongs to."""
        return self._encrypted(*self.keys.take(self._new_key), text, of)

    def decrypt_old(self, old: str, of: str) -> str:
        """What an older version encrypted with one key for all. Raises Unreadable."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            raw = urlsafe_b64decode(old)
            return AESGCM(self._old).decrypt(raw[:NONCE], raw[NONCE:], of.encode()).decode()
        except (InvalidTag, ValueError) as wrong:
            raise Unreadable(of) from wrong

    def encrypt_old(
        self, _tx: WriteTransaction, values: Sequence[tuple[str, str, str]]
    ) -> list[str]:
        """What an older version encrypted, as it is now: each with the old form, the text and what
        it belongs to.

        It has the same key in whichever backup it is found: once that is destroyed, what is written
        in its place names the destroyed one.
        """
        ids = [self._id_of_old(old) for old, _, _ in values]
        held = self.keys.make_all(ids, self._new_key)
        return [KEYED + id_ if held[id_] == DESTROYED
                else self._encrypted(id_, held[id_], text, of)
                for id_, (_, text, of) in zip(ids, values, strict=True)]

    def _id_of_old(self, old: str) -> str:
        named = hmac.digest(self._old, old.encode(), hashlib.sha256)[:16]
        return urlsafe_b64encode(named).decode().rstrip("=")

    def _encrypted(self, id_: str, wrapped: str, text: str, of: str) -> str:
        # Seldom needed, and 8 MB: the touch screen starts without.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self._unwrapped(wrapped)).encrypt(nonce, text.encode(), of.encode())
        return f"{KEYED}{id_}{urlsafe_b64encode(nonce + sealed).decode()}"

    def decrypt(self, sealed: str, of: str) -> str:
        """The text again. Raises Unreadable."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not sealed.startswith(KEYED):
            raise Unreadable(of)
        start = len(KEYED) + ID
        wrapped = self.keys.table.value_of(sealed[len(KEYED):start])
        if wrapped in (None, DESTROYED):
            raise Unreadable(of)
        try:
            raw = urlsafe_b64decode(sealed[start:])
            text = AESGCM(self._unwrapped(str(wrapped))).decrypt(
                raw[:NONCE], raw[NONCE:], of.encode())
        except (InvalidTag, ValueError) as wrong:
            raise Unreadable(of) from wrong
        return text.decode()

    def blind_index(self, text: str) -> str:
        """The same mark for the same text, to look it up by: only for what nobody can guess, for
        whoever has the secret finds a telephone by trying them all."""
        return hmac.new(self._index, text.encode(), hashlib.sha256).hexdigest()[:INDEX]

    def person_index(self, telephone: str) -> str | None:
        """What stands for a telephone in the database, None where nothing does. That it does, the
        key store alone knows, and forgets it with the last row in which it stands."""
        id_ = self.keys.id_of(self._mark_of(telephone))
        return id_ and f"{KEYED}{id_}"

    def make_person_index(self, _tx: WriteTransaction, telephone: str) -> str:
        """The same, made where there is none yet."""
        return f"{KEYED}{self.keys.make_id(self._mark_of(telephone))}"

    def opens(self, wrapped: str) -> bool:
        """Whether what stands in the key store for an id is what the secret made."""
        try:
            return wrapped == DESTROYED or wrapped.startswith(MARKED) or bool(
                self._unwrapped(wrapped))
        except Unreadable:
            return False

    def _mark_of(self, telephone: str) -> str:
        mark = hmac.new(self._person, telephone.encode(), hashlib.sha512).hexdigest()
        return MARKED + mark[:len(DESTROYED) - len(MARKED)]

    def _new_key(self) -> str:
        from cryptography.hazmat.primitives.keywrap import aes_key_wrap

        return aes_key_wrap(self._wrapping, secrets.token_bytes(KEY)).hex()

    def _unwrapped(self, wrapped: str) -> bytes:
        from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

        try:
            return aes_key_unwrap(self._wrapping, bytes.fromhex(wrapped))
        except (InvalidUnwrap, ValueError) as wrong:
            raise Unreadable("its key") from wrong
