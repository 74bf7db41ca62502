"""An update from a bundle: beside the running program, then in its place, and back again where it
does not answer.

The new program lies whole in a folder beside the running one; then the two exchange their names, in
one step of the kernel. Whenever the power goes, one whole program stands in the place from which it
is started, and a journal says that its update is not finished.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, Self

from kiosk import bundle
from kiosk.bundle import BundleTrouble
from kiosk.devices.own_pages import ask_pages
from kiosk.settings import Settings, WrongSetting
from kiosk.supervisor import is_running

# So long a new version has for its first answer.
WITHIN, EVERY = 60.0, 0.5
# A machine without a touch screen has one of them.
UNITS = [Path("/etc/systemd/system/jiamenkou-ui.service"),
         Path("/etc/systemd/system/jiamenkou-web.service")]
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@dataclass(frozen=True, slots=True)
class Journal:
    """An update that is not finished: from and to which version, and the backup made between."""

    old: str
    new: str
    backup: str


class Running(Protocol):
    """What is stopped for an update and started after it."""

    def stop(self) -> None:
        """Nothing is acknowledged any more."""

    def start(self) -> None:
        """Starts what stands in the program's place; it migrates by itself."""

    def answers(self) -> bool:
        """Whether the pages said within a time that they are well."""

    def back_up(self) -> str:
        """A backup of what the centre knows now."""

    def restore(self, backup: str) -> bool:
        """Puts a backup in place if nothing happened after it; whether it did."""


class Update:
    """One update of the program in a folder."""

    def __init__(self, program: Path, running: Running, say: Callable[[str], None]) -> None:
        self._program = program
        self._beside = program.with_name(f"{program.name}.new")
        self._unpacked = program.with_name(f"{program.name}.unpacked")
        self._journal = program.with_name(f"{program.name}.update")
        self._running = running
        self._say = say

    def run(self, file: Path) -> bool:
        """Verifies a bundle and puts it in the program's place; whether it stays there. Raises
        BundleTrouble where it cannot be used: then nothing was changed."""
        here = bundle.Edition.here(bundle.version_of(self._program))
        self._clear()
        try:
            edition = bundle.unpack(file, self._unpacked, bundle.trusted(self._program), here)
            self._say(f"{file.name} is whole and signed: version {edition.version}")
            self._prepare()
        except BaseException:
            self._clear()
            raise
        try:
            self._running.stop()
            backup = self._running.back_up()
            self._write(Journal(here.version, edition.version, backup))
            exchange(self._program, self._beside)
        except BaseException:
            self._journal.unlink(missing_ok=True)
            self._running.start()
            self._clear()
            raise
        return self._judge()

    def is_unfinished(self) -> bool:
        """Whether an update was cut off after it had begun to change something."""
        return self._journal.exists()

    def finish(self) -> bool:
        """Goes on where an update was cut off; whether the new version stands now."""
        if bundle.version_of(self._program) == self._read().new:
            return self._judge()
        self._running.stop()
        self._stay_old("the update was cut off before its end")
        return False

    def _prepare(self) -> None:
        """Everything the new version needs, while the old one is still running."""
        done = subprocess.run(
            ["/bin/sh", self._unpacked / "install.sh"], check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            env=os.environ | {"TARGETS": "setup install-packages"})
        if done.returncode:
            raise BundleTrouble("its libraries could not be installed, nothing was changed: "
                                f"{' '.join(done.stdout.split())[-300:]}")
        (self._unpacked / "program").rename(self._beside)
        # The whole of it is on the disk before it can be what is started.
        os.sync()

    def _judge(self) -> bool:
        self._say("starting the new version")
        self._running.start()
        if self._running.answers():
            self._end()
            self._say(f"version {bundle.version_of(self._program)} is running")
            return True
        self._running.stop()
        exchange(self._program, self._beside)
        self._stay_old(f"the new version did not answer within {WITHIN:.0f} s")
        return False

    def _stay_old(self, why: str) -> None:
        """The version from before, with all that was acknowledged: its database may know more than
        it does. Only where it cannot go on with that the backup is put in place, and only where
        that takes nothing away."""
        journal = self._read()
        self._say(f"{why}: version {journal.old} goes on")
        self._running.start()
        if not self._running.answers():
            self._running.stop()
            if self._running.restore(journal.backup):
                self._say(f"its database is again the one of the backup {journal.backup}")
            else:
                self._say("it does not answer either, and its database stays as it is: something "
                          "happened after the backup, or it cannot be put in place. What a restore "
                          f"would take away is said by: restore {journal.backup}")
            self._running.start()
        self._end()

    def _end(self) -> None:
        # A journal that came back after a power cut would lead to a folder half removed.
        self._journal.unlink()
        os.sync()
        self._clear()

    def _clear(self) -> None:
        for folder in (self._unpacked, self._beside):
            if folder.exists():
                shutil.rmtree(folder)

    def _write(self, journal: Journal) -> None:
        unfinished = self._journal.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(asdict(journal)), "utf-8")
        os.sync()
        unfinished.replace(self._journal)
        os.sync()

    def _read(self) -> Journal:
        return Journal(**json.loads(self._journal.read_text("utf-8")))


def exchange(one: Path, other: Path) -> None:
    """Gives each folder the name of the other, both at once."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))
    os.sync()


class Machine:
    """The program under systemd; without it, its pages alone for as long as they are tried."""

    def __init__(self, settings: Settings, program: Path) -> None:
        self._settings = settings
        self._program = program
        self._by_units = Path("/run/systemd/system").is_dir()
        self._pages: subprocess.Popen[bytes] | None = None
        if not self._by_units and any(
                (settings.data / f"{role}.lock").exists() and is_running(settings, role)
                for role in ("centre", "ui", "web")):
            raise WrongSetting("without systemd nothing here can stop and start the program: stop "
                               "it yourself, update it, and start it again")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._by_units:
            self.stop()

    def stop(self) -> None:
        if self._by_units:
            subprocess.run(["systemctl", "stop", *(unit.name for unit in UNITS if unit.exists())],
                           check=True)
        elif self._pages is not None:
            self._pages.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._pages.wait(10)
            self._pages.kill()
            self._pages.wait()
            self._pages = None

    def start(self) -> None:
        # What does not start does not answer: that is seen in its time.
        if self._by_units:
            # The units of this version, and what else belongs to it.
            subprocess.run([self._program / "assets/install/install.sh"], check=False,
                           stdin=subprocess.DEVNULL, env=os.environ | {"START": "--no-block"})
            return
        owner = self._settings.data.stat()
        with suppress(OSError):
            self._pages = subprocess.Popen(self._command("web"), user=owner.st_uid,
                                           group=owner.st_gid, extra_groups=[])

    def answers(self) -> bool:
        # Of a machine whose name is in no list yet: by number.
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(  # noqa: S104  # asked, not bound
            self._settings.host, self._settings.host)
        ends_at = time.monotonic() + WITHIN
        while time.monotonic() < ends_at:
            with suppress(OSError):
                status, _ = ask_pages(f"http://{host}:{self._settings.port}", "/healthz", 2)
                if status == 200:
                    return True
            time.sleep(EVERY)
        return False

    def back_up(self) -> str:
        before = self._newest()
        done = self._run("backup")
        made = self._newest()
        if made in ("", before):
            raise BundleTrouble(f"no backup could be made, nothing was changed: {done.stderr}")
        return made

    def restore(self, backup: str) -> bool:
        return self._run("restore", backup, "--yes", "--nothing-lost").returncode == 0

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        # Nothing in the centre is to be root's.
        owner = self._settings.data.stat()
        return subprocess.run(
            self._command(*arguments), check=False, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, user=owner.st_uid, group=owner.st_gid, extra_groups=[])

    def _command(self, *arguments: str) -> list[str]:
        return [str(self._program / ".venv/bin/python"), str(self._program / "main.py"), *arguments]

    def _newest(self) -> str:
        return max(map(str, (self._settings.data / "backups").glob("*.backup")), default="")
