"""Samples of the pages on which content is written: whole, half written, and with long words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk.actions.areas import AREAS
from kiosk.actions.content.results import ContentList, ContentRow, ContentSheet
from kiosk.area import content_types
from kiosk.domain.content.drafts import ContentDraft, Version
from kiosk.ui.navigation.screen import Answers
from tests.samples.centre import NOW

KINDS = content_types(AREAS)

SERVICE = KINDS["service"]
WRITTEN = {
    "title.zh": "困难残疾人生活补贴申请", "title.en": "Living allowance", "category": "aid",
    "queue": "B", "summary.zh": "有困难的残疾人，每月有一点补贴。\n先来问，再申请。",
    "who.zh": "有残疾证的居民", "duration.zh": "两周左右", "fee.zh": "不收费",
    "words": "残疾、补贴、困难", "materials.0.icon": "id", "materials.0.name.zh": "身份证",
    "materials.0.note.zh": "原件", "materials.1.icon": "wheelchair",
    "materials.1.name.zh": "残疾证", "daily_cap": "40", "hours.fri": "08:30-12:00",
}
NAMES = {
    "category": {"aid": {"title.zh": "低保救助"}, "jobs": {"title.zh": "就业帮扶"}},
    "queue": {"A": {"name.zh": "社保、医保"}, "B": {"name.zh": "养老、低保"}},
}
DRAFT = ContentDraft("s1", WRITTEN, {}, "居家养老服务站的刘大姐", NOW - timedelta(minutes=2))
ROW = ContentRow("s1", WRITTEN, True, False, None, ())
VERSIONS = tuple(Version(n, WRITTEN, False, "小王", NOW - timedelta(days=3 - n)) for n in (2, 1))
SHEET = ContentSheet(SERVICE, ROW, WRITTEN, VERSIONS, NAMES)
HALF = replace(SHEET, row=replace(ROW, shown=False, draft=DRAFT), versions=(),
               written={"title.zh": "居住"})
SLIDE = KINDS["slide"]


def kinds() -> Iterator[tuple[str, Answers]]:
    """Everything, and what an editor writes."""
    yield "all", {"kinds": tuple(KINDS.values())}
    yield "few", {"kinds": tuple(KINDS.values())[:4]}


def shelves() -> Iterator[tuple[str, Answers]]:
    """A long list, and one with nothing on it."""
    rows = tuple(replace(ROW, item=f"s{n}", draft=DRAFT if n == 1 else None, hidden=n == 2)
                 for n in range(9))
    yield "many", {"shelf": ContentList(SERVICE, rows)}
    yield "none", {"shelf": ContentList(KINDS["notice"], ())}


def sheets() -> Iterator[tuple[str, Answers]]:
    """As it is shown, half written, and its last page."""
    yield "shown", {"sheet": SHEET}
    yield "half", {"sheet": HALF}
    yield "last", {"sheet": replace(SHEET, row=replace(ROW, draft=DRAFT)), "page": 9}


def lists() -> Iterator[tuple[str, Answers]]:
    """What to bring, and nothing yet."""
    yield "materials", {"sheet": SHEET, "path": "materials"}
    yield "empty", {"sheet": HALF, "path": "materials"}


def parts() -> Iterator[tuple[str, Answers]]:
    """A material, and a new one."""
    yield "material", {"sheet": SHEET, "path": "materials.0"}
    yield "new", {"sheet": SHEET, "path": "materials.2"}


def choices() -> Iterator[tuple[str, Answers]]:
    """One of few, icons, and several."""
    yield "queue", {"sheet": SHEET, "path": "queue"}
    yield "icons", {"sheet": SHEET, "path": "materials.0.icon"}
    weekdays = ContentSheet(SLIDE, ROW, {"weekdays": "mon、fri"}, (), {})
    yield "weekdays", {"sheet": weekdays, "path": "weekdays"}


def texts() -> Iterator[tuple[str, Answers]]:
    """A name, and hours."""
    yield "title", {"sheet": SHEET, "path": "title.zh"}
    yield "hours", {"sheet": SHEET, "path": "hours.mon"}


def sticks() -> Iterator[tuple[str, Answers]]:
    """A camera's stick, one with long names, and nothing plugged in."""
    sheet = ContentSheet(SLIDE, ROW, {"title.zh": "国庆活动"}, (), {})
    names = [f"IMG_{2040 + n}.JPG" for n in range(9)]
    found = [(Path(name), NOW - timedelta(hours=n)) for n, name in enumerate(names)]
    long = Path("2025年国庆节留义社区老年人合唱比赛第一名合影.jpeg")
    yield "camera", {"sheet": sheet, "path": "exhibits.0.picture", "found": found}
    yield "long", {"sheet": sheet, "path": "exhibits.0.picture", "found": [(long, NOW)]}
    yield "nothing", {"sheet": sheet, "path": "exhibits.0.picture", "found": []}
