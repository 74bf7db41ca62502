"""Wording of the queue's screens: windows, and when a service is done."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.actions.queue.answers import ServiceNow, Standing
from kiosk.domain.calendar import Hours
from kiosk.i18n import Words


def joined_numbers(numbers: Iterable[int]) -> str:
    """1、2 or 1, 2 as it is read everywhere: 1/2 would look like a date."""
    return "、".join(map(str, numbers))


def when_done(words: Words, now: ServiceNow, hours: Hours) -> str:
    """When a service that gives no numbers now is done: 每周五上午办, 14:30 开始."""
    if now.standing is Standing.LATER_TODAY and now.opening.next_at:
        return words("service_list.from", time=f"{now.opening.next_at:%H:%M}")
    days = [n for n, stretches in enumerate(hours.week) if stretches]
    if now.standing is Standing.NOT_TODAY and len(days) == 1:
        half = _half_of_day(hours, days[0])
        return words(f"service_list.weekly_{half}", day=words(f"header.each_{days[0]}"))
    if now.opening.next_at:
        at = now.opening.next_at
        day = words(f"header.weekday_{at.weekday()}")
        return words("service_list.next", day=day, time=f"{at:%H:%M}")
    return ""


def _half_of_day(hours: Hours, day: int) -> str:
    stretches = hours.week[day]
    if stretches[-1].closes.hour <= 12:
        return "morning"
    return "afternoon" if stretches[0].opens.hour >= 12 else "day"
