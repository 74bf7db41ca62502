"""Samples: the after-school class as it stands at several times of a term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kiosk.actions.lessons.results import ClassDayView, ClassNow, PlaceState
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.guide import Text
from kiosk.domain.lessons.terms import ClassStep, ClassTerm
from tests.samples.centre import NOW

BEGINS, ENDS = time(16, 30), time(18, 30)
THURSDAY = NOW.replace(hour=17, minute=10)
TUESDAY = THURSDAY.date() + timedelta(days=5)
TEAM = Text("教育服务队", "Education team")
TERM = ClassTerm(
    id="autumn", title=Text("六点半课堂", "After-school class"),
    about=Text("放学没人接，志愿者陪着写作业。", "Volunteers look after children after school."),
    where=Text("活动区", "Activity area"), capacity=30, first=THURSDAY.date() - timedelta(days=40),
    last=THURSDAY.date() + timedelta(days=90), holidays=Holidays.SHUT, team_id="education",
    hours=OpeningHours.parse({
        day: ["16:30-18:30"] for day in ("mon", "tue", "wed", "thu", "fri")}),
    breaks=(), steps=(), themes=(),
)
LABELS = (("书法", "Brush"), ("作业", "Work"), None, None, ("画画", "Draw"), ("跳绳", "Ropes"),
          ("讲故事", "Stories"))
LEFT = (6, 9, 0, 0, 2, 0, 8)


def steps(zh: str, en: str) -> tuple[ClassStep, ...]:
    """What is done on a day."""
    return (
        ClassStep(BEGINS, Text("到了先签到", "Sign in"), Text("喝口水", "Have some water")),
        ClassStep(time(16, 45), Text("写作业", "Homework"),
                  Text("不会的问老师", "Ask the teacher")),
        ClassStep(time(17, 45), Text(zh, en), Text("笔墨都有", "Ink is there")),
        ClassStep(ENDS, Text("家长来接", "Collecting"), Text("一个一个交", "One by one")),
    )


def held(day: date) -> tuple[datetime, datetime]:
    """From when to when there is class."""
    return (datetime.combine(day, BEGINS, NOW.tzinfo), datetime.combine(day, ENDS, NOW.tzinfo))


def day(n: int) -> ClassDayView:
    """A day of the week, counted from the first."""
    on, label, left = THURSDAY.date() + timedelta(days=n), LABELS[n], LEFT[n]
    if label is None:
        return ClassDayView(on, None, 0, PlaceState.SHUT, None, ())
    state = PlaceState.FULL if not left else PlaceState.NEAR if left < 6 else PlaceState.FREE
    return ClassDayView(on, held(on), left, state, Text(*label), steps("写毛笔字", "Calligraphy"))


AFTERNOON = ClassNow(1, THURSDAY, TERM, TEAM, 3, 24, tuple(map(day, range(7))), "0358-7620000")
SHUT = replace(AFTERNOON.today, held=None, left=0, state=PlaceState.SHUT, label=None, steps=(),
               note="days.national_day")
VIEWS = {
    "afternoon": AFTERNOON,
    "before_opening": replace(AFTERNOON, now=THURSDAY.replace(hour=9), here=0),
    "over": replace(AFTERNOON, now=THURSDAY.replace(hour=19), here=0),
    "holiday": replace(AFTERNOON, days=(SHUT, *AFTERNOON.days[1:]), here=0),
    "full": replace(AFTERNOON, here=30, days=(
        replace(AFTERNOON.today, left=0, state=PlaceState.FULL), *AFTERNOON.days[1:])),
    "before_the_term": replace(
        AFTERNOON, term=replace(TERM, first=THURSDAY.date() + timedelta(days=6)), here=0,
        days=tuple(replace(one, held=None, state=PlaceState.SHUT, label=None, steps=())
                   for one in AFTERNOON.days)),
}
