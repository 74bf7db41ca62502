"""Privacy: what may be shown of a person, and when a telephone number is one."""

from __future__ import annotations

import re

# What the person read before leaving a number; a new text is a new version.
ROOMS_NOTICE = "rooms-1"
HELP_NOTICE = "help-1"
MOBILE_DIGITS = 11
_MOBILE = re.compile(r"1[3-9]\d{9}")


def is_mobile(typed: str) -> bool:
    """Whether this is a mobile number of the mainland."""
    return bool(_MOBILE.fullmatch(typed))


def masked(phone: str) -> str:
    """138****5678."""
    return f"{phone[:3]}****{phone[-4:]}"
