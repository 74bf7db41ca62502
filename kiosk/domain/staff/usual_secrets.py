"""PINs and passwords that are tried first, by rule and by a short list of our own.

NIST SP 800-63B, 3.1.1.2: a new secret is compared with those that are commonly used, expected
or known from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from kiosk.domain.readings import readings

# Lines and crosses on a keypad, and numbers that sound like words of love.
PINS = frozenset(("147258", "147369", "258369", "369258", "258147", "159357", "159753", "357159",
                  "123654", "123789", "789456", "521314", "131452", "147852", "963852", "112358",
                  "314159", "110120", "110119"))
DATES = ("%y%m%d", "%d%m%y", "%Y%m", "%m%Y")
# On a keyboard: its rows, its columns, and both alphabets of counting.
RUNS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()", "qazwsxedcrfvtgbyhnujmikolp",
        "一二三四五六七八九十")
SHORTEST_RUN = 4
WORDS = ("password", "passwort", "passw", "admin", "administrator", "root", "welcome", "letmein",
         "iloveyou", "master", "login", "user", "guest", "test", "secret", "computer", "internet",
         "monkey", "dragon", "football", "sunshine", "princess", "hello", "kiosk", "staff", "desk",
         "clerk", "manager", "office", "centre", "center", "community", "service", "china",
         "woaini", "aini", "mima", "wode", "nihao", "zhongguo", "beijing", "shequ", "fuwu",
         "guanli", "jiamenkou", "密码", "口令", "管理员", "工作人员", "我爱你", "我的", "你好",
         "中国", "家门口", "社区", "服务", "中心", "窗口")
# What stands for a letter.
LEET = str.maketrans("@4310$57!", "aaelossti")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 128
# So much has to be left once everything usual counts as one sign.
LEAST_LEFT = 8


def is_usual_pin(pin: str) -> bool:
    """Whether six digits are tried first: few different ones, a run, pairs, a block repeated or
    turned round, a date, a line on the keypad."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    half, mirrored = len(pin) // 2, pin[::-1]
    return (len(set(pin)) < 3 or len(steps) == 1 or pin in PINS or mirrored in PINS
            or pin == mirrored or pin[:half] == pin[half:] or pin[:2] * 3 == pin
            or pin[::2] == pin[1::2] or (_is_run(pin[:half]) and _is_run(pin[half:]))
            or _is_date(pin))


def is_usual_password(password: str, names: Iterable[str] = ()) -> bool:
    """Whether a password is too short, too long, or soon guessed. `names` are those of the
    account and of the centre: whoever tries knows them."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return True
    written = password.casefold()
    return any(len(left) < LEAST_LEFT or len(set(left)) < LEAST_LEFT - 2
               for left in (_left(written, names), _left(written.translate(LEET), names)))


def _left(written: str, names: Iterable[str]) -> str:
    """What is left where each usual part is one sign."""
    for word in sorted((*WORDS, *_spellings(names)), key=len, reverse=True):
        written = written.replace(word, "\0")
    written = re.sub(r"(.+?)\1+", r"\1", written)
    left, at = "", 0
    while at < len(written):
        end = at + SHORTEST_RUN
        while end <= len(written) and _is_run(written[at:end]):
            end += 1
        left += written[at]
        at = end - 1 if end > at + SHORTEST_RUN else at + 1
    return re.sub(r"\d{4,}", lambda found: found[0][:2], left)


def _spellings(names: Iterable[str]) -> set[str]:
    """The parts of names as they are written, and as they are typed without an input method."""
    parts = {part for name in names for part in re.split(r"[\W_]+", name.casefold())}
    typed = {"".join(readings(sign)[0] for sign in part) for part in parts}
    return {one for one in parts | typed if len(one) > 1}


def _is_run(part: str) -> bool:
    """Whether signs follow each other on a keyboard or in an alphabet, either way."""
    return any(part in run or part[::-1] in run for run in RUNS)


def _is_date(pin: str) -> bool:
    return any(_reads_as(pin, form) for form in DATES)


def _reads_as(pin: str, form: str) -> bool:
    try:
        read = datetime.strptime(pin, form)  # noqa: DTZ007  # only whether there is such a day
    except ValueError:
        return False
    return 1900 <= read.year <= 2099
