"""`python -m tests.bench [PART …]`: prints the table; it judges, but never fails."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from multiprocessing.util import get_temp_dir
from pathlib import Path

from tests.bench import (
    cases,
    engines,
    growth,
    issuing,
    kiosks,
    left_on_disk,
    pages,
    phones,
    rooms,
    street,
    ui,
)
from tests.bench.measure import Figure
from tests.support.run_folder import RunFolder

PARTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "issuing": issuing.figures,
    "pages": pages.figures,
    "ui": ui.figures,
    "engines": engines.figures,
    "growth": growth.figures,
    "rooms": rooms.figures,
    "cases": cases.figures,
    "street": street.figures,
    "phones": phones.figures,
    "kiosks": kiosks.figures,
    "bytes": left_on_disk.figures,
}


def main(chosen: list[str]) -> int:
    """Measures the chosen parts, or all."""
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    # Its folder goes when this process ends, after that of the run, in which it would be.
    get_temp_dir()
    # On the disk, as a centre is; and nothing is left of it.
    run = RunFolder(Path(tempfile.gettempdir()))
    try:
        for name in chosen or PARTS:
            for figure in PARTS[name]():
                print(figure, flush=True)
    finally:
        run.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
