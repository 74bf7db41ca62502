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
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.centre import ROOT
from tests.support.guarantees.remains import LETTERS, WRITTEN

TAKE_TEXT = {"room_number", "search", "staff_login"}


@dataclass(frozen=True)
class Story:
    """What a process found that planted remnants, wrote and left, and was killed while it wrote;
    all its files are in `folder`."""

    folder: Path
    status: int
    planted: dict[str, int]
    before: list[bool]
    after: dict[str, list[str]]
    pages: list[str]


@pytest.fixture(scope="module", params=[
    "once", pytest.param("every", marks=pytest.mark.soak),
])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The process writes on every page that takes text and leaves by one of the exits, or by
    every one: how a visit ends is the same for all pages."""
    folder: Path = tmp_path_factory.mktemp("story")
    data, passing = folder / "data", folder / "tmp"
    for each in (data, passing):
        each.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.guarantees.remains", str(data), request.param],
        cwd=ROOT, check=False,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen", "TMPDIR": str(passing),
                          "HOME": str(folder), "XDG_CACHE_HOME": str(passing)},
        capture_output=True, text=True,
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(told) == 3, done.stderr[-3000:]
    return Story(folder, done.returncode, told[0], **told[1], **told[2])


def test_every_page_that_takes_text_forgets_it_by_every_exit(story: Story) -> None:
    assert set(story.pages) >= TAKE_TEXT
    assert all(story.before), "while it is written the touch screen knows it"
    assert {page for page, _ in map(str.split, story.after)} == set(story.pages)
    assert len({leave for _, leave in map(str.split, story.after)}) == 3
    assert not {way: left for way, left in story.after.items() if left}


def test_a_process_that_is_killed_leaves_nothing_on_the_disk(story: Story) -> None:
    assert story.status == -signal.SIGKILL
    files = [file for file in story.folder.rglob("*") if file.is_file()]
    assert any(file.name == "centre.db" for file in files)
    words = [back_to_front[::-1] for back_to_front in (*WRITTEN, LETTERS)]
    assert not [file for file in files for word in words if word.encode() in file.read_bytes()]


def test_control_a_remnant_is_found_wherever_it_is(story: Story) -> None:
    assert len(story.planted) == 11
    assert not [place for place, times in story.planted.items() if not times]
