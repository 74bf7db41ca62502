"""What the checker of types is told of Kivy holds, and no piece takes from Kivy what it needs."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.properties import Property
from kivy.uix.widget import Widget

import kiosk.ui
from kiosk.screens import SCREENS
from kiosk.screens.content.materials import Materials
from tests.support.centre import ROOT

STUBS = Path(kiosk.ui.__file__).with_name("stubs")
# What a touch knows only once there is one.
OF_A_TOUCH = {"profile", "button", "grab_current", "grab_list", "pos", "x", "y"}


def promised(stub: str) -> Iterator[tuple[str, str]]:
    """What a stub says is there: (where, name), where "" is the module itself."""
    body = ast.parse(stub).body
    kinds = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    for node in body:
        if isinstance(node, ast.AnnAssign):
            target, of = ast.unparse(node.target), kinds.get(ast.unparse(node.annotation))
            yield "", target
            yield from ((target, name) for name in members(of)) if of else ()
        elif isinstance(node, ast.FunctionDef):
            yield "", node.name
    for kind in kinds.values():
        if not kind.name.startswith("_"):
            yield "", kind.name
            yield from ((kind.name, name) for name in members(kind))


def members(kind: ast.ClassDef) -> Iterator[str]:
    """What a class of a stub has."""
    for node in kind.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target)


def missing(stub: str, module: object) -> list[str]:
    """What a stub promises and Kivy does not have."""
    return [
        f"{where}.{name}" for where, name in promised(stub)
        if not hasattr(getattr(module, where) if where else module, name)
        and not (where == MotionEvent.__name__ and name in OF_A_TOUCH) and name != "__self__"
    ]


def hidden(kind: type[Widget]) -> list[str]:
    """Properties of Kivy's own that a class has put something else in the place of."""
    return [name for name in Widget().properties()
            if not isinstance(getattr(kind, name), Property)]


def left_out(settings: dict[str, Any]) -> list[str]:
    """What of the product mypy's settings pass over, Kivy's stubs besides."""
    passed = [name for one in settings.get("overrides", ())
              if one.get("ignore_errors") or one.get("follow_imports") == "skip"
              for name in ([one["module"]] if isinstance(one["module"], str) else one["module"])]
    return [name for name in (*settings.get("exclude", ()), *passed)
            if name.lstrip("^").startswith(("kiosk", "db", "main")) and "/stubs/" not in name]


def all_below(kind: type[Widget]) -> Iterator[type[Widget]]:
    """A class and whatever is made of it."""
    yield kind
    for one in kind.__subclasses__():
        yield from all_below(one)


def test_nothing_of_the_product_is_left_out() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"] and set(settings["files"]) == {"main.py", "kiosk", "db"}
    assert not left_out(settings)


def test_what_is_left_out_is_found() -> None:
    modules = [{"module": ["kiosk.ui_app"], "follow_imports": "skip"},
               {"module": "db.*", "ignore_errors": True}]
    found = left_out({"exclude": ["^kiosk/screens/"], "overrides": modules})
    assert found == ["^kiosk/screens/", "kiosk.ui_app", "db.*"]


def test_kivy_has_whatever_its_stubs_promise() -> None:
    for file in STUBS.rglob("*.pyi"):
        name = ".".join(file.relative_to(STUBS).with_suffix("").parts).removesuffix(".__init__")
        assert not missing(file.read_text(), import_module(name)), name


def test_a_promise_that_kivy_does_not_keep_is_found() -> None:
    stub = "class Widget:\n    def fly(self) -> None: ...\n    x: float\ndef land() -> None: ...\n"
    assert missing(stub, import_module("kivy.uix.widget")) == [".land", "Widget.fly"]


def test_whatever_stands_on_the_touch_screen_can_be_asked_where_it_is() -> None:
    ours = [kind for kind in all_below(Widget) if kind.__module__.startswith("kiosk.")]
    assert {*SCREENS, Materials} <= {*ours}
    assert not {kind.__name__: hidden(kind) for kind in ours if hidden(kind)}


def test_a_piece_that_cannot_be_asked_is_found() -> None:
    class Tall(Materials):
        def height(self, _width: float) -> float:
            return 0

    assert hidden(Tall) == ["height"]
