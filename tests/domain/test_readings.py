"""Readings: each character the kiosk can draw, as the library reads it that wrote them down."""

from __future__ import annotations

import importlib.util

from kiosk.domain.readings import READINGS, readings
from tests.support.centre import ROOT


def test_the_readings_are_those_of_the_library_that_wrote_them_down() -> None:
    builder = ROOT / "assets" / "readings" / "build.py"
    spec = importlib.util.spec_from_file_location("readings_builder", builder)
    assert spec and spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert build.written() == READINGS.read_text("utf-8")


def test_every_reading_of_a_character_is_known_the_usual_one_first() -> None:
    assert readings("重") == ("zhong", "chong", "tong")
    assert readings("绿") == ("lv", "lu")


def test_what_is_no_chinese_reads_as_it_is() -> None:
    assert readings("A") == ("A",)
    assert readings("，") == ("，",)
