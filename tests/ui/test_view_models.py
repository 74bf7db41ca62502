"""A screen shows one frozen value: .kv reads it, follows it, and finds it from the start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass, replace
from unittest.mock import MagicMock

import pytest
from kivy.lang import Builder
from kivy.properties import ObjectProperty, Property, StringProperty
from kivy.uix.widget import Widget

from kiosk.screens import SCREENS
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip, draw_chip
from kiosk.ui.navigation.screen import KioskScreen, view_model
from kiosk.ui.widgets.repeater import NO_LIST, Item, list_page, placed

PLACES = Rect(0, 0, 200, 300).grid(2, 3, 0)
ROWS: list[Item] = [{"n": n} for n in range(13)]


@dataclass(frozen=True, slots=True)
class Greeting:
    """What the widgets below show."""

    title: str = "早上好"


class Following(Widget):
    """Its property is made like that of a screen."""

    page = view_model(Greeting())
    said = StringProperty()


class Deaf(Widget):
    """Its property is an ordinary one: Kivy does not follow the dot behind it."""

    page = ObjectProperty(Greeting())
    said = StringProperty()


class Scattered(Widget):
    """It shows more than its page, which can be changed besides."""

    page = view_model([""])
    title = StringProperty()


def faults_of(kind: type[Widget]) -> Iterator[str]:
    """What is wrong with how a screen holds what it shows."""
    known = {*Widget().properties(), *_properties(KioskScreen), "page"}
    yield from (f"{name} stands beside its page" for name in _properties(kind) - known)
    page = getattr(kind, "page", None)
    shown = page.defaultvalue if page is not None else None
    if not is_dataclass(shown) or not type(shown).__dataclass_params__.frozen:
        yield "its page is no frozen value"
    elif not page.rebind:
        yield "its .kv does not follow its page"


def _properties(kind: type[Widget]) -> set[str]:
    return {name for name in dir(kind) if isinstance(getattr(kind, name), Property)}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_a_screen_holds_what_it_shows_in_one_value(screen: type[KioskScreen]) -> None:
    assert not list(faults_of(screen))


def test_a_screen_that_holds_it_otherwise_is_named() -> None:
    assert list(faults_of(Following)) == ["said stands beside its page"]
    assert "its .kv does not follow its page" in list(faults_of(Deaf))
    assert list(faults_of(Scattered)) == [
        "title stands beside its page", "its page is no frozen value"]


@pytest.mark.parametrize(("kind", "said"), [(Following, "下午好"), (Deaf, "早上好")])
def test_what_is_read_follows_the_page_that_is_put_there(kind: type[Widget], said: str) -> None:
    Builder.unload_file("greeting")
    Builder.load_string(f"<{kind.__name__}>:\n    said: root.page.title", filename="greeting")
    widget = kind()
    assert widget.said == "早上好"
    widget.page = replace(widget.page, title="下午好")
    assert widget.said == said


def test_a_page_like_the_one_before_draws_nothing() -> None:
    widget, told = Following(), []
    widget.bind(page=lambda _widget, page: told.append(page.title))
    widget.page = replace(widget.page)
    assert not told
    widget.page = replace(widget.page, title="晚上好")
    assert told == ["晚上好"]


@pytest.mark.parametrize(("at", "first", "shown"), [(0, 0, 6), (1, 6, 6), (2, 12, 1), (9, 12, 1)])
def test_a_list_is_read_page_by_page_and_ends_with_its_last(
    at: int, first: int, shown: int
) -> None:
    page = list_page(ROWS, PLACES, at)
    assert [row["n"] for row in page.items] == list(range(first, first + shown))
    assert [row["box"] for row in page.items] == PLACES[:shown]
    assert (page.at, page.pages, page.size) == (min(at, 2), 3, 6)


def test_an_empty_list_has_one_page_and_nothing_has_no_place() -> None:
    assert list_page([], PLACES, 4) == ([], 0, 1, 6)
    assert placed(ROWS, PLACES[:2]) == [{"n": n, "box": PLACES[n]} for n in range(2)]
    assert NO_LIST.pages == 1 and not NO_LIST.items


def test_a_chip_of_which_nothing_is_known_leaves_no_empty_shape() -> None:
    pen = MagicMock()
    pen.theme.measure.return_value = pen.width.return_value = 10.0
    assert draw_chip(pen, 0, 0, BLANK).w == 0 and not pen.fill.called
    assert draw_chip(pen, 0, 0, Chip("plain", "给谁")).w > 0 and pen.fill.called, "the control"
