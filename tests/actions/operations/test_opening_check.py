"""The opening check: what is broken is named with what to do, and the rest is tried all the
same."""

from __future__ import annotations

import argparse
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from structlog.testing import capture_logs

from db.engine import database as engine, event_log
from db.engine.database import open_database
from kiosk.actions.operations import opening_check
from kiosk.actions.operations.opening_check import OpeningCheck, checked, log_check, try_parts
from kiosk.actions.operations.opening_parts import PartFound, Trial, found
from kiosk.change_poller import ChangePoller
from kiosk.commands import selftest
from kiosk.context import AppContext
from kiosk.devices.display import display
from kiosk.devices.printing.printer import printer_from
from kiosk.devices.speech.speaker import speaker_from
from kiosk.domain.operations.opening_check import PARTS, CheckResult, to_try
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.board.watch import BoardWatch
from kiosk.web.core.site import make_site
from tests.support.centre import Clock
from tests.support.devices.listening_printer import PAPER_OUT, Behaviour, ListeningPrinter
from tests.support.opening import LOOKS, good_morning
from tests.support.volunteer_help import coordinator
from tests.support.web.serving import Serving

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"


class Morning(NamedTuple):
    """What a fault is planted with."""

    ctx: AppContext
    patch: pytest.MonkeyPatch
    folder: Path


Broken = Callable[[Morning], Iterator[AppContext]]


@pytest.fixture
def morning(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Morning]:
    with good_morning(sqlite_ctx, monkeypatch) as ctx:
        yield Morning(ctx, monkeypatch, tmp_path)


def results_of(ctx: AppContext) -> dict[str, CheckResult]:
    return {one.part: one for one in try_parts(ctx, "zh_CN")}


def test_on_a_good_morning_all_ten_are_well(morning: Morning) -> None:
    results = results_of(morning.ctx)
    assert tuple(results) == PARTS
    assert [one.said.zh for one in results.values() if not one.well] == []
    assert len(morning.ctx.printer.slips) == len(morning.ctx.speaker.said) == 1
    assert results["holidays"].said.zh == "今天上班，下个是元旦"


# ---- one part is really broken


def program_away(at: Morning) -> Iterator[AppContext]:
    yield replace(at.ctx, settings=replace(at.ctx.settings, data=at.folder / "elsewhere"))


def cable_out(at: Morning) -> Iterator[AppContext]:
    for connector in ("card0-DP-1", "card0-HDMI-A-1"):
        (at.folder / connector).mkdir()
        (at.folder / connector / "status").write_text("disconnected\n")
    at.patch.setattr(f"{LOOKS}.display", lambda: display(at.folder))
    yield at.ctx


def dark(at: Morning) -> Iterator[AppContext]:
    (at.folder / "card0-DP-1").mkdir()
    (at.folder / "card0-DP-1" / "status").write_text("connected\n")
    (at.folder / "card0-DP-1" / "dpms").write_text("Off\n")
    at.patch.setattr(f"{LOOKS}.display", lambda: display(at.folder))
    yield at.ctx


def paper_out(at: Morning) -> Iterator[AppContext]:
    with ListeningPrinter(Behaviour(paper=PAPER_OUT)) as stand_in:
        yield replace(at.ctx, printer=printer_from(f"network:127.0.0.1:{stand_in.port}"))


def printer_off(at: Morning) -> Iterator[AppContext]:
    yield replace(at.ctx, printer=printer_from("network:127.0.0.1:1"))


def no_voice_program(at: Morning) -> Iterator[AppContext]:
    at.patch.setenv("PATH", "")
    yield replace(at.ctx, speaker=speaker_from("espeak-ng"))


def nobody_at_the_board(at: Morning) -> Iterator[AppContext]:
    feed = ChangePoller(at.ctx.database)
    feed.look()
    pages = Serving(make_site(at.ctx, feed))
    yield replace(at.ctx, settings=replace(at.ctx.settings, port=pages.port))
    pages.ends()


def pages_away(at: Morning) -> Iterator[AppContext]:
    yield replace(at.ctx, settings=replace(
        at.ctx.settings, port=1, fixed_url="http://127.0.0.1:1"))


def address_wrong(at: Morning) -> Iterator[AppContext]:
    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the server's own
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<h1>Router</h1>")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Stranger) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{stranger.server_port}"
        yield replace(at.ctx, settings=replace(at.ctx.settings, fixed_url=address))
        stranger.shutdown()


def no_network(at: Morning) -> Iterator[AppContext]:
    at.patch.setattr("kiosk.settings.own_address", lambda: "")
    yield replace(at.ctx, settings=replace(at.ctx.settings, fixed_url=""))


def read_only(at: Morning) -> Iterator[AppContext]:
    at.patch.setitem(engine.PRAGMAS, "query_only", 1)
    only_read = open_database(at.ctx.settings.database_url)
    yield replace(at.ctx, database=only_read)
    only_read.close()


def no_place_for_backups(at: Morning) -> Iterator[AppContext]:
    shutil.rmtree(at.ctx.settings.data / "backups", ignore_errors=True)
    (at.ctx.settings.data / "backups").write_text("no folder")
    yield at.ctx


def no_second_copy(at: Morning) -> Iterator[AppContext]:
    yield replace(at.ctx, settings=replace(at.ctx.settings, backup_to=str(at.folder / "stick")))


def disk_full(at: Morning) -> Iterator[AppContext]:
    at.patch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(
        64 * 2**30, 64 * 2**30 - 2**20, 2**20))
    yield at.ctx


def clock_unset(at: Morning) -> Iterator[AppContext]:
    at.patch.setattr(f"{LOOKS}.time_sync.is_synchronized", lambda: False)
    yield at.ctx


def clock_behind(at: Morning) -> Iterator[AppContext]:
    log_check(at.ctx, None, [])
    yield replace(at.ctx, clock=Clock(at.ctx.clock().replace(hour=2)))


def years_later(at: Morning) -> Iterator[AppContext]:
    yield replace(at.ctx, clock=Clock(at.ctx.clock().replace(year=2040)))


def a_trial_hangs(at: Morning) -> Iterator[AppContext]:
    ends, begun = threading.Event(), list[int]()

    def hangs(_ctx: AppContext, _language: str) -> PartFound:
        begun.append(1)
        ends.wait()
        return found(well=True, key="voice_said")

    at.patch.setitem(opening_check.TRIALS, "voice", Trial(0, hangs))
    yield at.ctx
    assert not next(iter(try_parts(at.ctx, "zh_CN", ["voice"]))).well and begun == [1]
    ends.set()


def a_trial_fails(at: Morning) -> Iterator[AppContext]:
    def fails(_ctx: AppContext, _language: str) -> PartFound:
        raise RuntimeError("planted")

    at.patch.setitem(opening_check.TRIALS, "backup", Trial(60, fails))
    with capture_logs() as logged:
        yield at.ctx
    assert [line["part"] for line in logged if line["event"] == "check_failed"] == ["backup"]


@pytest.mark.parametrize(("broken", "parts", "said", "todo"), [
    (program_away, {"screen"}, "程序没开", "电源"),
    (cable_out, {"screen"}, "线没插好", "看看屏幕的电源和线"),
    (dark, {"screen"}, "黑着", "看看屏幕的电源和线"),
    (paper_out, {"printer"}, "没纸了", "换一卷 80 毫米的纸"),
    (printer_off, {"printer"}, "连不上", "电源和线"),
    (no_voice_program, {"voice"}, "没装上：espeak-ng", "请装机器的人来装"),
    (nobody_at_the_board, {"board"}, "没连着", "打开电视"),
    (pages_away, {"board", "phones"}, "打不开", "重开网页"),
    (address_wrong, {"phones"}, "别人的网页", "KIOSK_PUBLIC_URL"),
    (no_network, {"phones"}, "没有网", "网线"),
    (read_only, {"database"}, "写不进去", "先别开门"),
    (no_place_for_backups, {"backup"}, "没备成", "磁盘"),
    (no_second_copy, {"backup"}, "第二份没有", "U 盘"),
    (disk_full, {"backup", "disk"}, "还有 0.0 GB", "清一清"),
    (clock_unset, {"clock"}, "没对过时", "墙上的钟"),
    (clock_behind, {"clock"}, "记录里已有", "调准"),
    (years_later, {"holidays"}, "2040", "更新程序"),
    (a_trial_hangs, {"voice"}, "没动静", "关掉再开一次"),
    (a_trial_fails, {"backup"}, "没查成", "请装机器的人"),
])
def test_what_is_broken_is_named_with_what_to_do_and_the_rest_is_tried(
    morning: Morning, broken: Broken, parts: set[str], said: str, todo: str
) -> None:
    planted = broken(morning)
    results = results_of(next(planted))
    assert next(planted, None) is None
    assert tuple(results) == PARTS
    assert {one.part for one in results.values() if not one.well} == parts
    named = results[max(parts, key=PARTS.index)]
    assert said in named.said.zh and todo in named.todo.zh and named.todo.en
    assert not any(one.todo.zh for one in results.values() if one.well)


def test_without_a_database_everything_else_is_tried(morning: Morning) -> None:
    with closing(open_database(NOBODY)) as away:
        results = results_of(replace(morning.ctx, database=away))
    ill = {part: one.said.zh for part, one in results.items() if not one.well}
    assert ill == {"database": "连不上", "backup": "没备成", "clock": "数据库连不上，没查成",
                   "holidays": "数据库连不上，没查成", "printer": "数据库连不上，没查成"}


def test_a_board_that_asked_a_minute_ago_is_gone() -> None:
    now = [100.0]
    watch = BoardWatch(lambda: now[0])
    assert watch.answer().get_data() == b"never"
    watch.first(lambda _environ, _start: ())({"PATH_INFO": "/board/state"}, lambda *_: None)
    now[0] += 61.9
    assert watch.answer().get_data() == b"61"


# ---- it is kept, tried again, and done from the console


@pytest.mark.both
def test_what_was_found_is_kept_by_kiosk_and_what_failed_is_tried_alone(ctx: AppContext) -> None:
    manager = coordinator(ctx, Role.MANAGER)
    ctx.speaker.trouble = "no_sound_card"
    tried = ("printer", "voice", "database")
    check = OpeningCheck(ctx, manager, "zh_CN", (), tried)
    check.start()
    check.wait()
    assert not check.under_way and check.present == ""
    assert [(one.part, one.well) for one in checked(ctx)["kiosk-1"]] == [
        ("printer", True), ("voice", False), ("database", True)]
    ctx.speaker.trouble = None
    again = OpeningCheck(ctx, manager, "zh_CN", check.results,
                         [part for part in to_try(check.results) if part in tried])
    again.start()
    again.wait()
    assert [one.well for one in again.results] == [True, True, True]
    assert checked(ctx)["kiosk-1"] == again.results
    assert len(ctx.printer.slips) == 1, "paper that was well is not tried again"
    other = replace(ctx, settings=replace(ctx.settings, kiosk_name="kiosk-2"))
    assert [one.well for one in try_parts(other, "zh_CN", ["disk"])] == [True]
    assert list(checked(ctx)) == ["kiosk-1", "kiosk-2"]
    with ctx.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["opening_check"]))
    assert [(line.actor, line.details["troubles"]) for line in lines] == [
        (manager.actor, ["voice"]), (manager.actor, [])]


def test_whoever_may_not_try_begins_nothing(sqlite_ctx: AppContext) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        OpeningCheck(sqlite_ctx, coordinator(sqlite_ctx, Role.REPRESENTATIVE), "zh_CN", ())


def test_at_the_console_the_same_ten_are_tried(
    morning: Morning, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = argparse.Namespace()
    assert selftest(morning.ctx, nothing) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", part] for part in PARTS]
    morning.ctx.speaker.trouble = "no_sound_card"
    assert selftest(morning.ctx, nothing) == 1
    bad = capsys.readouterr().out.splitlines()[2:4]
    assert bad[0].startswith("BAD  voice") and "speaker" in bad[1]
