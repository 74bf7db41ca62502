"""Notices really sent, to a server of our own: what arrives, is refused, is never logged."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.devices.notifications import notifier
from kiosk.devices.notifications.notifier import AppriseNotifier, NotifierTrouble, refused_part

# The server of these tests is on this machine, where no notice goes in earnest.
TO_HERE = AppriseNotifier(reaches=lambda _address: True)


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
    TO_HERE.send(robot.address, "家门口", "新的求助")
    (heard,) = map(json.loads, robot.heard)
    assert (heard["title"], heard["message"]) == ("家门口", "新的求助")


def test_a_notice_goes_nowhere_but_where_the_manager_said(robot: Robot) -> None:
    robot.status = 307
    with pytest.raises(NotifierTrouble):
        TO_HERE.send(robot.address, "家门口", "新的求助")
    assert len(robot.heard) == 1


def test_a_server_that_answers_a_byte_at_a_time_keeps_nobody_waiting(
    robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SECONDS", 0.6)
    # At ten bytes a second longer than any test may take.
    robot.drips = 36_000
    with pytest.raises(NotifierTrouble, match="too long"):
        TO_HERE.send(robot.address, "家门口", "新的求助")


def test_a_secret_in_the_path_of_an_address_is_in_no_log(
    robot: Robot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{robot.address}geheim-path?key=geheim"
    with caplog.at_level(logging.DEBUG):
        TO_HERE.send(address, "家门口", "新的求助")
        assert len(robot.heard) == 1 and "geheim" not in caplog.text
        # The control: with the logs left as they are, the path is in one.
        for name in notifier.LOGS:
            logging.getLogger(name).setLevel(logging.NOTSET)
        monkeypatch.setattr(notifier, "LOGS", ())
        TO_HERE.send(address, "家门口", "新的求助")
        assert "geheim" in caplog.text


def test_a_server_that_refuses_or_hangs_is_a_trouble_that_names_no_secret(
    robot: Robot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SECONDS", 0.6)
    with caplog.at_level(logging.DEBUG):
        for robot.status, robot.hangs in ((500, False), (200, True)):
            with pytest.raises(NotifierTrouble) as told:
                TO_HERE.send(robot.address, "家门口", "新的求助")
            assert "geheim" not in str(told.value)
    assert "geheim" not in caplog.text
    # The control: Apprise's own log would have told.
    logging.getLogger("apprise").setLevel(logging.DEBUG)
    logging.getLogger("apprise").warning(robot.address)
    assert "geheim" in caplog.text


@pytest.mark.parametrize("address", ["exec:///bin/sh", "syslog://", "dbus://", "file:///etc/x",
                                     "", "nonsense", "wecombot://"])
def test_what_is_no_way_to_people_is_no_address(address: str) -> None:
    assert refused_part(address) == "kind"
    with pytest.raises(NotifierTrouble):
        AppriseNotifier().send(address, "家门口", "新的求助")


INSIDE = (
    "127.0.0.1", "127.1.2.3", "10.0.0.7", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]",
    "localhost", "2130706433", "0x7f.1",
)


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_is_refused_when_it_is_given(host: str) -> None:
    assert refused_part(f"json://{host}/notice") in ("inside", "kind")


def test_a_mail_server_inside_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, *_: object, **__: object) -> list[object]:
        address = {"mail.example": "9.9.9.9"}.get(host, host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert refused_part("mailto://a:b@mail.example?smtp=192.168.1.1") == "inside"
    assert refused_part("mailto://a:b@mail.example?smtp=9.9.9.9") is None


@pytest.mark.parametrize(("option", "part"), [
    ("method=PUT", "method"), ("METHOD=delete", "method"), ("%6dethod=GET", "method"),
    ("+X-Forwarded-For=127.0.0.1", "headers"), ("%2BHost=a", "headers"), ("-a=b", "headers"),
    (":message=b", "headers"), ("format=text&+Cookie=a", "headers"),
])
def test_options_that_make_another_question_of_it_are_refused(option: str, part: str) -> None:
    address = f"json://9.9.9.9/notice?{option}"
    assert refused_part(address) == part
    with pytest.raises(NotifierTrouble, match="no address"):
        AppriseNotifier().send(address, "家门口", "新的求助")


def test_control_public_addresses_and_keys_are_taken() -> None:
    for address in ("json://9.9.9.9/notice", "jsons://[2606:4700::1111]/x?format=text",
                    "wecombot://a-key", "dingtalk://token"):
        assert refused_part(address) is None, address


def test_a_name_that_leads_inside_only_when_it_is_sent_reaches_nobody(
    robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name was public when the manager gave it."""
    real, leads_to = socket.getaddrinfo, ["9.9.9.9"]

    def resolve(host: str, *more: object, **others: object) -> object:
        known = leads_to[0] if host == "robot.example" else host
        return real(known, *more, **others)  # type: ignore[arg-type]  # as it was asked

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setenv("NO_PROXY", "*")
    address = robot.address.replace("127.0.0.1", "robot.example")
    assert refused_part(address) is None
    leads_to[0] = "127.0.0.1"
    assert refused_part(address) == "inside"
    with pytest.raises(NotifierTrouble, match="network of this machine"):
        AppriseNotifier().send(address, "家门口", "新的求助")
    assert robot.heard == []
    # The control: without the look at each connection it arrives.
    TO_HERE.send(address, "家门口", "新的求助")
    assert len(robot.heard) == 1
    # And nothing else in this process is kept from anything.
    with socket.create_connection(("127.0.0.1", robot.server.server_port)):
        pass
