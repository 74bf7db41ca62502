"""Screen 24, an activity: what and when it is, how many come, and putting them down for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kivy.graphics.texture import Texture

from kiosk.actions.activities import activity_view
from kiosk.actions.activities.results import ActivityView, SessionNow
from kiosk.actions.exhibition.pictures import fetched
from kiosk.context import AppContext
from kiosk.domain.activities.activities import SessionStatus
from kiosk.domain.spoken_numbers import spoken_time
from kiosk.screens.activities.arch import PhotoArch
from kiosk.screens.activities.places import LAYOUTS
from kiosk.screens.activities.session_row import SessionFacts
from kiosk.screens.activities.status import session_chip
from kiosk.screens.exhibition.album_pictures import Hanging
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, TouchScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import WidgetContext
from kiosk.wording.activities import day_said, length_said, when_said
from kiosk.wording.dates import weekday, written_time
from kiosk.wording.spoken import spoken_primary

Facts = Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """An activity and the session looked at. Where `can_register` it asks how many come; where
    there is more to say than a page of 大字 has room for, it has a second one, `more`, which says
    the `rest` of the facts."""

    title: str = ""
    chip: Chip = BLANK
    about: str = ""
    icon: str = ""
    photo: Texture | None = None
    facts: Facts = ()
    rest: Facts = ()
    bring: Facts = ()
    heading: str = ""
    can_register: bool = False
    people: int = 1
    most: int = 1
    url: str = ""
    label: str = ""
    strong: str = ""
    what: str = ""
    verb: str = ""
    hint: str = ""
    is_second: bool = False
    more: str = ""


class ActivityScreen(KioskScreen):
    """How many people come is chosen here; their places are given to them together."""

    NAME = "activity"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    photo_kind, facts_kind = PhotoArch, SessionFacts

    page = view_model(ActivityPage())

    _view: ActivityView

    def __init__(self, ui: TouchScreen, around: WidgetContext) -> None:
        super().__init__(ui, around)
        self._hanging = Hanging()

    @classmethod
    def ask(
        cls, ctx: AppContext, activity_id: str, session_id: int | None = None, people: int = 1,
        second: bool = False,
    ) -> Answers:
        view = activity_view(ctx, activity_id, session_id)
        return {"view": view, "people": people, "second": second,
                "photo": fetched(ctx, view.activity.picture)}

    def show(
        self, view: ActivityView, people: int = 1, second: bool = False, photo: Path | None = None
    ) -> None:
        """`people` is how many come; `second` the other page of 大字; `photo` the activity's
        picture."""
        self._view, words = view, self.words
        stands, activity = view.stands, view.activity
        can_register = stands is not None and stands.can_register
        facts = self._facts(stands)
        # 大字 says large when and where it is; the rest stands on the second page.
        first = [fact for fact in facts if not self.mode.big or fact[0] in ("clock", "map-pin")]
        page = ActivityPage(
            title=self.text(activity.title), about=self.text(activity.about), icon=activity.icon,
            photo=self._hung(photo),
            chip=session_chip(words, stands) if stands else Chip("shut", words("activity.none")),
            facts=first, rest=[fact for fact in facts if fact not in first],
            bring=self._bring(), can_register=can_register,
            heading=words("activity.bring"), people=min(people, activity.max_per_booking),
            most=activity.max_per_booking, url=self._url(stands),
            is_second=second and self.has_box("more"),
            more=words("activity.back" if second else "activity.more"),
        )
        self.page = self._with_choice(page, stands) if stands else replace(
            page, strong=words("activity.none"), what=words("activity.none_text"))

    def _hung(self, photo: Path | None) -> Texture | None:
        """The picture in its doorway, where one stands on the page."""
        if photo is None or not self.has_box("picture") or self.has_box("more"):
            return None
        return self._hanging.large(self.theme, self.box("picture"), photo)

    def _url(self, stands: SessionNow | None) -> str:
        path = f"/a/{self._view.activity.id}"
        return self.ui.ctx.settings.link(
            f"{path}?session={stands.session.id}" if stands else path)

    def _facts(self, stands: SessionNow | None) -> Facts:
        words, view = self.words, self._view
        facts = []
        if stands:
            session = stands.session
            facts += [
                ("clock", words("activity.at"),
                 when_said(words, session.starts_at, view.now.date())),
                ("hourglass", words("activity.length"),
                 length_said(words, session.ends_at - session.starts_at)),
            ]
        where = self.text(stands.where if stands else view.where)
        facts += [("map-pin", words("activity.where"), where),
                  ("users", words("activity.whom"), self.text(view.activity.whom)),
                  ("users-group", words("activity.team"), self.text(view.team))]
        return [fact for fact in facts if fact[2]]

    def _bring(self) -> Facts:
        words, activity = self.words, self._view.activity
        things = [(one.icon, self.text(one.name), self.text(one.note)) for one in activity.bring]
        found = things or [("circle-check", words("activity.bring_nothing"), "")]
        if activity.paper:
            how = "text" if self._url(self._view.stands) else "offline"
            found.append(("file-text", words("activity.paper"), words(f"activity.paper_{how}")))
        return found

    def _with_choice(self, page: ActivityPage, stands: SessionNow) -> ActivityPage:
        words, status, today = self.words, stands.status, self._view.now.date()
        when = words("activity.short", day=day_said(words, stands.session.starts_at.date(), today),
                     time=written_time(stands.session.starts_at))
        if not page.can_register:
            reason = stands.session.reason if status is SessionStatus.CANCELLED else ""
            return replace(page, strong=words(f"activity.{status}", when=when),
                           what=reason or words(f"activity.{status}_text"))
        waits = page.people > stands.left
        verb = "wait" if waits else "register"
        return replace(
            page, label=words("activity.chosen"),
            strong=words("activity.chosen_people", when=when, n=page.people),
            what=words("activity.wait_text" if waits else "activity.remember", n=stands.waiting),
            verb=words(f"activity.{verb}"),
            hint="" if self.mode.big else words(f"activity.{verb}_hint"),
        )

    def speech(self) -> str:
        words, view, page = self.words, self._view, self.page
        stands = view.stands
        if stands is None:
            return words("activity.say_none", title=page.title)
        at = stands.session.starts_at
        said = words(
            "activity.say", title=page.title, day=weekday(words, at.weekday()),
            time=spoken_time(at.time(), self.mode.language), where=self.text(stands.where),
            state=page.chip.text,
        )
        if not page.can_register:
            return said
        return said + words("activity.say_register", verb=page.verb,
                            colour=spoken_primary(words, self.mode.contrast))

    # ---- what is tapped

    def step(self, people: int) -> None:
        """One more comes, or one fewer."""
        self.ui.turn(people=people)

    def turn(self) -> None:
        """The other page of 大字."""
        self.ui.turn(second=not self.page.is_second)

    def register(self, button: PushButton) -> None:
        """报名 or 一起排队: a telephone may be left first."""
        stands = self._view.stands
        if stands is not None:
            self.ui.go("activity_number", button, activity_id=stands.activity.id,
                       session_id=stands.session.id, people=self.page.people)

    def ask_staff(self) -> None:
        """问工作人员."""
        self.ui.ask(ask_staff(self.words, (), self.ui.close))
