"""Screen 28, a device: what is read first, its days and times, and booking one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from kiosk.actions.care import book, device_view, followed, join_waitlist, take_offer
from kiosk.actions.care.results import CareBooking, CareWaiting, DeviceView
from kiosk.actions.reservations import BookingRequest, BookingView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.places import Reservation
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.domain.speech_text import in_time
from kiosk.screens.care.care_tile import PointList
from kiosk.screens.care.device_places import LAYOUTS, SLOT_GRID
from kiosk.screens.care.device_status import day_chip, device_chip
from kiosk.screens.rooms.choosing import NOW, cells
from kiosk.screens.rooms.room_times import DayButton, SlotButton
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.care import device_line
from kiosk.wording.dates import written_time
from kiosk.wording.rooms import day_said, length_said, weekday_said

GAP = 24
# Seconds: voices differ by so much.
SPARED = 0.7


@dataclass(frozen=True, slots=True)
class DevicePage:
    """A device: what is read first, its days and times, and what the main button says: without
    `may_book` what is still to be done."""

    title: str = ""
    about: str = ""
    chip: Chip = BLANK
    heading: str = ""
    points: Sequence[tuple[str, str]] = ()
    days: Sequence[Item] = ()
    slots: Sequence[Item] = ()
    hint: str = ""
    nothing: str = ""
    url: str = ""
    scan: str = ""
    read: str = ""
    is_read: bool = False
    verb: str = ""
    what: str = ""
    may_book: bool = False


class CareDeviceScreen(KioskScreen):
    """Nothing is booked before 我看过了: the tap counts for this visit and this text. One may wait
    for a time that is taken; what is then offered is taken here."""

    NAME = "care_device"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)
    HEARD = 16.0

    day_kind, slot_kind, point_kind = DayButton, SlotButton, PointList

    page = view_model(DevicePage())

    _slot: Slot | None

    @classmethod
    def ask(
        cls, ctx: AppContext, device_id: str, day: date | None = None, chosen: str = "",
        first: int = 0, read: str = "", offer: str = "",
    ) -> Answers:
        offered = followed(ctx, offer) if offer else None
        return {"view": device_view(ctx, device_id, day), "chosen": chosen, "first": first,
                "read": read, "offered": offered}

    def show(
        self, view: DeviceView, chosen: str = "", first: int = 0, read: str = "",
        offered: CareBooking | CareWaiting | None = None,
    ) -> None:
        """`chosen` is the time picked, `NOW` or 16:00; `first` the time that is read first; `read`
        the version of the text of which somebody said that they read it; `offered` what is held
        for who waited."""
        words, device = self.words, view.stands.device
        self._view, self._offer = view, _offered(offered)
        if self._offer and not chosen:
            chosen = written_time(self._offer.starts_at)
        self._chosen = chosen
        self._read = read or self.ui.kept.get(self._kept, "")
        is_read = self._read == device.text_version
        self._slot = next((slot for slot in view.slots if self._may_choose(slot)
                           and self._name(slot) == chosen), None)
        boxes = self.box("slots").grid(*SLOT_GRID[self.theme.layout], GAP)
        slots = [self._slot_item(slot) for slot in view.slots]
        n = len(device.points)
        page = DevicePage(
            title=self.text(device.title), about=self.text(device.about),
            chip=device_chip(words, view.stands.state, words(
                "care.standing", state=words(f"care_state.{view.stands.state}"),
                line=device_line(words, view.stands, view.now))),
            heading=words("care.points", n=n),
            points=[(one.icon, self.text(one.text)) for one in device.points],
            days=placed(map(self._day_item, view.week),
                        self.box("week").columns(len(view.week), GAP)),
            slots=placed(cells(words, slots, len(boxes), first), boxes),
            hint=words("room.pick_hint_device", length=length_said(words, device.slot)),
            nothing="" if slots else words("room.no_slots"),
            url=self.ui.ctx.settings.link(f"/d/{device.id}"),
            scan=words("room.scan_short" if self.mode.big else "room.scan"),
            read=words("care.read_short" if self.mode.big else "care.read", n=n),
            is_read=is_read,
        )
        self.page = self._with_verb(page, is_read)

    @property
    def _kept(self) -> str:
        return f"care_device.read {self._view.stands.device.id}"

    def _with_verb(self, page: DevicePage, is_read: bool) -> DevicePage:
        """What the main button does, or what comes first."""
        words, view, slot = self.words, self._view, self._slot
        if slot is None:
            gone = bool(self._chosen)
            return replace(page, verb=words("room.gone" if gone else "room.choose_first"))
        at = self._time(slot)
        when = words("room.when", day=day_said(words, view.day, view.now.date()), span=at)
        what = self._what(when, page.title)
        if self._must_wait(slot):
            return replace(page, may_book=True, verb=words("care.wait"), what=what)
        link = f"?day={view.day:%Y-%m-%d}&at={slot.begins:%H:%M}"
        page = replace(page, url=page.url + link if page.url and slot.left and (
            self._chosen != NOW) else page.url)
        if not is_read:
            return replace(page, verb=words("care.read_first"))
        verb = "take" if self._is_offered(slot) else "use_now" if self._chosen == NOW else "book"
        return replace(page, may_book=True, verb=words(f"care.{verb}"), what=what)

    def _is_offered(self, slot: Slot) -> bool:
        return self._offer is not None and slot.begins == self._offer.starts_at

    def _must_wait(self, slot: Slot) -> bool:
        return not slot.left and not self._is_offered(slot)

    def _may_choose(self, slot: Slot) -> bool:
        """One under way is had now or never; for a later one somebody may wait."""
        return slot.left > 0 or slot.begins > self._view.now

    def _what(self, when: str, title: str) -> str:
        """What is booked, as far as there is room for it."""
        if self.mode.big:
            return when if self.theme.portrait else ""
        return self.words("care.what", when=when, title=title)

    def _time(self, slot: Slot) -> str:
        return written_time(max(slot.begins, self._view.now))

    def _name(self, slot: Slot) -> str:
        return NOW if slot.begins <= self._view.now else written_time(slot.begins)

    def _day_item(self, one: tuple[date, Availability]) -> Item:
        day, state = one
        view = self._view
        return {
            "weekday": weekday_said(self.words, day, view.now.date()), "date": str(day.day),
            "value": day, "chip": day_chip(self.words, state), "selected": day == view.day,
            "enabled": state is not Availability.SHUT or day == view.day,
        }

    def _slot_item(self, slot: Slot) -> Item:
        words, name = self.words, self._name(slot)
        is_now = name == NOW
        state, may_choose = str(slot.state), self._may_choose(slot)
        if is_now and slot.left:
            text = words("care.until", time=written_time(slot.ends))
        elif self._is_offered(slot):
            state, text = str(Availability.NEAR), words("care.held")
        else:
            text = words("care.may_wait" if may_choose and not slot.left else
                         f"room_state.{slot.state}")
        return {
            "time": words("care.use_now") if is_now else written_time(slot.begins),
            "chip": Chip(state, text), "icon": "", "value": name, "kind": "normal",
            "tick": True, "selected": may_choose and name == self._chosen, "enabled": may_choose,
        }

    def speech(self) -> str:
        words, page = self.words, self.page
        points = words("care.say_and").join(text.replace("\n", "") for _, text in page.points)
        state = words(f"care_state.{self._view.stands.state}")
        # All of the points are heard, whatever has to be left out for it.
        return in_time(
            (words(f"care.say_{how}", title=page.title, state=said, points=points)
             for how, said in (("device", page.chip.text), ("device", state), ("points", state))),
            words.language, self.HEARD - SPARED,
        )

    # ---- what is tapped

    def choose_day(self, button: DayButton) -> None:
        """Another day."""
        if not button.selected:
            self.ui.turn(day=button.value, chosen="", first=0)

    def choose(self, button: SlotButton) -> None:
        """A time; or the times before or after those that are shown."""
        if button.chip is None:
            self.ui.turn(first=button.value)
        else:
            self.ui.turn(chosen=button.value)

    def read_points(self) -> None:
        """我看过了, for this visit."""
        self.ui.kept[self._kept] = self._view.stands.device.text_version
        self.ui.turn(read=self._view.stands.device.text_version)

    def book(self, button: PushButton) -> None:
        """现在就用, 排队 and 要了 ask nothing more; for a later time a telephone number is asked
        first."""
        slot = self._slot
        if slot is None:
            return
        if slot.left and self._chosen != NOW:
            self.ui.go("care_number", button, device_id=self._view.stands.device.id,
                       begins=slot.begins, read=self._read)
            return
        self.ui.run(partial(or_refusal, self._action(slot)), self._booked, button,
                    "room.not_booked")

    def _action(self, slot: Slot) -> Callable[[], CareBooking | CareWaiting]:
        ctx, device_id = self.ui.ctx, self._view.stands.device.id
        if self._offer and self._is_offered(slot):
            return partial(take_offer, ctx, self._offer.code, self._read)
        if not slot.left:
            return partial(join_waitlist, ctx, BookingRequest(
                self.ui.key("wait", device_id, slot.begins), device_id, slot.begins, Source.KIOSK,
                language=self.mode.language))
        asked = BookingRequest(self.ui.key("book", device_id, NOW), device_id, None, Source.KIOSK)
        return partial(book, ctx, asked, self._read)

    def _booked(self, answer: CareBooking | CareWaiting | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.toast_refusal(answer)
            self.ui.turn()
        else:
            self.ui.arrive("care_booked", {"view": answer}, code=answer.held.code)


def _offered(view: CareBooking | CareWaiting | None) -> Reservation | None:
    """What is held for somebody who waited, while it is."""
    return view.held if isinstance(view, BookingView) and view.phase is Phase.OFFERED else None
