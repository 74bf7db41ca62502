"""Telephones: one number is one, however it is written, and what is none says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import (
    NO_TELEPHONE,
    as_shown,
    dialled,
    is_telephone,
    most_digits,
    service_number,
    telephone,
)
from tests.support.telephones import CASES, LANDLINE, LANDLINE_WAYS, MOBILE, NONE, WAYS


def answer(ask: Callable[[str], str], written: str) -> str:
    try:
        return ask(written)
    except Refusal as refusal:
        return refusal.code


def test_a_number_is_one_however_it_is_written() -> None:
    wrong = {way: told for ways, number in ((WAYS, MOBILE), (LANDLINE_WAYS, LANDLINE))
             for way in ways if (told := answer(telephone, way)) != number}
    assert wrong == {}


def test_what_is_no_number_says_what_is_the_matter() -> None:
    wrong = {way: told for way, code in NONE.items() if (told := answer(telephone, way)) != code}
    assert wrong == {}
    assert not any(map(is_telephone, NONE)) and set(NONE.values()) == set(NO_TELEPHONE)


def test_the_numbers_that_failed_once_are_read() -> None:
    assert [answer(telephone, one) for one in CASES if one] == [
        MOBILE, MOBILE, MOBILE, "13900001234", "company_phone"]


def test_what_is_missing_is_counted_without_the_prefix() -> None:
    for written, missing in (("138", 8), ("+86 138", 8), ("0086138", 8), ("0358", 7), ("", 11)):
        with pytest.raises(Refusal) as refused:
            telephone(written)
        assert refused.value.details == {"missing": missing}, written


def test_landlines_of_short_and_long_area_codes_are_numbers() -> None:
    for written in ("010-65529988", "021 6552 9988", "0311-87654321", "0358-7623456"):
        assert is_telephone(written), written
    assert not is_telephone("010-655299881")


def test_the_centre_shows_its_own_number_in_one_form() -> None:
    shown = {
        "０３５８－７６２ ００００": "0358-7620000", "(010)65529988": "010-65529988",
        "４００８１０５８５８": "400-810-5858", "12345": "12345", "7623456": "7623456",
        "+86 13800138000": MOBILE, "0358-7623456 转 801": "0358-7623456-801",
    }
    assert {written: service_number(written) for written in shown} == shown
    assert all(answer(service_number, one).endswith("_phone") for one in ("找小王", "138", "+1 2"))
    assert as_shown("找小王") == "找小王" and as_shown("") == ""


def test_a_number_as_shown_is_dialled_with_its_extension_behind_a_pause() -> None:
    shown = {"0358-7620000": "tel:03587620000", "400-810-5858": "tel:4008105858",
             "12345": "tel:12345", MOBILE: f"tel:{MOBILE}",
             "0358-7623456-801": "tel:03587623456,801", "400-810-5858-2": "tel:4008105858,2"}
    assert {one: dialled(one) for one in shown} == shown


def test_keys_take_as_many_digits_as_such_a_number_can_have() -> None:
    assert [most_digits(one) for one in ("", "138", "0358", "86138", "0086")] == [
        11, 11, 12, 13, 15]
