"""The windows now, as home says it: their hours, and in 高对比 three figures."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from kiosk.actions.queue.results import Hall
from kiosk.domain.spoken_numbers import spoken_people
from kiosk.i18n import Words
from kiosk.ui.opening import A_WEEK, written_date


class Hours(NamedTuple):
    """A line about opening, and the same as the key of a label and a time."""

    said: str
    label: str
    clock: str


def written_hours(words: Words, hall: Hall) -> Hours:
    """Until when the windows are open, or when they open."""
    opening = hall.opening
    if opening.is_open and opening.last_today:
        until = f"{opening.last_today:%H:%M}"
        return Hours(words("home.until", time=until), "figure_until", until)
    if opening.is_open:
        return Hours(words("home.all_day"), "figure_until", "")
    if opening.next_at is None:
        return Hours(words("home.closed"), "figure_opens", "")
    at = opening.next_at
    days = (at.date() - hall.now.date()) // timedelta(days=1)
    near = ("home.today", "home.tomorrow")
    if days >= A_WEEK:
        day = written_date(words, at)
    else:
        day = words(near[days] if days < len(near) else f"header.weekday_{at.weekday()}")
    time = f"{at:%H:%M}"
    return Hours(words("home.opens", day=day, time=time), "figure_opens", time)


def figures(words: Words, hall: Hall) -> list[dict[str, str]]:
    """How many windows are open, how many people wait, and the next time that matters."""
    hours = written_hours(words, hall)
    said = (
        ("door-enter", "figure_windows", words("home.figure_windows_value", n=hall.open_windows)),
        ("users", "figure_waiting", words("home.figure_waiting_value", n=hall.waiting)),
        ("clock", hours.label, hours.clock),
    )
    return [
        {"icon": icon, "label": words(f"home.{key}"), "figure": figure}
        for icon, key, figure in said if figure
    ]


def say_standing(words: Words, hall: Hall | None) -> str:
    """Whether numbers can be had, and how many wait."""
    if hall is None:
        return words("home.say_down")
    if not hall.opening.is_open:
        return written_hours(words, hall).said
    people = spoken_people(hall.waiting, words.language)
    return words("home.say_waiting", people=people)
