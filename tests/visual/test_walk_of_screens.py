"""The walk of the screens: every sample stands once, either way round, in every layout, and the
first of each screen in every mode; everything that must hold of a page is looked at: what is drawn,
read, heard, reached and kept.

A new screen is walked as soon as it is in `kiosk.screens.SCREENS` and has samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from kiosk.context import AppContext
from kiosk.devices.media.qr_code import qr_matrix
from kiosk.screens import SCREENS
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.screens.home.home import HomeScreen
from kiosk.ui.gallery import Sample, SamplesOf, stand
from kiosk.ui.navigation.router import Router
from kiosk.ui.navigation.screen import Answers, KioskScreen
from tests.samples.screens import samples_of
from tests.support.centre import Clock, small_centre
from tests.support.screens.resident import MODES, SIZES, easel_of, settle
from tests.support.visual.checks import CHECKS, WRITTEN, Seen, unlike_kept, wrong
from tests.support.visual.kept_pictures import PICTURES, all_kept, file_of, how_different, is_kept
from tests.support.visual.planted_faults import PLANTED, Plant
from tests.support.visual.sight import PHOTOGRAPHED, photographed
from tests.support.visual.situations import SITUATIONS, clear

Standing = Callable[[str, str], Router]
# A language and a size of letters have a layout. High contrast keeps it and has other colours: the
# last of these draws every sample in them, for the other languages and sizes the first of each
# screen is enough.
LAYOUTS = ("standard", "english", "big", "big_english_contrast")
# News stands over the smallest and the largest letters; in `make soak` over all, in contrast.
WITHOUT_NEWS = ("english", "big")
OTHER_COLOURS = [mode for mode in MODES if mode not in LAYOUTS]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """The centre in which the walk takes place."""
    folder: Path = tmp_path_factory.mktemp("kiosk")
    ctx = small_centre(f"cysqlite:///{folder / 'centre.db'}", folder / "data", Clock())
    with pytest.MonkeyPatch.context() as patch:
        # The same few codes stand on half of the pages.
        patch.setattr("kiosk.ui.widgets.qr_card.qr_matrix", cache(qr_matrix))
        # A code that is drawn anew each time would be another picture each time.
        yield replace(ctx, codes=lambda: "a" * 22)
    ctx.database.close()


@pytest.fixture(scope="module")
def ui(walked: AppContext) -> Standing:
    """One touch screen for each mode and way round, on which one sample follows the other."""
    easel = easel_of(walked)
    return cache(lambda way, mode: easel.router(SIZES[way], MODES[mode]))


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", [
    *LAYOUTS, *(pytest.param(mode, marks=pytest.mark.soak) for mode in OTHER_COLOURS),
])
def test_every_screen_is_whole(walked: AppContext, ui: Standing, mode: str, way: str) -> None:
    assert walk(walked, ui(way, mode), way, mode, samples_of) == []


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", OTHER_COLOURS)
def test_every_screen_is_whole_in_other_colours(
    walked: AppContext, ui: Standing, mode: str, way: str
) -> None:
    assert walk(walked, ui(way, mode), way, mode, first_of) == []


def first_of(screen: type[KioskScreen]) -> Iterable[tuple[str, Answers]]:
    """The first sample of a screen."""
    return list(samples_of(screen))[:1]


def walk(ctx: AppContext, router: Router, way: str, mode: str, samples: SamplesOf) -> list[str]:
    """What is wrong with the samples of all screens in a mode."""
    found = []
    for screen in SCREENS:
        for name, answers in samples(screen):
            router.ctx, sample = ctx, Sample(screen, name, answers, way, mode)
            found += [f"{sample.file}: {what}" for what in faults_of(router, sample)]
    return found


def faults_of(router: Router, sample: Sample) -> list[str]:
    """What is wrong with a sample, alone and while there is news."""
    try:
        stand(router, sample.screen, sample.answers)
        settle()
        judged, kept = sample.mode in PHOTOGRAPHED, is_kept(sample)
        photo = photographed(router.stage) if judged or kept else None
        found = wrong(Seen(router.stage, photo, file_of(sample)), (unlike_kept,)) if kept else []
        found += wrong(Seen(router.stage, photo if judged else None))
        return found + (with_news(router) if sample.mode not in WITHOUT_NEWS else [])
    except Exception as trouble:  # noqa: BLE001  # whatever it is, the walk goes on
        return [f"cannot stand: {trouble!r}"]


def with_news(router: Router) -> list[str]:
    """What is wrong with a page while something is told above and below it, which moves nothing."""
    for over in ("strip", "good toast"):
        SITUATIONS[over](router)
    settle()
    found = wrong(Seen(router.stage), WRITTEN)
    clear(router)
    return [f"with news: {what}" for what in found]


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_whatever_stands_over_a_page_is_whole(ui: Standing, mode: str, way: str) -> None:
    found, router = [], ui(way, mode)
    for over, situation in SITUATIONS.items():
        stand(router, HomeScreen, dict(samples_of(HomeScreen))["afternoon"])
        situation(router)
        settle()
        photo = photographed(router.stage) if mode in PHOTOGRAPHED else None
        found += [f"{over}, {way} {mode}: {what}" for what in wrong(Seen(router.stage, photo))]
        clear(router)
    assert not found, "\n".join(found)


# ---- the walk sees what it is for


@pytest.mark.parametrize(("check", "plant"), PLANTED)
def test_a_planted_fault_is_named(
    walked: AppContext, monkeypatch: pytest.MonkeyPatch, check: str, plant: Plant
) -> None:
    router = easel_of(walked).router(SIZES["portrait"], MODES["standard"])
    kept = PICTURES / "service_detail-ordinary-portrait.png"
    stand(router, ServiceDetailScreen, dict(samples_of(ServiceDetailScreen))["ordinary"])
    assert wrong(Seen(router.stage, photographed(router.stage), kept)) == []
    settle()
    named = plant(router, monkeypatch)
    found = wrong(Seen(router.stage, photographed(router.stage), kept))
    assert any(what.startswith(f"{check}:") and named in what for what in found), found


def test_every_check_has_found_something() -> None:
    assert {check.__name__ for check in CHECKS} == {check for check, _ in PLANTED}


def test_a_page_that_cannot_stand_is_named_and_the_walk_goes_on(ui: Standing) -> None:
    broken = Sample(HomeScreen, "afternoon", {"hall": None}, "portrait", "standard")
    (found,) = faults_of(ui("portrait", "standard"), broken)
    assert found.startswith("cannot stand: ")


def test_no_picture_is_of_a_sample_that_is_gone() -> None:
    assert set(PICTURES.glob("*.png")) == all_kept()


def test_a_word_that_moved_is_seen() -> None:
    before = Image.open(PICTURES / "ticket-printed-portrait.png").convert("RGB")
    after = before.copy()
    after.paste(before.crop((50, 400, 200, 450)), (62, 400))
    assert how_different(before, after) > 0.001
