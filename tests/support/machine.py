"""A Debian of its own in a folder: fresh as debootstrap makes it, and what stands in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

# What a machine changes by itself, whatever is installed on it: so begin the names.
RESTLESS = ("/root", "/usr/src", "/tmp", "/run", "/var/log", "/var/cache", "/var/lib/apt",
            "/var/lib/dpkg", "/var/lib/systemd", "/etc/passwd", "/etc/group", "/etc/shadow",
            "/etc/gshadow", "/etc/subuid", "/etc/subgid")
# From where this machine takes packages, that one does too.
SHARED = ("/etc/pip.conf", "/etc/xdg/pip", "/etc/resolv.conf", "/etc/hosts",
          "/etc/ssl/certs/ca-certificates.crt")
NEEDS = "systemd,systemd-sysv,dbus,udev,ca-certificates,make,git,python3-venv"


class Machine:
    """It is made with the mirror of this machine's own packages."""

    def __init__(self, root: Path, release: str, source: Path, needs: str = NEEDS) -> None:
        self.root = root
        self._bound: list[Path] = []
        more = [f"--include={needs}"] if needs else []
        subprocess.run(["debootstrap", "--variant=minbase", *more, release, root, _mirror()],
                       check=True, stdout=subprocess.DEVNULL)
        for path in SHARED:
            if Path(path).is_dir():
                shutil.copytree(path, self._at(path), dirs_exist_ok=True)
            elif Path(path).exists():
                self._at(path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, self._at(path))
        for place in ("/proc", "/dev", *_own_packages()):
            self._at(place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--rbind", place, self._at(place)], check=True)
            subprocess.run(["mount", "--make-rslave", self._at(place)], check=True)
            self._bound.append(self._at(place))
        shutil.copytree(source, root / "usr/src/jiamenkou", symlinks=True, ignore=(
            shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", ".hypothesis")))

    def command(self, *command: str) -> list[str]:
        """A command as root, at its sources."""
        kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        env = kept | {"HOME": "/root", "LANG": "C.UTF-8",
                      "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        return ["chroot", str(self.root), "env", "-i", "-C", "/usr/src/jiamenkou",
                *(f"{name}={value}" for name, value in env.items()), *command]

    def run(self, *command: str, may_fail: bool = False) -> str:
        """What it says, errors too."""
        done = subprocess.run(self.command(*command), check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert may_fail or done.returncode == 0, done.stdout
        return done.stdout

    def alone(self, *command: str) -> str:
        """What it says where it reaches nothing but itself; errors too."""
        done = subprocess.run(
            ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh",
             *self.command(*command)], check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return f"{done.stdout}status {done.returncode}\n"

    def make(self, *targets: str) -> str:
        """`make` of so many targets and variables."""
        return self.run("make", "--no-print-directory", *targets)

    def files(self) -> dict[str, str]:
        """Every file and folder with its mode and its owner; a file with what it holds."""
        listed = subprocess.run(["find", self.root, "-xdev", "-printf", r"%y %m %U %l\t/%P\n"],
                                check=True, capture_output=True, text=True).stdout
        found = dict(reversed(line.split("\t", 1)) for line in listed.splitlines())
        passed_over = (*RESTLESS, *_own_packages())
        return {path: told + (self._hash(path) if told.startswith("f") else "")
                for path, told in found.items()
                if not path.startswith(passed_over) and "__pycache__" not in path}

    def close(self) -> None:
        """Takes it away."""
        for place in reversed(self._bound):
            subprocess.run(["umount", "--recursive", "--lazy", place], check=True)
        # What is still mounted would be this machine's own.
        assert str(self.root) not in Path("/proc/mounts").read_text("utf-8")
        subprocess.run(["rm", "--recursive", "--one-file-system", self.root], check=True)

    def _at(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def _hash(self, path: str) -> str:
        return hashlib.sha256(self._at(path).read_bytes()).hexdigest()


def _mirror() -> str:
    """Where packages come from here."""
    told = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(LABEL)"],
                          check=True, capture_output=True, text=True).stdout
    return next(line.split()[0] for line in told.splitlines() if line.endswith(" Debian"))


def _own_packages() -> list[str]:
    """Folders of this machine from which pip takes packages."""
    told = subprocess.run(["python3", "-m", "pip", "config", "list"], check=False,
                          capture_output=True, text=True).stdout
    words = told.replace("file://", " ").replace("'", " ").split()
    return sorted({str(Path(word)) for word in words if word.startswith("/opt/")})
