"""Telephones for tests: one number in every way people write it, and what is no number."""

from __future__ import annotations

from pathlib import Path

MOBILE, LANDLINE = "13800138000", "03587623456"
WAYS = (
    "13800138000", "+86 13800138000", "008613800138000", "１３８００１３８０００",
    "138００138000", "+86-138-0013-8000", "(86)13800138000", "（+86）138 0013 8000",
    "86 138 0013 8000", "＋８６　１３８００１３８０００", "١٣٨٠٠١٣٨٠٠٠", "۱۳۸۰۰۱۳۸۰۰۰",
    "०१३८००१३८०००",
    "138\u200b0013\u200d8000", "138\xa00013\u20098000", "138–0013–8000", "138—0013−8000",
    "138.0013.8000", "138·0013·8000", "138/0013/8000", "138_0013_8000", "138，0013，8000",
    "①③⑧⓪⓪①③⑧⓪⓪⓪", "\u202d13800138000\u202c", "\ufeff13800138000", "013800138000",
    "1\ufe0f\u20e33\ufe0f\u20e38\ufe0f\u20e300138000", "\t13800138000\n", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
)
LANDLINE_WAYS = (
    "03587623456", "0358-7623456", "０３５８-７６２３４５６", "（0358）7623456", "0358 762 3456",
    "+86 358 7623456", "+86 (0)358-7623456", "0086 0358 7623456", "86-358-7623456",
)
NONE = {
    "": "short_phone", "138": "short_phone", "+86 138 0013 800": "short_phone",
    "0358-762": "short_phone", "138001380001": "long_phone", "0358-7623456-801": "long_phone",
    "13800138000，13900001111": "long_phone", "7623456": "local_phone", "87654321": "local_phone",
    "４００８１０５８５８": "company_phone", "400-810-5858": "company_phone",
    "800 810 5858": "company_phone", "95588": "company_phone", "110": "public_phone",
    "１２０": "public_phone", "12345": "public_phone", "+86 110": "public_phone",
    "0358-7623456 转 801": "extension_phone", "0358-7623456轉801": "extension_phone",
    "13800138000 ext. 5": "extension_phone", "0358-7623456#801": "extension_phone",
    "+852 9123 4567": "foreign_phone", "001 212 555 0100": "foreign_phone",
    "13800138000a": "letters_in_phone", "1380013800O": "letters_in_phone",
    "电话13800138000": "letters_in_phone", "13800138000张": "letters_in_phone",
    "138½": "letters_in_phone", "++8613800138000": "letters_in_phone",
    "12012345678": "bad_phone", "0000000": "foreign_phone", "5": "bad_phone",
}
CASES = (Path(__file__).parent / "cases" / "telephones.txt").read_text("utf-8").split("\n")
