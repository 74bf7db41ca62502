"""Screen 11, attract: slides of the centre while nobody stands there; any touch opens home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from kivy.animation import Animation
from kivy.clock import Clock, ClockEvent
from kivy.graphics.texture import Texture

from kiosk.actions.content.centre import guide
from kiosk.actions.exhibition.albums import fetch_all
from kiosk.actions.exhibition.pictures import picture_file
from kiosk.actions.exhibition.slides import slides
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.queue import hall as look_at_hall
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.calendar import Opening
from kiosk.domain.content.guide import Notice
from kiosk.domain.exhibition.slides import Exhibit, Slide, due, following
from kiosk.domain.refusals import StorageDown
from kiosk.screens.exhibition.frames import Frame, Making, forget, framed, making, texture_of
from kiosk.screens.exhibition.places import LAYOUTS
from kiosk.screens.exhibition.slide_face import Doorway, SlideFace, View, doorway_boxes
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.renderer import card_draws
from kiosk.ui.drawing.shapes import IconFact
from kiosk.ui.navigation.screen import Answers, KioskScreen, TouchScreen, view_model
from kiosk.ui.shell.header import HeaderFigure
from kiosk.ui.widgets.kiosk_widget import WidgetContext
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.wording.hours import written_opening

FADE = 0.6
PLACES = ("title", "lead", "frames", "captions", "figures", "board")
ALONE = {"frames": "frames_alone", "captions": "captions_alone"}


@dataclass(frozen=True, slots=True)
class AttractPage:
    """What always stands there, and which of how many slides is shown."""

    facts: Sequence[IconFact] = ()
    figures: Sequence[Item] = ()
    shown: int = 0
    many: int = 0


class AttractScreen(KioskScreen):
    """Shows one slide after the other; where a graphics card draws, one fades into the other.

    Nothing ticks between two slides.
    """

    NAME = "attract"
    LAYOUTS = LAYOUTS
    CAN_GO_BACK = False
    BAR = False
    RESTS = True

    figure_kind = HeaderFigure

    page = view_model(AttractPage())

    def __init__(self, ui: TouchScreen, around: WidgetContext) -> None:
        super().__init__(ui, around)
        self._slide: Slide | None = None
        self._next: ClockEvent | None = None
        self._empty: dict[Making, Texture] = {}
        # Without a card every frame of a fade is a full load for the processor.
        self._fades = card_draws()

    @classmethod
    def ask(cls, ctx: AppContext) -> Answers:
        try:
            hall = look_at_hall(ctx)
        except StorageDown:
            hall = None
        now, shown = ctx.clock(), slides(ctx)
        fetch_all(ctx, (one.picture for slide in shown for one in slide.exhibits))
        return {
            "slides": shown, "notices": guide(ctx).notices, "hall": hall,
            "opening": centre_now(ctx).opening(now), "now": now,
        }

    def show(
        self, slides: Sequence[Slide], notices: Sequence[Notice], hall: Hall | None,
        opening: Opening, now: datetime,
    ) -> None:
        """`slides` are all there are; which are due is looked at with each change of slide."""
        news = [self.text(notice.text) for notice in notices]
        self._slides = [s for s in slides if s.exhibits or s.figures or (s.notices and news)]
        self._news = news
        self._show_facts(hall, opening, now)
        if self._slide is None:
            # Nobody is there yet to see the touch screen stop for a moment.
            self._begin(now)

    def leave(self) -> None:
        """The waking touch takes everything away at once."""
        if self._next is not None:
            self._next.cancel()
        for face in self._faces:
            Animation.cancel_all(face)
            face.view, face.opacity = None, 0
        self._slide = self._next = None
        forget()

    def wake(self) -> None:
        """A switch or a key does what any touch does."""
        self.ui.home()

    # ---- what always stands there

    def _show_facts(self, hall: Hall | None, opening: Opening, now: datetime) -> None:
        words = self.words
        said = [("clock", written_opening(words, opening, now))]
        if hall is not None and opening.is_open:
            waiting = words("attract.waiting", n=hall.waiting)
            counters = words("attract.counters", n=hall.open_counters)
            said += [
                ("door-enter", counters if hall.open_counters else words("attract.no_counter")),
                ("users", waiting if hall.waiting else words("attract.nobody")),
            ]
        self.page = replace(
            self.page, facts=[IconFact(icon, text) for icon, text in said],
            figures=self._large(hall) if hall and self.mode.contrast else (),
        )

    def _large(self, hall: Hall) -> Sequence[Item]:
        """高对比 has no street: in its place stands how the hall is, large."""
        counted = (("door-enter", "counters", hall.open_counters),
                   ("users", "waiting", hall.waiting))
        return placed((
            {"icon": icon, "label": self.words(f"home.figure_{name}"),
             "figure": self.words(f"home.figure_{name}_value", n=n)}
            for icon, name, n in counted
        ), self.box("look").columns(len(counted), 24))

    # ---- one slide after the other

    @property
    def _faces(self) -> tuple[SlideFace, SlideFace]:
        """The slide that is shown, and the one that fades."""
        return self.ids.front, self.ids.back

    def _begin(self, now: datetime) -> None:
        slide = following(self._slides, "", now)
        if slide is None:
            return
        self._faces[0].opacity = 1
        self._put(slide, _all_framed(self._doorways(slide)))

    def _turn(self, _dt: float) -> None:
        """The next slide is made ready off the screen's thread, and then shown."""
        shown = self._slide
        slide = following(self._slides, shown.id if shown else "", self.ui.ctx.clock())
        if shown is not None and slide in (None, shown):
            self._next = Clock.schedule_once(self._turn, shown.lasts.total_seconds())
        elif slide is not None:
            self._make_ready(slide)

    def _make_ready(self, slide: Slide) -> None:
        make = partial(_all_framed, list(self._doorways(slide)))
        self.ui.quietly(make, partial(self._fade, slide))

    def _fade(self, slide: Slide, frames: Sequence[Frame | None]) -> None:
        front, back = self._faces
        if self.mode.contrast or not self._fades:
            self._put(slide, frames)
            return
        back.view = front.view
        back.opacity, front.opacity = 1, 0
        self._put(slide, frames)
        Animation(opacity=0, duration=FADE).start(back)
        coming = Animation(opacity=1, duration=FADE)
        coming.bind(on_complete=self._faded)
        coming.start(front)

    def _faded(self, *_: object) -> None:
        """Nothing holds the textures of the slide before any more."""
        self._faces[1].view = None

    def _put(self, slide: Slide, frames: Sequence[Frame | None]) -> None:
        self._slide = slide
        shown = due(self._slides, self.ui.ctx.clock())
        at = next((n for n, s in enumerate(shown) if s.id == slide.id), 0)
        self.page = replace(self.page, shown=at, many=len(shown))
        self._faces[0].view = View(
            title=self.text(slide.title), lead=self.text(slide.lead),
            places=self._places(slide),
            doorways=[
                Doorway(self._texture(how, frame), "" if frame else e.icon, self.text(e.caption))
                for frame, e, (how, _) in zip(
                    frames, slide.exhibits, self._doorways(slide), strict=True)
            ],
            figures=[
                (f.value, f.unit if self.mode.language == "zh_CN" else "", self.text(f.label))
                for f in slide.figures
            ],
            news=self._news if slide.notices else (),
        )
        self._next = Clock.schedule_once(self._turn, slide.lasts.total_seconds())

    def _doorways(self, slide: Slide) -> Iterator[tuple[Making, Path | None]]:
        boxes = doorway_boxes(self._places(slide)["frames"], len(slide.exhibits))
        for exhibit, box in zip(slide.exhibits, boxes, strict=True):
            yield making(self.theme, box), self._picture(exhibit)

    def _texture(self, how: Making, frame: Frame | None) -> Texture:
        """Empty doorways look alike: each size of them is made once."""
        if frame is not None:
            return texture_of(frame)
        if how not in self._empty:
            self._empty[how] = texture_of(framed(how, None))
        return self._empty[how]

    def _places(self, slide: Slide) -> dict[str, Rect]:
        alone = {} if slide.figures else ALONE
        return {name: self.box(alone.get(name, name)) for name in PLACES}

    def _picture(self, exhibit: Exhibit) -> Path | None:
        """Its picture, where it has one; 高对比 shows none."""
        if not exhibit.picture or self.mode.contrast:
            return None
        file = picture_file(self.ui.ctx, exhibit.picture)
        return file if file.is_file() else None


def _all_framed(doorways: Iterable[tuple[Making, Path | None]]) -> list[Frame | None]:
    """The pictures of one slide in their doorways; None for those that are empty."""
    return [framed(how, file) if file else None for how, file in doorways]
