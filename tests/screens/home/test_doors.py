"""The doors of home: what each area offers stands there, and what it does not leaves no hole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk import screens
from kiosk.context import AppContext
from kiosk.screens.home.doors import share
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip
from tests.support.screens.resident import SIZES, Resident, settle

BOX = Rect(48, 888, 984, 680)
DOORS = (
    HomeDoor("rooms", "armchair-2", "活动场地", "看书、下棋、健身", Chip("free", "4 间有空"),
             hours="活动场地开到 21:00"),
    HomeDoor("help", "heart-handshake", "找志愿者", "手机、水电、陪看病", Chip("free", "2 人在岗")),
    HomeDoor("cases", "message-2", "说说您的事", "金锋工作室、人大代表", Chip("free", "有人接待")),
    HomeDoor("activities", "calendar-event", "活动预告", "16:00 免费量血压",
             Chip("plain", "今天 2 场", "calendar-event")),
    HomeDoor("lessons", "school", "六点半课堂", "", Chip("free", "还有 6 个位"), small=True),
    HomeDoor("care", "home-heart", "义养小镇", "", Chip("free", "量血压到 11:00"), small=True),
    HomeDoor("exhibition", "photo", "展示区", "", Chip("free", "随时能看"), small=True),
)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> dict[str, HomeDoor | None]:
    """What each area of a whole centre offers, by name; None for nothing."""
    offered: dict[str, HomeDoor | None] = {
        door.screen: replace(door, screen="service_list", small=False) for door in DOORS
    }
    tiles = tuple(
        HomeTile(door.screen, lambda _ctx, name=door.screen: [offered[name]],  # type: ignore[misc]
                 lambda stands, _words: stands[0], small=door.small)
        for door in reversed(DOORS)
    )
    monkeypatch.setattr(screens, "HOME_TILES", tuple(reversed(tiles)))
    return offered


@pytest.fixture(params=SIZES)
def visitor(
    request: pytest.FixtureRequest, planted: object, sqlite_ctx: AppContext
) -> Iterator[Resident]:
    """Somebody at home of that centre, either way round."""
    made = Resident(sqlite_ctx, request.param)
    yield made
    made.leaves()


def tiles(visitor: Resident) -> dict[str, Rect]:
    """The tiles by their names."""
    return {tile["title"]: tile["box"] for tile in visitor.stage.screen.page.tiles}


def test_eight_doors_stand_on_one_page(visitor: Resident) -> None:
    shown, small = tiles(visitor), {door.title for door in DOORS if door.small}
    assert list(shown) == [door.title for door in DOORS]
    large = [box for title, box in shown.items() if title not in small]
    assert all(shown[title].h < large[0].h for title in small)
    ways = [one["text"] for one in visitor.stage.screen.page.more]
    assert ways[0] == "查一查" and ways[1].startswith("通知") and len(ways) == 2
    assert "开到 21:00" in visitor.read() and "办事取号" in visitor.read()
    visitor.taps("义养小镇")
    visitor.wait_for("service_list")


def test_a_door_without_content_leaves_no_hole(
    visitor: Resident, planted: dict[str, HomeDoor | None]
) -> None:
    before = tiles(visitor)
    planted["cases"] = planted["care"] = None
    visitor.router.start_over()
    visitor.until(lambda: len(tiles(visitor)) == len(before) - 2)
    shown = tiles(visitor)
    assert sum(box.w * box.h for box in shown.values()) > 0.99 * sum(
        box.w * box.h for box in before.values())
    row = [shown["六点半课堂"], shown["展示区"]]
    assert max(box.right for box in row) == max(box.right for box in before.values())


def test_in_large_type_the_rest_is_one_tap_away(visitor: Resident) -> None:
    visitor.taps("大字")
    settle()
    assert list(tiles(visitor)) == ["活动场地", "找志愿者", "说说您的事", "活动预告"]
    assert "还有 5 项" in visitor.read().replace("\n", "")
    visitor.taps("还有 5 项")
    visitor.until(lambda: "展示区" in tiles(visitor))
    assert list(tiles(visitor)) == ["六点半课堂", "义养小镇", "展示区", "查一查", "通知、时间"]
    visitor.taps("看前面的")
    visitor.until(lambda: "活动场地" in tiles(visitor))


def test_home_is_read_in_the_order_of_its_doors(visitor: Resident) -> None:
    said = visitor.stage.screen.speech()
    names = ("办事取号", "活动场地", "找志愿者", "说说您的事", "查一查")
    places = [said.find(name) for name in names]
    assert min(places) >= 0, said
    assert places == sorted(places)


@pytest.mark.parametrize("large", range(7))
@pytest.mark.parametrize("small", range(7))
@pytest.mark.parametrize("portrait", [True, False])
def test_any_number_of_tiles_shares_the_page(large: int, small: int, portrait: bool) -> None:
    places = [box for box, _ in share(BOX, large, small, portrait)]
    assert len(places) == large + small
    assert all(BOX.inset(-0.01).holds(box) for box in places)
    assert all(one.gap(other) > 23.9 for n, one in enumerate(places) for other in places[n + 1:])
    shapes = [shape for _, shape in share(BOX, large, small, portrait)]
    assert all(one <= other for one, other in pairwise([shape != "normal" for shape in shapes]))
