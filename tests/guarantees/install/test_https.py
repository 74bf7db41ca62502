"""The pages behind the proxy that `make install` sets up, with a certificate made for the test."""

from __future__ import annotations

import http.client
import http.server
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.support.centre import ROOT
from tests.support.postgres import free_port
from tests.support.screen import Program, wait_until

pytestmark = pytest.mark.soak
# Ports that an ordinary user has; the rest of the file is what a machine gets.
PORTS = "{{\n\thttp_port {}\n\thttps_port {}\n\tadmin off\n}}\n"


@dataclass
class Proxy:
    """Caddy before the pages at a port, with a certificate of its own for `localhost`."""

    folder: Path
    pages: int

    def start(self) -> None:
        self.plain, self.port = free_port(), free_port()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", self.folder / "key", "-out", self.folder / "cert"],
            check=True, capture_output=True)
        written = (ROOT / "assets/install/Caddyfile").read_text("utf-8")
        for word, told in {"@name@": "localhost", "@port@": str(self.pages),
                           "@tls@": f"tls {self.folder / 'cert'} {self.folder / 'key'}"}.items():
            assert word in written
            written = written.replace(word, told)
        (self.folder / "Caddyfile").write_text(PORTS.format(self.plain, self.port) + written)
        self._running = subprocess.Popen(
            ["caddy", "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"],
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin"}, stderr=subprocess.DEVNULL)
        self._known = ssl.create_default_context(cafile=str(self.folder / "cert"))
        wait_until(self._answers)

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """What a browser gets that trusts the certificate."""
        asking = http.client.HTTPSConnection("localhost", self.port, context=self._known)
        asking.request("GET", path, headers={name.replace("_", "-"): value
                                             for name, value in headers.items()})
        return asking.getresponse()

    def _answers(self) -> bool:
        try:
            return bool(self.get("/healthz").status)
        except OSError:
            return False

    def stop(self) -> None:
        self._running.terminate()
        self._running.wait()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """Not started yet: who stands behind it takes its port."""
    made = Proxy(tmp_path, free_port())
    yield made
    made.stop()


def test_pages_travel_over_tls_and_browsers_stay_with_it(tmp_path: Path, proxy: Proxy) -> None:
    (tmp_path / "data").mkdir()
    program = Program(tmp_path / "data", None, KIOSK_SPEECH="none",
                      KIOSK_PORT=str(proxy.pages), KIOSK_PUBLIC_URL="https://localhost")
    program.url = f"http://127.0.0.1:{proxy.pages}"
    program.start("web")
    try:
        proxy.start()
        answer = proxy.get("/desk")
        assert answer.status in (200, 302)
        assert "max-age=31536000" in (answer.getheader("Strict-Transport-Security") or "")
        cookies = answer.headers.get_all("Set-Cookie") or proxy.get("/").headers.get_all(
            "Set-Cookie")
        assert cookies and all("Secure" in one and "HttpOnly" in one for one in cookies)
        asking = http.client.HTTPConnection("localhost", proxy.plain)
        asking.request("GET", "/board")
        moved = asking.getresponse()
        assert moved.status == 308 and (moved.getheader("Location") or "").startswith("https://")
        listening = subprocess.run(["ss", "-Hltn", f"sport = :{proxy.pages}"], check=True,
                                   capture_output=True, text=True).stdout.split()
        assert f"127.0.0.1:{proxy.pages}" in listening, "nobody goes round the proxy"
    finally:
        program.stop()


class Mirror(http.server.BaseHTTPRequestHandler):
    """Answers with the headers that reached it."""

    def do_GET(self) -> None:
        told = str(self.headers).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


def test_nobody_outside_says_who_asks(proxy: Proxy) -> None:
    pages = http.server.HTTPServer(("127.0.0.1", proxy.pages), Mirror)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    try:
        proxy.start()
        heard = proxy.get("/", X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="http",
                          X_Forwarded_Host="elsewhere.example").read().decode()
        assert "X-Forwarded-For: 127.0.0.1" in heard and "203.0.113.7" not in heard
        assert "X-Forwarded-Proto: https" in heard and "elsewhere.example" not in heard
    finally:
        pages.shutdown()
        pages.server_close()
