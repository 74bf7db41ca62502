"""Notices really sent, to a server of our own: what arrives, is refused, is never logged."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.devices import notifier
from kiosk.devices.notifier import AppriseNotifier, NotifierTrouble, is_address


class Robot:
    """A server that takes notices, refuses them, or answers too late."""

    def __init__(self) -> None:
        robot, self.heard, self.status, self.pause = self, [], 200, 0.0

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                robot.heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                time.sleep(robot.pause)
                self.send_response(robot.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Ear)
        self.address = f"json://robot:geheim@127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def robot() -> Iterator[Robot]:
    made = Robot()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_notice_arrives(robot: Robot) -> None:
    AppriseNotifier().send(robot.address, "家门口", "新的求助")
    assert len(robot.heard) == 1


def test_a_server_that_refuses_or_hangs_is_a_trouble_that_names_no_secret(
    robot: Robot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SECONDS", 0.6)
    with caplog.at_level(logging.DEBUG):
        for robot.status, robot.pause in ((500, 0.0), (200, 1.5)):
            begun = time.monotonic()
            with pytest.raises(NotifierTrouble) as told:
                AppriseNotifier().send(robot.address, "家门口", "新的求助")
            assert time.monotonic() - begun < 1.4 and "geheim" not in str(told.value)
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
