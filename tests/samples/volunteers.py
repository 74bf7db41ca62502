"""Samples: volunteer help as it stands, and requests in each state; for pictures and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.actions.volunteers.results import HelpNow, HelpView
from kiosk.domain.content.guide import Text
from kiosk.domain.volunteers.half_days import half_days
from kiosk.domain.volunteers.help_requests import (
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpSource,
    HelpState,
    HelpStep,
    Party,
    may,
)
from kiosk.domain.volunteers.registry import Estate, Grid, HelpBook, HelpKind, Team
from tests.samples.centre import NOW

TEAMS = tuple(
    Team(name, Text(zh, en), Text(zh, en)) for name, zh, en in (
        ("civility", "文明宣传服务队", "Civility team"),
        ("repair", "便民维修服务队", "Repair team"),
        ("medical", "医疗服务队", "Medical team"), ("education", "教育服务队", "Education team"),
        ("legal", "法律服务队", "Legal team"), ("elders", "敬老服务队", "Elders team"),
        ("hygiene", "环境卫生服务队", "Clean-up team"), ("security", "治安服务队", "Safety team"),
        ("culture", "文化文艺服务队", "Culture team"),
        ("neighbours", "邻里互助服务队", "Neighbours team"),
        ("mediation", "矛盾调解服务队", "Mediation team"),
    )
)
KINDS = tuple(
    HelpKind(name, icon, Text(zh, en), Text(hint, hint_en), Text(about, about_en), ("civility",))
    for name, icon, zh, en, hint, hint_en, about, about_en in (
        ("phone", "device-mobile", "手机怎么用", "Phone help", "打字、微信、视频",
         "Typing, chat, video", "打字、微信、调大字、防骗，都能教。",
         "Typing, chat, larger letters, fraud: we show you."),
        ("repair", "tool", "家里修一修", "Home repairs", "水龙头、灯、门锁", "Taps, lamps, locks",
         "小毛病上门修。", "Small repairs at home."),
        ("doctor", "stethoscope", "看病量血压", "Doctor visits", "医疗服务队", "Medical team",
         "陪您去看病、取药，也能量血压。", "To the doctor, for medicine, or blood pressure."),
        ("homework", "book-2", "孩子的功课", "Homework", "教育服务队", "Education team",
         "志愿者陪着做。", "A volunteer sits down with it."),
        ("law", "scale", "法律上的事", "Legal advice", "法律服务队", "Legal team",
         "都能问。", "Just ask."),
        ("company", "mood-smile", "陪老人说话", "Company", "敬老服务队", "Elders team",
         "陪老人说说话。", "Somebody comes by to talk."),
        ("cleaning", "leaf", "院里的卫生", "Clean-up", "环境卫生服务队", "Clean-up team",
         "说一声就有人来。", "Say a word, we come."),
        ("other", "message-2", "别的事", "Other things", "说不清也没关系", "Just tell us",
         "社区帮您找对的人。", "We find the right person."),
    )
)
ESTATE = Estate("e1", Text("第一小区", "Estate 1"), 12)
GRID = Grid("g1", Text("第一网格", "Grid 1"), "e1", Text("党小组", "Party group"), 30)
BOOK = HelpBook((ESTATE,), (GRID,) * 11, TEAMS, KINDS, ())
HELP = HelpNow(1, NOW, BOOK, 2, half_days(NOW), "")
NOBODY = replace(HELP, on_duty=0)
AFTER_MEETING = (HelpState.THERE, HelpState.LEFT, HelpState.DONE)


def request(
    state: HelpState, *, call: bool = True, helper: str | None = None, minutes: int = 1,
) -> HelpView:
    """A request as the resident sees it at the touch screen."""
    asked = NOW - timedelta(minutes=minutes)
    claimed = asked + timedelta(minutes=min(minutes / 3, 12))
    met = claimed + timedelta(minutes=min(minutes / 3, 25)) if state in AFTER_MEETING else None
    found = HelpRequest(
        1, "kx3f", 4821, "phone", HelpSource.KIOSK if call else HelpSource.PHONE, HelpPlace.HALL,
        state,
        asked, NOW, helper=7 if helper else None,
        meets_at=NOW + timedelta(hours=1) if state is HelpState.ARRANGED else None,
        there_at=met,
    )
    return HelpView(
        1, NOW, found, KINDS[0], TEAMS[0], None, None,
        frozenset(action for action in HelpAction if may(state, action, Party.RESIDENT)),
        (HelpStep(1, claimed, HelpAction.CLAIM, "volunteer", ""),) if helper else (), (),
        helper=helper,
    )


PHONE = "0358-0000000"
CALLS = {
    "calling": request(HelpState.SENT),
    "late": request(HelpState.SENT, minutes=6),
    "coming": request(HelpState.CLAIMED, helper="刘"),
    "there": request(HelpState.THERE, helper="刘"),
    "left": request(HelpState.LEFT, helper="刘"),
    "done": request(HelpState.DONE, helper="刘"),
    "unmet": request(HelpState.UNMET, minutes=21),
}
REQUESTS = {
    "arranged": request(HelpState.ARRANGED, call=False, helper="刘", minutes=26),
    "asked": request(HelpState.SENT, call=False, minutes=4),
    "there": request(HelpState.THERE, call=False, helper="刘", minutes=50),
    "left": request(HelpState.LEFT, call=False, helper="刘", minutes=95),
    "done": request(HelpState.DONE, call=False, helper="刘", minutes=60 * 28),
    "called": request(HelpState.CLAIMED, helper="刘"),
    "unmet": request(HelpState.UNMET, minutes=21),
}
