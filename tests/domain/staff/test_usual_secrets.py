"""PINs and passwords that are tried first are told from those that nobody would try."""

from __future__ import annotations

import random

import pytest

from kiosk.domain.guessing import OF_ONE, OF_STRANGERS
from kiosk.domain.staff.usual_secrets import is_usual_password, is_usual_pin

NAMES = ("小王", "Zhang Wei", "家门口", "Jiamenkou", "留义社区党群服务中心",
         "Liuyi Community Service Centre")
USUAL_PINS = """
000000 111111 123456 654321 112233 332211 121212 123123 321321 123321 100001 012345 567890 135791
246802 987654 111222 888666 520520 521314 147258 258369 159753 123654 456789 456123 890101 010190
310199 199203 202401 031985 112211 221122 789456 909090
""".split()
OTHER_PINS = "271828 258036 482915 739164 604827 915372 847206 630984 102938 596041".split()
USUAL_PASSWORDS = """
password12 Password123! P@ssw0rd12 passwordpassword qwertyuiop qwertyuiop12 1qaz2wsx3edc asdfghjkl1
1234567890 0987654321 aaaaaaaaaa abcdefghij abcabcabcabc admin123456 administrator iloveyou1234
woaini1314520 woaini520520 zhangwei1985 zhangwei12345 Zhang.Wei.88 jiamenkou2024 liuyi888888
xiaowang1985 小王小王xiaowang Community1! 家门口家门口家门口 密码密码密码12 我爱你中国12345
welcome12345 letmein!!!!!! short
""".split()
OTHER_PASSWORDS = ("春天在老槐树下等你来下棋", "correct horse battery", "三只猫在屋顶上晒太阳呢",
                   "kd8-Wq2_mzR4t", "teapot under the plum tree", "password of a teapot on plums")


@pytest.mark.parametrize("pin", USUAL_PINS)
def test_a_pin_that_is_tried_first_is_refused(pin: str) -> None:
    assert is_usual_pin(pin)


@pytest.mark.parametrize("pin", OTHER_PINS)
def test_control_another_pin_is_taken(pin: str) -> None:
    assert not is_usual_pin(pin)


def test_most_pins_are_taken() -> None:
    """Nine of ten that are drawn: who guesses gains nothing by knowing what is refused."""
    drawn = random.Random(7)
    taken = sum(not is_usual_pin(f"{drawn.randrange(10**6):06}") for _ in range(5000))
    assert 4300 < taken < 4900


@pytest.mark.parametrize("password", USUAL_PASSWORDS)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    assert is_usual_password(password, NAMES)


@pytest.mark.parametrize("password", OTHER_PASSWORDS)
def test_control_another_password_is_taken(password: str) -> None:
    assert not is_usual_password(password, NAMES)


def test_the_own_name_and_the_centres_are_usual_only_where_they_are_known() -> None:
    assert is_usual_password("chongwen-ouyang", ("Ouyang", "Chongwen Street"))
    assert not is_usual_password("chongwen-ouyang"), "the control"


def test_a_year_of_guessing_by_strangers_is_one_pin_in_twenty_eight() -> None:
    """Twenty at once, then one in a quarter of an hour; one device that is marked, one an hour."""
    a_year = OF_STRANGERS.free + 365 * 24 * 3600 / OF_STRANGERS.longest.total_seconds()
    assert 27 < 10**6 / a_year < 29
    assert [OF_ONE.pause(n).total_seconds() for n in (4, 5, 6, 13, 14, 99)] == [
        0, 15, 30, 3600, 3600, 3600]
