"""Machines of a test: each with a network, a file system and processes of its own, until it fails.

A machine is a network namespace; a bridge in the namespace of the hall joins them. All addresses
live inside: nothing leaves this computer, and runs beside each other do not meet.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGSTOP, Signals

import psutil

NETWORK = 0x40000000  # CLONE_NEWNET of sched.h
HOSTS = Path("/etc/netns")
PREFIX = "jiamenkou-"


def may_have_machines() -> bool:
    """Whether this user may make networks: root may, where the kernel has them."""
    return os.geteuid() == 0 and bool(shutil.which("ip")) and Path("/proc/self/ns/net").exists()


def _ip(*words: str) -> str:
    return subprocess.run(["ip", *words], check=True, capture_output=True, text=True).stdout


def _sweep() -> None:
    """Takes away the machines of runs that were killed: their number is nobody's any more."""
    for space in _ip("netns", "list").splitlines():
        name = space.split()[0]
        if name.startswith(PREFIX) and not psutil.pid_exists(int(name.split("-")[1])):
            _ip("netns", "del", name)
            shutil.rmtree(HOSTS / name, ignore_errors=True)


class Machine:
    """One machine. `folders` are those of its disk that it does not share with this computer."""

    def __init__(self, space: str, disk: Path, hosts: str) -> None:
        self.space, self._disk, self._mounts = space, disk, list[tuple[Path, str]]()
        _ip("netns", "add", space)
        (HOSTS / space).mkdir(parents=True)
        (HOSTS / space / "hosts").write_text(f"127.0.0.1 localhost\n{hosts}", "ascii")
        _ip("-n", space, "link", "set", "lo", "up")

    def has(self, folder: str, owner: str) -> Path:
        """A folder of its own at this place; where it lies on this computer."""
        kept = self._disk / folder.strip("/").replace("/", "-")
        kept.mkdir(parents=True, exist_ok=True)
        shutil.chown(kept, owner)
        self._mounts.append((kept, folder))
        return kept

    def run(self, user: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Starts a program there, in the background; what it says is in a file of its disk."""
        steps = [f"mount --bind '{kept}' '{folder}'" for kept, folder in self._mounts]
        steps.append('exec setpriv --reuid "$0" --regid "$0" --init-groups env -i "$@"')
        # By its TMPDIR the keeper of the run's folder knows what is left running.
        given = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                 f"TMPDIR={os.environ['TMPDIR']}"]
        given += [f"{name}={value}" for name, value in environment.items()]
        with (self._disk / f"{Path(command[0]).name}.log").open("ab") as said:
            subprocess.Popen(
                ["ip", "netns", "exec", self.space, "sh", "-c", " && ".join(steps), user, *given,
                 *command],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)

    def processes(self) -> list[int]:
        """All that runs there."""
        return [int(pid) for pid in _ip("netns", "pids", self.space).split()]

    def _signal(self, signal: Signals, name: str = "") -> None:
        # Twice: what was begun between the look and the signal is seen by the second look.
        for _ in range(2):
            for pid in self.processes():
                with suppress(ProcessLookupError, psutil.NoSuchProcess):
                    if not name or name in " ".join(psutil.Process(pid).cmdline()):
                        os.kill(pid, signal)

    def kill(self) -> None:
        """The power is cut: kill -9 for all of it."""
        self._signal(SIGKILL)

    def freeze(self, name: str = "") -> None:
        """Stops all of it with its lines open, or only what is called so."""
        self._signal(SIGSTOP, name)

    def thaw(self) -> None:
        """Goes on where it stopped."""
        self._signal(SIGCONT)

    def remove(self) -> None:
        """Ends it for good."""
        self.kill()
        _ip("netns", "del", self.space)
        shutil.rmtree(HOSTS / self.space)


def enter(space: str) -> None:
    """This thread, and what it starts, has the network of a namespace from now on."""
    with Path("/run/netns", space).open() as opened:
        _set(opened.fileno())


def _set(space: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(space, NETWORK):
        raise OSError(ctypes.get_errno(), "setns")


class Network:
    """A hall and the machines joined to it; `addresses` are those of the machines, by name."""

    def __init__(self, folder: Path, hosts: str) -> None:
        lines = [line.split() for line in hosts.splitlines() if line and not line.startswith("#")]
        self.addresses = {name: address for address, name in lines}
        _sweep()
        self._own = f"{PREFIX}{os.getpid()}"
        self.machines = dict[str, Machine]()
        self._hall = Machine(f"{self._own}-hall", folder, hosts)
        _ip("-n", self._hall.space, "link", "add", "hall", "type", "bridge")
        _ip("-n", self._hall.space, "addr", "add", self._neighbour(), "dev", "hall")
        _ip("-n", self._hall.space, "link", "set", "hall", "up")
        for name in self.addresses:
            self._join(name, folder / name, hosts)

    def _neighbour(self) -> str:
        """The hall's own address, beside the first machine's."""
        return f"{next(iter(self.addresses.values())).rpartition('.')[0]}.1/24"

    def _join(self, name: str, disk: Path, hosts: str) -> None:
        disk.mkdir()
        disk.chmod(0o755)
        made = self.machines[name] = Machine(f"{self._own}-{name}", disk, hosts)
        _ip("-n", self._hall.space, "link", "add", name, "type", "veth",
            "peer", "name", "cable", "netns", made.space)
        _ip("-n", made.space, "addr", "add", f"{self.addresses[name]}/24", "dev", "cable")
        _ip("-n", made.space, "link", "set", "cable", "up")
        _ip("-n", self._hall.space, "link", "set", name, "master", "hall", "up")

    def cut(self, name: str) -> None:
        """Pulls a machine's cable: it goes on, and nobody hears of it."""
        _ip("-n", self._hall.space, "link", "set", name, "down")

    def plug(self, name: str) -> None:
        """Puts the cable back."""
        _ip("-n", self._hall.space, "link", "set", name, "up")

    @property
    def hall_space(self) -> str:
        """The name of the hall's namespace, for `enter`."""
        return self._hall.space

    @contextmanager
    def hall(self) -> Iterator[None]:
        """This thread stands in the hall for a while."""
        with Path("/proc/thread-self/ns/net").open() as outside:
            enter(self.hall_space)
            try:
                yield
            finally:
                _set(outside.fileno())

    def remove(self) -> None:
        """Ends all machines."""
        for machine in (*self.machines.values(), self._hall):
            machine.remove()
