"""Where phones find the centre: what was written down, or the machine's address as it is now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp

from kiosk import settings as machine
from kiosk.actions.rooms.signs import door_sign
from kiosk.actions.slips import print_next_slip
from kiosk.actions.staff.guides import guide_sheet
from kiosk.actions.volunteers import registry
from kiosk.context import AppContext
from kiosk.devices.printing.printer import ASSETS
from kiosk.devices.printing.slip_paper import SlipJobs
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.settings import Settings, own_address, read_settings
from tests.support.centre import Clock, small_centre, take
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import coordinator, volunteer, with_help

CAME = "192.168.1.20"


@pytest.fixture
def unnamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    """A centre without a network, whose address nobody wrote down."""
    monkeypatch.setattr(machine, "own_address", lambda: "")
    return small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path, Clock(),
                       KIOSK_PUBLIC_URL="")


def known(tmp_path: Path, **written: str) -> Settings:
    return read_settings({"KIOSK_DATA": str(tmp_path), **written})


def test_an_address_is_never_the_machine_itself() -> None:
    assert re.fullmatch(r"|(?!127\.)\d+(\.\d+){3}", own_address())


@pytest.mark.parametrize(("routed", "plugged", "found"), [
    (CAME, ["10.0.0.3", CAME], CAME),
    ("", [], ""),
    ("", [CAME], CAME),                # the hall's own network, without a way out of it
    ("10.0.0.3", [], ""),              # the cable was pulled, the route stayed
    ("10.0.0.3", [CAME], CAME),
])
def test_the_address_is_that_of_a_network_that_is_plugged_in(
    monkeypatch: pytest.MonkeyPatch, routed: str, plugged: list[str], found: str
) -> None:
    class Probe:
        def __enter__(self) -> object:
            return self

        def __exit__(self, *_: object) -> None: ...

        def connect(self, _: object) -> None:
            if not routed:
                raise OSError(101, "Network is unreachable")

        def getsockname(self) -> tuple[str, int]:
            return routed, 1

    monkeypatch.setattr("kiosk.settings.socket.socket", lambda *_: Probe())
    monkeypatch.setattr(machine, "_addresses", lambda _probe: iter(plugged))
    assert machine._address_at.__wrapped__(0.0) == found


def test_links_follow_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = known(tmp_path, KIOSK_PORT="8081")
    for address, link in (("", ""), (CAME, f"http://{CAME}:8081/t/x"), ("", "")):
        monkeypatch.setattr(machine, "own_address", lambda found=address: found)
        assert settings.link("/t/x") == link


def test_what_was_written_down_is_not_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> str:
        raise AssertionError

    monkeypatch.setattr(machine, "own_address", asked)
    settings = known(tmp_path, KIOSK_PUBLIC_URL="https://liuyi.example/kiosk/")
    assert settings.link("/t/x") == "https://liuyi.example/kiosk/t/x"


@pytest.mark.parametrize("paper_mm", [58, 80])
def test_a_slip_without_a_network_promises_no_code(
    unnamed: AppContext, monkeypatch: pytest.MonkeyPatch, paper_mm: int
) -> None:
    code = take(unnamed, kiosk="kiosk-1").ticket.code
    assert print_next_slip(unnamed)
    [slip] = unnamed.printer.slips
    assert slip.url == "" and "扫一扫" not in slip.scan_hint and "没有网" in slip.scan_hint
    drawn = SlipJobs(paper_mm, ASSETS).picture_of(slip)
    assert not zxingcpp.read_barcodes(drawn.convert("L"))
    monkeypatch.setattr(machine, "own_address", lambda: CAME)
    take(unnamed, kiosk="kiosk-1")
    assert print_next_slip(unnamed)
    later = unnamed.printer.slips[-1]
    [read] = zxingcpp.read_barcodes(SlipJobs(paper_mm, ASSETS).picture_of(later).convert("L"))
    assert read.text == later.url and later.url.startswith(f"http://{CAME}:8080/t/")
    assert code not in later.url


def test_what_is_kept_for_long_is_not_made_without_an_address(unnamed: AppContext) -> None:
    with_rooms(with_help(unnamed))
    manager = coordinator(unnamed, Role.MANAGER)
    who = volunteer(unnamed, manager, "王芳")
    for make in (
        lambda: guide_sheet(unnamed, manager, "editor", "zh_CN"),
        lambda: registry.new_link(unnamed, manager, who.id),
        lambda: door_sign(unnamed, manager, "chess", "zh_CN"),
    ):
        with pytest.raises(Refusal) as refused:
            make()
        assert refused.value.code == "no_address"
