"""The printer: what the centre asks of it, and which one a setting means."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from kiosk.assets import ASSETS
from kiosk.devices.printing.cups_printer import CupsPrinter
from kiosk.devices.printing.printer_transport import NetworkCable, UsbCable
from kiosk.devices.printing.printer_trouble import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.printing.slip_job import SlipJobs
from kiosk.devices.printing.slip_paper import PAPERS
from kiosk.devices.printing.slip_printers import CablePrinter, FilePrinter
from kiosk.domain.queue.slips import Slip

__all__ = [
    "MemoryPrinter",
    "NoPrinter",
    "Printer",
    "PrinterStatus",
    "PrinterTrouble",
    "Trouble",
    "printer_from",
]



class Printer(Protocol):
    """Prints slips. Both methods may take seconds: never ask from the glass's own thread."""

    def print_slip(self, slip: Slip) -> None:
        """Prints one slip and cuts. PrinterTrouble unless it is known to be out."""

    def status(self) -> PrinterStatus:
        """How the printer is now; never raises."""


class NoPrinter:
    """The kiosk has no printer: the number on the glass and its code have to do."""

    def print_slip(self, slip: Slip) -> None:
        """Always trouble: nothing comes out."""
        raise PrinterTrouble(Trouble.UNREACHABLE, "no printer is set up")

    def status(self) -> PrinterStatus:
        """Not configured, and that is no trouble."""
        return PrinterStatus(configured=False)


class MemoryPrinter:
    """Keeps slips for tests. `troubles` come one after the other; None is a slip that prints."""

    def __init__(self, troubles: Iterable[Trouble | None] = ()) -> None:
        self.slips: list[Slip] = []
        self.troubles = list(troubles)

    def print_slip(self, slip: Slip) -> None:
        """Keeps the slip, or has the next scripted trouble."""
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise PrinterTrouble(trouble)
        self.slips.append(slip)

    def status(self) -> PrinterStatus:
        """The trouble that the next slip will have."""
        return PrinterStatus(trouble=self.troubles[0] if self.troubles else None)


def printer_from(setting: str, paper_mm: int = 80, assets: Path = ASSETS) -> Printer:
    """The printer of a setting: none, file:DIR, network:HOST:PORT, usb:VID:PID, cups:NAME.

    ValueError, in one line, for anything else. A printer that is away now is no error.
    """
    kind, _, where = setting.partition(":")
    if setting == "none":
        return NoPrinter()
    if paper_mm not in PAPERS:
        raise ValueError(f"paper is 80 or 58 mm wide, not {paper_mm}")
    jobs = SlipJobs(paper_mm, assets)
    if kind == "file" and where:
        return FilePrinter(Path(where), jobs)
    if kind == "cups" and re.fullmatch(r"[^\s/#-][^\s/#]*", where):
        return CupsPrinter(where, jobs)
    if match := re.fullmatch(r"network:([^:\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})", setting):
        host, port = match[1].strip("[]"), int(match[2])
        if 0 < port < 65536:
            return CablePrinter(lambda: NetworkCable(host, port), jobs)
    if match := re.fullmatch(r"usb:([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})", setting):
        if importlib.util.find_spec("usb") is None:
            raise ValueError(f"printer {setting}: the Python package pyusb is not installed")
        vendor, product = int(match[1], 16), int(match[2], 16)
        return CablePrinter(lambda: UsbCable(vendor, product), jobs)
    raise ValueError(
        f"printer {setting!r}: give none, file:DIR, network:HOST:PORT, usb:VID:PID or cups:NAME"
    )
