"""The AppContext: all that a running kiosk has at hand, built once in main.py and handed in."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from db.engine.database import Database
from db.engine.encryption import Vault
from kiosk.area import Area
from kiosk.devices.media.removable_media import Sticks
from kiosk.devices.notifications.notifier import AppriseNotifier, Notifier
from kiosk.devices.printing.printer import Printer
from kiosk.devices.speech.click import Click, NoClick
from kiosk.devices.speech.speaker import Speaker
from kiosk.devices.text_input.input_engines import InputEngines
from kiosk.settings import Settings
from kiosk.wording.translator import Translator


class PagesContext(Protocol):
    """What any of our pages need at hand, those of a centre and those of the street."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """As in AppContext, and so all others."""

    @property
    def settings(self) -> Settings: ...

    @property
    def words(self) -> Mapping[str, Translator]: ...

    @property
    def secret(self) -> bytes: ...


@dataclass(frozen=True)
class StreetContext:
    """What the street's pages have at hand; as in AppContext."""

    clock: Callable[[], datetime]
    settings: Settings
    words: Mapping[str, Translator]
    secret: bytes


@dataclass(frozen=True)
class AppContext:
    """`clock` gives aware instants in the centre's zone, `codes` fresh secret tokens.

    `writing` holds the input engines, which only the touch screen has; `click` is the sound of a
    touch; `notifier` sends out what the manager let out; `sticks` are what is plugged in.
    `secret` signs what leaves the centre and comes back: hall codes and the pages' cookies.
    `vault` encrypts what is personal.
    `areas` are those the centre consists of.
    """

    clock: Callable[[], datetime]
    codes: Callable[[], str]
    settings: Settings
    words: Mapping[str, Translator]
    database: Database
    printer: Printer
    speaker: Speaker
    secret: bytes
    vault: Vault
    areas: tuple[Area, ...]
    writing: InputEngines = field(default_factory=InputEngines)
    click: Click = field(default_factory=NoClick)
    notifier: Notifier = field(default_factory=AppriseNotifier)
    sticks: Sticks = field(default_factory=Sticks)

    def __post_init__(self) -> None:
        self.database.chain_key = hmac.digest(self.secret, b"event log", hashlib.sha256)
