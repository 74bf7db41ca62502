"""The exhibition: the slides the touch screen shows while nobody stands there, and when each is
due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kiosk.domain.calendar import TimeRange
from kiosk.domain.content.guide import Text

SHOWN = timedelta(seconds=8)
SHORTEST, LONGEST = timedelta(seconds=4), timedelta(minutes=2)
# So much has room on one slide.
MOST_EXHIBITS, MOST_FIGURES = 3, 6


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What hangs in one doorway: a picture, or its icon while there is none, and a caption.

    `picture` is the name of a file among the centre's pictures, "" where there is none.
    `alternative` says what there is to see, None where the caption does; `video` is the name of a
    film, whose poster the picture is.
    """

    icon: str
    caption: Text
    picture: str = ""
    alternative: Text | None = None
    video: str = ""


@dataclass(frozen=True, slots=True)
class SlideFigure:
    """A figure of the centre: 323 个 邻里互助小组; `unit` is the Chinese measure word."""

    value: str
    unit: str
    label: Text


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a slide is due: between two days (both included), on some weekdays, at some hours.

    None is no limit; weekdays count from 0, Monday.
    """

    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] | None = None
    hours: TimeRange | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is due at an instant, by the centre's own clock."""
        day = now.date()
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (self.weekdays is None or day.weekday() in self.weekdays)
            and (self.hours is None or self.hours.opens <= now.time() < self.hours.closes)
        )


ALWAYS = Schedule()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a headline with a line below it, doorways, figures; `notices` adds the news, and
    `counts` the figures of the last month."""

    id: str
    title: Text
    lead: Text
    exhibits: tuple[Exhibit, ...] = ()
    figures: tuple[SlideFigure, ...] = ()
    notices: bool = False
    counts: bool = False
    lasts: timedelta = SHOWN
    schedule: Schedule = ALWAYS

    def __post_init__(self) -> None:
        if len(self.exhibits) > MOST_EXHIBITS or len(self.figures) > MOST_FIGURES:
            raise ValueError(f"slide {self.id}: too much for one slide")
        if self.exhibits and len(self.figures) > MOST_EXHIBITS:
            raise ValueError(f"slide {self.id}: more figures than fit below its doorways")
        if not SHORTEST <= self.lasts <= LONGEST:
            raise ValueError(f"slide {self.id}: cannot be shown for {self.lasts}")


def with_counts(slide: Slide, counted: Sequence[SlideFigure]) -> Slide:
    """A slide with figures of the centre after its own, as many as have room."""
    room = MOST_EXHIBITS if slide.exhibits else MOST_FIGURES
    return replace(slide, figures=(*slide.figures, *counted)[:room])


def due(slides: Sequence[Slide], now: datetime) -> tuple[Slide, ...]:
    """The slides whose time it is, in their order."""
    return tuple(slide for slide in slides if slide.schedule.holds(now))


def following(slides: Sequence[Slide], shown: str, now: datetime) -> Slide | None:
    """The next slide that is due after the one of that id, round and round; None without any.

    Where that one is gone it begins anew; where no other is due it stays.
    """
    ids = [slide.id for slide in slides]
    start = ids.index(shown) + 1 if shown in ids else 0
    return next(iter(due([*slides[start:], *slides[:start]], now)), None)
