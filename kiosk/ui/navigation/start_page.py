"""Bases: the pages a touch screen shows that nobody uses, as the centre and its clock have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.context import AppContext
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.precedence import OnScreen, on_screen
from kiosk.ui.navigation.screen_presenter import ScreenPresenter
from kiosk.ui.navigation.visit import StaffAtScreen

# An untouched page rests after as long as a person is waited for; nobody has to be asked.
AWAKE = Stay().seconds


class RouterState(Protocol):
    """What is looked at of the router."""

    ctx: AppContext
    presenter: ScreenPresenter
    monotonic: Callable[[], float]
    quiet_since: float

    @property
    def staff(self) -> StaffAtScreen | None: ...


def shown(router: RouterState, *, visited: bool, awake: bool | None = None) -> OnScreen:
    """What the touch screen has to show; `awake` None is for the clock to say."""
    known, now = router.presenter.known, router.ctx.clock()
    if awake is None:
        awake = router.monotonic() - router.quiet_since < AWAKE
    return on_screen(
        broken=known is None, staff=router.staff is not None, visited=visited, awake=awake,
        closed=known is not None and known.closed(now),
        night=known is not None and known.asleep(now),
    )


def page(router: RouterState, *, awake: bool | None = None) -> str:
    """The page at which a visit begins that is about to begin, or may."""
    found = shown(router, visited=False, awake=awake)
    return OnScreen.HOME if found is OnScreen.OUT_OF_SERVICE else found
