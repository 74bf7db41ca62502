"""The first content of the centre: what a resident reads fits the touch screen, in both
languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from db.content.guide import centre_of, service_of
from kiosk.domain.calendar import OpeningHours
from tests.support.centre import SEED

CONTENT: dict[str, Any] = tomllib.loads(SEED.read_text("utf-8"))
SERVICES: list[dict[str, Any]] = CONTENT["services"]
CATEGORIES = ["社保医保", "养老敬老", "低保救助", "就业帮扶", "开证明", "党员事务", "问一问"]
MATERIAL_ICONS = {
    "id", "file-certificate", "device-mobile", "users", "photo", "cash", "book-2", "home",
    "home-heart", "stethoscope", "briefcase", "military-rank", "flag", "wheelchair",
    "baby-carriage", "pencil",
}
# The most characters a place on the touch screen holds: Chinese, English.
ROOM = {
    "title": (10, 26), "summary": (25, 52), "who": (40, 90), "duration": (6, 14),
    "fee": (6, 14), "materials.name": (9, 26), "materials.note": (12, 30),
    "materials.missing": (30, 80), "steps.name": (5, 10), "steps.hint": (7, 16),
}
LATIN_OR_FULL_WIDTH = re.compile(r"[A-Za-z０-９Ａ-Ｚａ-ｚ]")
DIGIT_TOUCHES_CHINESE = re.compile(r"\d[\u4e00-\u9fff]|[\u4e00-\u9fff]\d")
HALF_WIDTH_STOP = re.compile(r"[,.?:;!！]")
BAD_LINE = re.compile(r"(?:^|\n)[，。、？；：”]|\n.$")
LOOSE_SPACE = re.compile(r"^\s|\s$|  | \n|\n ")
COLD_WORDS = re.compile("确定|提交|取消|所需材料|办理时限|业务办理|注销|操作|你")


def texts(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every bilingual text under a part, with its path."""
    if isinstance(part, dict) and "zh" in part:
        yield path, part
    elif isinstance(part, dict):
        for name, child in part.items():
            yield from texts(child, f"{path}.{name}".lstrip("."))
    elif isinstance(part, list):
        for child in part:
            yield from texts(child, path)


ALL_TEXTS = list(texts(CONTENT))
EACH_SERVICE = pytest.mark.parametrize("service", SERVICES, ids=lambda s: s["id"])


def test_the_centre_opens_with_enough_to_offer() -> None:
    assert len(SERVICES) >= 24
    assert [category["title"]["zh"] for category in CONTENT["categories"]] == CATEGORIES
    offered = Counter(service["category"] for service in SERVICES)
    assert set(offered) == {category["id"] for category in CONTENT["categories"]}
    assert min(offered.values()) >= 3


def test_services_stand_in_the_order_of_their_shelves() -> None:
    shelves = [category["id"] for category in CONTENT["categories"]]
    order = [shelves.index(service["category"]) for service in SERVICES]
    assert order == sorted(order)


def test_no_two_things_share_a_name() -> None:
    for part, key in (("services", "id"), ("categories", "id"), ("queues", "id"),
                      ("queues", "prefix"), ("counters", "number")):
        values = [thing[key] for thing in CONTENT[part]]
        assert len(values) == len(set(values)), part
    for language in ("zh", "en"):
        titles = [service["title"][language] for service in SERVICES]
        assert len(titles) == len(set(titles))


def test_priority_numbers_have_a_letter_of_their_own() -> None:
    prefixes = [queue["prefix"] for queue in CONTENT["queues"]]
    assert CONTENT["centre"]["priority_prefix"] not in prefixes


def test_every_queue_has_a_counter_and_every_counter_a_queue() -> None:
    queues = {queue["id"] for queue in CONTENT["queues"]}
    assert {counter["queue"] for counter in CONTENT["counters"]} == queues


@EACH_SERVICE
def test_a_service_leads_somewhere(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", service["id"])
    assert service["category"] in {category["id"] for category in CONTENT["categories"]}
    assert service["queue"] in {queue["id"] for queue in CONTENT["queues"]}
    assert service.get("daily_cap", 1) > 0
    assert service_of(service).id == service["id"]


@EACH_SERVICE
def test_a_resident_can_read_a_service_at_a_glance(service: dict[str, Any]) -> None:
    assert 1 <= len(service["materials"]) <= 6
    assert 2 <= len(service["steps"]) <= 6
    for path, text in texts(service):
        lines = {language: text[language].split("\n") for language in ("zh", "en")}
        assert all(len(of) <= (2 if path == "summary" else 1) for of in lines.values()), text
        for language, room in zip(("zh", "en"), ROOM[path], strict=True):
            assert [line for line in lines[language] if len(line) > room] == [], path


@EACH_SERVICE
def test_what_to_bring_has_a_picture_and_a_way_out(service: dict[str, Any]) -> None:
    for material in service["materials"]:
        assert material["icon"] in MATERIAL_ICONS
        assert material["note"]["zh"] and material["missing"]["zh"]


@EACH_SERVICE
def test_a_service_is_found_by_plain_words(service: dict[str, Any]) -> None:
    assert len(service["words"]) >= 3
    assert len(service["words"]) == len(set(service["words"]))
    assert all(word == word.strip() and not LATIN_OR_FULL_WIDTH.search(word)
               for word in service["words"])


@EACH_SERVICE
def test_a_service_with_days_of_its_own_is_done_while_the_centre_is_open(
    service: dict[str, Any],
) -> None:
    centre = centre_of(CONTENT["centre"]).hours
    if "hours" in service:
        hours = OpeningHours.parse(service["hours"])
        assert hours.within(centre) == hours and any(hours.week)


def test_some_services_have_days_of_their_own() -> None:
    assert sum("hours" in service for service in SERVICES) >= 3


def test_every_text_is_there_in_both_languages() -> None:
    assert all(set(text) == {"zh", "en"} for _, text in ALL_TEXTS)
    assert all(text["zh"].strip() and text["en"].strip() for _, text in ALL_TEXTS)


def test_english_texts_are_plain() -> None:
    wrong = [text["en"] for _, text in ALL_TEXTS
             if not text["en"].isascii() or "!" in text["en"] or LOOSE_SPACE.search(text["en"])]
    assert wrong == []


@pytest.mark.parametrize(
    "rule", [LATIN_OR_FULL_WIDTH, DIGIT_TOUCHES_CHINESE, HALF_WIDTH_STOP, BAD_LINE, LOOSE_SPACE,
             COLD_WORDS],
    ids=["no Latin", "digits apart", "full-width stops", "lines", "spaces", "warm words"],
)
def test_chinese_texts_keep_the_rules_of_the_centre(rule: re.Pattern[str]) -> None:
    assert [text["zh"] for _, text in ALL_TEXTS if rule.search(text["zh"])] == []


def test_what_the_community_may_not_certify_it_says_so() -> None:
    proofs = [service for service in SERVICES if "证明" in service["title"]["zh"]]
    silent = [s["id"] for s in proofs if "社区不能开" not in s["summary"]["zh"]]
    # 民发〔2020〕20号 names twenty papers a residents' committee may not give; this is none.
    assert silent == ["residence-proof"]


def test_notices_fit_the_board() -> None:
    assert 4 <= len(CONTENT["notices"]) <= 6
    assert all(len(notice["text"]["zh"]) <= 22 for notice in CONTENT["notices"])
