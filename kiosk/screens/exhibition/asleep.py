"""The touch screen asleep: at night it is black but for a dim clock, until somebody touches it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.context import AppContext
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model

PORTRAIT = {"night": (0, 0, 1080, 1920), "clock": (0, 0, 320, 120)}
LANDSCAPE = {"night": (0, 0, 1920, 1080), "clock": (0, 0, 320, 120)}
# Steps of the clock's way over the touch screen; without a common divisor with the rows it leaves
# no
# place out for long.
ACROSS, DOWN = 5, 7


@dataclass(frozen=True, slots=True)
class AsleepPage:
    """The time, and where it stands."""

    clock: str = ""
    box: Rect | None = None


class AsleepScreen(KioskScreen):
    """Nothing moves but the clock, once a minute, to another place: no part of the panel shows
    the same for long."""

    NAME = "asleep"
    LAYOUTS = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
    CAN_GO_BACK = False
    BAR = False
    HEADER = False
    RESTS = True

    page = view_model(AsleepPage())

    @classmethod
    def ask(cls, ctx: AppContext) -> Answers:
        return {"now": ctx.clock()}

    def show(self, now: datetime) -> None:
        self.tick(now)

    def tick(self, now: datetime) -> None:
        minute = now.hour * 60 + now.minute
        night, clock = self.box("night"), self.box("clock")
        self.page = AsleepPage(self.time(now), Rect(
            (minute % ACROSS + 0.5) * night.w / ACROSS - clock.w / 2,
            (minute % DOWN + 0.5) * night.h / DOWN - clock.h / 2, clock.w, clock.h,
        ))
