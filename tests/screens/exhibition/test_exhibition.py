"""The exhibition at the touch screen: from home to a picture, another one, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image

from db.content import content_items
from kiosk.context import AppContext
from kiosk.screens.exhibition.exhibition import tab_pages
from tests.support.albums import seed_albums
from tests.support.screens.resident import Resident, settle


@pytest.fixture
def guest(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at home of a centre with albums."""
    seed_albums(sqlite_ctx)
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def test_a_door_of_home_leads_to_one_picture_after_the_other(guest: Resident) -> None:
    guest.taps("展示区")
    guest.wait_for("exhibition")
    assert "大客厅，不办事也能来坐坐" in guest.read()
    guest.taps("图书室")
    guest.until(lambda: "写作业的地方" in guest.read())
    guest.taps("党史")
    guest.until(lambda: "二〇一二年七月" in guest.read())
    guest.taps("数字里的留义")
    guest.until(lambda: "5217" in guest.read())
    assert "窗口开着" in guest.read(), "real figures beside live ones"
    guest.taps("返回")
    guest.wait_for("home")


def test_what_is_to_be_seen_is_said_too(guest: Resident) -> None:
    guest.taps("展示区")
    guest.wait_for("exhibition")
    said = guest.stage.screen.speech()
    assert "大客厅，不办事也能来坐坐" in said and "志愿者陪孩子看书" in said
    guest.taps("数字里的留义")
    guest.until(lambda: "5217" in guest.read())
    assert "人家1761户" in guest.stage.screen.speech()
    guest.taps("中心的样子")
    guest.until(lambda: "大客厅" in guest.read())
    assert any(node.name.startswith("一间大屋") for node in guest.stage.register())


def test_an_album_put_away_meanwhile_gives_way_to_the_first(guest: Resident) -> None:
    guest.taps("展示区")
    guest.wait_for("exhibition")
    guest.taps("党史")
    guest.until(lambda: "二〇一二年七月" in guest.read())
    with guest.ctx.database.write(content=True) as tx:
        for item in content_items.items(tx, "album"):
            hidden = item.id != "people"
            content_items.put(tx, "album", item.id, item.body | {"hidden": hidden})
    guest.hears_news()
    guest.until(lambda: "手机不会用" in guest.read())


def test_without_an_album_there_is_no_door(sqlite_ctx: AppContext) -> None:
    visitor = Resident(sqlite_ctx)
    assert "展示区" not in visitor.read()
    visitor.leaves()


def test_in_contrast_words_stand_for_the_picture(guest: Resident) -> None:
    guest.taps("展示区")
    guest.wait_for("exhibition")
    guest.taps("高对比")
    settle()
    assert guest.stage.screen.page.frame is None
    assert "志愿者陪孩子看书" in guest.read().replace("\n", "")


@pytest.mark.parametrize("n", range(1, 12))
@pytest.mark.parametrize("rows", [1, 2])
def test_every_album_has_a_key_on_some_page(n: int, rows: int) -> None:
    widths = [208.0, 124, 124, 176, 242][:n] + [242.0] * (n - 5)
    pages = tab_pages(widths, 984, rows, 124)
    keys = [number for page in pages for (number, _), _ in page if number >= 0]
    assert keys == list(range(len(widths)))
    for page in pages:
        for row in range(rows):
            row_widths = [wide for (_, wide), at in page if at == row]
            assert sum(row_widths) + 24 * (len(row_widths) - 1) <= 984


def test_a_broken_copy_leaves_an_empty_doorway(guest: Resident) -> None:
    for file in (guest.ctx.settings.data / "pictures").glob("*.jpg"):
        file.unlink()
    guest.taps("展示区")
    guest.wait_for("exhibition")
    (file, *_) = (guest.ctx.settings.data / "pictures").glob("*.jpg")
    assert Image.open(file).size == (984, 720), "fetched from the database"
    for one in (guest.ctx.settings.data / "pictures").glob("*.jpg"):
        one.write_bytes(b"broken")
    guest.taps("图书室")
    guest.until(lambda: "写作业的地方" in guest.read())
