"""Reads one picture from outside and writes it plain: stdin to stdout, within limits."""

from __future__ import annotations

import resource
import sys
from contextlib import suppress
from pathlib import Path

from kiosk.devices.media.pictures import TOO_LARGE, Keep
from kiosk.devices.media.pictures.reading import plain
from kiosk.domain.refusals import Refusal

# Besides what this process has when it begins. A WebP of 50 megapixels takes 780 MB of it, a
# progressive JPEG 300, a PNG 200.
MOST_MEMORY = 1 << 30
MOST_SECONDS = 20


def main() -> int:
    """Returns 0, or what tells why the picture was refused."""
    limit()
    try:
        written = plain(sys.stdin.buffer.read(), Keep(sys.argv[1]) if sys.argv[1] else None)
    except Refusal as refusal:
        return TOO_LARGE if refusal.code == "picture_too_large" else 1
    sys.stdout.buffer.write(written)
    return 0


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
