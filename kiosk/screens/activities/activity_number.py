"""A number for an activity: a telephone that may be left with a registration, or its four digits
to find it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.activities import activity_view, find_registration, join, register
from kiosk.actions.activities.results import ActivityView, Registration
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import NUMBERS, Source
from kiosk.domain.telephones import telephone
from kiosk.screens.rooms.room_number import DigitsScreen
from kiosk.ui.navigation.screen import Answers, view_model
from kiosk.wording.activities import when_said
from kiosk.wording.spoken import spoken_primary

SHORT = len(str(NUMBERS[0]))


@dataclass(frozen=True, slots=True)
class ActivityNumberPage:
    """What is asked: for which session the `label` says, which somebody who looks for theirs has
    none of. And what was typed."""

    title: str = ""
    lead: str = ""
    label: str = ""
    strong: str = ""
    what: str = ""
    notice: str = ""
    url: str = ""
    field: str = ""
    verb: str = ""
    icon: str = "search"
    digits: str = ""
    note: str = ""
    trouble: str = ""
    is_whole: bool = False


class ActivityNumberScreen(DigitsScreen):
    """A number to be put down with, or to find what one has."""

    NAME = "activity_number"
    KEPT = "activity_number.digits"
    NOT_DONE = "activity_number.not_done"

    page = view_model(ActivityNumberPage())

    @classmethod
    def ask(
        cls, ctx: AppContext, activity_id: str = "", session_id: int | None = None,
        people: int = 1,
    ) -> Answers:
        if not activity_id:
            return {"view": None}
        return {"view": activity_view(ctx, activity_id, session_id), "people": people}

    def show(self, view: ActivityView | None, people: int = 1) -> None:
        """`view` is what so many `people` are put down for; without one somebody looks for theirs.
        """
        self._view, self._people, words = view, people, self.words
        stands = view.stands if view else None
        self._waits = stands is not None and people > stands.left
        purpose = "register" if stands else "find"
        page = ActivityNumberPage(
            title=words(f"activity_number.title_{purpose}"),
            lead=words(f"activity_number.lead_{purpose}"),
            field=words(f"activity_number.field_{purpose}"), verb=words("activity_number.find"),
            strong=words("activity_number.lost"), what=words("activity_number.lost_text"),
        )
        if view and stands:
            url = self.ui.ctx.settings.link(
                f"/a/{view.activity.id}?session={stands.session.id}&people={people}")
            notice = words("activity_number.notice_wait" if self._waits
                           else "activity_number.notice")
            what, notice = ("", notice) if self.has_box("notice") else (notice, "")
            page = replace(
                page, url=url, label=self.text(view.activity.title), what=what, notice=notice,
                icon="calendar-check", strong=words(
                    "activity.chosen_people", n=people,
                    when=when_said(words, stands.session.starts_at, view.now.date())),
            )
        self.page = page
        self.set_typed(self.typed)

    def speech(self) -> str:
        return self.words(
            f"activity_number.say_{'find' if self._view is None else 'register'}",
            verb=self.page.verb, colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def may_send(self) -> bool:
        return self.page.is_whole

    def action(self) -> Callable[[], Registration]:
        ctx, stands = self.ui.ctx, self._view.stands if self._view else None
        if stands is None:
            return partial(find_registration, ctx, self.page.digits)
        activity_id, begins = stands.activity.id, stands.session.starts_at
        asked = BookingRequest(
            self.ui.key("activity", activity_id, begins, self._people), activity_id, begins,
            Source.KIOSK, self._people, phone=self.page.digits or None,
            language=self.mode.language,
        )
        return partial(join if self._waits else register, ctx, asked)

    def answered(self, answer: Registration | Refusal) -> None:
        if not isinstance(answer, Refusal):
            self.set_typed("")
            self.ui.arrive("registered", {"view": answer}, code=answer.code)
        elif answer.code in ("no_places", "there_is_room", "no_such_session"):
            # How it stands now is on the page before.
            self.ui.back()
            self.toast_refusal(answer)
        else:
            self.page = replace(self.page, trouble=self.refusal(answer))
            self.ui.reading.tell(self.page.trouble)

    def show_typed(self, digits: str) -> None:
        note, is_whole, verb = self._check(digits)
        self.page = replace(self.page, digits=digits, trouble="", note=note, is_whole=is_whole,
                            verb=verb)

    def _check(self, digits: str) -> tuple[str, bool, str]:
        """What is missing is said while it is typed, and what the button does with it."""
        words = self.words
        if self._view is None:
            missing = SHORT - len(digits)
            note = words("room_number.short", n=missing) if digits and missing > 0 else ""
            return note, not missing, words("activity_number.find")
        how = "wait" if self._waits else "register"
        if not digits:
            return "", True, words(f"activity_number.{how}_without")
        try:
            telephone(digits)
        except Refusal as refusal:
            if refusal.code == "short_phone":
                return words("room_number.short", n=refusal.details["missing"]), False, words(
                    f"activity_number.{how}_with")
            return self.refusal(refusal), True, words(f"activity_number.{how}_with")
        return words("room_number.whole"), True, words(f"activity_number.{how}_with")
