"""Printers of slips: at the end of a cable, or as files in a folder."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

from kiosk.devices.numbered_files import store
from kiosk.devices.printing.printer_bytes import (
    ASK_OFFLINE,
    ASK_PAPER,
    ASK_WHEN_DONE,
    is_done_answer,
    is_live_answer,
    slip_bytes,
    status_of,
)
from kiosk.devices.printing.printer_transport import ANSWERS_WITHIN, Cable
from kiosk.devices.printing.printer_trouble import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.printing.slip_job import SlipJobs
from kiosk.domain.queue.slips import Slip

DONE_WITHIN = 5.0


class CablePrinter:
    """Asks the printer how it is before and after each slip, where it answers at all."""

    def __init__(self, plug_in: Callable[[], Cable], jobs: SlipJobs) -> None:
        self._plug_in = plug_in
        self._jobs = jobs
        self._one_slip = threading.Lock()

    def print_slip(self, slip: Slip) -> None:
        """Returns when the printer has worked off the slip and reports no trouble.

        One that answers nothing has at least taken every byte and kept the connection. One
        that answered before and falls silent is trouble: nobody knows what it printed.
        """
        job = self._jobs.bytes_of(slip)
        with self._one_slip, self._plug_in() as cable:
            before = _well(_ask_status(cable))
            cable.send(job)
            if before is not None:
                cable.ask(ASK_WHEN_DONE, is_done_answer, DONE_WITHIN)
            after = _well(_ask_status(cable))
            if before is not None and after is None:
                raise PrinterTrouble(Trouble.FAILED, "the printer fell silent")

    def status(self) -> PrinterStatus:
        """Asks now; a printer that takes the connection but answers nothing counts as well."""
        try:
            with self._one_slip, self._plug_in() as cable:
                return _ask_status(cable) or PrinterStatus()
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
