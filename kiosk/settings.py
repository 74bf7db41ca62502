"""Settings: from the environment, else `settings.toml` in the data folder, else the default."""

from __future__ import annotations

import fcntl
import re
import socket
import struct
import time
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from kiosk.domain.characters import plain
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.operations.panel import TouchPanel
from kiosk.domain.refusals import Refusal

DEFAULTS = {
    "KIOSK_DATABASE_URL": "",
    "KIOSK_HOST": "0.0.0.0",  # noqa: S104  # phones have to reach it
    "KIOSK_PORT": "8080",
    "KIOSK_PUBLIC_URL": "",
    "KIOSK_WIFI": "none",
    "KIOSK_WINDOW": "fullscreen",
    "KIOSK_LANGUAGE": "zh_CN",
    "KIOSK_PANEL_MM": "",
    "KIOSK_PANEL_BOTTOM_MM": "700",
    "KIOSK_PRINTER": "none",
    "KIOSK_PAPER_MM": "80",
    "KIOSK_SPEECH": "auto",
    "KIOSK_KEYBOARD": "abc",
    "KIOSK_SWITCHES": "none",
    "KIOSK_CLICK": "off",
    "KIOSK_NAME": "kiosk-1",
}
KEYBOARDS = ("abc", "qwerty")
# Seconds for which an address that was found is good.
FRESH = 2.0
# What Linux is asked about a network (netdevice(7)), and what it answers.
GET_FLAGS, GET_ADDRESS = 0x8913, 0x8915
UP, LOOPBACK, RUNNING = 0x1, 0x8, 0x40
SWITCH = r"f[1-9]|f1[0-2]|[a-z0-9]|space|enter|tab|backspace|left|right|up|down"


class WrongSetting(ValueError):
    """A setting that cannot be used; its text is one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. `window` is (width, height) in pixels, None for full screen.

    `switches` are names of keys: none, the one that scans by itself, or next and choose.
    `fixed_url` is what KIOSK_PUBLIC_URL says, empty where the address has to be found.
    """

    data: Path
    database_url: str
    host: str
    port: int
    fixed_url: str
    wifi: tuple[str, str] | None
    window: tuple[int, int] | None
    language: str
    panel_mm: float | None
    panel_bottom_mm: float
    printer: str
    paper_mm: int
    speech: str
    keyboard: str
    switches: tuple[str, ...]
    click: bool
    kiosk_name: str

    @property
    def public_url(self) -> str:
        """Where phones find the pages just now; empty while there is no network."""
        if self.fixed_url:
            return self.fixed_url
        address = own_address()
        return f"http://{address}:{self.port}" if address else ""

    def link(self, path: str) -> str:
        """The address of a page as codes carry it; empty while there is none."""
        public = self.public_url
        return f"{public}{path}" if public else ""

    def lasting_link(self, path: str) -> str:
        """The same for what is kept or printed. Refuses with `no_address` while there is none."""
        link = self.link(path)
        if not link:
            raise Refusal("no_address")
        return link

    def panel(self, window: tuple[int, int]) -> TouchPanel:
        """The panel of this kiosk, on which a window of that size fills the glass."""
        return TouchPanel(window, self.panel_mm, self.panel_bottom_mm)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads and checks every setting. Raises WrongSetting on the first that cannot be used."""
    data = Path(environment.get("KIOSK_DATA") or platformdirs.user_data_dir("jiamenkou"))
    values = DEFAULTS | _from_file(data / "settings.toml") | {
        name: environment[name] for name in DEFAULTS if environment.get(name)
    }
    port = _whole("KIOSK_PORT", values["KIOSK_PORT"], 1, 65535)
    public = values["KIOSK_PUBLIC_URL"]
    database = values["KIOSK_DATABASE_URL"] or f"cysqlite:///{data / 'jiamenkou.db'}"
    if not database.startswith(("cysqlite:///", "postgresql://", "postgres://")):
        raise WrongSetting("KIOSK_DATABASE_URL: give cysqlite:///FILE or postgresql://…")
    return Settings(
        data=data,
        database_url=database,
        host=_host(values["KIOSK_HOST"]),
        port=port,
        fixed_url=_web_address(public) if public else "",
        wifi=_wifi(values["KIOSK_WIFI"]),
        window=_window(values["KIOSK_WINDOW"]),
        language=_one_of("KIOSK_LANGUAGE", values["KIOSK_LANGUAGE"], LANGUAGES.values()),
        panel_mm=_panel_mm(values["KIOSK_PANEL_MM"]),
        panel_bottom_mm=_whole("KIOSK_PANEL_BOTTOM_MM", values["KIOSK_PANEL_BOTTOM_MM"], 0, 1500),
        printer=_device("KIOSK_PRINTER", values["KIOSK_PRINTER"], r"none|file:.+|cups:.+"
                        r"|network:[^:]+:\d+|usb:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}"),
        paper_mm=int(_one_of("KIOSK_PAPER_MM", values["KIOSK_PAPER_MM"], ("80", "58"))),
        speech=_device("KIOSK_SPEECH", values["KIOSK_SPEECH"], "auto|none|file:.+|espeak-ng|spd"),
        keyboard=_one_of("KIOSK_KEYBOARD", values["KIOSK_KEYBOARD"], KEYBOARDS),
        switches=_switches(values["KIOSK_SWITCHES"]),
        click=_one_of("KIOSK_CLICK", values["KIOSK_CLICK"], ("off", "on")) == "on",
        kiosk_name=_device("KIOSK_NAME", values["KIOSK_NAME"], r"[\w.-]{1,40}"),
    )


def _from_file(path: Path) -> dict[str, str]:
    try:
        # Windows' own editor puts a mark before the first letter.
        read = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as trouble:
        raise WrongSetting(f"{path}: {trouble}") from trouble
    unknown = sorted(set(read) - set(DEFAULTS))
    if unknown:
        raise WrongSetting(f"{path}: no such setting: {', '.join(unknown)}")
    return {name: plain(str(value)) for name, value in read.items() if value != ""}


def _whole(name: str, written: str, least: int, most: int) -> int:
    if not written.isdecimal() or not least <= int(written) <= most:
        raise WrongSetting(f"{name}: give a whole number from {least} to {most}, not {written!r}")
    return int(written)


def _web_address(written: str) -> str:
    try:
        parts = urlsplit(written)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WrongSetting(f"KIOSK_PUBLIC_URL: not a web address: {written!r}")
    return written.rstrip("/")


def _panel_mm(written: str) -> int | None:
    """None is a 21.5-inch panel, whichever way round it hangs."""
    return _whole("KIOSK_PANEL_MM", written, 100, 2000) if written else None


def _host(written: str) -> str:
    try:
        socket.getaddrinfo(written, None, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as trouble:
        raise WrongSetting(f"KIOSK_HOST: no address to listen on: {written!r}") from trouble
    return written


def _one_of(name: str, written: str, allowed: Collection[str]) -> str:
    if written not in allowed:
        raise WrongSetting(f"{name}: give one of {', '.join(allowed)}, not {written!r}")
    return written


def _device(name: str, written: str, pattern: str) -> str:
    if not re.fullmatch(pattern, written):
        raise WrongSetting(f"{name}: cannot be {written!r}; see the settings in README.md")
    return written


def _window(written: str) -> tuple[int, int] | None:
    if written == "fullscreen":
        return None
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", written)
    if not match:
        raise WrongSetting(f"KIOSK_WINDOW: give fullscreen or WIDTHxHEIGHT, not {written!r}")
    return int(match[1]), int(match[2])


def _switches(written: str) -> tuple[str, ...]:
    if written == "none":
        return ()
    names = tuple(written.lower().split(","))
    known = all(re.fullmatch(SWITCH, name) for name in names)
    if not known or not 1 <= len(set(names)) == len(names) <= 2:
        raise WrongSetting(
            f"KIOSK_SWITCHES: give none, one key, or two as in space,enter; not {written!r}"
        )
    return names


def _wifi(written: str) -> tuple[str, str] | None:
    if written == "none":
        return None
    ssid, colon, password = written.partition(":")
    if not colon or not ssid:
        raise WrongSetting("KIOSK_WIFI: give none or ssid:password")
    return ssid, password


def own_address() -> str:
    """This machine's address in its own network, as it is just now; empty without a network."""
    return _address_at(time.monotonic() // FRESH)


@lru_cache(maxsize=1)
def _address_at(_moment: float) -> str:
    """Asked anew at each moment: a network may come and go. No packet leaves for asking."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        plugged = list(_addresses(probe))
        try:
            probe.connect(("192.0.2.1", 9))
            routed: str = probe.getsockname()[0]
        except OSError:
            # A hall may have a network of its own, without a way out of it.
            routed = ""
        return routed if routed in plugged else next(iter(plugged), "")


def _addresses(probe: socket.socket) -> Iterator[str]:
    """The address of each network that is plugged in; a cable that was pulled keeps its own."""
    for _, name in socket.if_nameindex():
        asked = struct.pack("16s24x", name.encode())
        try:
            flags = struct.unpack_from("H", fcntl.ioctl(probe, GET_FLAGS, asked), 16)[0]
            if flags & (UP | LOOPBACK | RUNNING) == UP | RUNNING:
                yield socket.inet_ntoa(fcntl.ioctl(probe, GET_ADDRESS, asked)[20:24])
        except OSError:
            continue
