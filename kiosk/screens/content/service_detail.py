"""Screen 03, one service: what it is, what to bring, how it goes, and the way to a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.actions.content.centre import guide
from kiosk.actions.queue import hall_code, service_now
from kiosk.actions.queue.results import ServiceNow, ServiceStanding
from kiosk.context import AppContext
from kiosk.domain.calendar import opening
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.speech_text import in_time
from kiosk.screens.content.guide_facts import GuideFact
from kiosk.screens.content.guide_sheet import GuideSheet  # noqa: F401  named in the .kv
from kiosk.screens.content.materials import Thing
from kiosk.screens.content.service_status import standing_chip, when_done, written_counters
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.screens.queue.brought import first_page
from kiosk.ui.drawing.fitted_text import one_line_role, text_width
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.queue import written_wait
from kiosk.wording.spoken import spoken_counters, spoken_primary, spoken_things

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "chips": (48, 246, 984, 54),
    "summary": (48, 316, 984, 106),
    "facts": (48, 444, 984, 148),
    "sheet": (48, 630, 984, 664),
    "qr": (48, 1316, 400, 396),
    "take": (472, 1316, 560, 236),
    "staff": (472, 1576, 560, 136),
    "code": (0, 0, 296, 296),
    "take_icon": (0, 0, 68, 68),
    "staff_icon": (0, 0, 48, 48),
}
LANDSCAPE = {
    "title": (48, 138, 1212, 76),
    "chips": (48, 222, 1212, 54),
    "summary": (48, 286, 1212, 104),
    "facts": (1284, 138, 588, 164),
    "sheet": (48, 402, 1212, 518),
    "qr": (1284, 318, 588, 282),
    "take": (1284, 624, 588, 152),
    "staff": (1284, 800, 588, 120),
    "code": (0, 0, 262, 262),
    "take_icon": (0, 0, 68, 68),
    "staff_icon": (0, 0, 48, 48),
}
# 大字 leaves out what the title says shorter: the two lines of summary.
BIG_PORTRAIT = {
    "title": (48, 166, 984, 108),
    "chips": (48, 280, 984, 70),
    "facts": (48, 364, 984, 190),
    "sheet": (48, 566, 984, 752),
    "qr": (48, 1340, 400, 376),
    "take": (472, 1340, 560, 212),
    "staff": (472, 1576, 560, 140),
    "code": (0, 0, 288, 288),
    "take_icon": (0, 0, 76, 76),
    "staff_icon": (0, 0, 56, 56),
}
BIG_LANDSCAPE = {
    "title": (48, 148, 1212, 112),
    "chips": (48, 264, 1212, 70),
    "facts": (1284, 154, 588, 184),
    "sheet": (48, 342, 1212, 578),
    "qr": (1284, 350, 588, 258),
    "take": (1284, 624, 588, 152),
    "staff": (1284, 800, 588, 120),
    "code": (0, 0, 242, 242),
    "take_icon": (0, 0, 60, 60),
    "staff_icon": (0, 0, 56, 56),
}
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
TAKES = ("home_primary", "primary", "button")
HINTS = ("home_hint", "fact", "label")
# So many things to bring are said one by one; the page lists them all.
SAID = 3


@dataclass(frozen=True, slots=True)
class ServiceDetailPage:
    """A service in words, and the button that takes a number for it."""

    title: str = ""
    chips: Sequence[Chip] = ()
    summary: str = ""
    facts: Sequence[GuideFact] = ()
    things: Sequence[Thing] = ()
    steps: Sequence[tuple[str, str]] = ()
    url: str = ""
    scan: str = ""
    is_open: bool = True
    take_icon: str = "ticket"
    take_text: str = ""
    take_hint: str = ""
    may_arrive: bool = False
    take_role: str = "home_primary"
    hint_role: str = "home_hint"


class ServiceDetailScreen(KioskScreen):
    """Its QR code opens the guide on a phone; for some minutes it also lets it take a number."""

    NAME = "service_detail"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    page = view_model(ServiceDetailPage())
    _scanned = ""

    @classmethod
    def ask(cls, ctx: AppContext, service_id: str) -> Answers:
        try:
            return {"service": service_now(ctx, service_id, ctx.settings.kiosk_name)}
        except StorageDown:
            # The guide stays readable; a number cannot be had, and that is said.
            return {"service": _read_last(ctx, service_id), "down": True}

    def show(self, service: ServiceNow, down: bool = False) -> None:
        """`down`: what the service is about is known, how it stands is not."""
        self._service, words, about = service, self.words, service.service
        chips = [Chip("plain", self.text(service.category.title), service.category.icon)]
        if not down:
            chips.append(standing_chip(words, service))
        summary = self.text(about.summary)
        self.page = self._with_take(down, ServiceDetailPage(
            title=self.text(about.title), chips=chips,
            # Chinese lines are broken by hand; longer languages need all of the width.
            summary=summary if self.mode.language == "zh_CN" else summary.replace("\n", " "),
            facts=(
                GuideFact("clock", words("service_detail.duration"), self.text(about.duration)),
                GuideFact("cash", words("service_detail.fee"), self.text(about.fee)),
                GuideFact("door-enter", words("service_detail.where"),
                          written_counters(words, service.counters)),
            ),
            things=[Thing(m.icon, self.text(m.name), self.text(m.note)) for m in about.materials],
            steps=[(self.text(step.name), self.text(step.hint)) for step in about.steps],
            url=self._url(),
            scan=words("service_detail.scan_book" if service.is_booked else "service_detail.scan"),
        ))

    def tick(self, now: datetime) -> None:
        # The code of the hall changes each minute; whoever scans the touch screen has a fresh one.
        self.page = replace(self.page, url=self._url())

    def speech(self) -> str:
        names = [thing.name for thing in self.page.things]
        things = [spoken_things(self.words, names, n) for n in range(SAID, -1, -1)]
        return in_time(map(self._say, [*things, ""]), self.words.language)

    def _say(self, things: str) -> str:
        """The page in words, with what to bring as far as there is time for it."""
        words, service, page = self.words, self._service, self.page
        bring = words("service_detail.say_bring", things=things) if things else ""
        if not page.is_open:
            return words("service_detail.say_shut", title=page.title, bring=bring,
                         standing=words(f"standing.{service.standing}") if page.may_arrive
                         else page.take_text, when=page.take_hint)
        return words(
            "service_detail.say_open", title=page.title, bring=bring,
            counter=spoken_counters(words, service.counters),
            duration=self.text(service.service.duration),
            colour=spoken_primary(words, self.mode.contrast),
        )

    def take(self, button: PushButton) -> None:
        """现在取号: what was brought and which kind is asked next. Before its hours, 我预约了: by
        which digits."""
        about = self._service.service
        if self._service.standing is ServiceStanding.OPEN:
            self.ui.go(first_page(self.ui.kept, about), button, service_id=about.id)
        else:
            self.ui.go("appointment_number", button)

    def ask_staff(self) -> None:
        """问工作人员."""
        counters = self._service.counters if self._service.counter_open else ()
        self.ui.ask(ask_staff(self.words, counters, self.ui.close))

    def _url(self) -> str:
        ctx = self.ui.ctx
        # One name for all the minutes of a page: the code stands still while it is scanned.
        self._scanned = self._scanned or ctx.codes()
        return ctx.settings.link(
            f"/s/{self._service.service.id}?k={hall_code(ctx, self._scanned)}")

    def _with_take(self, down: bool, page: ServiceDetailPage) -> ServiceDetailPage:
        """The page with the way to a number, or why there is none."""
        words, standing = self.words, self._service.standing
        is_open, room = standing is ServiceStanding.OPEN and not down, self.box("take").w - 40
        if is_open:
            icon, text, hint = "ticket", words("service_detail.take"), self._ahead()
            if text_width(self.theme, hint, HINTS[-1]) > room:
                hint = self._people_ahead()
        elif down:
            icon, text = "plug-connected-x", words("service_detail.down")
            hint = words("service_detail.down_hint")
        elif standing is ServiceStanding.FULL_TODAY:
            icon, text = "users", words("standing.full_today")
            hint = words("service_detail.full_hint")
        else:
            icon, text = "clock", words(f"standing.{standing}")
            hint = when_done(words, self._service)
        may_arrive = not down and self._service.is_booked and (
            standing is ServiceStanding.LATER_TODAY)
        if may_arrive:
            icon, text = "calendar-check", words("priority.booked")
        return replace(
            page, is_open=is_open, may_arrive=may_arrive, take_icon=icon, take_text=text,
            take_hint=hint,
            hint_role=one_line_role(self.theme, hint, room, HINTS),
            take_role=one_line_role(self.theme, text, room - 88, TAKES),
        )

    def _ahead(self) -> str:
        ahead, wait = self._people_ahead(), written_wait(self.words, self._service.wait)
        if not wait:
            return ahead
        return self.words("service_detail.ahead_and_wait", ahead=ahead, wait=wait)

    def _people_ahead(self) -> str:
        n = self._service.ahead
        if not n:
            return self.words("service_detail.nobody_ahead")
        return self.words("service_detail.ahead", n=n)


def _read_last(ctx: AppContext, service_id: str) -> ServiceNow:
    """A service as it was read last, without how it stands."""
    known, now = guide(ctx), ctx.clock()
    found = known.offered(service_id)
    if found is None:
        raise Refusal("no_such_service")
    return ServiceNow(
        service=found, category=next(c for c in known.categories if c.id == found.category_id),
        counters=known.counters_of(found.queue_id), counter_open=False,
        standing=ServiceStanding.OPEN,
        now=now, opening=opening(known.timetable_of(found), now), ahead=0, wait=None,
    )
