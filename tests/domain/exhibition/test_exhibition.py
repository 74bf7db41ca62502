"""The exhibition: a slide shows at its time, in its order, and as long as it should."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kiosk.domain.calendar import ZONE, TimeRange
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import Exhibit, Schedule, Slide, SlideFigure, due, following

FRIDAY = datetime(2026, 10, 16, 15, 20, tzinfo=ZONE)
NOTHING = Text("", "")


def slide(slide_id: str, **more: object) -> Slide:
    """A slide with nothing on it."""
    return Slide(slide_id, NOTHING, NOTHING, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("schedule", "then", "holds"), [
    (Schedule(), FRIDAY, True),
    (Schedule(first=date(2026, 10, 16)), FRIDAY, True),
    (Schedule(first=date(2026, 10, 17)), FRIDAY, False),
    (Schedule(last=date(2026, 10, 16)), FRIDAY.replace(hour=23, minute=59), True),
    (Schedule(last=date(2026, 10, 15)), FRIDAY, False),
    (Schedule(weekdays=frozenset({4})), FRIDAY, True),
    (Schedule(weekdays=frozenset({4})), FRIDAY + timedelta(days=1), False),
    (Schedule(weekdays=frozenset()), FRIDAY, False),
    (Schedule(hours=TimeRange.parse("15:20-16:00")), FRIDAY, True),
    (Schedule(hours=TimeRange.parse("15:00-15:20")), FRIDAY, False),
    (Schedule(hours=TimeRange.parse("11:00-24:00")), FRIDAY.replace(hour=23, minute=59), True),
    (Schedule(first=date(2026, 10, 1), weekdays=frozenset({4}),
              hours=TimeRange.parse("08:00-12:00")), FRIDAY, False),
])
def test_a_slide_is_due_when_all_its_limits_hold(
    schedule: Schedule, then: datetime, holds: bool
) -> None:
    assert schedule.holds(then) is holds


def test_slides_follow_each_other_round_and_round_without_those_not_due() -> None:
    morning = Schedule(hours=TimeRange.parse("08:00-12:00"))
    slides = (slide("one"), slide("morning", schedule=morning), slide("three"))
    assert [s.id for s in due(slides, FRIDAY)] == ["one", "three"]
    seen, shown = [], ""
    for _ in range(5):
        shown = following(slides, shown, FRIDAY).id  # type: ignore[union-attr]
        seen.append(shown)
    assert seen == ["one", "three", "one", "three", "one"]
    at_nine = FRIDAY.replace(hour=9)
    assert following(slides, "one", at_nine).id == "morning"  # type: ignore[union-attr]


def test_one_slide_follows_itself_and_a_slide_taken_away_begins_anew() -> None:
    assert following((slide("only"),), "only", FRIDAY) == slide("only")
    assert following((slide("one"), slide("two")), "gone", FRIDAY) == slide("one")
    never = Schedule(weekdays=frozenset())
    assert following((slide("never", schedule=never),), "", FRIDAY) is None


@pytest.mark.parametrize("wrong", [
    {"exhibits": (Exhibit("home", NOTHING),) * 4},
    {"figures": (SlideFigure("1", "", NOTHING),) * 7},
    {"exhibits": (Exhibit("home", NOTHING),), "figures": (SlideFigure("1", "", NOTHING),) * 4},
    {"lasts": timedelta(seconds=1)},
    {"lasts": timedelta(hours=1)},
])
def test_a_slide_that_nobody_could_read_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="slide"):
        slide("wrong", **wrong)
