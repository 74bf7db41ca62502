"""What happens to a slip on a USB printer and on one of CUPS."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import ClassVar

import escpos.printer
import pytest

from kiosk.devices.printing.printer import (
    ASSETS,
    CablePrinter,
    PrinterTrouble,
    Trouble,
    printer_from,
)
from kiosk.devices.printing.printer_transport import UsbCable
from kiosk.devices.printing.slip_paper import SlipJobs
from tests.support.devices.programs import Programs
from tests.support.devices.slips import ORDINARY

IDLE = "printer hall is idle.  enabled since Mon Nov 23 07:00:00 2026"


class PluggedIn:
    """A USB printer as python-escpos would open it; `answers` are bytes to each question."""

    answers: ClassVar[dict[bytes, bytes]] = {}
    present = True
    pulled_out_after = 10**9
    greeting = b""
    in_ep = 0x82

    def __init__(self, vendor: int, product: int, timeout: int) -> None:
        self.ids = (vendor, product)
        self._heard: list[bytes] = []
        self._waiting = self.greeting
        self.device = self

    def open(self) -> None:
        if not self.present:
            raise escpos.exceptions.DeviceNotFoundError("not plugged in")

    def close(self) -> None:
        self._waiting = b""

    def _raw(self, data: bytes) -> None:
        self._heard.append(data)
        if sum(map(len, self._heard)) > self.pulled_out_after:
            raise OSError(errno.ENODEV, "no such device")
        self._waiting += self.answers.get(data, b"")

    def read(self, endpoint: int, size: int, timeout: int) -> bytes:
        assert (endpoint, size, timeout > 0) == (self.in_ep, 64, True)
        answer, self._waiting = self._waiting[:1], self._waiting[1:]
        if not answer:
            raise OSError(errno.ETIMEDOUT, "timed out")
        return answer


WELL = {b"\x10\x04\x02": b"\x12", b"\x10\x04\x04": b"\x12", b"\x1dr\x01": b"\x00"}
NO_PAPER = {**WELL, b"\x10\x04\x04": b"\x72"}


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> type[PluggedIn]:
    class Fresh(PluggedIn):
        answers: ClassVar[dict[bytes, bytes]] = dict(WELL)

    monkeypatch.setattr(escpos.printer, "Usb", Fresh)
    return Fresh


def usb_printer() -> CablePrinter:
    return CablePrinter(lambda: UsbCable(0x04B8, 0x0E15), SlipJobs(80, ASSETS))


def test_a_usb_printer_prints(plugged_in: type[PluggedIn]) -> None:
    usb_printer().print_slip(ORDINARY)
    assert usb_printer().status().trouble is None


def test_a_usb_printer_without_paper_says_so(plugged_in: type[PluggedIn]) -> None:
    plugged_in.answers = NO_PAPER
    with pytest.raises(PrinterTrouble) as trouble:
        usb_printer().print_slip(ORDINARY)
    assert trouble.value.reason is Trouble.PAPER_OUT


def test_what_a_usb_printer_said_earlier_is_not_taken_for_its_answer(
    plugged_in: type[PluggedIn],
) -> None:
    plugged_in.greeting = b"\x12\x12"
    plugged_in.answers = NO_PAPER
    assert usb_printer().status().trouble is Trouble.PAPER_OUT


def test_a_silent_usb_printer_still_prints(plugged_in: type[PluggedIn]) -> None:
    plugged_in.answers = {}
    usb_printer().print_slip(ORDINARY)


def test_a_usb_printer_that_is_not_there_is_unreachable(plugged_in: type[PluggedIn]) -> None:
    plugged_in.present = False
    assert usb_printer().status().trouble is Trouble.UNREACHABLE


def test_a_usb_cable_pulled_out_in_the_middle_is_no_success(plugged_in: type[PluggedIn]) -> None:
    plugged_in.pulled_out_after = 30_000
    with pytest.raises(PrinterTrouble) as trouble:
        usb_printer().print_slip(ORDINARY)
    assert trouble.value.reason is Trouble.FAILED


def test_usb_without_its_library_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ValueError, match="pyusb is not installed"):
        printer_from("usb:04b8:0e15")


def cups(programs: Programs, queue_after: str = "", said: str = IDLE) -> Path:
    """A CUPS whose queue holds `queue_after` once something was printed; where jobs land."""
    job = programs.folder / "job"
    programs.add("lp", f'cat > {job}; echo "request id is hall-7 (1 file(s))"')
    programs.add("lpstat", f'case "$*" in *not-completed*) echo "{queue_after}";; '
                           f'*) echo "{said}";; esac')
    programs.add("cancel", f'echo "$1" > {programs.folder / "cancelled"}')
    return job


def test_cups_gets_the_bytes_untouched(programs: Programs) -> None:
    job = cups(programs)
    printer_from("cups:hall").print_slip(ORDINARY)
    assert job.read_bytes() == SlipJobs(80, ASSETS).bytes_of(ORDINARY)


def test_a_job_that_stays_in_the_queue_is_no_success(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.devices.printing.cups_printer.DONE_WITHIN", 0.3)
    cups(programs, queue_after="hall-7 kiosk 60424 Mon Nov 23 07:00:01 2026")
    with pytest.raises(PrinterTrouble) as trouble:
        printer_from("cups:hall").print_slip(ORDINARY)
    assert trouble.value.reason is Trouble.FAILED
    assert (programs.folder / "cancelled").read_text() == "hall-7\n"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (IDLE + " Alerts: media-empty-error", Trouble.PAPER_OUT),
        (IDLE + " Alerts: cover-open media-empty-error", Trouble.COVER_OPEN),
        ("printer hall disabled since Mon Nov 23", Trouble.UNREACHABLE),
    ],
)
def test_what_cups_says_is_believed(programs: Programs, said: str, reason: Trouble) -> None:
    job = cups(programs, said=said)
    printer = printer_from("cups:hall")
    assert printer.status().trouble is reason
    with pytest.raises(PrinterTrouble) as trouble:
        printer.print_slip(ORDINARY)
    assert trouble.value.reason is reason
    assert not job.exists()


def test_a_machine_without_cups_is_unreachable(programs: Programs) -> None:
    programs.alone()
    assert printer_from("cups:hall").status().trouble is Trouble.UNREACHABLE
