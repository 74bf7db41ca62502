"""A real PostgreSQL of the test run's own, on a free port, gone when the run ends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

# All it has is in its folder: no socket elsewhere, no piece of shared memory with a name. Tests end
# its processes and never cut the power: what the disk has of a change is the kernel's. Without
# that wait a database is made and thrown away in a quarter of the time.
OPTIONS = ("listen_addresses=127.0.0.1", "dynamic_shared_memory_type=mmap", "fsync=off",
           "full_page_writes=off", "autovacuum=off", "shared_buffers=24MB", "min_wal_size=32MB",
           "max_wal_size=64MB")


class Server:
    """One PostgreSQL server; each test gets a database of its own."""

    def __init__(self, folder: str | None = None, connections: int = 300) -> None:
        """Its home is made in `folder`; where temporary files are if none is given."""
        self._options = (*OPTIONS, f"max_connections={connections}")
        self._home = Path(tempfile.mkdtemp(prefix="jiamenkou-pg-", dir=folder))
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise RuntimeError("PostgreSQL is not installed: run `make test`, which installs it")
        self._bin = found[-1].parent
        self.port = free_port()
        # PostgreSQL refuses to run as root.
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self._home, "postgres")
        self._run("initdb", "-D", str(self._home / "data"), "-U", "centre", "-A", "trust",
                  "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([*self._as, str(self._bin / program), *arguments], check=True,
                       capture_output=True, cwd=self._home)

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://centre@127.0.0.1:{self.port}/{name}"

    def new_database(self, template: str = "template1") -> str:
        """Makes a database and returns its address."""
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            # Copying files is half the work of copying pages through the log.
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(name)

    def asks(self, role: str) -> None:
        """From now on this role needs its password; everybody else is let in without."""
        rules = self._home / "data" / "pg_hba.conf"
        rules.write_text(f"host all {role} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_reload_conf()")

    def drop(self, url: str) -> None:
        """Throws a database away, whoever still looks at it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def drop_lines(self) -> None:
        """Closes every connection of its users, as a server does with idle ones."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
                               "WHERE backend_type = 'client backend' "
                               "AND pid <> pg_backend_pid()")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stops all of its processes with their lines open, as a machine does that ran out of
        memory."""
        stopped = self._processes()
        for one in stopped:
            one.suspend()
        try:
            yield
        finally:
            for one in stopped:
                with suppress(psutil.NoSuchProcess):
                    one.resume()

    def cpu_seconds(self) -> float:
        """What its processes that run now have used of the processors."""
        used = 0.0
        for one in self._processes():
            with suppress(psutil.NoSuchProcess):
                used += sum(one.cpu_times()[:2])
        return used

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(int((self._home / "data" / "postmaster.pid").read_text().split()[0]))
        return [main, *main.children(recursive=True)]

    def stop(self) -> None:
        """Ends it, like a power cut of the database's machine."""
        self._run("pg_ctl", "-D", str(self._home / "data"), "-m", "immediate", "stop")
        self.runs = False

    def start(self) -> None:
        """Starts it, or starts it again on the same port after `stop`."""
        more = " ".join(f"-c {option}" for option in self._options)
        self._run("pg_ctl", "-D", str(self._home / "data"), "-w", "-l", str(self._home / "log"),
                  "-o", f"-p {self.port} -k '' {more}", "start")
        self.runs = True

    def remove(self) -> None:
        """Ends it for good."""
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
