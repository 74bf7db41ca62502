"""What was written at the touch screen is gone with the visit: from memory, files, tables,
clipboard.

Python's objects are searched, every one of them; the bytes that an allocator has not written over
yet, and the memory of a graphics card, are not.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.centre import ROOT
from tests.support.guarantees.remains import LETTERS, WRITTEN

TAKE_TEXT = {"room_number", "search", "staff_login"}


def told(folder: Path, how: str) -> tuple[int, dict[str, Any]]:
    """Lets a process write and leave; how it ended, and what it found. All its files are here."""
    data, passing = folder / "data", folder / "tmp"
    for each in (data, passing):
        each.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.guarantees.remains", str(data), how], cwd=ROOT,
        check=False,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen", "TMPDIR": str(passing),
                          "HOME": str(folder), "XDG_CACHE_HOME": str(passing)},
        capture_output=True, text=True,
    )
    assert done.stdout.rstrip().endswith("}"), done.stderr[-3000:]
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_every_page_that_takes_text_forgets_it_by_every_exit(tmp_path: Path) -> None:
    _, found = told(tmp_path, "leaves")
    assert set(found["pages"]) >= TAKE_TEXT
    assert all(found["before"]), "while it is written the touch screen knows it"
    assert len(found["after"]) == 3 * len(found["pages"])
    assert not {way: left for way, left in found["after"].items() if left}


def test_a_process_that_is_killed_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    status, found = told(tmp_path, "kill")
    assert status == -signal.SIGKILL and found["killed"]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name == "centre.db" for file in files)
    words = [back_to_front[::-1] for back_to_front in (*WRITTEN, LETTERS)]
    assert not [file for file in files for word in words if word.encode() in file.read_bytes()]


def test_control_a_remnant_is_found_wherever_it_is(tmp_path: Path) -> None:
    _, found = told(tmp_path, "plants")
    assert len(found) == 11 and not [place for place, times in found.items() if not times]
