"""The display of this machine: whether the kernel sees one plugged in and lit."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

CONNECTORS = Path("/sys/class/drm")


class Display(StrEnum):
    """UNKNOWN where the kernel drives no display itself, as on a virtual machine."""

    LIT = "lit"
    DARK = "dark"
    UNPLUGGED = "unplugged"
    UNKNOWN = "unknown"


def display(connectors: Path = CONNECTORS) -> Display:
    """How the display stands, by the kernel's own files `status` and `dpms` of each connector."""
    found = [(_word(one), _word(one.with_name("dpms")))
             for one in connectors.glob("card*-*/status")]
    if all(status == "unknown" for status, _ in found):
        return Display.UNKNOWN
    lit = [dpms != "Off" for status, dpms in found if status == "connected"]
    if not lit:
        return Display.UNPLUGGED
    return Display.LIT if any(lit) else Display.DARK


def _word(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return "unknown"
