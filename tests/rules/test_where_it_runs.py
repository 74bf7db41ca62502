"""Where the program runs: each Python and processor that README names, and no other Python."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.centre import ROOT

PYTHONS = ("3.11", "3.12", "3.13")
PROCESSORS = ("x86_64", "aarch64")
LOCKS = ("requirements", "requirements-test")


def roots(lock: str) -> list[Requirement]:
    """What is asked for by name."""
    lines = (ROOT / f"{lock}.in").read_text("utf-8").splitlines()
    own = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return own if lock == "requirements" else [*own, *roots("requirements")]


def pinned(lock: str) -> set[str]:
    """What the lock installs."""
    text = (ROOT / f"{lock}.txt").read_text("utf-8")
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def needed(asked: list[Requirement], python: str, processor: str) -> set[str]:
    """All that these bring with them on such a machine."""
    machine = {
        **cast("dict[str, str]", default_environment()), "platform_machine": processor,
        "python_version": python, "python_full_version": f"{python}.0",
    }
    found, ahead = set[tuple[str, str]](), list(asked)
    while ahead:
        one = ahead.pop()
        for extra in ("", *one.extras):
            if (key := (canonicalize_name(one.name), extra)) in found:
                continue
            found.add(key)
            here = {**machine, "extra": extra}
            # What this machine does not need it has not: the lock lacks it, or it brings nothing.
            with suppress(PackageNotFoundError):
                ahead += [part for part in map(Requirement, requires(one.name) or ())
                          if part.marker is None or part.marker.evaluate(here)]
    return {name for name, _ in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_is_whole_on_each_python_and_processor(lock: str) -> None:
    lacking = {(python, processor): needed(roots(lock), python, processor) - pinned(lock)
               for python, processor in product(PYTHONS, PROCESSORS)}
    assert not {where: names for where, names in lacking.items() if names}


def test_control_what_an_older_python_needs_besides_would_be_missed() -> None:
    older = needed(roots("requirements-test"), "3.10", "x86_64") - pinned("requirements-test")
    assert "exceptiongroup" in older


def test_readme_says_exactly_that() -> None:
    first, last = PYTHONS[0], PYTHONS[-1]
    assert f"Python {first} to {last}" in (ROOT / "README.md").read_text("utf-8")
    assert f"Python {first} 到 {last}" in (ROOT / "README.zh-CN.md").read_text("utf-8")


@pytest.mark.parametrize(("version", "taken"), [
    ((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False),
])
def test_another_python_is_told_in_one_line_what_to_do(
    tmp_path: Path, version: tuple[int, int], taken: bool
) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.version_info = {version}\n")
    fake = tmp_path / "python"
    fake.write_text(f'#!/bin/sh\nPYTHONPATH={tmp_path} exec {sys.executable} "$@"\n')
    fake.chmod(0o755)
    done = subprocess.run(
        ["make", "-s", "-C", tmp_path, "-f", ROOT / "Makefile", f"PYTHON3={fake}", "python"],
        capture_output=True, text=True, check=False,
    )
    told = done.stderr.splitlines()
    assert (done.returncode == 0) is taken
    assert bool(told) is not taken
    if told:
        assert "PYTHON3=python3.13" in told[0] and str(fake) in told[0], told


@pytest.mark.soak
@pytest.mark.parametrize(("python", "processor"), [
    *product(PYTHONS, PROCESSORS), ("3.14", "x86_64"),
])
def test_every_pinned_wheel_exists_there(tmp_path: Path, python: str, processor: str) -> None:
    platforms = [f"--platform=manylinux{which}_{processor}" for which in ("2014", "_2_17", "_2_28")]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed",
         "--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation=cp",
         f"--python-version={python}", *platforms, f"--target={tmp_path}",
         f"--requirement={ROOT / LOCKS[-1]}.txt"],
        capture_output=True, text=True, check=False,
    )
    if python in PYTHONS:
        assert done.returncode == 0, done.stderr
    else:
        assert "No matching distribution found for kivy" in done.stderr, "the control"
