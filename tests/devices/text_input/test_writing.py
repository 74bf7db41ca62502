"""The input engines together: loaded at start, gone where missing, silent about what was typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk.devices.text_input import handwriting, rime
from kiosk.devices.text_input.input_engines import (
    Composition,
    ScriptedHandwriting,
    ScriptedPinyin,
    load_writing,
)
from tests.support.centre import ROOT

# Letters, and a word they become, that stand nowhere else.
MARKER, WORD = "qiongyuzhuangjiejie", "琼玉状姐姐"
WRITES = f"""
import sys
from kiosk.devices.text_input.input_engines import load_writing
writing = load_writing(("孝义", "{WORD}"))
for letter in "{MARKER}":
    composition = writing.pinyin.press(letter)
text = writing.pinyin.choose(composition.words.index("{WORD}")).done
for letter in "zhegecibuzaicidianli":
    composition = writing.pinyin.press(letter)
while composition.words:
    composition = writing.pinyin.choose(1 % len(composition.words))
writing.handwriting.read([((0.1, 0.5), (0.9, 0.5))])
if len(sys.argv) > 1:
    open(sys.argv[1], "w").write("{MARKER}")
assert text == "{WORD}"
"""
STROKE = ((0.1, 0.5), (0.9, 0.5))


def files_below(*folders: Path) -> Iterator[tuple[str, int, int]]:
    """Every file with its size and the time it was changed."""
    for folder in folders:
        for found in folder.rglob("*"):
            if found.is_file():
                stat = found.stat()
                yield str(found), stat.st_size, stat.st_mtime_ns


def written_by(home: Path, *given: str) -> list[Path]:
    """What a process that writes with both engines leaves in its home and temporary folder.

    Fails where it touches the scheme or librime's dictionaries.
    """
    shared = (rime.SCHEME, rime.DICTIONARIES)
    before = set(files_below(*shared))
    home.mkdir()
    subprocess.run(
        [sys.executable, "-c", WRITES, *given], check=True, cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home),
             "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert set(files_below(*shared)) == before
    return [Path(name) for name, *_ in files_below(home)]


def test_nothing_typed_is_ever_written_to_the_disk(tmp_path: Path) -> None:
    assert written_by(tmp_path / "home") == []


def test_what_is_written_would_be_found(tmp_path: Path) -> None:
    """The control of the test above."""
    left = written_by(tmp_path / "home", "leak.log")
    assert [MARKER in file.read_text() for file in left] == [True]


def changes_by(log: Path, *given: str) -> list[str]:
    """Every call of such a process that opens a file to write, makes, moves or removes one."""
    subprocess.run(
        ["strace", "-f", "-e", "trace=file", "-o", str(log), sys.executable, "-c", WRITES, *given],
        check=True, cwd=ROOT, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    signs = ("O_WRONLY", "O_RDWR", "O_CREAT", "mkdir", "rename", "unlink")
    return [
        line for line in log.read_text(errors="replace").splitlines()
        if any(sign in line for sign in signs) and " = -1 " not in line and "/dev/null" not in line
    ]


def test_the_process_opens_no_file_to_write_wherever_it_may_be(tmp_path: Path) -> None:
    assert changes_by(tmp_path / "calls") == []
    leak = tmp_path / "leak.log"
    assert str(leak) in changes_by(tmp_path / "calls", str(leak))[0], "the control"


def test_both_engines_are_loaded_and_the_centres_words_come_first() -> None:
    writing = load_writing(("崇文街道",))
    assert writing.pinyin
    assert writing.handwriting
    for letter in "cwjd":
        composition = writing.pinyin.press(letter)
    assert composition.words[0] == "崇文街道"
    assert "一" in writing.handwriting.read([STROKE])[:8]


def test_a_missing_engine_is_none_and_the_log_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rime, "DICTIONARIES", tmp_path)
    writing = load_writing(())
    assert (writing.pinyin, writing.handwriting is None) == (None, False)
    monkeypatch.setattr(handwriting, "LIBRARY", "libzinnia.so.no")
    with structlog.testing.capture_logs() as said:
        silent = load_writing(())
    assert (silent.pinyin, silent.handwriting) == (None, None)
    assert set(silent.missing) == {"pinyin", "handwriting"}
    assert "rime-data-luna-pinyin" in str(said)
    assert "libzinnia.so.no" in str(said)


def test_the_scripted_engines_say_what_they_were_told() -> None:
    pinyin = ScriptedPinyin({"nihao": ("你好", "拟好")})
    for letter in "nihao":
        composition = pinyin.press(letter)
    assert composition == Composition("nihao", ("你好", "拟好"), letters="nihao")
    assert pinyin.erase() == Composition("niha", letters="niha")
    pinyin.press("o")
    assert pinyin.choose(1) == Composition(done="拟好")
    pinyin.press("n")
    pinyin.clear()
    assert pinyin.letters == ""
    assert ScriptedHandwriting({1: "一乙"}).read([STROKE]) == ("一", "乙")
