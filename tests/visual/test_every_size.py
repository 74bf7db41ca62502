"""Panels of every size: the same design stands whole on each, crisp and without a seam."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.context import AppContext
from kiosk.screens import SCREENS
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.ui.gallery import stand
from kiosk.ui.shell.page_frame import PageFrame
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, easel_of, settle
from tests.support.visual.checks import (
    Seen,
    badly_broken,
    cut_text,
    overlapping,
    pale_edges,
    pale_text,
    unread_codes,
)
from tests.support.visual.sight import Photo, coloured, near, photographed

# The design is one, scaled: what breaks it are the smallest letters, the coarsest and the finest
# rounding, and the shapes furthest from its own.
EXTREME = [(720, 1280), (2160, 3840), (1280, 720), (1000, 1000)]
BETWEEN = [(768, 1366), (1080, 1350), (1440, 2560), (1366, 768), (1600, 1200), (3840, 2160)]
WINDOWS = [*EXTREME, *(pytest.param(window, marks=pytest.mark.soak) for window in BETWEEN)]
# A sample of each screen; two where there is time.
EACH = [1, pytest.param(2, marks=pytest.mark.soak)]
DRAWN = (cut_text, overlapping, badly_broken)
SEEN = (*DRAWN, pale_edges, pale_text, unread_codes)


@pytest.mark.parametrize("window", WINDOWS, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("mode", ["standard", "big_english_contrast"])
@pytest.mark.parametrize("each", EACH)
def test_a_panel_of_any_size_shows_whole_pages(
    sqlite_ctx: AppContext, window: tuple[int, int], mode: str, each: int
) -> None:
    found = []
    router = easel_of(sqlite_ctx).router(window, MODES[mode])
    for screen in SCREENS:
        for sample, answers in list(samples_of(screen))[:each]:
            stand(router, screen, answers)
            settle()
            found += [
                f"{screen.NAME} {sample}: {what}" for check in DRAWN
                for what in check(Seen(router.stage))
            ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("window", WINDOWS, ids="{0[0]}x{0[1]}".format)
def test_a_panel_of_any_size_is_sharp_to_its_edges(
    sqlite_ctx: AppContext, window: tuple[int, int]
) -> None:
    router = easel_of(sqlite_ctx).router(window, MODES["standard"])
    stand(router, ServiceDetailScreen, dict(samples_of(ServiceDetailScreen))["ordinary"])
    seen = Seen(router.stage, photographed(router.stage))
    found = [what for check in SEEN for what in check(seen)]
    assert not found, "\n".join(found)
    assert list(seams(router.stage, seen.photo)) == []


def seams(stage: PageFrame, photo: Photo) -> Iterator[str]:
    """Where lintel, gold hairline or bar do not reach the panel's edges."""
    theme, (wide, high) = stage.around.theme, photo.picture.size
    gold = theme.top + round(16 * theme.scale)
    bar = theme.top + round((stage.bar.box.y + 8) * theme.scale)
    rows = {"lintel": ("red", theme.top), "hairline": ("gold", gold), "bar": ("wheat", bar),
            "foot": ("wheat", high - 1)}
    for what, (token, row) in rows.items():
        for column in (0, wide - 1):
            if not near(photo.picture.getpixel((column, row)), coloured(theme.code(token))):
                yield f"no {what} at {column}, {row}"


def test_a_hairline_that_ends_before_the_panel_does_is_seen(sqlite_ctx: AppContext) -> None:
    router = easel_of(sqlite_ctx).router((1080, 1350), MODES["standard"])
    router.stage.around.theme.bleed = router.stage.header.box
    stand(router, ServiceDetailScreen, dict(samples_of(ServiceDetailScreen))["ordinary"])
    router.stage.header.redraw()
    photo = photographed(router.stage)
    assert "no lintel at 0, 0" in list(seams(router.stage, photo))
