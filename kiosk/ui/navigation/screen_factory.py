"""The page frame of a visit and its screens, built once each and thrown away with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from kivy.input.motionevent import MotionEvent

from kiosk.context import AppContext
from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.drawing.shape_masks import Masks
from kiosk.ui.drawing.theme import Mode, Theme
from kiosk.ui.navigation.screen import KioskScreen, TouchScreen
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.kiosk_widget import RepeatGuard, WidgetContext


class ScreenFactory:
    """Builds what stands on the touch screen, for one panel."""

    def __init__(
        self, ctx: AppContext, screens: Mapping[str, type[KioskScreen]], assets: Path,
        panel: TouchPanel, guard: RepeatGuard,
    ) -> None:
        self.screens = screens
        self._ctx, self._assets, self._panel, self._guard = ctx, assets, panel, guard
        self._built: dict[str, KioskScreen] = {}
        self._masks = Masks()

    def stage(self, mode: Mode, on_touch: Callable[[MotionEvent], bool]) -> PageFrame:
        """A new stage; the pages built for the one before are thrown away."""
        self.forget()
        theme = Theme(mode, self._panel, self._assets, self._masks)
        ctx = self._ctx
        around = WidgetContext(theme, ctx.words[mode.language], self._guard, ctx.click)
        return PageFrame(around, on_touch)

    def forget(self) -> None:
        """Throws the pages away."""
        self._built.clear()

    def screen(self, name: str, stage: PageFrame, ui: TouchScreen) -> KioskScreen:
        """A page for that stage, as it was left."""
        if name not in self._built:
            kind = self.screens[name]
            around = stage.around
            if around.theme.layout not in kind.LAYOUTS:
                around = replace(around, theme=around.theme.standard_size())
            self._built[name] = kind(ui, around)
        return self._built[name]
