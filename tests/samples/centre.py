"""Samples: a centre, its guide and its hall as frozen answers, for pictures and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from kiosk.actions.queue.results import (
    CounterNow,
    CounterState,
    Hall,
    ServiceNow,
    ServiceStanding,
)
from kiosk.domain.calendar import ZONE, Opening, OpeningHours
from kiosk.domain.content.guide import (
    Category,
    Centre,
    Counter,
    Guide,
    Material,
    Notice,
    Queue,
    Service,
    Step,
    Text,
)
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.queue.tickets import QueueRules

NOW = datetime(2025, 10, 16, 15, 20, tzinfo=ZONE)
CLOSES = NOW.replace(hour=17, minute=30)
WEEK = OpeningHours.parse({
    day: ["08:30-12:00", "14:30-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")
})
FRIDAYS = OpeningHours.parse({"fri": ["08:30-12:00"]})
OPEN = Opening(True, until=CLOSES, last_today=CLOSES)
SHUT = Opening(False, next_at=datetime(2025, 10, 17, 8, 30, tzinfo=ZONE))

CENTRE = Centre(
    name=Text("家门口", "家门口 Jiamenkou"),
    centre=Text("留义社区党群服务中心", "Liuyi Community Centre"),
    address=Text("孝义市崇文街道留义社区", "Liuyi Community, Xiaoyi"),
    day_starts=time(4),
    priority_prefix="Y",
    priority_age=60,
    hours=WEEK,
    queue=QueueRules(),
)
QUEUES = (
    Queue("pension", "B", Text("养老、低保", "Pensions, aid")),
    Queue("insurance", "A", Text("社保、医保", "Insurance")),
    Queue("work", "C", Text("就业、证明", "Work, papers")),
)
CATEGORIES = (
    Category("insurance", "shield-check", Text("社保医保", "Insurance")),
    Category("elders", "old", Text("养老敬老", "Elders")),
    Category("aid", "coin-yuan", Text("低保救助", "Aid")),
    Category("work", "briefcase", Text("就业帮扶", "Work")),
    Category("papers", "file-certificate", Text("开证明", "Papers")),
    Category("party", "flag", Text("党员事务", "Party")),
    Category("ask", "headset", Text("问一问", "Ask us")),
)
MATERIALS = (
    Material("id", Text("身份证或户口本", "ID card or household book"), Text("原件", "original"),
             Text("可用电子身份证", "an electronic ID will do")),
    Material("device-mobile", Text("本人的手机", "Your own phone"),
             Text("收验证码", "for a code"), Text("工作人员帮您收", "our staff help")),
    Material("users", Text("替家人办", "For a relative"),
             Text("再带家人的证件", "bring their papers too"), Text("", "")),
)
STEPS = (
    Step(Text("取号", "Number"), Text("坐着等叫号", "sit and wait")),
    Step(Text("到窗口", "Desk"), Text("交证件核对", "show papers")),
    Step(Text("登记", "Register"), Text("窗口帮您填", "we fill it in")),
    Step(Text("缴费", "Pay"), Text("不会有人教", "we show you")),
)


def service(
    service_id: str, zh: str, en: str, category: str = "insurance", queue: str = "insurance",
    hours: OpeningHours | None = None,
) -> Service:
    """A service with everything a guide says."""
    return Service(
        id=service_id, category_id=category, queue_id=queue, title=Text(zh, en),
        summary=Text("没有单位医保的居民，在这里登记和缴费。\n刚出生的娃娃也在这里办。",
                     "Residents without insurance at work register\nand pay here, newborns too."),
        who=Text("本社区居民", "Residents"), duration=Text("当场办完", "At once"),
        fee=Text("手续不收费", "Free"), words=("医保",), materials=MATERIALS, steps=STEPS,
        hours=hours,
    )


SERVICES = (
    service("medical", "居民医保参保缴费", "Medical insurance"),
    service("pension", "居民养老保险参保", "Join the pension scheme"),
    service("alive", "养老金资格认证", "Yearly pension check", queue="pension"),
    service("card", "社保卡补办咨询", "Lost insurance card", hours=FRIDAYS),
    service("move", "医保关系转移接续", "Treatment elsewhere"),
    service("newborn", "新生儿落地参保", "A newborn's insurance"),
    service("allowance", "高龄津贴申请", "Allowance from age 80", "elders", "pension"),
    service("care", "居家养老服务登记", "Home care: register", "elders", "pension"),
    service("dibao", "最低生活保障申请", "Minimum living allowance", "aid", "pension"),
    service("hardship", "临时救助申请", "Help in hardship", "aid", "pension"),
    service("jobless", "失业登记", "Unemployment: register", "work", "work"),
    service("subsidy", "灵活就业社保补贴", "Subsidy for the self-employed", "work", "work"),
    service("residence", "居住证明", "Proof of residence", "papers", "work"),
    service("birth", "生育登记", "Births: register", "papers", "work"),
    service("unsure", "不知道该办哪样", "Not sure what you need", "ask", "work"),
    service("transfer", "党组织关系转接", "Party membership: transfer", "party", "work"),
)
NOTICES = (
    Notice(Text("义养小镇，医护量血压不收费", "Elder care: blood pressure is taken free")),
    Notice(Text("放学没人接？六点半课堂有志愿者看护",
                "After-school class: volunteers look after children")),
    Notice(Text("手机不会用？志愿者帮您弄", "Trouble with your phone? We help")),
)
# As long as the form of a notice lets in.
URGENT = Notice(Text("明天上午八点到十二点全楼停水停电，办事窗口改到图书室，请互相转告一下",
                     "No water or power tomorrow 8–12: counters move to the library; "
                     "please tell others"),
                urgent=True)
GUIDE = Guide(
    centre=CENTRE, categories=CATEGORIES, queues=QUEUES,
    counters=tuple(Counter(n, queue.id) for n, queue in enumerate(QUEUES, 1)),
    services=SERVICES, notices=(),
)


def counter(
    number: int, serving: str | None, waiting: int, state: CounterState = CounterState.OPEN
) -> CounterNow:
    """One counter as it stands."""
    return CounterNow(number, QUEUES[number - 1], state, serving, waiting, None)


HALL = Hall(
    version=1, now=NOW, opening=OPEN,
    counters=(counter(1, "B011", 1), counter(2, "A019", 3), counter(3, "C006", 1)),
    open_counters=3, waiting=5, wait=WaitRange(10, 15), calls=(), notices=(),
)
QUIET_HALL = replace(
    HALL, counters=tuple(counter(n, None, 0) for n in (1, 2, 3)), waiting=0, wait=None
)
SHUT_HALL = replace(
    HALL, now=NOW.replace(hour=19), opening=SHUT, open_counters=0, waiting=0, wait=None,
    counters=tuple(counter(n, None, 0, CounterState.CLOSED) for n in (1, 2, 3)),
)
FULL_HALL = replace(
    HALL, waiting=128, wait=WaitRange(100, 130),
    counters=(counter(1, "B111", 28), counter(2, "A119", 88, CounterState.PAUSED),
             counter(3, "Y106", 12)),
)


def service_now(
    found: Service, ahead: int = 3, standing: ServiceStanding = ServiceStanding.OPEN,
    stands: Opening = OPEN, wait: WaitRange | None = None,
) -> ServiceNow:
    """A service as it stands."""
    category = next(c for c in CATEGORIES if c.id == found.category_id)
    return ServiceNow(
        service=found, category=category, counters=GUIDE.counters_of(found.queue_id),
        counter_open=standing is ServiceStanding.OPEN, standing=standing, now=NOW, opening=stands,
        ahead=ahead, wait=wait or WaitRange(10, 15),
    )


NOT_TODAY = service_now(SERVICES[3], 0, ServiceStanding.NOT_TODAY, SHUT)
FULL_TODAY = service_now(SERVICES[4], 40, ServiceStanding.FULL_TODAY)
SERVICES_NOW = (
    service_now(SERVICES[0]), service_now(SERVICES[1]), service_now(SERVICES[2], 1), NOT_TODAY,
    FULL_TODAY, service_now(SERVICES[5], 0),
)
SHUT_SERVICES = tuple(
    service_now(found, 0, ServiceStanding.LATER_TODAY, replace(SHUT, next_at=NOW.replace(hour=16)))
    if n % 2 else service_now(found, 0, ServiceStanding.NOT_TODAY, SHUT)
    for n, found in enumerate(SERVICES[:6])
)
LONG_SERVICES = tuple(
    replace(now, ahead=128, counters=(1, 2), service=replace(
        now.service, title=Text("城乡居民基本医疗保险参保登记", "Insurance if self-employed"),
    ))
    for now in SERVICES_NOW
)
