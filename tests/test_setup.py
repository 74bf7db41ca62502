"""The house rules: what a file may be, hold and name, and that set-up stays what it promises."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import ROOT

LONGEST_FILE = 500
LONGEST_FUNCTION = 40
TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "Makefile", "README.md",
    "README.zh-CN.md", "assets", "db", "kiosk", "main.py", "pyproject.toml",
    "requirements-test.in", "requirements-test.txt", "requirements.in", "requirements.txt", "tests",
}
PRODUCT = ("main.py", "kiosk/", "db/")
# Spelled apart, so that this file does not name them itself.
REGISTRIES = [
    r"\.".join(parts) for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian", "org"),
        ("security", "debian", "org"), ("crates", "io"),
    )
]
EMPTY_NAMES = ("Manager", "Helper", "Util", "Utils", "Handler", "Data")
MACHINE_TIME = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("App", "get_running_app"),
}
EXCEPTION = re.compile(r"# (?:noqa|type: ignore)\b(.*)")
REASON = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])\s*(?:#|-|—)?\s*\w+")


def tracked() -> list[str]:
    """Every file of the tree, also those about to be added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


TREE = tracked()
PYTHON = [name for name in TREE if name.endswith(".py")]
OURS = [name for name in PYTHON if name.startswith(PRODUCT)]
KV = [name for name in TREE if name.endswith(".kv")]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parts_of(name: str, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Every part of a module that is of one of these kinds."""
    return (part for part in ast.walk(ast.parse(text_of(name))) if isinstance(part, kinds))


def test_the_top_of_the_tree_is_the_plan() -> None:
    assert {Path(name).parts[0] for name in TREE} <= TOP


@pytest.mark.parametrize("name", PYTHON)
def test_a_module_says_first_what_it_is(name: str) -> None:
    assert text_of(name).startswith('"""')
    assert len(text_of(name).split("\n")[0]) > len('"""') + 10


@pytest.mark.parametrize("name", PYTHON)
def test_a_file_is_read_in_one_sitting(name: str) -> None:
    assert text_of(name).count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("name", PYTHON)
def test_a_function_fits_on_a_page(name: str) -> None:
    lengths = {
        function.name: function.end_lineno - function.lineno + 1
        for function in parts_of(name, ast.FunctionDef, ast.AsyncFunctionDef)
    }
    assert not {named: lines for named, lines in lengths.items() if lines > LONGEST_FUNCTION}


@pytest.mark.parametrize("name", PYTHON)
def test_only_main_asks_the_machine_for_the_time(name: str) -> None:
    if name == "main.py":
        pytest.skip("the machine's clock enters here")
    asked = {
        f"{part.value.id}.{part.attr}"
        for part in parts_of(name, ast.Attribute)
        if isinstance(part.value, ast.Name) and (part.value.id, part.attr) in MACHINE_TIME
    }
    allowed = {"time.time", "App.get_running_app"} if name.startswith("tests/") else set()
    assert asked <= allowed


@pytest.mark.parametrize("name", OURS)
def test_a_module_keeps_nothing_global_and_names_what_it_is(name: str) -> None:
    assert not list(parts_of(name, ast.Global))
    empty = [part.name for part in parts_of(name, ast.ClassDef) if part.name.endswith(EMPTY_NAMES)]
    assert not empty


@pytest.mark.parametrize("name", OURS)
def test_every_lint_exception_carries_its_reason(name: str) -> None:
    exceptions = [found.group(1) for found in EXCEPTION.finditer(text_of(name))]
    assert not [rest for rest in exceptions if not REASON.match(rest)]


@pytest.mark.parametrize("name", OURS)
def test_nothing_keeps_a_screen_alive(name: str) -> None:
    for call in parts_of(name, ast.Call):
        called = getattr(call.func, "attr", "")
        if called in {"bind", "fbind", "schedule_interval", "schedule_once"}:
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            assert not any(isinstance(value, ast.Lambda) for value in given), call.lineno


@pytest.mark.parametrize("name", KV)
def test_a_layout_holds_no_word_colour_or_rule(name: str) -> None:
    layout = "\n".join(line.split("#:")[0] for line in text_of(name).split("\n"))
    assert not re.search(r"[\u3400-\u9fff]", layout), "words live in assets/i18n"
    assert not re.search(r"#[0-9A-Fa-f]{6}|rgba?\s*[:(]", layout), "colours live in tokens.toml"
    assert not re.search(r"\bapp\.|\bScrollView\b|\blambda\b", layout)


def test_no_package_registry_is_named() -> None:
    named = re.compile("|".join(REGISTRIES))
    readable = [name for name in TREE if not name.endswith((".png", ".otf", ".wav"))]
    assert not [name for name in readable if named.search(text_of(name))]


@pytest.mark.parametrize("part", ["requirements", "requirements-test"])
def test_every_dependency_is_pinned_with_its_hashes(part: str) -> None:
    locked = re.sub(r" \\\n +--hash", " --hash", text_of(f"{part}.txt"))
    pins = [line for line in locked.split("\n") if line and not line.lstrip().startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64})+", pin) for pin in pins)
    pinned = {re.split(r"==", pin)[0] for pin in pins}
    wanted = re.findall(r"^([a-z][\w-]*)", text_of(f"{part}.in"), re.MULTILINE)
    assert set(wanted) <= pinned | {"psycopg"}


def test_the_tests_run_what_the_kiosk_runs() -> None:
    """One version of everything: what was tested is what is installed."""
    kiosk, tests = (
        set(re.findall(r"^[\w.-]+==\S+", text_of(f"{part}.txt"), re.MULTILINE))
        for part in ("requirements", "requirements-test")
    )
    assert kiosk <= tests


def test_the_second_set_up_asks_the_network_nothing() -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "setup-test"], cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout
    assert "pip install" not in planned


def test_the_build_machine_runs_make_test() -> None:
    assert "exec make test" in text_of(".ci/run")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", [name for name in TREE if name.startswith("assets/systemd/")])
def test_a_unit_starts_a_command_that_exists(name: str) -> None:
    from main import parser

    command = re.search(r"^ExecStart=.*main\.py (\w+)", text_of(name), re.MULTILINE)
    assert callable(parser().parse_args([command.group(1)]).run)


def test_every_floor_has_its_contract() -> None:
    settings = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]
    floors = next(found for found in settings["contracts"] if found.get("exhaustive"))
    placed = set(re.findall(r"\w+", " ".join(floors["layers"])))
    standing = {
        Path(name).parts[1].removesuffix(".py") for name in OURS if name.startswith("kiosk/")
    }
    assert standing - {"__init__"} <= placed


def test_every_screen_is_kept_apart_from_the_others() -> None:
    settings = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]
    apart = [set(found["modules"]) for found in settings["contracts"] if "modules" in found]
    screens = [name for name in OURS if name.startswith("kiosk/screens/")
               and re.search(r"^    NAME = ", text_of(name), re.MULTILINE)]
    assert apart[0] == {name.removesuffix(".py").replace("/", ".") for name in screens}
