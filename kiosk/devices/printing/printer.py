"""The printer: what the centre asks of it, and which one a setting means."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk.assets import ASSETS
from kiosk.devices.numbered_files import store
from kiosk.devices.printing.cups_printer import CupsPrinter
from kiosk.devices.printing.printer_bytes import (
    ASK_OFFLINE,
    ASK_PAPER,
    ASK_WHEN_DONE,
    is_done_answer,
    is_live_answer,
    slip_bytes,
    status_of,
)
from kiosk.devices.printing.printer_transport import ANSWERS_WITHIN, Cable, NetworkCable, UsbCable
from kiosk.devices.printing.printer_trouble import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.printing.slip_paper import PAPERS, SlipJobs
from kiosk.domain.queue.slips import Slip

__all__ = [
    "NoPrinter",
    "Printer",
    "PrinterStatus",
    "PrinterTrouble",
    "Trouble",
    "printer_from",
]

DONE_WITHIN = 5.0


class Printer(Protocol):
    """Prints slips. Both methods may take seconds: never ask from the touch screen's own thread."""

    def print_slip(self, slip: Slip) -> None:
        """Prints one slip and cuts. PrinterTrouble unless it is known to be out."""

    def status(self) -> PrinterStatus:
        """How the printer is now; never raises."""


class NoPrinter:
    """The kiosk has no printer: the number on the touch screen and its code have to do."""

    def print_slip(self, slip: Slip) -> None:
        """Always trouble: nothing comes out."""
        raise PrinterTrouble(Trouble.UNREACHABLE, "no printer is set up")

    def status(self) -> PrinterStatus:
        """Not configured, and that is no trouble."""
        return PrinterStatus(configured=False)


class CablePrinter:
    """Asks the printer how it is before and after each slip, where it answers at all."""

    def __init__(self, plug_in: Callable[[], Cable], jobs: SlipJobs) -> None:
        self._plug_in = plug_in
        self._jobs = jobs
        self._one_slip = threading.Lock()

    def print_slip(self, slip: Slip) -> None:
        """Returns when the printer has worked off the slip and reports no trouble.

        One on a network that answers nothing gets no slip: whoever takes bytes there need not be
        a printer. On USB it has at least taken every byte. One that answered before and falls
        silent is trouble: nobody knows what it printed.
        """
        job = self._jobs.bytes_of(slip)
        with self._one_slip, self._plug_in() as cable:
            before = _well(_heard(cable))
            cable.send(job)
            done = before and cable.ask(ASK_WHEN_DONE, is_done_answer, DONE_WITHIN)
            after = _well(_ask_status(cable))
            if before is not None and None in (done, after):
                raise PrinterTrouble(Trouble.FAILED, "the printer fell silent")

    def status(self) -> PrinterStatus:
        """Asks now; one on USB that answers nothing counts as well."""
        try:
            with self._one_slip, self._plug_in() as cable:
                return _heard(cable) or PrinterStatus()
        except PrinterTrouble as trouble:
            return PrinterStatus(trouble=trouble.reason)


class FilePrinter:
    """Writes each slip as a picture and as the bytes a printer would get."""

    def __init__(self, folder: Path, jobs: SlipJobs) -> None:
        self._folder = folder
        self._jobs = jobs

    def print_slip(self, slip: Slip) -> None:
        """Writes slip-0001.bin and then slip-0001.png; both appear complete."""
        picture = self._jobs.picture_of(slip)
        png = io.BytesIO()
        picture.save(png, "PNG")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            store(self._folder, "slip", {".bin": slip_bytes(picture), ".png": png.getvalue()})
        except OSError as trouble:
            raise PrinterTrouble(Trouble.FAILED, str(trouble)) from trouble

    def status(self) -> PrinterStatus:
        """Whether the folder, or the place where it will be made, can be written."""
        place = next(p for p in (self._folder, *self._folder.absolute().parents) if p.exists())
        writable = place.is_dir() and os.access(place, os.W_OK)
        return PrinterStatus(trouble=None if writable else Trouble.FAILED)


def _heard(cable: Cable) -> PrinterStatus | None:
    """The printer's own word; PrinterTrouble from one on a network that says none."""
    status = _ask_status(cable)
    if status is None and cable.has_to_answer:
        raise PrinterTrouble(Trouble.UNREACHABLE, "it takes bytes and answers nothing")
    return status


def _ask_status(cable: Cable) -> PrinterStatus | None:
    """The printer's own word; None from one that does not answer."""
    offline = cable.ask(ASK_OFFLINE, is_live_answer, ANSWERS_WITHIN)
    if offline is None:
        return None
    paper = cable.ask(ASK_PAPER, is_live_answer, ANSWERS_WITHIN)
    return status_of(offline, paper or 0)


def _well(status: PrinterStatus | None) -> PrinterStatus | None:
    if status and status.trouble:
        raise PrinterTrouble(status.trouble)
    return status


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
