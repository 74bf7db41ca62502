"""The second seed: a township centre of another size, in use; and the names of the first centre."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from flask import Flask

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.operations.bootstrap import prepare
from kiosk.actions.queue.paper_sheets import print_sheets
from kiosk.actions.staff.sessions import add_account
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import SEED, Clock, clerk, context_on, first_content, take
from tests.support.web.addresses import rules
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import Visitor

TOWNSHIP = SEED.with_name("township.toml")
# Who is called: one counter of most departments, all of one.
CALLED = (1, 4, 6, 7, 8, 12, 21, 22)
# Words of the first centre's list that any centre may have on its pages.
ANYBODYS = frozenset("""
    六点半课堂 党群服务中心 邻里互助 邻里互助小组 新时代文明实践站 在职党员服务站 办事大厅
    图书室 健身室 活动室 棋牌室 书画室 会议室 展示区 大客厅 网格 网格员 小区党支部 网格党小组 取号
    人大代表联络点
""".split())
ENGLISH = ("Liuyi", "Chongwen", "Xiaoyi", "Shanxi", "Jinfeng", "Yiyang")


def township(folder: Path) -> AppContext:
    """The township's centre on an afternoon: numbers wait, are called, printed and booked."""
    ctx = context_on(f"cysqlite:///{folder / 'centre.db'}", folder, Clock())
    prepare(ctx, TOWNSHIP)
    for service in islice(cycle(one.id for one in guide(ctx).services), 30):
        take(ctx, service, kiosk=ctx.settings.kiosk_name)
    for number in CALLED:
        queue.call_next(ctx, clerk(ctx, number, f"小王{number}"), None)
    print_sheets(ctx, None, "Q", 3)
    return ctx


def first_names() -> tuple[str, ...]:
    """The names of the first centre as its seed has them: its own, its place, estates, people."""
    written = first_content()
    words = set(written["centre"]["words"])
    assert words >= ANYBODYS, f"not in the seed any more: {ANYBODYS - words}"
    named = [written["centre"]["centre"], written["centre"]["address"], written["care"]["title"],
             *(one["name"] for one in written["help"]["estates"]), written["listeners"][0]["title"]]
    return tuple({*(words - ANYBODYS), *(one["zh"] for one in named),
                  *(one["en"] for one in named[:2]), "义养", *ENGLISH})


def named(text: str, names: Sequence[str]) -> list[str]:
    """Those names that stand in a text."""
    return [name for name in names if name in text]


class TownshipPages:
    """Every page of the township, with something behind what has something behind it."""

    def __init__(self, ctx: AppContext, site: Flask) -> None:
        known = guide(ctx)
        self.kinds = tuple(content_types(ctx.areas))
        self.manager = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
        self.admin = Colleague(site, "管理", add_account(ctx, "管理", Role.ADMIN))
        self.medic = Colleague(site, "护士", add_account(ctx, "护士", Role.MEDIC))
        self.clerk = Colleague(site, "小李", "")
        self.clerk.carry(clerk(ctx, 2, "小李").token)
        for one in (self.manager, self.admin, self.medic):
            assert one.log_in().status_code == 303
        self.site = site
        self.parts = {
            "service_id": known.services[2].id, "number": "4", "item": known.services[2].id,
            "code": take(ctx, known.services[0].id).ticket.code, "kind": "service",
            "paper": "rights", "slide": "welcome", "asked": "requests.json",
        }

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each address, and all that it says to the first who may enter, in both languages."""
        staff = (self.manager, self.admin, self.medic, self.clerk)
        for rule in rules(self.site, "GET"):
            who = staff if rule.endpoint.startswith("desk.") else (Visitor(self.site),)
            for kind in self.kinds if {"kind"} == rule.arguments else ("service",):
                built = rule.build(
                    {name: (self.parts | {"kind": kind}).get(name, "1") for name in rule.arguments})
                assert built, rule.rule
                for language in ("zh_CN", "en"):
                    yield from _said(who, f"{built[1]}?lang={language}")


def _said(who: Sequence[Visitor], path: str) -> Iterator[tuple[str, str]]:
    for one in who:
        answer = one.get(path)
        assert answer.status_code < 500, (path, answer.status_code)
        if answer.status_code == 200:
            yield path, said_in(answer.data, answer.mimetype)
            return


def said_in(data: bytes, kind: str) -> str:
    """What stands in an answer: a PDF, a page, a feed or JSON; nothing in a picture."""
    if kind == "application/pdf":
        read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        return read.stdout.decode()
    text = kind.startswith("text/") or kind in ("application/json", "application/manifest+json")
    return data.decode("utf-8") if text else ""
