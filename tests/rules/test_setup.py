"""The centre rules: what a file may be, hold and name, and that set-up stays what it promises."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.centre import ROOT

LONGEST_FILE = 500
LONGEST_FUNCTION = 40
LONGEST_MARKUP = 160
# Elements that are read one by one; what stands within a sentence may share its line.
BLOCKS = ("article aside blockquote button details dialog div dl fieldset figcaption figure footer "
          "form h1 h2 h3 header label legend li main nav ol optgroup p section select summary "
          "table tbody td th thead tr ul")
BEGUN = re.compile(rf"<(?:{'|'.join(BLOCKS.split())})\b")
TOP = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "BUNDLE.md", "CHANGELOG.md", "CONTRIBUTING.md",
    "DECISIONS.md", "GLOSSARY.md", "LICENSE", "Makefile", "README.md", "README.zh-CN.md",
    "RELIABILITY.md", "HTTPS.md", "STAFF.md", "STAFF.zh-CN.md", "assets", "db", "kiosk",
    "main.py", "pyproject.toml", "requirements-test.in", "requirements-test.txt",
    "requirements.in", "requirements.txt", "tests",
}
PRODUCT = ("main.py", "kiosk/", "db/")
# Spelled apart, so that this file does not name them itself.
REGISTRIES = [
    r"\.".join(parts) for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian", "org"),
        ("security", "debian", "org"), ("crates", "io"),
    )
]
# A wider row, or one of any width, goes through a row mapper (db.engine.row_mapper).
WIDEST_ROW = 3
EMPTY_NAMES = ("Manager", "Helper", "Util", "Utils", "Handler", "Data")
MACHINE_TIME = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("App", "get_running_app"),
}
KEEPS_ALIVE = {"bind", "fbind", "schedule_interval", "schedule_once"}
NOT_OF_A_LAYOUT = {
    "words live in assets/i18n": r"[\u3400-\u9fff]",
    "colours live in tokens.toml": r"#[0-9A-Fa-f]{6}|rgba?\s*[:(]",
    "sizes live in box tables": r"(?<![-\w\"'\[])\d",
    "arithmetic belongs to what it shows": r" [-+*/%] ",
    "a page knows no app, scrolls nothing and binds no lambda":
        r"\bapp\.|\bScrollView\b|\blambda\b",
}
EXCEPTION = re.compile(r"# (?:noqa|type: ignore)\b(.*)")
REASON = re.compile(r"(?::\s*[A-Z]+\d++(?:,\s*[A-Z]+\d++)*|\[[a-z, -]+\])\s*(?:#|-|—)?\s*\w+")


def tracked() -> list[str]:
    """Every file of the tree, also those about to be added."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


TREE = tracked()
PYTHON = [name for name in TREE if name.endswith(".py")]
OURS = [name for name in PYTHON if name.startswith(PRODUCT)]
# Rows are read nowhere else.
ROWS = [name for name in OURS if name.startswith("db/") and not name.startswith("db/migrations/")]
KV = [name for name in TREE if name.endswith(".kv")]
# Where an act may only be opened with acting().
ACTING = [name for name in OURS
          if name.startswith("kiosk/") and name != "kiosk/actions/acting.py"]
MARKUP = [name for name in TREE if name.startswith("assets/pages/") and name.endswith(".html")]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parts_of(name: str, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Every part of a module that is of one of these kinds."""
    return (part for part in walked(text_of(name)) if isinstance(part, kinds))


@cache
def walked(text: str) -> list[ast.AST]:
    """Every part of a module, read once for all rules."""
    return list(ast.walk(ast.parse(text)))


def test_the_top_of_the_tree_is_the_plan() -> None:
    assert {Path(name).parts[0] for name in TREE} <= TOP


def broken(names: list[str], rule: Callable[[str], Iterator[str]]) -> list[str]:
    """Everything in these files that breaks a rule, each with its file."""
    return [f"{name}: {what}" for name in names for what in rule(name)]


def first_line(name: str) -> Iterator[str]:
    first = text_of(name).split("\n")[0]
    if not first.startswith('"""') or len(first) <= len('"""') + 10:
        yield f"begins with {first!r}"


def length_of_file(name: str) -> Iterator[str]:
    if (lines := text_of(name).count("\n")) > LONGEST_FILE:
        yield f"{lines} lines"


def length_of_functions(name: str) -> Iterator[str]:
    for function in parts_of(name, ast.FunctionDef, ast.AsyncFunctionDef):
        lines = function.end_lineno - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{function.name} has {lines} lines"


def machine_time(name: str) -> Iterator[str]:
    allowed = {"time.time", "App.get_running_app"} if name.startswith("tests/") else set()
    for part in parts_of(name, ast.Attribute):
        if isinstance(part.value, ast.Name) and (part.value.id, part.attr) in MACHINE_TIME:
            asked = f"{part.value.id}.{part.attr}"
            if name != "main.py" and asked not in allowed:
                yield f"line {part.lineno} asks {asked}"


def globals_and_empty_names(name: str) -> Iterator[str]:
    for part in parts_of(name, ast.Global):
        yield f"line {part.lineno} changes a global"
    for part in parts_of(name, ast.ClassDef):
        if part.name.endswith(EMPTY_NAMES):
            yield f"{part.name} does not say what it is"


def unreasoned_exceptions(name: str) -> Iterator[str]:
    for found in EXCEPTION.finditer(text_of(name)):
        if not REASON.match(found.group(1)):
            yield f"no reason behind {found.group(0)!r}"


def kept_alive(name: str) -> Iterator[str]:
    for call in parts_of(name, ast.Call):
        if getattr(call.func, "attr", "") in KEEPS_ALIVE:
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            if any(isinstance(value, ast.Lambda) for value in given):
                yield f"line {call.lineno} hands over a lambda"


def unpacked_by_position(name: str) -> Iterator[str]:
    for part in parts_of(name, ast.Assign, ast.For, ast.comprehension):
        for target in part.targets if isinstance(part, ast.Assign) else [part.target]:
            for into in ast.walk(target):
                if isinstance(into, ast.Tuple) and (
                    len(into.elts) > WIDEST_ROW or any(
                        isinstance(one, ast.Starred) for one in into.elts)
                ):
                    yield f"line {into.lineno} unpacks {ast.unparse(into)}"


def not_of_a_layout(name: str) -> Iterator[str]:
    layout = "\n".join(line.split("#:")[0] for line in text_of(name).split("\n"))
    for what, pattern in NOT_OF_A_LAYOUT.items():
        if found := re.search(pattern, layout):
            yield f"{found.group(0)!r}: {what}"


def never(pattern: str) -> Callable[[str], Iterator[str]]:
    """A rule against a pattern in the text of a file."""
    return lambda name: (f"says {found!r}" for found in re.findall(pattern, text_of(name)))


def length_of_lines(name: str) -> Iterator[str]:
    for n, line in enumerate(text_of(name).split("\n"), 1):
        if len(line) > LONGEST_MARKUP:
            yield f"line {n} has {len(line)} signs"


def element_a_line(name: str) -> Iterator[str]:
    for n, line in enumerate(text_of(name).split("\n"), 1):
        if len(BEGUN.findall(line)) > 1:
            yield f"line {n} begins more than one element"


RULES: dict[str, tuple[list[str], Callable[[str], Iterator[str]]]] = {
    "a module says first what it is": (PYTHON, first_line),
    "a file is read in one sitting": (PYTHON, length_of_file),
    "a function fits on a page": (PYTHON, length_of_functions),
    "only main asks the machine for the time": (PYTHON, machine_time),
    "a module keeps nothing global and names what it is": (OURS, globals_and_empty_names),
    "every lint exception carries its reason": (OURS, unreasoned_exceptions),
    "nothing keeps a screen alive": (OURS, kept_alive),
    "a row is read by its columns' names": (ROWS, unpacked_by_position),
    "a layout holds no word, colour, size or rule": (KV, not_of_a_layout),
    "only acting opens a transaction that writes": (ACTING, never(r"database\.write\(")),
    "only an act writes an event": (ACTING, never(r"event_log\.write\b")),
    "only acting says who may not": (ACTING, never(r"Refusal\(\s*['\"]not_allowed")),
    "a line of a page's markup is read at one look": (MARKUP, length_of_lines),
    "an element of a page has a line of its own": (MARKUP, element_a_line),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_file_keeps_the_rule(rule: str) -> None:
    names, check = RULES[rule]
    assert names
    assert not broken(names, check)


# What breaks each rule: written into a file of its own, so that the rule is seen to find it.
BROKEN = {
    "a module says first what it is": "import os\n",
    "a file is read in one sitting": "\n" * (LONGEST_FILE + 1),
    "a function fits on a page": f"def long():\n{'    pass' + chr(10)}" + "    pass\n" * 40,
    "only main asks the machine for the time": "now = datetime.now()\n",
    "a module keeps nothing global and names what it is": "class RoomManager: pass\n",
    "every lint exception carries its reason": "import os  # noqa" + ": F401\n",
    "nothing keeps a screen alive": "clock.schedule_once(lambda _: None)\n",
    "a row is read by its columns' names": "(a, b), c = 1, 2\nfor (a, b, c, d) in rows: pass\n",
    "a layout holds no word, colour, size or rule": "Label:\n    text: '号'\n",
    "only acting opens a transaction that writes": "with ctx.database.write() as tx: pass\n",
    "only an act writes an event": "event_log.write(tx, now, 'system', 'tried')\n",
    "only acting says who may not": "raise Refusal('not_allowed')\n",
    "a line of a page's markup is read at one look": f"<p>{'x' * LONGEST_MARKUP}</p>\n",
    "an element of a page has a line of its own": "<ul><li>{{ word }}</li></ul>\n",
}


@pytest.mark.parametrize(("what", "line"), zip(NOT_OF_A_LAYOUT, (
    "text: '号'", "colour: '#aabbcc'", "side: 60", "text: root.page.title + root.page.lead",
    "text: app.title",
), strict=True))
def test_what_is_not_of_a_layout_is_named(
    what: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "one.kv").write_text(f"Label:\n    icon: 'book-2'\n    {line}\n", encoding="utf-8")
    assert [found.split(": ")[1] for found in not_of_a_layout("one.kv")] == [what]


@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_breaks_the_rule_is_named(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kiosk.py").write_text(BROKEN[rule], encoding="utf-8")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert [what.split(":")[0] for what in broken(["kiosk.py"], RULES[rule][1])] == ["kiosk.py"]


def test_no_package_registry_is_named() -> None:
    named = re.compile("|".join(REGISTRIES))
    readable = [name for name in TREE if not name.endswith((".png", ".jpg", ".otf", ".wav"))]
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


def classes_twice(texts: Iterable[str]) -> list[str]:
    """The names of classes that several modules define; a table's Meta is peewee's own word."""
    found = Counter(node.name for text in texts for node in ast.walk(ast.parse(text))
                    if isinstance(node, ast.ClassDef) and node.name != "Meta")
    return sorted(name for name, times in found.items() if times > 1)


def test_no_class_name_exists_twice() -> None:
    product = [name for name in OURS if not name.startswith("db/migrations/")]
    assert classes_twice(map(text_of, product)) == []
    assert classes_twice(["class Line: pass", "class Line: pass"]) == ["Line"], "the control"
