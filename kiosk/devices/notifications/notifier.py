"""Notices out of the centre, to where the manager lets them go: chat robots, mail, text
messages."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from kiosk.devices.notifications.reach import is_outside, outside_only

# What carries words to people. Apprise knows more, among it what writes to this machine or runs
# a program on it: that is no notice.
SCHEMES = frozenset({
    "wecombot", "dingtalk", "feishu", "lark", "mailto", "mailtos", "json", "jsons", "ntfy",
    "ntfys", "bark", "barks", "pushdeer", "pushdeers", "pushplus", "wecom", "wxpusher", "twilio",
    "clicksend", "vonage", "matrix", "matrixs", "slack", "tgram",
})
LOGS = ("apprise", "urllib3")
SECONDS = 10.0
# Where Apprise keeps the hosts of an address, and how it marks added headers, parameters, fields.
HOSTS = ("host", "smtp_host")
ADDED = ("+", "-", ":")


class NotifierTrouble(Exception):
    """A notice did not go out. It never says where to: addresses hold passwords."""


class Notifier(Protocol):
    """Sends a short notice."""

    def send(self, address: str, title: str, text: str) -> None:
        """Sends it, within ten seconds. Raises NotifierTrouble unless it is known to be taken:
        what took too long may have arrived all the same.
        """


class AppriseNotifier:
    """Sends through Apprise, and only out of the centre's own network: `reaches` says of an
    address of IP whether it may be connected to."""

    def __init__(self, reaches: Callable[[str], bool] = is_outside) -> None:
        self._reaches = reaches

    def send(self, address: str, title: str, text: str) -> None:
        service = None if _refused_option(address) else _service(address)
        if service is None:
            raise NotifierTrouble("no address to send to")
        outcome: list[str] = []
        # A server that answers a byte a second, mail's many questions, a lost name server: none
        # of them is ended by the waits of a socket, so nobody waits for the whole of it.
        sending = threading.Thread(
            target=_try, args=(service, title, text, self._reaches, outcome), daemon=True,
            name="notice")
        sending.start()
        sending.join(SECONDS)
        trouble = outcome[0] if outcome else "it took too long"
        if trouble:
            raise NotifierTrouble(trouble)


def refused_part(address: str) -> str | None:
    """Which part of an address keeps notices from being sent there: `kind` (no service known),
    `method` or `headers` (of its options), `inside` (it leads to this machine or into its own
    network, as names resolve just now); None where none does. It may take as long as a name
    server takes."""
    if option := _refused_option(address):
        return option
    service = _service(address)
    if service is None:
        return "kind"
    # Of a service with an address of its own it is a key, which resolves to nothing.
    hosts = [host for part in HOSTS if (host := str(getattr(service, part, None) or ""))]
    return None if all(map(_is_outside_now, hosts)) else "inside"


def _refused_option(address: str) -> str | None:
    """The option that would make another question of it than the service's own."""
    for option in urlsplit(address.strip()).query.split("&"):
        name = unquote(option.partition("=")[0]).strip().lower()
        if name == "method":
            return "method"
        if name.startswith(ADDED):
            return "headers"
    return None


def _is_outside_now(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return True
    return all(is_outside(str(address[0])) for *_, address in found)


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


def _try(service: Any, title: str, text: str, reaches: Callable[[str], bool],
         outcome: list[str]) -> None:
    """Sends, and leaves in `outcome` what was wrong, empty where it was taken."""
    try:
        # A name may lead elsewhere than when the address was given: each connection is looked at.
        with outside_only(reaches) as inside:
            taken = service.notify(body=text, title=title)
        refused = "it leads into the network of this machine" if inside else "it was not taken"
        outcome.append("" if taken else refused)
    except Exception as trouble:  # noqa: BLE001  # a hundred services, each with its own
        outcome.append(type(trouble).__name__)
