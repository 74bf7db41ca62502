"""Reach: which addresses of IP lie outside of this machine's own network, and keeping to them."""

from __future__ import annotations

import ipaddress
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

# Addresses of IPv4 as a network of IPv6 alone reaches them (RFC 6052).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Per thread: what it may connect to, and what it was kept from.
_thread = threading.local()


def is_outside(address: str) -> bool:
    """Whether an address of IP is a public one: neither loopback nor private nor link-local."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        else:
            found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


@contextmanager
def outside_only(reaches: Callable[[str], bool]) -> Iterator[list[str]]:
    """Ends each connection that this thread begins to an address `reaches` does not allow, whatever
    library begins it and however the name was resolved; the list names those addresses."""
    _look_at_connections()
    _thread.reaches, _thread.refused = reaches, list[str]()
    try:
        yield _thread.refused
    finally:
        del _thread.reaches


@cache
def _look_at_connections() -> None:
    """Once for the process, for a hook stays."""
    sys.addaudithook(_look)


def _look(event: str, details: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    reaches = getattr(_thread, "reaches", None)
    if reaches is None:
        return
    where = details[1]
    address = str(where[0]) if isinstance(where, tuple) else ""
    if not reaches(address):
        _thread.refused.append(address)
        raise ConnectionRefusedError("an address of the centre's own network")
