"""What comes and goes on the touch screen: softly, soon over, and never in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import AppContext
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.drawing.transitions import DIALOG, PAGE, TOAST
from kiosk.ui.shell.overlays import Answer, Question
from tests.support.screens.resident import Resident, easel_of, photograph


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a small centre."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def goes(resident: Resident) -> None:
    """To another page, up to the moment in which it stands there."""
    resident.router.go("service_list")
    resident.router.step()
    assert resident.page == "service_list"


def test_a_page_fades_over_the_next_which_stands_at_once(resident: Resident) -> None:
    stage = resident.stage
    home, children = stage.screen, len(stage.children)
    goes(resident)
    assert stage.canvas.indexof(home.canvas) == stage.canvas.indexof(stage.screen.canvas) + 1
    assert home.parent is None and len(stage.children) == children, "a picture, no widget"
    assert stage.screen.opacity == 1
    resident.frame(PAGE / 2)
    assert 0 < home.canvas.opacity < 1
    resident.frame(PAGE)
    assert stage.canvas.indexof(home.canvas) == -1 and home.canvas.opacity == 1
    assert not stage.fading._step.is_triggered


def test_the_next_page_can_be_tapped_while_the_last_one_fades(resident: Resident) -> None:
    goes(resident)
    resident.frame(PAGE / 2)
    home = resident.stage.bar.buttons["home"]
    assert resident.stage.fading._now
    resident.touches(*home.center)
    resident.wait_for("home")
    resident.step(PAGE)
    assert resident.stage.screen.canvas.opacity == 1
    assert resident.stage.screen.canvas in resident.stage.canvas.children


def test_dialog_and_toast_come_softly_and_work_at_once(resident: Resident) -> None:
    router, stage = resident.router, resident.stage
    answered: list[bool] = []
    router.ask(Question("还在吗？", "", (Answer("我还在", lambda: answered.append(True)),)))
    router.toast("记住了")
    assert stage.dialog.canvas.opacity == stage.toast.canvas.opacity == 0
    resident.frame(0)
    resident.taps("我还在", again_after=0)
    assert answered and stage.dialog.canvas.opacity < 1
    resident.step(max(DIALOG, TOAST))
    assert stage.dialog.canvas.opacity == stage.toast.canvas.opacity == 1


@pytest.mark.parametrize("mode", ["大字", "高对比"])
def test_in_big_text_and_high_contrast_all_is_at_once(resident: Resident, mode: str) -> None:
    resident.taps(mode)
    home = resident.stage.screen
    goes(resident)
    assert resident.stage.canvas.indexof(home.canvas) == -1
    assert not resident.stage.fading._step.is_triggered


def test_a_mode_or_the_next_page_ends_a_fade(resident: Resident) -> None:
    stage, home, answers = resident.stage, resident.stage.screen, resident.router.presenter.answers
    goes(resident)
    resident.router.arrive("home", answers)
    assert stage.screen is home and home.canvas.opacity == 1
    resident.taps("English")
    assert not stage.fading._now and not stage.fading._step.is_triggered


def test_pictures_of_the_gallery_never_show_half_a_page(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    router = easel_of(sqlite_ctx).router((540, 960), Mode())
    router.ask(Question("还在吗？", "", (Answer("我还在", router.close),)))
    assert router.stage.dialog.canvas.opacity == 1
    assert photograph(router.stage, tmp_path).size == (540, 960)
