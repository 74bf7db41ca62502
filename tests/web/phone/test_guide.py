"""The guide on the phone: found by plain words, read in both languages and sizes."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.context import AppContext
from kiosk.web.phone.content.guide import found
from tests.support.centre import clerk
from tests.support.web.visitor import Visitor


def test_a_service_says_all_that_is_needed(ctx: AppContext, phone: Visitor) -> None:
    said = phone.get("/s/medical").text
    for part in ("居民医保", "在这里登记", "身份证", "原件", "没有怎么办", "先问一问", "取号",
                 "当场办完", "不收费", "2、3 号窗口", "周一到周五", "08:30–17:30",
                 "以窗口答复为准", "社保医保"):
        assert part in said, part


def test_a_service_says_whether_its_counter_receives(ctx: AppContext, phone: Visitor) -> None:
    assert "窗口没人" in phone.get("/s/medical").text
    queue.open_counter(ctx, clerk(ctx, 2))
    assert "窗口正在办" in phone.get("/s/medical").text
    assert "10月23日 星期五 08:30 开始办" in phone.get("/s/card").text


def test_home_is_the_guide(phone: Visitor) -> None:
    assert phone.get("/").location == "/s/"
    said = phone.get("/s/").text
    assert said.count('href="/s/medical"') == 1 and "社保医保" in said


@pytest.mark.parametrize(
    ("asked", "services"),
    [("养老", ["pension"]), ("医保", ["medical", "card", "pension", "capped"]),
     ("  养老  保险 ", ["pension"]), ("MEDICAL", ["medical"]), ("天上的月亮", [])],
)
def test_plain_words_find_a_service(ctx: AppContext, asked: str, services: list[str]) -> None:
    assert [s.id for s in found(guide(ctx), asked)] == services


def test_a_search_without_a_hit_says_what_to_do(phone: Visitor) -> None:
    said = phone.get("/s/?q=<b>月亮</b>").text
    assert "没找到" in said and "问工作人员" in said
    assert "<b>月亮" not in said and "&lt;b&gt;月亮" in said


def test_the_browsers_language_is_spoken_and_can_be_changed(site: Flask, ctx: AppContext) -> None:
    assert "What to bring" in Visitor(site, "en-GB,en;q=0.9").get("/s/medical").text
    assert "要带什么" in Visitor(site, "zh-CN,zh;q=0.9,en;q=0.8").get("/s/medical").text
    assert "要带什么" in Visitor(site, "fr").get("/s/medical").text
    phone = Visitor(site)
    assert 'lang="en"' in phone.get("/s/medical?lang=en").text
    assert "What can we do for you?" in phone.get("/s/").text
    assert "您要办什么事" in phone.get("/s/?lang=zh_CN").text


def test_a_language_nobody_has_changes_nothing(phone: Visitor) -> None:
    assert "要带什么" in phone.get("/s/medical?lang=xx").text


def test_large_text_stays_chosen(phone: Visitor) -> None:
    assert 'class="large"' not in phone.get("/s/").text
    assert 'class="large"' in phone.get("/s/?text=large").text
    assert 'class="large"' in phone.get("/s/medical").text
    assert 'class="large"' not in phone.get("/s/medical?text=normal").text


def test_the_way_back_keeps_the_search(phone: Visitor) -> None:
    said = phone.get("/s/?q=养老").text
    link = re.search(r'href="(/s/\?[^"]*lang=en[^"]*)"', said)
    assert link and "q=" in link[1]
