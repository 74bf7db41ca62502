"""The counters now, as home says it: their hours, and in 高对比 three figures."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.actions.queue.results import Hall
from kiosk.domain.spoken_numbers import spoken_people
from kiosk.wording.dates import day_ahead, written_time
from kiosk.wording.hours import written_opening
from kiosk.wording.translator import Translator


class HomeHours(NamedTuple):
    """A line about opening, and the same as the key of a label and a time."""

    said: str
    label: str
    clock: str


def written_hours(words: Translator, hall: Hall) -> HomeHours:
    """Until when the counters are open, or when they open."""
    opening = hall.opening
    if opening.is_open:
        until = written_time(opening.last_today) if opening.last_today else ""
        return HomeHours(written_opening(words, opening, hall.now), "figure_until", until)
    if opening.next_at is None:
        return HomeHours(words("home.closed"), "figure_opens", "")
    time = written_time(opening.next_at)
    day = day_ahead(words, opening.next_at.date(), hall.now.date())
    return HomeHours(words("home.opens", day=day, time=time), "figure_opens", time)


def figures(words: Translator, hall: Hall) -> list[dict[str, str]]:
    """How many counters are open, how many people wait, and the next time that matters."""
    hours = written_hours(words, hall)
    said = (
        ("door-enter", "figure_counters",
         words("home.figure_counters_value", n=hall.open_counters)),
        ("users", "figure_waiting", words("home.figure_waiting_value", n=hall.waiting)),
        ("clock", hours.label, hours.clock),
    )
    return [
        {"icon": icon, "label": words(f"home.{key}"), "figure": figure}
        for icon, key, figure in said if figure
    ]


def say_standing(words: Translator, hall: Hall | None) -> str:
    """Whether numbers can be had, and how many wait."""
    if hall is None:
        return words("home.say_down")
    if not hall.opening.is_open:
        return written_hours(words, hall).said
    people = spoken_people(hall.waiting, words.language)
    return words("home.say_waiting", people=people)
