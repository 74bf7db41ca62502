"""The language of receipt printers, ESC/POS: a slip as bytes, questions and their answers."""

from __future__ import annotations

import os
import shutil

from PIL import Image

from kiosk.devices.printing.printer_trouble import PrinterStatus, Trouble

# DLE EOT n is answered at once, even offline; GS r 1 only when its turn in the buffer comes,
# so its answer says that all before it was worked off.
ASK_OFFLINE = b"\x10\x04\x02"
ASK_PAPER = b"\x10\x04\x04"
ASK_WHEN_DONE = b"\x1dr\x01"

COVER_IS_OPEN = 0b0000_0100
STOPPED_BY_PAPER_END = 0b0010_0000
ERROR = 0b0100_0000
PAPER_NEAR_END = 0b0000_1100
PAPER_END = 0b0110_0000


def is_live_answer(byte: int) -> bool:
    """Whether a byte answers DLE EOT: bits 1 and 4 are always set, 0 and 7 never."""
    return byte & 0b1001_0011 == 0b0001_0010


def is_done_answer(byte: int) -> bool:
    """Whether a byte answers GS r: bits 4 and 7 are never set."""
    return byte & 0b1001_0000 == 0


def status_of(offline: int, paper: int) -> PrinterStatus:
    """The status from the answers to ASK_OFFLINE and ASK_PAPER."""
    trouble = None
    if offline & COVER_IS_OPEN:
        trouble = Trouble.COVER_OPEN
    elif offline & STOPPED_BY_PAPER_END or paper & PAPER_END:
        trouble = Trouble.PAPER_OUT
    elif offline & ERROR:
        trouble = Trouble.FAILED
    return PrinterStatus(trouble=trouble, paper_low=bool(paper & PAPER_NEAR_END))


def slip_bytes(picture: Image.Image) -> bytes:
    """A picture as a print job: reset, raster, feed to behind the knife, cut."""
    from escpos import capabilities
    from escpos.printer import Dummy

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        # The library leaves a new folder among the temporary files with each start.
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    job = Dummy()
    # Without a known width the library prints a remark to the console for each picture.
    known = {"media": {"width": {"pixels": picture.width}}}
    job.profile.profile_data = job.profile.profile_data | known
    job.hw("INIT")
    job.image(picture)
    job.cut()
    output: bytes = job.output
    return output
