"""What a change of mode keeps: the rows one reads, a question, a failure; and what it leaves."""

from __future__ import annotations

import pytest

from kiosk.context import AppContext
from kiosk.screens.content.service_list import ServiceListScreen
from tests.samples import centre
from tests.support.screens.resident import MODES, SIZES, Resident, easel_of, settle


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("page", [1, 2, 3])
def test_who_reads_on_in_another_mode_still_sees_the_same_row(
    sqlite_ctx: AppContext, way: str, page: int
) -> None:
    router = easel_of(sqlite_ctx).router(SIZES[way], MODES["standard"])
    answers = {
        "guide": centre.GUIDE, "category_id": "insurance", "hall": centre.HALL,
        "services": tuple(centre.service_now(service) for service in centre.SERVICES),
    }
    asked = {}
    router.turn = asked.update
    router.arrive(ServiceListScreen.NAME, answers)
    router.presenter.screen.turn(page)
    router.arrive(ServiceListScreen.NAME, answers | asked)
    row = router.presenter.screen.page.rows.items[0]["value"]
    for mode in ("big", "english", "big_english_contrast", "standard"):
        router.read_in(MODES[mode])
        settle()
        assert row in [shown["value"] for shown in router.presenter.screen.page.rows.items], mode


def test_what_was_asked_stays_asked_in_another_size(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.goes_to("service_detail", service_id="medical")
    resident.taps("问工作人员")
    asked = resident.stage.dialog.question
    for button in ("大字", "高对比"):
        resident.taps(button)
        settle()
        assert resident.stage.dialog is not None and resident.stage.dialog.question == asked
    resident.taps("English")
    settle()
    assert resident.stage.dialog is None, "asked in Chinese, it is no question in English"


def test_what_failed_is_still_said_in_another_mode(resident: Resident) -> None:
    def action() -> None:
        raise OSError("disk")

    resident.router.run(action, print)
    resident.until(lambda: resident.stage.trouble is not None)
    resident.taps("大字")
    assert "什么都没变" in resident.read().replace("\n", "")
    resident.taps("English")
    assert "Nothing was changed" in resident.read().replace("\n", " ")
    resident.taps("Home")
    resident.wait_for("home")
    assert resident.stage.trouble is None


def test_who_only_chose_a_language_leaves_none_of_it_behind(resident: Resident) -> None:
    resident.taps("English")
    settle()
    assert not resident.router.visit.untouched
    resident.stands(61)
    resident.stands(21)
    assert resident.router.visit.mode.language == "zh_CN"
