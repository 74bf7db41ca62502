"""How a kiosk stands, in words: at the desk and in what goes out to the manager."""

from __future__ import annotations

from kiosk.domain.operations.fleet import Kiosk
from kiosk.wording.translator import Translator

# The words of a device's troubles, shared with the health page.
DEVICES = {"printer": "printer", "voice": "speaker", "screen": "screen"}


def part_said(words: Translator, kiosk: Kiosk, part: str) -> str:
    """How one part of it stands. A newer program may name a trouble that this one does not know."""
    report = kiosk.report
    if part == "disk":
        return words("health_note.free", n=f"{report.disk / 2**30:.1f}")
    code = getattr(report, part)
    return words.first(
        f"kiosks.is_{code}", f"health_note.{DEVICES[part]}_{code}", "kiosks.is_troubled")


def troubles_said(words: Translator, kiosk: Kiosk) -> str:
    """What is wrong with it, part by part."""
    return words("health_note.between").join(
        words("kiosks.trouble", part=words(f"opening_check.{part}"),
              said=part_said(words, kiosk, part)) for part in kiosk.report.troubles)
