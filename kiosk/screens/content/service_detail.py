"""Screen 03, one service: what it is, what to bring, how it goes, and the way to a number."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ListProperty, StringProperty

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
from kiosk.ui.drawing.fitted_text import one_line_role, text_width
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen
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
LAYOUTS = {
    "portrait": PORTRAIT, "landscape": LANDSCAPE, "big_portrait": BIG_PORTRAIT,
    "big_landscape": BIG_LANDSCAPE,
}
TAKES = ("home_primary", "primary", "button")
HINTS = ("home_hint", "fact", "label")
# So many things to bring are said one by one; the page lists them all.
SAID = 3


class ServiceDetailScreen(KioskScreen):
    """Its QR code opens the guide on a phone; for some minutes it also lets it take a number."""

    NAME = "service_detail"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    title = StringProperty()
    chips: ListProperty[Chip] = ListProperty()
    summary = StringProperty()
    facts: ListProperty[GuideFact] = ListProperty()
    things: ListProperty[Thing] = ListProperty()
    steps: ListProperty[tuple[str, str]] = ListProperty()
    url = StringProperty()
    is_open = BooleanProperty(True)
    take_icon = StringProperty("ticket")
    take_text = StringProperty()
    take_hint = StringProperty()
    take_role = StringProperty("home_primary")
    hint_role = StringProperty("home_hint")
    code_beside = BooleanProperty(False)
    facts_in_lines = BooleanProperty(False)

    @classmethod
    def ask(cls, ctx: AppContext, service_id: str) -> Answers:
        try:
            return {"service": service_now(ctx, service_id, ctx.settings.kiosk_name)}
        except StorageDown:
            # The guide stays readable; a number cannot be had, and that is said.
            return {"service": _read_last(ctx, service_id), "down": True}

    def show(self, service: ServiceNow, down: bool = False) -> None:
        """`down`: what the service is about is known, how it stands is not."""
        self._service, self._down = service, down
        about = service.service
        self.title = self.text(about.title)
        self.chips = [
            Chip("plain", self.text(service.category.title), service.category.icon),
        ]
        if not down:
            self.chips.append(standing_chip(self.words, service))
        summary = self.text(about.summary)
        # Chinese lines are broken by hand; longer languages need all of the width.
        self.summary = summary if self.mode.language == "zh_CN" else summary.replace("\n", " ")
        self.facts = [
            GuideFact("clock", self.words("service_detail.duration"), self.text(about.duration)),
            GuideFact("cash", self.words("service_detail.fee"), self.text(about.fee)),
            GuideFact("door-enter", self.words("service_detail.where"),
                      written_counters(self.words, service.counters)),
        ]
        self.things = [
            Thing(m.icon, self.text(m.name), self.text(m.note)) for m in about.materials
        ]
        self.steps = [(self.text(step.name), self.text(step.hint)) for step in about.steps]
        self.code_beside = not self.theme.portrait
        self.facts_in_lines = self.code_beside or self.mode.big
        self._show_take()
        self._show_code()

    def on_remaining(self, seconds: float) -> None:
        # The code of the hall changes each minute; whoever scans the glass has a fresh one.
        self._show_code()

    def speech(self) -> str:
        names = [thing.name for thing in self.things]
        things = [spoken_things(self.words, names, n) for n in range(SAID, -1, -1)]
        return in_time(map(self._say, [*things, ""]), self.words.language)

    def _say(self, things: str) -> str:
        """The page in words, with what to bring as far as there is time for it."""
        words, service = self.words, self._service
        bring = words("service_detail.say_bring", things=things) if things else ""
        if not self.is_open:
            return words("service_detail.say_shut", title=self.title, bring=bring,
                         standing=self.take_text, when=self.take_hint)
        return words(
            "service_detail.say_open", title=self.title, bring=bring,
            counter=spoken_counters(words, service.counters),
            duration=self.text(service.service.duration),
            colour=spoken_primary(words, self.mode.contrast),
        )

    def take(self, button: PushButton) -> None:
        """现在取号: which kind is asked next."""
        self.glass.go("priority", button, service_id=self._service.service.id)

    def ask_staff(self) -> None:
        """问工作人员."""
        counters = self._service.counters if self._service.counter_open else ()
        self.glass.ask(ask_staff(self.words, counters, self.glass.close))

    def _show_code(self) -> None:
        ctx = self.glass.ctx
        self.url = ctx.settings.link(f"/s/{self._service.service.id}?k={hall_code(ctx)}")

    def _show_take(self) -> None:
        words, standing = self.words, self._service.standing
        self.is_open = standing is ServiceStanding.OPEN and not self._down
        if self.is_open:
            self.take_icon, self.take_text = "ticket", words("service_detail.take")
            self.take_hint = self._ahead()
        elif self._down:
            self.take_icon, self.take_text = "plug-connected-x", words("service_detail.down")
            self.take_hint = words("service_detail.down_hint")
        elif standing is ServiceStanding.FULL_TODAY:
            self.take_icon, self.take_text = "users", words("standing.full_today")
            self.take_hint = words("service_detail.full_hint")
        else:
            self.take_icon, self.take_text = "clock", words(f"standing.{standing}")
            self.take_hint = when_done(words, self._service)
        room = self.box("take").w - 40
        if self.is_open and text_width(self.theme, self.take_hint, HINTS[-1]) > room:
            self.take_hint = self._people_ahead()
        self.hint_role = one_line_role(self.theme, self.take_hint, room, HINTS)
        self.take_role = one_line_role(self.theme, self.take_text, room - 88, TAKES)

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
        counters=known.counters_of(found.line_id), counter_open=False,
        standing=ServiceStanding.OPEN,
        now=now, opening=opening(known.timetable_of(found), now), ahead=0, wait=None,
    )
