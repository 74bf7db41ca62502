"""Notices out of the centre, to where the manager lets them go: chat robots, mail, text
messages."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

# What carries words to people. Apprise knows more, among it what writes to this machine or runs
# a program on it: that is no notice.
SCHEMES = frozenset({
    "wecombot", "dingtalk", "feishu", "lark", "mailto", "mailtos", "json", "jsons", "ntfy",
    "ntfys", "bark", "barks", "pushdeer", "pushdeers", "pushplus", "wecom", "wxpusher", "twilio",
    "clicksend", "vonage", "matrix", "matrixs", "slack", "tgram",
})
LOGS = ("apprise", "urllib3")
SECONDS = 10.0


class NotifierTrouble(Exception):
    """A notice did not go out. It never says where to: addresses hold passwords."""


class Notifier(Protocol):
    """Sends a short notice."""

    def send(self, address: str, title: str, text: str) -> None:
        """Sends it, within ten seconds. Raises NotifierTrouble unless it is known to be taken:
        what took too long may have arrived all the same.
        """


class AppriseNotifier:
    """Sends through Apprise."""

    def send(self, address: str, title: str, text: str) -> None:
        service = _service(address)
        if service is None:
            raise NotifierTrouble("no address to send to")
        outcome: list[str] = []
        # A server that answers a byte a second, mail's many questions, a lost name server: none
        # of them is ended by the waits of a socket, so nobody waits for the whole of it.
        sending = threading.Thread(
            target=_try, args=(service, title, text, outcome), daemon=True, name="notice")
        sending.start()
        sending.join(SECONDS)
        trouble = outcome[0] if outcome else "it took too long"
        if trouble:
            raise NotifierTrouble(trouble)


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

    # Its log holds addresses, and that of HTTP their paths: a robot's whole secret is in one.
    for name in LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    service = apprise.Apprise.instantiate(address.strip())
    if service is not None:
        service.socket_connect_timeout = service.socket_read_timeout = SECONDS / 2
        # A notice goes where the manager said, and not on from there.
        service.redirects = False
    return service


def _try(service: Any, title: str, text: str, outcome: list[str]) -> None:
    """Sends, and leaves in `outcome` what was wrong, empty where it was taken."""
    try:
        taken = service.notify(body=text, title=title)
        outcome.append("" if taken else "it was not taken")
    except Exception as trouble:  # noqa: BLE001  # a hundred services, each with its own
        outcome.append(type(trouble).__name__)
