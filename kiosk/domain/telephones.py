"""Telephones: the one form in which a number is kept, looked up and called, however written."""

from __future__ import annotations

import re
import unicodedata

from kiosk.domain.refusals import Refusal

# The digits of a mobile number; a landline with its area code has as many, or one more.
MOBILE_DIGITS = 11
# What can be wrong with one: the codes of its refusals.
NO_TELEPHONE = (
    "short_phone", "long_phone", "local_phone", "company_phone", "public_phone",
    "extension_phone", "foreign_phone", "letters_in_phone", "bad_phone",
)
# How many digits can follow such a beginning, on keys that know no gaps.
_MOST = (("0086", 15), ("86", 13), ("0", 12))
_BETWEEN = "+−~|ー"
_EXTENSION = re.compile(r"(.*\d\D*?)(?:转|轉|分机|分機|ext|x|#)\D*(\d{1,6})\D*")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0(?:10|2\d))([1-9]\d{7})|(0[3-9]\d\d)([1-9]\d{6,7})")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_COMPANY = re.compile(r"([48]00)(\d{3})(\d{4})|9[56]\d{3,6}")
_PUBLIC = re.compile(r"1[0-2]\d{1,4}")
_SHORT = re.compile(r"(?:1([3-9]\d*)?|0\d*)?")


def telephone(written: str) -> str:
    """The digits that call whoever left a number: a mobile, or a landline with its area code.

    Refuses with one of NO_TELEPHONE: `short_phone` (missing: digits), `local_phone` where the
    area code is missing, `company_phone` for 400 and 95588, `public_phone` for 110.
    """
    plain = _plain(written)
    if _EXTENSION.fullmatch(plain):
        raise Refusal("extension_phone")
    number = _at_home(_digits(plain))
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    if _SHORT.fullmatch(number) and len(number) != MOBILE_DIGITS:
        if len(number) < MOBILE_DIGITS:
            raise Refusal("short_phone", missing=MOBILE_DIGITS - len(number))
        raise Refusal("long_phone")
    kinds = {"company_phone": _COMPANY, "public_phone": _PUBLIC, "local_phone": _LOCAL}
    raise Refusal(next((code for code, kind in kinds.items() if kind.fullmatch(number)),
                       "bad_phone"))


def is_telephone(written: str) -> bool:
    """Whether somebody can be called by what is written."""
    try:
        return bool(telephone(written))
    except Refusal:
        return False


def service_number(written: str) -> str:
    """A number that residents call, as it is shown: 0358-7620000, 400-810-5858, 12345; the own
    ones of somebody, one of the place, and extensions too. Refuses with what is no number."""
    plain = _plain(written)
    inside = _EXTENSION.fullmatch(plain)
    number = _at_home(_digits(inside[1] if inside else plain))
    kinds = (_MOBILE, _LANDLINE, _COMPANY, _PUBLIC, _LOCAL)
    found = next((found for kind in kinds if (found := kind.fullmatch(number))), None)
    if found is None:
        raise Refusal("bad_phone")
    parts = [part for part in found.groups() if part] or [number]
    return "-".join([*parts, inside[2]] if inside else parts)


def as_shown(written: str) -> str:
    """`service_number` of what is kept; what is none stays as somebody wrote it."""
    try:
        return service_number(written)
    except Refusal:
        return written


def dialled(shown: str) -> str:
    """What calls a number as `service_number` shows it: tel:03587620000, an extension behind a
    pause: tel:03587620000,8001."""
    *head, last = shown.split("-")
    number = "".join(head)
    is_inside = head and any(kind.fullmatch(number) for kind in (_MOBILE, _LANDLINE, _COMPANY))
    return f"tel:{number},{last}" if is_inside else f"tel:{number}{last}"


def plain_digits(written: str) -> str:
    """What was typed into a field of digits alone: none of its gaps, every digit 0 to 9."""
    return "".join(one for one in _plain(written) if one.isdecimal())


def most_digits(typed: str) -> int:
    """How many digits a number can have that begins so."""
    return next((most for begin, most in _MOST if typed.startswith(begin)), MOBILE_DIGITS)


def _plain(written: str) -> str:
    """Every digit of any script as 0 to 9, signs in their plain width, letters small."""
    return "".join(str(unicodedata.digit(one, one))
                   for one in unicodedata.normalize("NFKC", written)).lower()


def _digits(plain: str) -> str:
    """Digits without gaps, with a + before them. Refuses with `letters_in_phone`."""
    kept = "".join(one for one in plain if not _is_gap(one))
    if not re.fullmatch(r"\+?[0-9]*", kept):
        raise Refusal("letters_in_phone")
    return kept


def _is_gap(sign: str) -> bool:
    """Spaces, dashes, brackets, dots, the frames of keys, and what cannot be seen."""
    return unicodedata.category(sign)[0] in "ZPCM" or sign in _BETWEEN[1:]


def _at_home(number: str) -> str:
    """Without the prefixes of this country and of long distance. Refuses with `foreign_phone`."""
    abroad = re.match(r"\+?00|\+", number)
    rest = re.sub(r"^(\+?00|\+)?86", "", number)
    if abroad and rest == number:
        raise Refusal("foreign_phone")
    if not abroad and len(rest) < MOBILE_DIGITS - 1:
        return number
    if re.fullmatch(r"01[3-9]\d{9}", rest):
        return rest[1:]
    # Calls from abroad leave out the 0 of an area code.
    return f"0{rest}" if rest != number and _LANDLINE.fullmatch(f"0{rest}") else rest
