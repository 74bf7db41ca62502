"""The watch: looks at the clock, the news and whether anybody is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.clock import Clock

from kiosk.change_poller import ChangePoller
from kiosk.ui.navigation.idle import Presence, Stay, presence
from kiosk.ui.navigation.precedence import OnScreen
from kiosk.ui.navigation.router import Router
from kiosk.ui.navigation.start_page import shown
from kiosk.ui.shell.overlays import Answer, Question

# Seconds between two looks: while somebody is there, and while nobody is.
LOOKS, RESTING_LOOKS = 0.5, 1.0
MINUTE = 60.0


class Watch:
    """Drives a router from Kivy's clock. Time is monotonic; the wall clock is only shown.

    `heard` is the news it last passed on; `looked` is called after each look.
    """

    def __init__(
        self, router: Router, feed: ChangePoller, looked: Callable[[], object] = bool
    ) -> None:
        self._router = router
        self._looked = looked
        self._feed = feed
        self.heard = self._news()
        self._asking = False
        self._next = Clock.create_trigger(self.look, LOOKS)
        self._next_resting = Clock.create_trigger(self.look, RESTING_LOOKS)

    def start(self) -> None:
        """Begins to look."""
        self._next()

    def stop(self) -> None:
        """Looks no more."""
        self._next.cancel()
        self._next_resting.cancel()

    def look(self, _dt: float = 0) -> None:
        """Looks once, and again after a while."""
        router = self._router
        now = router.ctx.clock()
        router.stage.show_time(now)
        self._hear()
        found = shown(router, visited=not router.visit.untouched)
        if found in (OnScreen.VISIT, OnScreen.STAFF):
            self._look_after()
        elif found is OnScreen.OUT_OF_SERVICE:
            self._look_after_nobody()
        elif not router.working:
            if router.visit.here.name != found:
                router.stand(found)
            self._drift()
        if router.stage.screen is not None:
            router.stage.screen.tick(now)
        self._looked()
        (self._next_resting if router.resting else self._next)()

    def _look_after_nobody(self) -> None:
        """Nothing can be done here; how somebody chose to read that is forgotten all the same."""
        router = self._router
        there, _ = presence(router.monotonic() - router.quiet_since, Stay())
        if there is Presence.GONE and not router.visit.untouched and not router.working:
            router.rest()

    def _drift(self) -> None:
        """What stands still for hours moves a little each minute, while nobody is there."""
        quiet = self._router.monotonic() - self._router.quiet_since
        self._router.stage.drift(int(quiet // MINUTE))

    def _hear(self) -> None:
        """News, whether the centre can be reached, and where phones reach it."""
        router, feed = self._router, self._feed
        heard = self._news()
        words = router.stage.around.words
        said = words("strip.down") if feed.down else "" if heard[-1] else words("strip.offline")
        if router.stage.strip.text != said:
            router.stage.tell(said)
        # The centre coming back is news too, though nothing may have changed meanwhile.
        if heard != self.heard and not router.working:
            self.heard = heard
            self._ask_again()

    def _news(self) -> tuple[int, bool, str]:
        return self._feed.version, self._feed.down, self._router.ctx.settings.public_url

    def _ask_again(self) -> None:
        """Something changed in the centre: the page on the touch screen asks again, silently."""
        router, presenter = self._router, self._router.presenter
        if presenter.screen is not None:
            here = partial(router.look_up, router.visit.here)
            router.quietly(here, partial(presenter.refresh, presenter.step))
        elif presenter.known is None:
            router.fetch(router.visit)

    def _look_after(self) -> None:
        """Whether the person is still there; the visit ends when not."""
        router = self._router
        screen = router.stage.screen
        stay = screen.STAY if screen is not None else Stay()
        there, left = presence(router.monotonic() - router.quiet_since, stay)
        if screen is not None:
            screen.remaining = left
        if there is Presence.GONE and not router.working:
            self._asking = False
            router.rest()
        elif there is Presence.ASKED:
            self._ask(left, stay)
        elif self._asking:
            self._asking = False
            router.close()

    def _ask(self, left: float, stay: Stay) -> None:
        router = self._router
        if not self._asking:
            self._asking = True
            words = router.stage.around.words
            router.ask(Question(
                title=words("idle.title"), text=words("idle.text"), icon="hand-click",
                answers=(Answer(words("idle.stay"), router.stay, "check"),), seconds=stay.asks,
            ))
            # Who turned away is called back by the voice; it is the one thing said unasked.
            router.reader.read(words("idle.say"), router.visit.mode.language)
        if router.stage.dialog is not None:
            router.stage.dialog.share = left / stay.asks
