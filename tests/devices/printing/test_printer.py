"""What happens to a resident's slip, whatever the printer does."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.devices.printing import printer as printer_module, printer_transport
from kiosk.devices.printing.printer import (
    ASSETS,
    NoPrinter,
    Printer,
    PrinterTrouble,
    Trouble,
    printer_from,
)
from kiosk.devices.printing.printer_bytes import ASK_PAPER, is_live_answer
from kiosk.devices.printing.printer_transport import PATIENCE, NetworkCable
from kiosk.devices.printing.slip_paper import SlipJobs
from tests.support.devices.listening_printer import (
    COVER_OPEN,
    ERROR,
    PAPER_LOW,
    PAPER_OUT,
    Behaviour,
    ListeningPrinter,
)
from tests.support.devices.slips import LONG, ORDINARY, PAGE
from tests.support.doubles import MemoryPrinter


def printing_at(listening: ListeningPrinter, paper_mm: int = 80) -> Printer:
    return printer_from(f"network:127.0.0.1:{listening.port}", paper_mm)


def failure_at(behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> Trouble | None:
    """The trouble with one that dies: it is given up sooner than a printer that may still print."""
    monkeypatch.setattr(printer_transport, "PATIENCE", 0.5)
    return trouble_at(behaviour)


def trouble_at(behaviour: Behaviour) -> Trouble | None:
    """The trouble of one slip on a printer that acts like this; None if success is claimed."""
    with ListeningPrinter(behaviour) as listening:
        try:
            printing_at(listening).print_slip(ORDINARY)
        except PrinterTrouble as trouble:
            return trouble.reason
    return None


@pytest.mark.parametrize(("paper_mm", "dots"), [(80, 576), (58, 384)])
def test_the_paper_carries_the_code_and_is_cut_last(paper_mm: int, dots: int) -> None:
    with ListeningPrinter(Behaviour()) as listening:
        printing_at(listening, paper_mm).print_slip(ORDINARY)
    [job] = listening.jobs
    assert job.commands == ["reset", "picture", "feed 6", "cut"]
    assert job.picture is not None
    assert job.picture.width == dots
    [code] = zxingcpp.read_barcodes(job.picture)
    assert code.text == PAGE
    assert job.size < 62_000


def test_the_longest_slip_stays_small() -> None:
    with ListeningPrinter(Behaviour()) as listening:
        printing_at(listening).print_slip(LONG)
    assert listening.jobs[0].size < 70_000


def test_a_slow_printer_still_prints() -> None:
    # 835 rows, 5 ms each: longer altogether than the patience with one that takes nothing.
    with ListeningPrinter(Behaviour(pause_each=0.005)) as listening:
        printer = printing_at(listening)
        started = time.monotonic()
        printer.print_slip(ORDINARY)
        assert time.monotonic() - started > PATIENCE
    assert listening.jobs[0].commands[-1] == "cut"


def test_what_takes_bytes_and_never_answers_gets_no_slip_and_counts_as_none() -> None:
    with ListeningPrinter(Behaviour(None, None, None, None, tells_when_done=False)) as listening:
        printer = printing_at(listening)
        with pytest.raises(PrinterTrouble) as trouble:
            printer.print_slip(ORDINARY)
        assert trouble.value.reason is Trouble.UNREACHABLE
        assert printer.status().trouble is Trouble.UNREACHABLE, "health says so before any slip"
    assert [job.commands for job in listening.jobs] == [[], []], "no paper for each try"


def test_a_printer_that_never_says_that_it_is_done_did_not_print(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_module, "DONE_WITHIN", 0.5)
    assert trouble_at(Behaviour(tells_when_done=False)) is Trouble.FAILED


def test_control_the_kernel_acknowledges_bytes_that_no_printer_reads() -> None:
    silent = Behaviour(None, None, None, None, tells_when_done=False)
    with (
        ListeningPrinter(silent) as listening,
        NetworkCable("127.0.0.1", listening.port) as cable,
    ):
        cable.send(SlipJobs(80, ASSETS).bytes_of(ORDINARY))
        assert cable._not_taken() == 0, "all of it counts as taken"


def test_a_printer_that_refuses_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        printer = printer_from(f"network:127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(PrinterTrouble) as trouble:
            printer.print_slip(ORDINARY)
        assert trouble.value.reason is Trouble.UNREACHABLE
        assert printer.status().trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize("politely", [True, False], ids=["hangs up", "resets"])
@pytest.mark.parametrize("talks", [True, False], ids=["talking", "silent"])
@pytest.mark.parametrize("dies_after", [100, 20_000, 59_000])
def test_success_is_never_claimed_when_the_printer_dies_in_the_middle(
    monkeypatch: pytest.MonkeyPatch, dies_after: int, talks: bool, politely: bool
) -> None:
    answer = 0x12 if talks else None
    dying = Behaviour(
        answer, answer, answer, answer, talks, dies_after=dies_after, politely=politely
    )
    trouble = Trouble.FAILED if talks else Trouble.UNREACHABLE
    assert failure_at(dying, monkeypatch) is trouble


def test_sending_alone_would_claim_success_for_a_slip_that_died() -> None:
    """Negative control: what is only sent lies in buffers, and nobody hears of its end."""
    job = SlipJobs(80, ASSETS).bytes_of(ORDINARY)
    with ListeningPrinter(Behaviour(dies_after=20_000)) as listening:
        with socket.create_connection(("127.0.0.1", listening.port)) as connection:
            connection.sendall(job)
        while not listening.jobs:
            time.sleep(0.01)
    assert "cut" not in listening.jobs[0].commands


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (Behaviour(paper=PAPER_OUT), Trouble.PAPER_OUT),
        (Behaviour(offline=COVER_OPEN), Trouble.COVER_OPEN),
        (Behaviour(offline=ERROR), Trouble.FAILED),
        (Behaviour(paper_after_job=PAPER_OUT, tells_when_done=True), Trouble.PAPER_OUT),
        (Behaviour(offline_after_job=ERROR), Trouble.FAILED),
        (Behaviour(offline_after_job=None), Trouble.FAILED),
    ],
    ids=["paper out", "cover open", "error", "paper out in the middle", "knife", "power cut"],
)
def test_a_printer_that_reports_trouble_is_believed(behaviour: Behaviour, reason: Trouble) -> None:
    assert trouble_at(behaviour) is reason


def test_an_older_answer_is_not_taken_for_a_new_one() -> None:
    with (
        ListeningPrinter(Behaviour(greets=True, paper=PAPER_OUT)) as listening,
        NetworkCable("127.0.0.1", listening.port) as cable,
    ):
        listening.greeted.wait()
        assert cable.ask(ASK_PAPER, is_live_answer, 1.0) == PAPER_OUT


def test_nothing_is_sent_to_a_printer_without_paper() -> None:
    with ListeningPrinter(Behaviour(paper=PAPER_OUT)) as listening, pytest.raises(PrinterTrouble):
        printing_at(listening).print_slip(ORDINARY)
    assert listening.jobs[0].commands == []


def test_a_printer_that_stops_in_the_middle_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = Behaviour(stops_reading_after=8_000)
    assert failure_at(stopped, monkeypatch) is Trouble.FAILED


def test_staff_see_that_paper_runs_low() -> None:
    with ListeningPrinter(Behaviour(paper=PAPER_LOW)) as listening:
        status = printing_at(listening).status()
    assert status.paper_low
    assert status.trouble is None


def test_two_slips_at_once_come_out_one_after_the_other() -> None:
    with ListeningPrinter(Behaviour(pause_each=0.001)) as listening:
        printer = printing_at(listening, 58)
        threads = [
            threading.Thread(target=printer.print_slip, args=(slip,)) for slip in (ORDINARY, LONG)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [job.commands for job in listening.jobs] == [["reset", "picture", "feed 6", "cut"]] * 2


def test_a_slip_as_a_file_is_a_picture_and_its_bytes(tmp_path: Path) -> None:
    printer = printer_from(f"file:{tmp_path / 'slips'}")
    printer.print_slip(ORDINARY)
    printer.print_slip(LONG)
    names = sorted(p.name for p in (tmp_path / "slips").iterdir())
    assert names == ["slip-0001.bin", "slip-0001.png", "slip-0002.bin", "slip-0002.png"]
    [code] = zxingcpp.read_barcodes(Image.open(tmp_path / "slips" / "slip-0001.png"))
    assert code.text == PAGE
    assert (tmp_path / "slips" / "slip-0001.bin").read_bytes().endswith(b"\x1dV\x00")


def test_many_writers_never_overwrite_a_slip(tmp_path: Path) -> None:
    printers = [printer_from(f"file:{tmp_path}", 58) for _ in range(4)]
    threads = [
        threading.Thread(target=lambda p=p: [p.print_slip(ORDINARY) for _ in range(5)])  # type: ignore[misc]
        for p in printers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(tmp_path.glob("*.png"))) == 20
    assert [p for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("a file stands here")
    printer = printer_from(f"file:{tmp_path / 'slips'}")
    with pytest.raises(PrinterTrouble) as trouble:
        printer.print_slip(ORDINARY)
    assert trouble.value.reason is Trouble.FAILED
    assert printer.status().trouble is Trouble.FAILED


def test_a_kiosk_without_printer_never_claims_a_slip() -> None:
    printer = printer_from("none")
    assert isinstance(printer, NoPrinter)
    assert not printer.status().configured
    with pytest.raises(PrinterTrouble):
        printer.print_slip(ORDINARY)


def test_scripted_troubles_come_in_their_order() -> None:
    printer = MemoryPrinter([Trouble.PAPER_OUT, None])
    with pytest.raises(PrinterTrouble):
        printer.print_slip(ORDINARY)
    printer.print_slip(ORDINARY)
    assert printer.slips == [ORDINARY]


@pytest.mark.parametrize(
    "setting",
    ["", "file:", "lpt1", "network:host", "network:host:0", "network:host:70000",
     "network::9100", "usb:04b8", "usb:xyzw:0001", "cups:", "cups:two words", "cups:-o", "x:y"],
)
def test_a_wrong_setting_is_one_clear_line(setting: str) -> None:
    with pytest.raises(ValueError, match=r"^printer '.*': give none, file:DIR") as trouble:
        printer_from(setting)
    assert "\n" not in str(trouble.value)


def test_paper_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="80 or 58"):
        printer_from("network:127.0.0.1:9100", 76)
