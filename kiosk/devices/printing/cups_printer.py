"""A printer of the local CUPS server, through its own commands lp and lpstat."""

from __future__ import annotations

import os
import re
import subprocess
import time

from kiosk.devices.printing.printer_trouble import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.printing.slip_paper import SlipJobs
from kiosk.domain.queue.slips import Slip

PATIENCE = 3.0
DONE_WITHIN = 15.0
LOOK_EVERY = 0.25

# The reasons of RFC 8011 that printers report, in the order of what staff should do first.
_REASONS = (
    ("cover-open", Trouble.COVER_OPEN),
    ("door-open", Trouble.COVER_OPEN),
    ("media-empty", Trouble.PAPER_OUT),
    ("media-needed", Trouble.PAPER_OUT),
    ("offline", Trouble.UNREACHABLE),
    ("connecting-to-device", Trouble.UNREACHABLE),
    ("disabled", Trouble.UNREACHABLE),
)


class CupsPrinter:
    """Hands the bytes over untouched and waits until the queue is rid of them.

    python-escpos has a class for lp too, but it does not look at what lp answers.
    """

    def __init__(self, name: str, jobs: SlipJobs) -> None:
        self._name = name
        self._jobs = jobs

    def print_slip(self, slip: Slip) -> None:
        """Prints; a job that does not get through in time is taken back, then it is trouble."""
        if before := self.status().trouble:
            raise PrinterTrouble(before)
        job = self._jobs.bytes_of(slip)
        answer = _run(["lp", "-d", self._name, "-o", "raw", "-t", slip.number, "-"], job)
        match = re.search(r"request id is (\S+)", answer)
        if not match:
            raise PrinterTrouble(Trouble.FAILED, answer.strip())
        deadline = time.monotonic() + DONE_WITHIN
        while match[1] in _run(["lpstat", "-W", "not-completed", "-o", self._name]).split():
            if time.monotonic() > deadline:
                _run(["cancel", match[1]])
                raise PrinterTrouble(self.status().trouble or Trouble.FAILED, "still in the queue")
            time.sleep(LOOK_EVERY)

    def status(self) -> PrinterStatus:
        """What CUPS says about the printer."""
        try:
            said = _run(["lpstat", "-l", "-p", self._name])
        except PrinterTrouble as trouble:
            return PrinterStatus(trouble=trouble.reason)
        reason = next((t for word, t in _REASONS if word in said), None)
        return PrinterStatus(trouble=reason, paper_low="media-low" in said)


def _run(command: list[str], given: bytes = b"") -> str:
    environment = os.environ | {"LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=PATIENCE, env=environment, check=True
        )
    except (OSError, subprocess.SubprocessError) as trouble:
        raise PrinterTrouble(Trouble.UNREACHABLE, str(trouble)) from trouble
    return done.stdout.decode(errors="replace")
