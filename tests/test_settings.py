"""Every setting is the same in `settings.toml` as in the environment, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kiosk.settings import DEFAULTS, TABLE
from tests.support.centre import ROOT
from tests.support.postgres import Server

# A usable value of each that is not the default, and one the environment puts over it.
GIVEN = {
    "KIOSK_DATABASE_URL": (
        "postgresql://centre@db1:5433,db2/centre?target_session_attrs=read-write",
        "cysqlite:////srv/centre.db"),
    "KIOSK_VIDEOS": ("/srv/videos", "/mnt/videos"),
    "KIOSK_BACKUP_TO": ("/media/stick", "sftp://kiosk@nas/copies"),
    "KIOSK_HOST": ("127.0.0.1", "127.0.0.2"),
    "KIOSK_PORT": ("8123", "8124"),
    "KIOSK_PUBLIC_URL": ("https://kiosk.example", "https://centre.example"),
    "KIOSK_WIFI": ("家门口:one two", "家门口:three"),
    "KIOSK_WINDOW": ("1080x1920", "1920x1080"),
    "KIOSK_LANGUAGE": ("en", "zh_CN"),
    "KIOSK_PANEL_MM": ("476", "600"),
    "KIOSK_PANEL_BOTTOM_MM": ("650", "750"),
    "KIOSK_PRINTER": ("file:/srv/paper", "network:printer:9100"),
    "KIOSK_PAPER_MM": ("58", "80"),
    "KIOSK_SPEECH": ("none", "spd"),
    "KIOSK_KEYBOARD": ("qwerty", "abc"),
    "KIOSK_SWITCHES": ("space,enter", "f8"),
    "KIOSK_CLICK": ("on", "off"),
    "KIOSK_NAME": ("kiosk-2", "kiosk-3"),
    "KIOSK_SEED": ("blank", "/srv/our-centre.toml"),
}
FIRST, OTHER = ({name: pair[n] for name, pair in GIVEN.items()} for n in range(2))
READ = """
import dataclasses, json, os
from kiosk.settings import read_settings
print(json.dumps(dataclasses.asdict(read_settings(os.environ)), default=str))
"""
# Has read no setting and imported all: for each command it is asked for, a process is forked.
SOURCE = """
import json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from main import main
for line in sys.stdin:
    told, environment, (how, *arguments) = json.loads(line)
    child = os.fork()
    if child == 0:
        os.environ.clear()
        os.environ.update(environment)
        with open(told + "out", "w") as out, open(told + "err", "w") as err:
            with redirect_stdout(out), redirect_stderr(err):
                status = main(arguments) if how == "main.py" else exec(arguments[0])
        os._exit(status or 0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
Forks = Callable[..., subprocess.CompletedProcess[str]]
Read = Callable[..., dict[str, object]]


def environment_of(
    data: Path, file: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, str]:
    """Writes the settings file; the environment of a process that has these settings."""
    data.mkdir(exist_ok=True)
    # A string of JSON is one of TOML.
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in file.items())
    (data / "settings.toml").write_text("".join(lines), "utf-8")
    others = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    return others | {"KIOSK_DATA": str(data), **environment}


def in_a_process(
    data: Path, *command: str, file: Mapping[str, str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs Python to its end with these settings."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment_of(data, file, environment),
        check=False, capture_output=True, text=True,
    )


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """As `in_a_process`, without a start of Python for each."""
    told = str(tmp_path_factory.mktemp("told") / "std")
    source = subprocess.Popen([sys.executable, "-c", SOURCE], cwd=ROOT, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert source.stdin and source.stdout
    asks, hears = source.stdin, source.stdout

    def forked(
        data: Path, *command: str, file: Mapping[str, str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        print(json.dumps([told, environment_of(data, file, environment), command]),
              file=asks, flush=True)
        status = int(hears.readline())
        out, err = (Path(told + name).read_text("utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(command, status, out, err)

    yield forked
    asks.close()
    source.wait()


@pytest.fixture
def read(forks: Forks) -> Read:
    """The settings as a process of the centre reads them."""
    def settings_of(
        data: Path, file: Mapping[str, str], environment: Mapping[str, str]
    ) -> dict[str, object]:
        told = forks(data, "-c", READ, file=file, environment=environment)
        assert told.returncode == 0, told.stderr
        settings: dict[str, object] = json.loads(told.stdout)
        return settings

    return settings_of


def test_every_setting_holds_from_the_file_as_from_the_environment(
    tmp_path: Path, read: Read
) -> None:
    assert set(GIVEN) == set(DEFAULTS)
    from_file = read(tmp_path, FIRST, {})
    assert from_file == read(tmp_path, {}, FIRST)
    default = read(tmp_path, {}, {})
    alike = {name for name, value in from_file.items() if default[name] == value}
    assert alike == {"data"}, "these were left at their default"
    assert read(tmp_path, FIRST, OTHER) == read(tmp_path, {}, OTHER)


def rows_of(text: str) -> list[list[str]]:
    """The cells of each row of the settings' table of a README."""
    rows = re.findall(r"^\| (KIOSK_.*) \|$", text, re.MULTILINE)
    return [row.split(" | ") for row in rows]


def wrong_rows(text: str, meanings: bool) -> list[str]:
    """Settings whose row is missing, elsewhere or otherwise than declared.

    A default that is empty is told in words there; KIOSK_DATA is only of the environment.
    """
    written = rows_of(text)[1:]
    names = [row["name"] for row in TABLE.values()]
    if [name for name, *_ in written] != names:
        return names
    return [
        name for row, (name, default, meaning) in zip(TABLE.values(), written, strict=True)
        if row["default"] not in ("", default) or (meanings and row["meaning"] != meaning)
    ]


@pytest.mark.parametrize(("readme", "meanings"), [("README.md", True), ("README.zh-CN.md", False)])
def test_whoever_reads_of_a_setting_reads_what_holds(readme: str, meanings: bool) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert not wrong_rows(text, meanings)
    assert wrong_rows(text.replace("| 8080 |", "| 8081 |"), meanings) == ["KIOSK_PORT"]
    assert wrong_rows(text.replace("| KIOSK_CLICK |", "| KIOSK_NOISE |"), meanings)
    if meanings:
        assert wrong_rows(text.replace("| or 58 |", "| or 57 |"), meanings) == ["KIOSK_PAPER_MM"]


def test_a_setting_left_empty_is_at_its_default_in_both(tmp_path: Path, read: Read) -> None:
    empty = dict.fromkeys(DEFAULTS, "")
    assert read(tmp_path, empty, {}) == read(tmp_path, {}, empty) == read(tmp_path, {}, {})


@pytest.mark.parametrize(("given", "host", "said"), [
    ({"KIOSK_PUBLIC_URL": "https://kiosk.example"}, "127.0.0.1", "HTTPS, by a proxy"),
    ({"KIOSK_PUBLIC_URL": "https://kiosk.example", "KIOSK_HOST": "0.0.0.0"}, "0.0.0.0",
     "take KIOSK_HOST=0.0.0.0 away"),
    ({"KIOSK_PUBLIC_URL": "http://kiosk.example"}, "0.0.0.0", "plain HTTP"),
])
@pytest.mark.parametrize("where", ["file", "environment"])
def test_behind_https_nobody_asks_the_pages_but_the_proxy(
    tmp_path: Path, forks: Forks, read: Read, given: dict[str, str], host: str, said: str,
    where: str,
) -> None:
    empty: dict[str, Mapping[str, str]] = {"file": {}, "environment": {}, where: given}
    assert read(tmp_path, **empty)["host"] == host
    checked = forks(tmp_path, "main.py", "check", **empty)
    (line,) = [one for one in checked.stdout.splitlines() if "transport" in one]
    assert said in line and line.startswith("BAD" if "away" in said else "ok"), checked


def test_a_file_that_windows_wrote_is_read(tmp_path: Path, read: Read) -> None:
    assert read(tmp_path, {"\ufeffKIOSK_PORT": "8123"}, {})["port"] == 8123


@pytest.mark.parametrize("where", ["file", "environment"])
def test_the_centre_starts_on_a_server_that_either_names(
    tmp_path: Path, postgres: Server, where: str
) -> None:
    url = postgres.new_database()
    named = {"KIOSK_DATABASE_URL": url, "KIOSK_SPEECH": "none"}
    given: dict[str, Mapping[str, str]] = {"file": {}, "environment": {}, where: named}
    added = in_a_process(tmp_path, "main.py", "staff", "add", "小王", "--role", "clerk", **given)
    assert (added.returncode, added.stderr) == (0, "")
    checked = in_a_process(tmp_path, "main.py", "check", **given)
    parts = {line.split()[1]: line for line in checked.stdout.splitlines()}
    assert parts["database"].startswith("ok") and parts["audit"].startswith("ok"), checked
    assert not list(tmp_path.glob("*.db")), "it was kept in a file after all"
    postgres.drop(url)


@pytest.mark.parametrize(("where", "name", "value"), [
    ("file", "KIOSK_DATABASE_URL", "postgresql://["),
    ("environment", "KIOSK_DATABASE_URL", "postgresql://a b@centre/centre"),
    ("file", "KIOSK_DATABASE_URL", "postgresql://centre/centre?nonsense=1"),
    ("file", "KIOSK_DATABASE_URL", "postgresql://db1,db2/centre?port=1,2,3"),
    ("environment", "KIOSK_DATABASE_URL", "postgresql://db1,db2/centre?target_session_attrs=standby"),
    ("environment", "KIOSK_PUBLIC_URL", "http://["),
    ("file", "KIOSK_PUBLIC_URL", "http://centre:port"),
    ("environment", "KIOSK_PUBLIC_URL", "http://centre:99999"),
])
def test_an_address_that_is_none_is_one_line_that_names_its_setting(
    tmp_path: Path, forks: Forks, where: str, name: str, value: str
) -> None:
    given: dict[str, Mapping[str, str]] = {"file": {}, "environment": {}, where: {name: value}}
    told = forks(tmp_path, "main.py", "check", **given)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1), told.stderr
    assert told.stderr.startswith(f"jiamenkou: {name}: ")
