"""How the centre stands in words: each part, well or with what to do about it."""

from __future__ import annotations

from kiosk.actions.operations.selftest import CentreStands
from kiosk.screens.staff.centre_facts import PartStands
from kiosk.wording.dates import written_moment
from kiosk.wording.translator import Translator


def parts_of(stands: CentreStands, words: Translator) -> list[PartStands]:
    """Counters and queue, then what may break."""
    said = (
        ("counters", *_counters(stands, words)), ("waiting", *_waiting(stands, words)),
        ("printer", *_printer(stands, words)), ("voice", *_voice(stands, words)),
        ("clock", *_clock(stands, words)), ("backup", *_backup(stands, words)),
    )
    return [PartStands(words(f"staff.{name}"), text, well) for name, text, well in said]


def foremost(parts: list[PartStands], n: int) -> list[PartStands]:
    """The `n` parts that matter most, in their order: troubles before what is well."""
    ranked = sorted(range(len(parts)), key=lambda at: (parts[at].well, at))[:n]
    return [parts[at] for at in sorted(ranked)]


def _counters(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    some = stands.open_counters > 0
    return words("staff.counters_open", open=stands.open_counters, n=stands.counters), some


def _waiting(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    n = stands.waiting
    return words("staff.people_wait", n=n) if n else words("staff.nobody_waits"), True


def _printer(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    printer = stands.printer
    if not printer.configured:
        return words("staff.printer_none"), True
    if printer.trouble is not None:
        return words(f"staff.printer_{printer.trouble}"), False
    return words("staff.printer_low" if printer.paper_low else "staff.well"), not printer.paper_low


def _voice(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    if stands.voice.engine == "none":
        return words("staff.voice_none"), True
    if stands.voice.trouble is not None:
        return words("staff.voice_trouble"), False
    return words("staff.well"), True


def _clock(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    if stands.clock_behind:
        return words("staff.clock_behind"), False
    return words("staff.clock_well"), True


def _backup(stands: CentreStands, words: Translator) -> tuple[str, bool]:
    at = stands.backup_at
    if at is None:
        return words("staff.backup_none"), False
    return written_moment(words, at), True
