"""A database on two machines, kept by Patroni just as `assets/patroni` sets it up."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg

from tests.support.centre import ROOT
from tests.support.failover.machines import Network
from tests.support.screen import wait_until

SHIPPED = ROOT / "assets" / "patroni"
DATABASES, PROGRAMS = ("db1", "db2"), (Path("/usr/bin/patroni"), Path("/usr/bin/etcd"))
FOLDERS = ("/var/lib/postgresql", "/run/postgresql", "/etc/patroni")
WORD, CENTRE = "a-word-of-the-tests", "jiamenkou"
SYNCHRONOUS = "sync_standby"


def written_in(name: str) -> dict[str, str]:
    """The variables that a shipped file sets, with what it leaves to fill in."""
    lines = (SHIPPED / name).read_text("ascii").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {name: value or WORD for name, value in given.items()}


class Cluster:
    """Three machines with etcd; on two of them PostgreSQL under Patroni."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.network = Network(folder, (SHIPPED / "hosts").read_text("ascii"))
        self.machines = self.network.machines
        for name, machine in self.machines.items():
            machine.has("/var/lib/etcd", "etcd")
            if name in DATABASES:
                *_, settings = (machine.has(kept, "postgres") for kept in FOLDERS)
                (settings / "config.yml").write_bytes((SHIPPED / "config.yml").read_bytes())
            self.start(name)

    def start(self, name: str) -> None:
        """Switches a machine on."""
        machine = self.machines[name]
        machine.run("etcd", ["/usr/bin/etcd"],
                    {"ETCD_DATA_DIR": "/var/lib/etcd/default"} | written_in(f"etcd-{name}"))
        if name in DATABASES:
            found = max(Path("/usr/lib/postgresql").glob("*/bin"))
            machine.run("postgres", ["/usr/bin/patroni", "/etc/patroni/config.yml"],
                        written_in(f"patroni_env-{name}.conf")
                        | {"PATRONI_POSTGRESQL_BIN_DIR": str(found)})

    def make_database(self) -> str:
        """Makes the user and the database of a centre; the address for its kiosks."""
        with psycopg.connect(self.address("postgres", *DATABASES), autocommit=True) as made:
            made.execute(f"create user {CENTRE} password '{WORD}'")
            made.execute(f"create database {CENTRE} owner {CENTRE}")
        return self.address(CENTRE, *DATABASES)

    def address(self, user: str, *names: str) -> str:
        """Where the user's own database is found on these machines."""
        hosts = ",".join(self.network.addresses[name] for name in names)
        return f"postgresql://{user}:{WORD}@{hosts}/{user}?target_session_attrs=read-write"

    def asks(self, name: str, path: str, **body: Any) -> Any:
        """What a machine's Patroni answers; None where it does not."""
        secret = b64encode(f"patroni:{WORD}".encode()).decode()
        question = Request(f"http://{self.network.addresses[name]}:8008/{path}",
                           json.dumps(body).encode() if body else None,
                           {"Authorization": f"Basic {secret}"},
                           method="PATCH" if path == "config" and body else None)
        try:
            with urlopen(question, timeout=30 if body else 2) as answer:
                said = answer.read()
        except HTTPError as refused:
            return refused.read().decode() if body else None
        except OSError:
            return None
        return json.loads(said) if said[:1] in b"{[" else said.decode()

    def roles(self) -> dict[str, str]:
        """The machine of each role that is taken now, by those that run; nothing where two machines
        say different things: one that was cut off knows only what was before."""
        views = [{one["role"]: one["name"] for one in told["members"]
                  if one["state"] in ("running", "streaming")}
                 for name in DATABASES if (told := self.asks(name, "cluster"))]
        return views[0] if views and views[0] == views[-1] else {}

    def is_whole(self, second: str = SYNCHRONOUS) -> bool:
        """Whether one writes and the other follows."""
        return self.roles().keys() == {"leader", second}

    def wait_until_whole(self, second: str = SYNCHRONOUS) -> tuple[str, str]:
        """The machine that writes, and the one that follows it."""
        wait_until(lambda: self.is_whole(second))
        roles = self.roles()
        return roles["leader"], roles[second]

    def switch_over(self, leader: str, other: str) -> None:
        """The operator lets the other write, and asks again where Patroni would rather wait."""
        while self.roles().get("leader") != other:
            print("switchover:", self.asks(leader, "switchover", leader=leader, candidate=other))

    def last_said(self) -> str:
        """The end of what each Patroni said."""
        logs = {file.parent.name: file.read_text("utf-8").splitlines()[-40:]
                for file in self._folder.glob("*/patroni.log")}
        return "\n".join(f"{name}: {line}" for name, lines in logs.items() for line in lines)

    def remove(self) -> None:
        """Ends it for good."""
        self.network.remove()
