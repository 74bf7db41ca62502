"""What is the same in every site of a run is made once: its templates' code, how addresses are
built, its style sheets, scripts and icons. A test that makes a site of its own pays for what is
its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from kiosk.web.core import site
from kiosk.web.core.static_assets import StaticAssets

PARSE, COMPILE, READ = Rule._parse_rule, Rule._compile_builder, cache(StaticAssets)
_parsed: dict[str, Parsed] = {}
_built: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}


class Parsed(NamedTuple):
    """What an address is made of: its parts, and what a rule notes down while it reads them."""

    parts: list[Any]
    trace: list[tuple[bool, str]]
    converters: dict[str, Any]


def _parse_rule(rule: Rule, text: str) -> list[Any]:
    """Two rules that are written alike are read alike: all sites know the same kinds of parts."""
    if text not in _parsed:
        outer = rule._trace, rule._converters
        rule._trace, rule._converters = [], {}
        _parsed[text] = Parsed(list(PARSE(rule, text)), rule._trace, rule._converters)
        rule._trace, rule._converters = outer
    read = _parsed[text]
    rule._trace += read.trace
    rule._converters |= read.converters
    rule.arguments |= read.converters.keys()
    return read.parts


def _compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """The function that builds the addresses of a rule is told the rule with each call: two rules
    that are written alike can share it."""
    key = (*map(repr, (rule._trace, rule.defaults, rule.rule)), append_unknown)
    if key not in _built:
        _built[key] = COMPILE(rule, append_unknown)
    return _built[key]


def share() -> None:
    """From here on sites share them."""
    options: dict[str, Any] = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache()}
    Flask.jinja_options = options
    Rule._parse_rule = _parse_rule  # type: ignore[method-assign]
    Rule._compile_builder = _compile_builder  # type: ignore[method-assign]
    site.StaticAssets = READ  # type: ignore[misc, assignment]

