"""Samples of services: short and long guides, open, shut and full, as frozen answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kiosk.actions.queue.results import ServiceStanding
from kiosk.domain.calendar import ZONE, Opening, OpeningHours
from kiosk.domain.content.guide import Material, Step, Text
from kiosk.domain.queue.expected_wait import WaitRange
from tests.samples import centre

ORDINARY = centre.service_now(centre.SERVICES[0], wait=WaitRange(10, 15))
NOTHING = Text("", "")

_SIX_MATERIALS = (
    Material("id", Text("申请人身份证", "ID card"), Text("原件，交复印件", "original and a copy"),
             NOTHING),
    Material("users", Text("全家户口本", "Household book"), Text("原件", "original"), NOTHING),
    Material("wheelchair", Text("残疾人证", "Disability card"), Text("原件", "original"), NOTHING),
    Material("credit-card", Text("本人银行卡或社保卡", "Bank or social card"),
             Text("复印件，写上电话", "a copy with your phone number"), NOTHING),
    Material("file-certificate", Text("收入证明", "Proof of income"),
             Text("单位或社区开", "from work or the community"), NOTHING),
    Material("photo", Text("一寸照片", "Small photos"), Text("2 张，白底", "2, white ground"),
             NOTHING),
)
_SIX_STEPS = (
    Step(Text("取号", "Take a number"), Text("坐着等叫号", "Sit and wait")),
    Step(Text("到窗口", "Go to the desk"), Text("交材料核对", "Show your papers")),
    Step(Text("填申请表", "Fill in the form"), Text("窗口帮您填", "We help you")),
    Step(Text("上门看一看", "We visit you"), Text("5 个工作日内", "Within 5 working days")),
    Step(Text("公示", "Public notice"), Text("贴在社区门口 7 天", "7 days at the door")),
    Step(Text("发到卡上", "Paid to the card"), Text("下个月起按月发", "From next month on")),
)
LONG = replace(
    centre.service("grants", "困难残疾人生活补贴和重度残疾人护理补贴",
                    "Living allowance and care allowance for people with severe disabilities",
                    "aid", "pension"),
    summary=Text("有残疾人证、家里困难的，按月领生活补贴；\n一级、二级残疾的，按月领护理补贴。",
                 "Monthly, for people with a disability card in families in need;\n"
                 "for care, where the disability is severe."),
    duration=Text("受理后 20 个工作日", "20 working days"), fee=Text("不收费", "Free of charge"),
    materials=_SIX_MATERIALS, steps=_SIX_STEPS,
)
# As much as the form of a service lets in.
_LONGEST = tuple(
    Material("file-certificate",
             Text(f"户口所在地社区开的居住证明{name}", f"Proof of residence {name}"),
             Text("原件和复印件，要盖公章的", "Original and copy, stamped"),
             Text("没有就先到户口所在地的社区去开，带上身份证和户口本，当天就能拿到，不收费",
                  "Ask the community where you are registered, with ID card and hukou book; "
                  "it is free"))
    for name in "甲乙丙丁戊"
)
WORDY = replace(centre.service_now(replace(LONG, materials=_LONGEST), 3), counters=(2,))
FRIDAY_NEXT = Opening(False, next_at=datetime(2025, 10, 21, 8, 30, tzinfo=ZONE))
TUESDAYS_AND_FRIDAYS = OpeningHours.parse({"tue": ["08:30-12:00"], "fri": ["08:30-12:00"]})

SAMPLES = {
    "ordinary": ORDINARY,
    "long_guide": replace(centre.service_now(LONG, 28, wait=WaitRange(100, 130)), counters=(2, 3)),
    "four_and_five": centre.service_now(replace(
        LONG, title=centre.SERVICES[9].title, materials=_SIX_MATERIALS[:4],
        steps=_SIX_STEPS[:5],
    ), 1, wait=WaitRange(0, 5)),
    "one_thing": centre.service_now(replace(
        centre.SERVICES[2], materials=centre.MATERIALS[:1], steps=centre.STEPS[:2],
    ), 1),
    "not_today": replace(
        centre.NOT_TODAY, opening=FRIDAY_NEXT, service=replace(
            centre.NOT_TODAY.service, hours=TUESDAYS_AND_FRIDAYS),
    ),
    "full_today": centre.FULL_TODAY,
    "later_today": centre.service_now(centre.SERVICES[0], 0, ServiceStanding.LATER_TODAY, Opening(
        False, next_at=centre.NOW.replace(hour=16))),
    "books": replace(ORDINARY, is_booked=True),
    "books_later_today": replace(centre.service_now(
        centre.SERVICES[0], 0, ServiceStanding.LATER_TODAY,
        Opening(False, next_at=centre.NOW.replace(hour=16))), is_booked=True),
    "counter_away": replace(ORDINARY, counter_open=False, wait=None),
}
