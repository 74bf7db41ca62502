"""The centre's own pages, asked as a phone asks them: no proxy, no redirect, within a time."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

MOST = 4096


def ask_pages(address: str, path: str, within: float) -> tuple[int, str]:
    """The status and the text that a path at an address answers with. OSError where nothing does
    within so many seconds."""
    parts = urlsplit(address)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=within)
    try:
        connection.request("GET", f"{parts.path}{path}")
        answer = connection.getresponse()
        return answer.status, answer.read(MOST).decode(errors="replace").strip()
    except HTTPException as strange:
        raise OSError(f"no web page: {strange!r}") from strange
    finally:
        connection.close()
