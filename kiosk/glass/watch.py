"""The watch: looks ten times a second at the clock, the news and whether anybody is there."""

from __future__ import annotations

from kivy.clock import Clock

from kiosk.feed import Feed
from kiosk.glass.idle import Presence, Stay, presence
from kiosk.glass.over import Answer, Question
from kiosk.glass.precedence import OnGlass, on_glass
from kiosk.glass.router import Router

LOOKS = 0.1


class Watch:
    """Drives a router from Kivy's clock. Time is monotonic; the wall clock is only shown."""

    def __init__(self, router: Router, feed: Feed) -> None:
        self._router = router
        self._feed = feed
        self._heard = (feed.version, feed.down)
        self._asking = False
        self._look = Clock.create_trigger(self._looks, LOOKS, interval=True)

    def start(self) -> None:
        """Begins to look."""
        self._look()

    def stop(self) -> None:
        """Looks no more."""
        self._look.cancel()

    def _looks(self, _dt: float) -> None:
        router = self._router
        router.stage.show_time(router.lobby.clock())
        self._hear()
        shown = on_glass(
            broken=router.out_of_service, closed=False, staff=False,
            visited=not router.visit.untouched,
        )
        if shown is OnGlass.VISIT:
            self._look_after()

    def _hear(self) -> None:
        """News, and whether the house can be reached."""
        router, feed = self._router, self._feed
        said = router.stage.around.words("strip.down") if feed.down else ""
        if router.stage.strip.text != said:
            router.stage.tell(said)
        # The house coming back is news too, though nothing may have changed meanwhile.
        heard = (feed.version, feed.down)
        if heard != self._heard:
            self._heard = heard
            router.news()

    def _look_after(self) -> None:
        """Whether the person is still there; the visit ends when not."""
        router = self._router
        screen = router.stage.screen
        stay = screen.STAY if screen is not None else Stay()
        there, left = presence(router.monotonic() - router.quiet_since, stay)
        if screen is not None:
            screen.on_remaining(left)
        if there is Presence.GONE:
            self._asking = False
            router.stay()
            router.home()
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
            if router.visit.mode.aloud:
                router.reader.read(words("idle.say"), router.visit.mode.language)
        if router.stage.dialog is not None:
            router.stage.dialog.share = left / stay.asks
