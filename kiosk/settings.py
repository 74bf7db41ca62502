"""Settings: from the environment, else `settings.toml` in the data folder, else the default."""

from __future__ import annotations

import fcntl
import re
import socket
import struct
import time
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import platformdirs

from kiosk.assets import ASSETS
from kiosk.domain.characters import plain
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.operations.panel import TouchPanel
from kiosk.domain.refusals import Refusal

# Seconds for which an address that was found is good.
FRESH = 2.0
# What Linux is asked about a network (netdevice(7)), and what it answers.
GET_FLAGS, GET_ADDRESS = 0x8913, 0x8915
UP, LOOPBACK, RUNNING = 0x1, 0x8, 0x40
SWITCH = r"f[1-9]|f1[0-2]|[a-z0-9]|space|enter|tab|backspace|left|right|up|down"
PRINTER = r"none|file:.+|cups:.+|network:[^:]+:\d+|usb:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}"
DATABASE = r"(?s:(cysqlite:///|postgresql://|postgres://).*)"
# What stands in it goes into lines that `sftp` reads: no space, no quote.
BACKUP_TO = (r"none|/.+|sftp://(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d{1,5})?"
             r"(?:/[\w~][\w.~-]*)+/?")
SPEECH = "auto|none|file:.+|espeak-ng|spd"
CANNOT_BE = "cannot be {!r}; see the settings in README.md"
T = TypeVar("T")


class WrongSetting(ValueError):
    """A setting that cannot be used; its text is one line that says which and why."""


def _host(written: str) -> str:
    try:
        socket.getaddrinfo(written, None, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as trouble:
        raise ValueError(f"no address to listen on: {written!r}") from trouble
    return written


def _whole(least: int, most: int, written: str) -> int:
    if not written.isdecimal() or not least <= int(written) <= most:
        raise ValueError(f"give a whole number from {least} to {most}, not {written!r}")
    return int(written)


def _web_address(written: str) -> str:
    try:
        parts = urlsplit(written)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if written and not usable:
        raise ValueError(f"not a web address: {written!r}")
    return written.rstrip("/")


def _wifi(written: str) -> tuple[str, str] | None:
    if written == "none":
        return None
    ssid, colon, password = written.partition(":")
    if not colon or not ssid:
        raise ValueError("give none or ssid:password")
    return ssid, password


def _window(written: str) -> tuple[int, int] | None:
    if written == "fullscreen":
        return None
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", written)
    if not match:
        raise ValueError(f"give fullscreen or WIDTHxHEIGHT, not {written!r}")
    return int(match[1]), int(match[2])


def _host_name() -> str:
    """The machine's own name, without the domain it is in."""
    name, _, _ = socket.gethostname().partition(".")
    return re.sub(r"[^\w-]", "-", name)[:40] or "kiosk-1"


def _one_of(allowed: Collection[str], written: str) -> str:
    if written not in allowed:
        raise ValueError(f"give one of {', '.join(allowed)}, not {written!r}")
    return written


def _matching(pattern: str, wrong: str, written: str) -> str:
    if not re.fullmatch(pattern, written):
        raise ValueError(wrong.format(written))
    return written


def _switches(written: str) -> tuple[str, ...]:
    if written == "none":
        return ()
    names = tuple(written.lower().split(","))
    known = all(re.fullmatch(SWITCH, name) for name in names)
    if not known or not 1 <= len(set(names)) == len(names) <= 2:
        raise ValueError(f"give none, one key, or two as in space,enter; not {written!r}")
    return names


def _setting(name: str, default: str, read: Callable[[str], T], meaning: str) -> T:
    """A field of Settings and its row of the table; README.md shows the same table."""
    row = {"name": name, "default": default, "read": read, "meaning": meaning}
    declared: T = field(metadata=row)
    return declared


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. `window` is (width, height) in pixels, None for full screen.

    `switches` are names of keys: none, the one that scans by itself, or next and choose.
    `fixed_url` is empty where the address has to be found; `panel_mm` is None for a 21.5-inch
    panel, whichever way round it hangs. What a field is declared with is its row of the table.
    """

    data: Path
    database_url: str = _setting("KIOSK_DATABASE_URL", "", partial(
        _matching, DATABASE, "give cysqlite:///FILE or postgresql://…"),
        "`cysqlite:///FILE` or `postgresql://…`")
    shared_videos: str = _setting("KIOSK_VIDEOS", "", str, "folder of the videos")
    backup_to: str = _setting("KIOSK_BACKUP_TO", "none", partial(
        _matching, BACKUP_TO, "give none, /a/folder or sftp://user@host/a/folder, not {!r}"),
        "second copy: `/a/folder` or `sftp://user@host/a/folder`")
    host: str = _setting(
        "KIOSK_HOST", "0.0.0.0", _host, "where the pages listen")  # noqa: S104  # for phones
    port: int = _setting("KIOSK_PORT", "8080", partial(_whole, 1, 65535), "at which port")
    fixed_url: str = _setting("KIOSK_PUBLIC_URL", "", _web_address, "what QR codes carry")
    wifi: tuple[str, str] | None = _setting("KIOSK_WIFI", "none", _wifi, "`ssid:password`")
    window: tuple[int, int] | None = _setting(
        "KIOSK_WINDOW", "fullscreen", _window, "or WIDTHxHEIGHT")
    language: str = _setting(
        "KIOSK_LANGUAGE", "zh_CN", partial(_one_of, LANGUAGES.values()), "or en")
    panel_mm: float | None = _setting(
        "KIOSK_PANEL_MM", "", lambda written: _whole(100, 2000, written) if written else None,
        "width of the panel as it hangs")
    panel_bottom_mm: float = _setting("KIOSK_PANEL_BOTTOM_MM", "700", partial(_whole, 0, 1500),
                                      "height of its lower edge above the floor")
    printer: str = _setting("KIOSK_PRINTER", "none", partial(_matching, PRINTER, CANNOT_BE),
                            "`file:DIR`, `network:HOST:PORT`, `usb:VID:PID`, `cups:NAME`")
    paper_mm: int = _setting(
        "KIOSK_PAPER_MM", "80", lambda written: int(_one_of(("80", "58"), written)), "or 58")
    speech: str = _setting("KIOSK_SPEECH", "auto", partial(_matching, SPEECH, CANNOT_BE),
                           "`none`, `file:DIR`, `espeak-ng`, `spd`")
    keyboard: str = _setting("KIOSK_KEYBOARD", "abc", partial(_one_of, ("abc", "qwerty")),
                             "order of the letter keys on the screen: `abc` or `qwerty`")
    switches: tuple[str, ...] = _setting(
        "KIOSK_SWITCHES", "none", _switches,
        "keys for switches: two, as `space,enter`, or one, as `f8`")
    click: bool = _setting("KIOSK_CLICK", "off", lambda written:
                           _one_of(("off", "on"), written) == "on", "`on`: a touch clicks")
    kiosk_name: str = _setting("KIOSK_NAME", "", lambda written: _matching(
        r"[\w.-]{1,40}", CANNOT_BE, written or _host_name()),
        "which kiosk, where several share a database")
    seed_named: str = _setting(
        "KIOSK_SEED", "liuyi", str,
        "what a new centre begins with: a name in `assets/seed`, or a file")

    @property
    def videos(self) -> Path:
        """Where videos lie."""
        return Path(self.shared_videos) if self.shared_videos else self.data / "videos"

    @property
    def seed(self) -> Path:
        """The file with which a centre begins; whether it is there is asked only then."""
        in_assets = re.fullmatch(r"[\w-]+", self.seed_named)
        return ASSETS / "seed" / f"{self.seed_named}.toml" if in_assets else Path(self.seed_named)

    @property
    def behind_tls(self) -> bool:
        """Whether a proxy on this machine speaks TLS for the pages."""
        return self.fixed_url.startswith("https:")

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
        """The panel of this kiosk, on which a window of that size fills the touch screen."""
        return TouchPanel(window, self.panel_mm, self.panel_bottom_mm)


# The row of each field but `data`, which only the environment says.
TABLE = {part.name: part.metadata for part in fields(Settings) if part.metadata}
DEFAULTS = {row["name"]: row["default"] for row in TABLE.values()}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads and checks every setting. Raises WrongSetting on the first that cannot be used."""
    data = Path(environment.get("KIOSK_DATA") or platformdirs.user_data_dir("jiamenkou"))
    given = _from_file(data / "settings.toml") | {
        name: environment[name] for name in DEFAULTS if environment.get(name)}
    written = (
        DEFAULTS | {"KIOSK_DATABASE_URL": f"cysqlite:///{data / 'jiamenkou.db'}"}
        | given
    )
    if written["KIOSK_PUBLIC_URL"].startswith("https:") and "KIOSK_HOST" not in given:
        # A proxy on this machine speaks TLS: nobody else may ask without it.
        written["KIOSK_HOST"] = "127.0.0.1"
    values = {}
    for part, row in TABLE.items():
        try:
            values[part] = row["read"](written[row["name"]])
        except ValueError as trouble:
            raise WrongSetting(f"{row['name']}: {trouble}") from trouble
    return Settings(data=data, **values)


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
