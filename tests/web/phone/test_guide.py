"""The guide on the phone: found by plain words, read in both languages and sizes."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.context import AppContext
from tests.support.centre import clerk, take
from tests.support.web.visitor import Visitor


def test_a_service_says_all_that_is_needed(ctx: AppContext, phone: Visitor) -> None:
    said = phone.get("/s/medical").text
    for part in ("居民医保", "在这里登记", "身份证", "原件", "没有怎么办", "先问一问", "取号",
                 "当场办完", "不收费", "2、3 号窗口", "周一到周五", "08:30–\N{WORD JOINER}17:30",
                 "以窗口答复为准", "社保医保"):
        assert part in said, part


def test_a_service_says_whether_its_counter_receives(ctx: AppContext, phone: Visitor) -> None:
    assert "窗口没人" in phone.get("/s/medical").text
    queue.open_counter(ctx, clerk(ctx, 2))
    assert "窗口正在办" in phone.get("/s/medical").text
    assert "10月23日 星期五 08:30 开始办" in phone.get("/s/card").text


def test_the_guide_has_its_shelves_and_the_ways_to_them(phone: Visitor) -> None:
    said = phone.get("/s/").text
    assert said.count('href="/s/medical"') == 1 and "社保医保" in said
    for shelf in re.findall(r'class="shelf" id="(\w+)"', said):
        assert ('class="jumps"' not in said) or f'href="#{shelf}"' in said


def test_each_service_of_the_guide_says_how_it_stands(ctx: AppContext, phone: Visitor) -> None:
    def said(service: str) -> str:
        return phone.get("/s/").text.partition(f'href="/s/{service}"')[2].partition("</a>")[0]

    assert "窗口没人" in said("medical") and "10月23日 星期五 08:30 开始办" in said("card")
    queue.open_counter(ctx, clerk(ctx, 2))
    assert "窗口正在办" in said("medical")
    take(ctx)
    assert "1 人在等" in said("medical")


@pytest.mark.parametrize(
    ("asked", "services"),
    [("养老", ["pension"]), ("医保", ["medical", "card", "pension", "capped"]),
     ("  养老  保险 ", ["pension"]), ("MEDICAL", ["medical"]), ("yanglao", ["pension"])],
)
def test_plain_words_find_a_service(phone: Visitor, asked: str, services: list[str]) -> None:
    said = phone.get(f"/s/?q={asked}").text
    assert sorted(re.findall(r'href="/s/(\w+)"', said)) == sorted(services)


def test_a_search_without_a_hit_says_what_to_do(phone: Visitor) -> None:
    said = phone.get("/s/?q=<b>月亮</b>").text
    assert "没找到" in said and "问工作人员" in said
    assert "<b>月亮" not in said and "&lt;b&gt;月亮" in said
    assert len(re.findall(r'href="/s/(\w+)"', said)) == 3


@pytest.mark.parametrize("asked", ["养牢保检", "yanglavbao", "老人的钱"])
def test_who_finds_nothing_is_offered_what_is_nearest(phone: Visitor, asked: str) -> None:
    said = phone.get(f"/s/?q={asked}").text
    assert "没找到" in said and re.findall(r'href="/s/(\w+)"', said)[0] == "pension"


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
