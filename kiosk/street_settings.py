"""The settings of the street's program: `street.toml`, which names the centres."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.domain.characters import plain
from kiosk.settings import Settings, WrongSetting

MOST_CENTRES = 200
LONGEST_NAME = 40
# Not the pages' own, which may run on the same machine.
PORT = 8090
KNOWN = {"title", "host", "port", "public_url", "centres"}


@dataclass(frozen=True, slots=True)
class StreetSettings:
    """`centres` are the addresses of their databases, by name; nothing shows or logs them."""

    title: str
    host: str
    port: int
    public_url: str
    centres: dict[str, str] = field(repr=False)

    def of_pages(self, settings: Settings) -> Settings:
        """The settings of the street's pages, which listen somewhere of their own."""
        return replace(settings, host=self.host, port=self.port, fixed_url=self.public_url)


def read_street(file: Path) -> StreetSettings:
    """Reads and checks the settings. Raises WrongSetting on the first that cannot be used, and says
    nothing of an address but whose it is."""
    try:
        read = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else f"no TOML: {trouble}"
        raise WrongSetting(f"{file}: {why}; assets/street/README.md says what it is") from None
    if unknown := sorted(set(read) - KNOWN):
        raise WrongSetting(f"{file}: no such setting: {', '.join(unknown)}")
    try:
        return StreetSettings(
            plain(str(read.get("title", ""))), str(read.get("host", "127.0.0.1")),
            _port(read.get("port", PORT)), str(read.get("public_url", "")),
            _centres(read.get("centres", [])))
    except ValueError as wrong:
        raise WrongSetting(f"{file}: {wrong}") from None


def _port(written: Any) -> int:
    if not isinstance(written, int) or not 0 < written < 2**16:
        raise ValueError("port has to be a number from 1 to 65535")
    return written


def _centres(written: Any) -> dict[str, str]:
    if not isinstance(written, list) or not 1 <= len(written) <= MOST_CENTRES:
        raise ValueError(f"it names 1 to {MOST_CENTRES} centres, each as [[centres]]")
    found: dict[str, str] = {}
    for n, one in enumerate(written, 1):
        if not isinstance(one, dict) or set(one) != {"name", "url"}:
            raise ValueError(f"centre {n} has to have a name and a url, and nothing else")
        name = plain(str(one["name"])).strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise ValueError(f"the name of centre {n} has to have 1 to {LONGEST_NAME} characters")
        if name in found:
            raise ValueError(f"two centres are called {name}")
        found[name] = str(one["url"])
    return found
