"""The documents: what they name exists, what they link to is there, and they can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.support.centre import ROOT

NAMES = (
    "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md", "GLOSSARY.md", "HTTPS.md", "README.md",
    "README.zh-CN.md", "RELIABILITY.md", "STAFF.md", "STAFF.zh-CN.md",
)
WIDEST, LONGEST_README = 100, 200
PATH = re.compile(r"`((?:assets|db|kiosk|tests)/[\w./-]+|main\.py)`")
LINK = re.compile(
    r"\]\(([\w.-]+\.md|tests/[\w./-]+)?(?:#([\w-]+))?\)"
    r"|^\[\w+\]: ([\w./-]+)(?:#([\w-]+))?$", re.MULTILINE,
)
PARTS = ("Context", "Decision", "Consequence", "Test")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(text: str) -> set[str]:
    """What a heading is linked by."""
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
            for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


def long_lines(text: str) -> Iterator[str]:
    yield from (line for line in text.split("\n") if len(line) > WIDEST)


def lost_paths(text: str) -> Iterator[str]:
    yield from (path for path in PATH.findall(text) if not (ROOT / path).exists())


def lost_links(text: str) -> Iterator[str]:
    for inline, at, below, below_at in LINK.findall(text):
        target, anchor = inline or below, at or below_at
        if target and not (ROOT / target).exists():
            yield target
        elif anchor and anchor not in anchors(text_of(target) if target else text):
            yield f"{target}#{anchor}"


def parts_missing(text: str) -> Iterator[str]:
    """Decisions without one of their parts, or without a test."""
    for decision in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading = decision.split("\n")[0]
        yield from (f"{heading}: {part}" for part in PARTS if f"\n- {part}: " not in decision)
        if not re.search(r"^- Test: `tests/", decision, re.MULTILINE):
            yield f"{heading}: no test"


RULES: dict[str, tuple[Callable[[str], Iterator[str]], str]] = {
    "no line is too long": (long_lines, "x" * (WIDEST + 1)),
    "every path exists": (lost_paths, "It stands in `kiosk/nowhere.py`."),
    "every link leads somewhere": (lost_links, "[so](DECISIONS.md#never-decided)"),
    "every decision is whole": (parts_missing, "### Why\n- Context: so\n- Decision: this\n"),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", NAMES)
def test_a_document_keeps_the_rule(name: str, rule: str) -> None:
    check, _ = RULES[rule]
    if check is not parts_missing or name == "DECISIONS.md":
        assert not list(check(text_of(name)))


@pytest.mark.parametrize("rule", RULES)
def test_a_document_that_breaks_the_rule_is_named(rule: str) -> None:
    check, broken = RULES[rule]
    assert list(check(broken))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_is_read_in_one_sitting(name: str) -> None:
    assert text_of(name).count("\n") <= LONGEST_README
