"""Samples of the search: nothing written, composing, drawing, full pages, found and not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.devices.text_input.input_engines import InputEngines, ScriptedHandwriting, ScriptedPinyin
from kiosk.domain.content.search import findable
from kiosk.ui.navigation.screen import Answers
from kiosk.ui.text_entry.draft import Way
from tests.samples import centre

MANY = (
    "养老", "养", "样", "羊", "阳", "洋", "扬", "杨", "氧", "央", "仰", "秧", "漾", "痒", "殃",
    "鸳鸯", "养老金", "养老院", "样子", "阳光", "太阳", "洋葱", "扬琴", "杨树", "氧气", "央行",
)
PINYIN = {
    "yanglao": MANY, "chengxiangjumin": ("城乡居民基本医疗保险", "城乡居民", "城乡", "成像"),
    "xv": (),
}
# 老, as a finger draws it.
STROKES = (
    ((0.30, 0.20), (0.66, 0.18)), ((0.48, 0.06), (0.49, 0.40)), ((0.14, 0.41), (0.88, 0.38)),
    ((0.78, 0.12), (0.60, 0.42), (0.36, 0.62), (0.16, 0.72)),
    ((0.74, 0.54), (0.58, 0.62), (0.44, 0.67)),
    ((0.43, 0.52), (0.43, 0.80), (0.48, 0.88), (0.70, 0.88), (0.80, 0.85), (0.81, 0.74)),
)
WRITING = InputEngines(
    pinyin=ScriptedPinyin(PINYIN),
    handwriting=ScriptedHandwriting({len(STROKES): "老者考孝至耆佬姥拷烤寿耄耋先毛"}),
)
NAME = "search.text"
WORDS = {
    "insurance": ("医保",), "elders": ("老人",), "aid": ("低保",), "work": ("找工作",),
    "papers": ("开证明",), "party": ("党员",), "ask": ("问一问",),
}
GUIDE = replace(centre.GUIDE, services=tuple(
    replace(service, words=WORDS[service.category_id]) for service in centre.SERVICES
))


def search_samples() -> Iterator[tuple[str, Answers]]:
    """Each with what the visit has kept and the engines that are here."""
    base = {
        "guide": GUIDE, "ready": findable(GUIDE), "services": centre.SERVICES_NOW,
        "writing": WRITING,
    }
    for name, kept in WRITTEN.items():
        yield name, {**base, "kept": {f"{NAME}{what}": value for what, value in kept.items()}}
    listed = {**base, "listed": True}
    yield "found_many", {**listed, "kept": {NAME: "居民"}}
    yield "found_few", {**listed, "kept": {NAME: "失业"}}
    yield "found_nothing", {**listed, "kept": {NAME: "修手机"}}
    yield "storage_down", {**listed, "services": None, "kept": {NAME: "居民"}}
    yield "unwritten", {**base, "kept": {"search.unwritten": True}}
    yield "no_engines", {**base, "writing": InputEngines(), "kept": {NAME: ""}}


WRITTEN: dict[str, dict[str, object]] = {
    "empty": {},
    "composing": {"": "居民", ".way": Way.PINYIN, ".letters": "yanglao"},
    "long_words": {".way": Way.PINYIN, ".letters": "chengxiangjumin"},
    "no_word": {".way": Way.PINYIN, ".letters": "xv"},
    "page_of_words": {".way": Way.PINYIN, ".letters": "yanglao", ".opened": True},
    "drawing": {"": "养", ".way": Way.HAND, ".strokes": STROKES},
    "pad": {"": "", ".way": Way.HAND},
    "latin": {"": "Pen", ".way": Way.LATIN},
    "digits": {"": "12345", ".way": Way.DIGITS},
    "marks": {"": "居民", ".way": Way.MARKS},
    "full": {"": "一二三四五六七八九十一二三四五六七八九十", ".way": Way.PINYIN},
}
