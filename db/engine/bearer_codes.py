"""Bearer codes, which open what they are of, as they stand in the database: it alone gives none.

A code is encrypted with a synthetic nonce (the construction of RFC 5297, with HMAC): the same code
is always the same text, so that one column finds a code and gives it back for slips and links.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

# No character of a code: what begins otherwise is a code as older versions kept it.
MARK = "~"
TAG = 16
# As long as the mask; whatever is longer is no code of ours.
LONGEST = 64


def hidden(secret: bytes, code: str) -> str:
    """What stands in the database for a code, "" for what can be none."""
    plain = code.encode()
    if len(plain) > LONGEST:
        return ""
    tag = hmac.digest(secret, b"code tag " + plain, hashlib.sha512)[:TAG]
    return MARK + urlsafe_b64encode(tag + _masked(secret, tag, plain)).decode()


def shown(secret: bytes, kept: str) -> str:
    """The code again. With another secret it is one that opens nothing."""
    raw = urlsafe_b64decode(kept.removeprefix(MARK))
    return _masked(secret, raw[:TAG], raw[TAG:]).decode(errors="replace")


def key_index(secret: bytes, key: str) -> str:
    """What stands for the key of a request, which gives what the request made: it leads back to
    nothing."""
    return MARK + hmac.new(secret, b"request key " + key.encode(), hashlib.sha512).hexdigest()[:32]


def _masked(secret: bytes, tag: bytes, text: bytes) -> bytes:
    mask = hmac.digest(secret, b"code mask " + tag, hashlib.sha512)
    return bytes(a ^ b for a, b in zip(text, mask, strict=False))
