"""Searching the guide finds what a resident means, the likeliest first."""

from __future__ import annotations

import tomllib

import pytest

from kiosk.domain.content.guide import Category, Guide, Service, Text
from kiosk.domain.content.search import common_words, findable, search
from kiosk.domain.languages import ENGLISH, LANGUAGES
from tests.samples import centre
from tests.support.centre import SEED

SEEDED = tomllib.loads(SEED.read_text("utf-8"))


def text(body: dict[str, str]) -> Text:
    return Text(body["zh"], body["en"])


def real_guide() -> Guide:
    """The guide as it is seeded, with what a search looks at."""
    return Guide(
        centre=centre.CENTRE, queues=(), counters=(), notices=(),
        categories=tuple(
            Category(c["id"], c["icon"], text(c["title"])) for c in SEEDED["categories"]
        ),
        services=tuple(
            Service(
                id=s["id"], category_id=s["category"], queue_id=s["queue"], title=text(s["title"]),
                summary=text(s["summary"]), who=text(s["who"]), duration=text(s["duration"]),
                fee=text(s["fee"]), words=tuple(s["words"]), materials=(), steps=(),
            ) for s in SEEDED["services"]
        ),
    )


GUIDE = real_guide()
READY = findable(GUIDE)


def titles(sought: str) -> list[str]:
    return [service.title.zh for service in search(READY, sought)]


@pytest.mark.parametrize(("sought", "first"), [
    ("低保", "低保申请"),
    ("dibao", "低保申请"),
    ("db", "低保申请"),
    ("dbsq", "低保申请"),
    ("低b", "低保申请"),
    ("yanglaojin", "养老金资格认证"),
    ("ylj", "养老金资格认证"),
    ("ylaojin", "养老金资格认证"),
    ("养老金", "养老金资格认证"),
    ("gaoling", "高龄津贴申请"),
    ("medical", "居民医保参保缴费"),
    ("MEDICAL Ins", "居民医保参保缴费"),
    ("丢卡", "社保卡补办咨询"),
    ("diuka", "社保卡补办咨询"),
    ("我的卡丢了要挂失", "社保卡补办咨询"),
])
def test_the_likeliest_comes_first(sought: str, first: str) -> None:
    assert titles(sought)[0] == first


@pytest.mark.parametrize("sought", ["医保", "yibao", "yb", "yib", "医b"])
def test_a_word_its_sound_and_its_initials_find_the_same(sought: str) -> None:
    found = titles(sought)
    assert "居民医保参保缴费" in found and "医保报销咨询" in found
    assert found.index("医保异地就医备案") < found.index("居民医保参保缴费"), "title start first"


def test_a_title_comes_before_words_and_words_before_a_shelf_and_a_summary() -> None:
    guide = Guide(
        centre=centre.CENTRE, queues=(), counters=(), notices=(),
        categories=(Category("a", "", Text("甲", "A")), Category("b", "", Text("老人", "Old"))),
        services=(
            service("summary", "甲事", summary="给老人的"), service("shelf", "乙事", "b"),
            service("word", "丙事", words=("照顾老人",)), service("title", "看老人"),
            service("start", "老人证"), service("nothing", "丁事"),
        ),
    )
    found = [s.id for s in search(findable(guide), "老人")]
    assert found == ["start", "title", "word", "shelf", "summary"]
    assert [s.id for s in search(findable(guide), "lr")] == ["start", "title", "word", "shelf"]


def service(
    name: str, title: str, category: str = "a", words: tuple[str, ...] = (), summary: str = "",
) -> Service:
    nothing = Text("", "")
    return Service(
        id=name, category_id=category, queue_id="", title=Text(title, ""),
        summary=Text(summary, ""), who=nothing, duration=nothing, fee=nothing, words=words,
        materials=(), steps=(),
    )


def test_the_guides_order_holds_among_equals() -> None:
    order = [s.title.zh for s in GUIDE.services]
    found = [title for title in titles("残疾") if title.startswith("残疾")]
    assert len(found) > 1 and found == sorted(found, key=order.index)


@pytest.mark.parametrize("sought", ["", "  ", "，。？", "xzqw", "火星移民", "oot"])
def test_nothing_is_found_for_nothing_and_for_what_is_not_there(sought: str) -> None:
    assert titles(sought) == []


def test_a_character_is_found_by_any_of_its_readings() -> None:
    guide = Guide(
        centre=centre.CENTRE, queues=(), counters=(), notices=(), categories=(),
        services=(service("bank", "银行卡"),),
    )
    ready = findable(guide)
    assert search(ready, "yinhang") and search(ready, "yinxing") and not search(ready, "yinhai")


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_the_examples_find_much_and_different_things(language: str) -> None:
    words = common_words(GUIDE, 4, language)
    assert len(words) == 4 == len(set(words))
    found = [set(titles(word)) for word in words]
    assert all(len(some) >= 3 for some in found)
    assert all(word.isascii() == (language == ENGLISH) for word in words)
    assert common_words(Guide(
        centre=centre.CENTRE, queues=(), counters=(), notices=(), categories=(), services=(),
    ), 4, language) == ()


def test_every_service_is_found_by_its_title_and_by_each_of_its_words() -> None:
    for one in GUIDE.services:
        assert titles(one.title.zh)[0] == one.title.zh
        for word in one.words:
            assert one.title.zh in titles(word), word
