"""Notices really sent, to a server of our own: what arrives, is refused, is never logged."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.devices.notifications import notifier
from kiosk.devices.notifications.notifier import AppriseNotifier, NotifierTrouble, is_address


class Robot:
    """A server that takes notices, refuses them, sends them on, or answers too late."""

    def __init__(self) -> None:
        robot, self.heard, self.status, self.hangs, self.drips = self, [], 200, False, 0
        self.gone = threading.Event()

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                robot.heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if robot.hangs:
                    robot.gone.wait()
                self.send_response(robot.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(robot.drips))
                self.end_headers()
                with suppress(OSError):
                    for _ in range(robot.drips):
                        self.wfile.write(b".")
                        robot.gone.wait(0.1)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Ear)
        self.address = f"json://robot:geheim@127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def robot(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = Robot()
    yield made
    made.gone.set()
    made.server.shutdown()
    made.server.server_close()


def test_a_notice_arrives(robot: Robot) -> None:
    AppriseNotifier().send(robot.address, "家门口", "新的求助")
    (heard,) = map(json.loads, robot.heard)
    assert (heard["title"], heard["message"]) == ("家门口", "新的求助")


def test_a_notice_goes_nowhere_but_where_the_manager_said(robot: Robot) -> None:
    robot.status = 307
    with pytest.raises(NotifierTrouble):
        AppriseNotifier().send(robot.address, "家门口", "新的求助")
    assert len(robot.heard) == 1


def test_a_server_that_answers_a_byte_at_a_time_keeps_nobody_waiting(
    robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SECONDS", 0.6)
    # At ten bytes a second longer than any test may take.
    robot.drips = 36_000
    with pytest.raises(NotifierTrouble, match="too long"):
        AppriseNotifier().send(robot.address, "家门口", "新的求助")


def test_a_secret_in_the_path_of_an_address_is_in_no_log(
    robot: Robot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{robot.address}geheim-path?key=geheim"
    with caplog.at_level(logging.DEBUG):
        AppriseNotifier().send(address, "家门口", "新的求助")
        assert len(robot.heard) == 1 and "geheim" not in caplog.text
        # The control: with the logs left as they are, the path is in one.
        for name in notifier.LOGS:
            logging.getLogger(name).setLevel(logging.NOTSET)
        monkeypatch.setattr(notifier, "LOGS", ())
        AppriseNotifier().send(address, "家门口", "新的求助")
        assert "geheim" in caplog.text


def test_a_server_that_refuses_or_hangs_is_a_trouble_that_names_no_secret(
    robot: Robot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SECONDS", 0.6)
    with caplog.at_level(logging.DEBUG):
        for robot.status, robot.hangs in ((500, False), (200, True)):
            with pytest.raises(NotifierTrouble) as told:
                AppriseNotifier().send(robot.address, "家门口", "新的求助")
            assert "geheim" not in str(told.value)
    assert "geheim" not in caplog.text
    # The control: Apprise's own log would have told.
    logging.getLogger("apprise").setLevel(logging.DEBUG)
    logging.getLogger("apprise").warning(robot.address)
    assert "geheim" in caplog.text


@pytest.mark.parametrize("address", ["exec:///bin/sh", "syslog://", "dbus://", "file:///etc/x",
                                     "", "nonsense", "wecombot://"])
def test_what_is_no_way_to_people_is_no_address(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(NotifierTrouble):
        AppriseNotifier().send(address, "家门口", "新的求助")
