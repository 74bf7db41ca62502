"""Care in words: how a device stands, what is left of its day, when medical staff are there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from kiosk.domain.calendar import Opening
from kiosk.domain.care.devices import CareCentre, DeviceState
from kiosk.wording.dates import day_ahead, written_time
from kiosk.wording.hours import written_next
from kiosk.wording.translator import Translator


class DeviceStands(Protocol):
    """A device at one moment: so many times of today are `free`, one in use is free at `free_at`,
    one in repair can be used again on the day `repaired`."""

    @property
    def state(self) -> DeviceState: ...
    @property
    def opening(self) -> Opening: ...
    @property
    def free(self) -> int: ...
    @property
    def free_at(self) -> datetime | None: ...
    @property
    def repaired(self) -> date | None: ...


def care_title(words: Translator, centre: CareCentre | None) -> str:
    """The centre's own name for its care, or what it is."""
    return (centre.title.in_(words.language) if centre else "") or words("care.door")


def device_line(words: Translator, stands: DeviceStands, now: datetime) -> str:
    """What matters of a device at this moment: that it is free, or when it is."""
    if stands.state is DeviceState.REPAIR and stands.repaired is not None:
        return words("care.repaired", day=day_ahead(words, stands.repaired, now.date()).short)
    if stands.state is DeviceState.IN_USE:
        if stands.free_at is None:
            return words("care.full_today")
        return words("rooms.free_at", time=written_time(stands.free_at))
    if stands.state in (DeviceState.AWAY, DeviceState.SHUT):
        return opens_again(words, stands.opening, now)
    return words(f"care.line_{stands.state}", n=stands.free)


def opens_again(words: Translator, opening: Opening, now: datetime) -> str:
    """When somebody is there again: 16:00 来, or the day."""
    opens = opening.next_at
    if opens is not None and opens.date() == now.date():
        return words("care.comes", time=written_time(opens))
    return written_next(words, opens, now)


def staff_chip(words: Translator, opening: Opening, now: datetime) -> tuple[str, str]:
    """Until when blood pressure is taken, or from when on: free or shut, and in words."""
    if not opening.is_open:
        return "shut", opens_again(words, opening, now)
    if opening.until is None:
        return "free", words("care.chip_now")
    return "free", words("care.chip_until", time=written_time(opening.until))


def staff_line(words: Translator, opening: Opening, now: datetime) -> str:
    """医务人员在，到 11:00; 医务人员不在，16:00 来; 医务人员今天不在."""
    if not opening.is_open:
        if opening.next_at is None or opening.next_at.date() != now.date():
            return words("care.staff_out")
        return words("care.staff_away", time=written_time(opening.next_at))
    if opening.until is None:
        return words("care.staff_here")
    return words("care.staff_until", time=written_time(opening.until))
