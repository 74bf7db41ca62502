"""The staff's door: five taps on the logo lead to it, and it knows who has come in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Protocol

from kiosk.actions.staff.sessions import log_out_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation.background_task import BackgroundTask
from kiosk.ui.navigation.visit import StaffAtScreen, Visit, VisitedPage

STAFF, LOGIN = "staff", "staff_login"
KNOCKS, WITHIN = 5, 3.0


class Knocks:
    """Counts taps on the logo; steady time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._heard: deque[float] = deque(maxlen=KNOCKS)

    def open(self) -> bool:
        """One more tap: whether it was the fifth within three seconds."""
        self._heard.append(self._monotonic())
        enough = len(self._heard) == KNOCKS and self._heard[-1] - self._heard[0] <= WITHIN
        if enough:
            self._heard.clear()
        return enough


class Guarded(Protocol):
    """What the door needs of the router."""

    ctx: AppContext
    visit: Visit

    @property
    def base(self) -> str: ...
    def go(self, name: str) -> None: ...
    def home(self) -> None: ...
    def fetch(self, visit: Visit) -> None: ...
    def toast(self, text: str, icon: str = ..., mood: str = ...) -> None: ...


class StaffDoor:
    """`staff` is who is signed in at the touch screen, None for nobody; forgotten with the
    session."""

    def __init__(self, router: Guarded, doing: BackgroundTask) -> None:
        self.staff: StaffAtScreen | None = None
        self._router = router
        self._doing = doing

    def knocked(self, _header: object) -> None:
        """The logo was tapped five times: the log-in, on top of the visit that is there."""
        if self.staff is None:
            self._router.go(LOGIN)

    def place(self, base: str) -> VisitedPage:
        """Where a visit begins; the staff's page asks for whoever is signed in."""
        if base == STAFF and self.staff is not None:
            return VisitedPage(base, {"token": self.staff.token})
        return VisitedPage(base)

    def sign_in(self, staff: StaffAtScreen) -> None:
        """Somebody of the staff takes over: the visit that was there ends, its modes stay."""
        router = self._router
        self.staff = staff
        router.fetch(self._visit(router.visit.mode))

    def sign_out(self) -> None:
        """The session ends, and home stands there for the next one."""
        self.forget()
        self._router.home()

    def forget(self) -> None:
        """Ends the session, if there is one."""
        staff, self.staff = self.staff, None
        if staff is not None:
            action = partial(log_out_at_kiosk, self._router.ctx, staff.token)
            self._doing.quietly(action, self._ended, self._ended)

    def _visit(self, mode: Mode) -> Visit:
        return Visit(mode, (self.place(self._router.base),), began=mode)

    def _ended(self, _result: object) -> None:
        """Where the centre could not be reached, the session ends by being idle."""

    def shuts_on(self, trouble: Exception) -> bool:
        """Whether the session was over: then the log-in stands there again and says so."""
        over = isinstance(trouble, Refusal) and trouble.code == "signed_out"
        if self.staff is None or not over:
            return False
        router = self._router
        self.staff = None
        mode = router.visit.mode
        router.fetch(self._visit(mode).to(VisitedPage(LOGIN)))
        said = router.ctx.words[mode.language]("refusals.signed_out")
        router.toast(said, "alert-triangle", "bad")
        return True
