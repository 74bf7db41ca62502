"""Samples of the opening check: before it, under way, one trouble, all well, everything wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.actions.operations.opening_check import result_of
from kiosk.actions.operations.opening_parts import found
from kiosk.assets import ASSETS
from kiosk.domain.operations.opening_check import PARTS, CheckResult
from kiosk.domain.staff.roles import Role, StaffAccount, StaffSession
from kiosk.ui.navigation.screen import Answers
from kiosk.wording.translator import load_words
from tests.samples.centre import NOW

WORDS = load_words(ASSETS / "i18n")
EARLY = NOW.replace(hour=8, minute=12)
MANAGER = StaffSession("t", StaffAccount(1, "赵主任", Role.MANAGER), None, EARLY, EARLY)
GOOD = {
    "screen": "screen_lit", "printer": "printer_printed", "voice": "voice_said",
    "board": "board_asks", "phones": "phones_open", "database": "database_written",
    "backup": "backup_opened", "clock": "clock_right", "disk": "disk_half",
    "holidays": "today_open",
}
BAD = {
    "screen": "screen_unplugged", "printer": "printer_paper_out",
    "voice": "speaker_not_installed", "board": "board_away", "phones": "phones_unreachable",
    "database": "database_not_written", "backup": "backup_not_made", "clock": "clock_not_set",
    "disk": "free", "holidays": "holidays_unknown",
}
GAPS: dict[str, dict[str, object]] = {
    "today_open": {"festival": ("days.new_years_day",)}, "free": {"n": "0.4"},
    "speaker_not_installed": {"lacking": "espeak-ng"},
    "holidays_unknown": {"year": 2031},
}


def results(*bad: str, at: datetime = EARLY) -> list[CheckResult]:
    """All ten parts, some of them not well."""
    keys = {part: (BAD if part in bad else GOOD)[part] for part in PARTS}
    return [result_of(WORDS, part, found(well=part not in bad, key=key, **GAPS.get(key, {})), at)
            for part, key in keys.items()]


def samples() -> Iterator[tuple[str, Answers]]:
    """Each state of the page."""
    base = {"session": MANAGER}
    yield "no_paper", {**base, "known": results("printer")}
    yield "all_well", {**base, "known": results()}
    yield "under_way", {**base, "known": results("printer")[:4], "present": "phones"}
    yield "not_yet", {**base, "known": ()}
    yield "two", {**base, "known": results("clock", "phones")}
    yield "everything", {**base, "known": results(*PARTS)}
