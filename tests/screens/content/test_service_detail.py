"""A service's page: everything it says has its place, and the phone can take it along."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from db.content import guide as content
from kiosk.actions.content.centre import guide
from kiosk.actions.queue import hall_code_is_fresh, open_counter, service_now
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.screens.content.guide_sheet import GuideSheet
from tests.support.centre import SEED, clerk, context_on, take
from tests.support.screens.resident import MODES, SIZES, Resident, easel_of, scanned, settle


def test_a_phone_takes_the_guide_along_with_a_fresh_code(
    resident: Resident, tmp_path: Path
) -> None:
    resident.goes_to("service_detail", service_id="medical")
    (url,) = scanned(resident.picture(tmp_path))
    page, _, code = url.partition("?k=")
    assert page == "http://192.0.2.10:8080/s/medical"
    assert hall_code_is_fresh(resident.ctx, code)


def test_the_code_changes_while_somebody_reads(resident: Resident, tmp_path: Path) -> None:
    resident.goes_to("service_detail", service_id="medical")
    (before,) = scanned(resident.picture(tmp_path))
    resident.ctx.clock.pass_(minutes=5)
    resident.looks()
    (after,) = scanned(resident.picture(tmp_path))
    assert before != after
    assert hall_code_is_fresh(resident.ctx, after.partition("?k=")[2])


def test_the_red_button_says_how_many_are_ahead_and_leads_to_the_kinds(
    resident: Resident
) -> None:
    for _ in range(2):
        take(resident.ctx)
    resident.goes_to("service_detail", service_id="medical")
    assert "前面 2 人" in resident.read()
    resident.taps("现在取号")
    resident.wait_for("check_list")
    resident.taps("就这样取号")
    resident.wait_for("priority")


def test_somebody_who_takes_a_number_elsewhere_is_counted_at_once(resident: Resident) -> None:
    resident.goes_to("service_detail", service_id="medical")
    resident.hears_news()
    assert "前面没有人" in resident.read()
    take(resident.ctx)
    resident.hears_news()
    assert "前面 1 人" in resident.read()


def test_a_service_not_done_today_says_when_and_gives_no_number(resident: Resident) -> None:
    resident.goes_to("service_detail", service_id="card")
    button = resident.target("每周五上午办")
    assert not button.enabled and "今天不办" in resident.read()
    resident.taps("每周五上午办")
    resident.looks()
    assert resident.page == "service_detail"


def test_the_way_to_a_person_names_the_counter(resident: Resident) -> None:
    open_counter(resident.ctx, clerk(resident.ctx, 2))
    resident.goes_to("service_detail", service_id="medical")
    resident.taps("问工作人员")
    assert "请到 2 或 3 号窗口旁边" in resident.read()
    resident.taps("好，我去问")
    assert resident.stage.dialog is None and resident.page == "service_detail"


def test_where_nobody_sits_the_way_to_a_person_is_another_counter(resident: Resident) -> None:
    resident.goes_to("service_detail", service_id="medical")
    assert "窗口暂时没人" in resident.read()
    resident.taps("问工作人员")
    assert "请到开着的窗口旁边" in resident.read()


def test_the_guide_stays_readable_while_storage_is_down(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.goes_to("service_detail", service_id="medical")
    resident.taps("返回")
    resident.wait_for("home")

    def gone() -> None:
        raise StorageDown("the database is gone")

    monkeypatch.setattr(resident.ctx.database, "read", gone)
    resident.goes_to("service_detail", service_id="medical")
    assert "身份证" in resident.read() and not resident.target("现在取不了号").enabled


def test_it_is_read_aloud_as_a_neighbour_would(resident: Resident) -> None:
    resident.goes_to("service_detail", service_id="medical")
    assert resident.stage.screen.speech() == (
        "居民医保。在二或三号窗口办，当场办完。要带身份证。要办，点红色的现在取号。"
    )


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    """A centre with all of the seed's services."""
    folder = tmp_path_factory.mktemp("seeded")
    ctx = context_on(f"cysqlite:///{folder / 'centre.db'}", folder)
    ctx.database.migrate()
    with ctx.database.write(content=True) as tx:
        content.seed(tx, tomllib.loads(SEED.read_text("utf-8")))
    return ctx


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", ["standard", "english", "big", "big_english"])
def test_every_service_of_the_centre_has_room_for_all_it_says(
    seeded: AppContext, way: str, mode: str
) -> None:
    router = easel_of(seeded).router(SIZES[way], MODES[mode])
    for service in guide(seeded).services:
        answers = {"service": service_now(seeded, service.id)}
        router.arrive("service_detail", answers, service_id=service.id)
        settle()
        assert not router.stage.overflows(), service.id
        (sheet,) = [p for p in router.stage.pieces() if isinstance(p, GuideSheet)]
        assert sheet.box.holds(sheet._flow.box) and sheet.box.holds(sheet._materials.box)
