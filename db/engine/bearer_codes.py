"""Bearer codes, which open what they are of, as they stand in the database: it alone gives none.

A code is encrypted with a synthetic nonce (AES-SIV, RFC 5297): the same code is always the same
text, so that one column finds a code and gives it back for slips and links.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

# No characters of a code: what begins otherwise is as older versions kept it.
MARK, KEY_MARK = ".", "~"


def hidden(secret: bytes, code: str) -> str:
    """What stands in the database for a code."""
    return MARK + urlsafe_b64encode(_cipher(secret).encrypt(code.encode(), None)).decode()


def shown(secret: bytes, kept: str) -> str:
    """The code again; "", which opens nothing, with another secret."""
    from cryptography.exceptions import InvalidTag

    try:
        raw = urlsafe_b64decode(kept.removeprefix(MARK))
        return _cipher(secret).decrypt(raw, None).decode()
    except (InvalidTag, ValueError):
        return ""


def key_index(secret: bytes, key: str) -> str:
    """What stands for the key of a request, which gives what the request made: it leads back to
    nothing."""
    digest = hmac.new(secret, b"request key " + key.encode(), hashlib.sha512).hexdigest()
    return KEY_MARK + digest[:32]


@cache
def _cipher(secret: bytes) -> AESSIV:
    # 8 ms and 7 MB: the touch screen starts without, and the first number pays for it.
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(hmac.digest(secret, b"bearer codes", hashlib.sha512))
