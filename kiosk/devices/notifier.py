"""Notices out of the house, to where the manager lets them go: chat robots, mail, text messages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

# What carries words to people. Apprise knows more, among it what writes to this machine or runs
# a program on it: that is no notice.
SCHEMES = frozenset({
    "wecombot", "dingtalk", "feishu", "lark", "mailto", "mailtos", "json", "jsons", "ntfy",
    "ntfys", "bark", "barks", "pushdeer", "pushdeers", "pushplus", "wecom", "wxpusher", "twilio",
    "clicksend", "vonage", "matrix", "matrixs", "slack", "tgram",
})
SECONDS = 10.0


class NotifierTrouble(Exception):
    """A notice did not go out. It never says where to: addresses hold passwords."""


class Notifier(Protocol):
    """Sends a short notice."""

    def send(self, address: str, title: str, text: str) -> None:
        """Sends it, within seconds. Raises NotifierTrouble."""


class AppriseNotifier:
    """Sends through Apprise."""

    def send(self, address: str, title: str, text: str) -> None:
        service = _service(address)
        if service is None:
            raise NotifierTrouble("no address to send to")
        try:
            sent = service.notify(body=text, title=title)
        except Exception as trouble:  # noqa: BLE001  # a hundred services, each with its own
            raise NotifierTrouble(type(trouble).__name__) from None
        if not sent:
            raise NotifierTrouble("it was not taken")


@dataclass
class MemoryNotifier:
    """Keeps what was sent; `broken` lets it fail."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    broken: bool = False

    def send(self, address: str, title: str, text: str) -> None:
        if self.broken:
            raise NotifierTrouble("it was not taken")
        self.sent.append((address, title, text))


def is_address(address: str) -> bool:
    """Whether notices can be sent there."""
    return _service(address) is not None


def schemes() -> Sequence[str]:
    """How addresses may begin, for the page that asks for one."""
    return sorted(SCHEMES)


def _service(address: str) -> Any:
    if urlsplit(address.strip()).scheme.lower() not in SCHEMES:
        return None
    # Half a second and 20 MB: only where a notice is really sent.
    import apprise

    # Its own log would hold addresses, and with them passwords.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    service = apprise.Apprise.instantiate(address.strip())
    if service is not None:
        service.socket_connect_timeout = service.socket_read_timeout = SECONDS / 2
    return service
