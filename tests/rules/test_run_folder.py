"""A run of the tests leaves nothing behind, however it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.support.centre import ROOT
from tests.support.run_folder import PREFIX, RunFolder, running_in
from tests.support.screen import wait_until

Start = Callable[..., subprocess.Popen[bytes]]
# What a run writes; `{starts}` is what it starts, `{ends}` how it ends. It says so once all of it
# is there.
RUN = '''
import subprocess, tempfile, time
from pathlib import Path
import pytest
from tests.support.postgres import Server
from tests.support.screen import Screen

def test_writes(tmp_path):
    Path("~/.config").expanduser().mkdir()
    tempfile.mkdtemp(prefix="story-")
    (tmp_path / "large").write_bytes(bytes(1000))
    {starts}
    Path({told!r}).write_text(tempfile.gettempdir())
    {ends}
'''

WORKERS = ("-n", "1")
# What tests start, and what ends no sooner for the end of its terminal: as a server does.
EVERYTHING = 'Server(), Screen(320, 240), subprocess.Popen(["sleep", "1000"])'
DETACHED = 'subprocess.Popen(["sleep", "1000"], start_new_session=True)'


@pytest.fixture
def base() -> Path:
    """Where a run makes its folder. PostgreSQL comes through it as somebody else."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o711)
    return made


@pytest.fixture
def run(tmp_path: Path, base: Path) -> Iterator[Start]:
    """Starts a run of its own, as an ordinary one."""
    started = []

    def start(ends: str, *options: str, starts: str = DETACHED) -> subprocess.Popen[bytes]:
        told = tmp_path / "told"
        test = tmp_path / "test_one.py"
        test.write_text(RUN.format(told=str(told), starts=starts, ends=ends))
        shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "conftest.py")
        outer = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
        started.append(subprocess.Popen(
            # A run in the background of a shell would not hear Ctrl-C.
            ["env", "--default-signal=INT", sys.executable, "-m", "pytest", "-q", "-p",
             "no:cacheprovider", "--rootdir", str(tmp_path), *options, str(test)],
            cwd=ROOT, env=outer | {"TMPDIR": str(base), "PYTHONPATH": str(ROOT)},
            stdout=(tmp_path / "said").open("wb"), stderr=subprocess.STDOUT,
            start_new_session=True,
        ))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()


def left(base: Path) -> list[str]:
    """What a run left in its place, and what still runs of it."""
    names = []
    for each in running_in(base / PREFIX):
        # One that ended meanwhile runs no more.
        with suppress(psutil.NoSuchProcess):
            names.append(psutil.Process(each).name())
    return [*map(str, base.iterdir()), *names]


@pytest.mark.parametrize(("ended", "options", "starts", "names"), [
    (signal.SIGINT, (), DETACHED, {"sleep"}), (signal.SIGTERM, (), DETACHED, {"sleep"}),
    (signal.SIGKILL, WORKERS, EVERYTHING, {"postgres", "Xvfb", "sleep"}),
], ids=["Ctrl-C", "ended", "killed"])
def test_a_run_that_is_interrupted_leaves_nothing(
    run: Start, tmp_path: Path, base: Path, ended: signal.Signals, options: tuple[str, ...],
    starts: str, names: set[str],
) -> None:
    running, told = run("time.sleep(1000)", *options, starts=starts), tmp_path / "told"
    wait_until(lambda: told.exists() and told.read_text())
    assert told.read_text().startswith(str(base / PREFIX))
    assert names <= set(left(base))
    running.send_signal(ended)
    wait_until(lambda: not left(base))


@pytest.mark.parametrize(("ends", "options"), [
    ("pass", ()), ("__import__('os')._exit(3)", WORKERS),
])
def test_a_run_that_ends_leaves_nothing(
    run: Start, tmp_path: Path, base: Path, ends: str, options: tuple[str, ...]
) -> None:
    run(ends, *options).wait()
    assert (tmp_path / "told").exists(), (tmp_path / "said").read_text()
    assert not left(base)


def test_what_nobody_keeps_any_more_goes_with_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    lost = tmp_path / f"{PREFIX}lost"
    lost.mkdir()
    first = RunFolder()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    second = RunFolder()
    assert not lost.exists() and first.path.exists()
    for each in (first, second):
        each.remove()
    assert not list(tmp_path.iterdir())
