"""Reads one file from outside within limits: stdin to stdout, by the function that is named."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from kiosk.devices.isolation import NO_MEMORY, REFUSED
from kiosk.domain.refusals import Refusal

# Besides what this process has when it begins. A WebP of 50 megapixels takes 780 MB of it, a
# progressive JPEG 300, a PNG 200, the largest table that is read 300.
MOST_MEMORY = 1 << 30
MOST_SECONDS = 20


def main() -> int:
    """Returns 0, or what tells why the file was not read."""
    module, _, name = sys.argv[1].partition(":")
    reader: Callable[..., bytes] = getattr(import_module(module), name)
    limit()
    try:
        written, code = reader(sys.stdin.buffer.read(), *sys.argv[2:]), 0
    except Refusal as refusal:
        told = {"code": refusal.code, "details": refusal.details}
        written, code = json.dumps(told).encode(), REFUSED
    except MemoryError:
        return NO_MEMORY
    sys.stdout.buffer.write(written)
    return code


def limit() -> None:
    """Where the machine itself has too little memory, this process is the first to go."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    memory = pages * resource.getpagesize() + MOST_MEMORY
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, MOST_SECONDS),
                       (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


if __name__ == "__main__":
    sys.exit(main())
