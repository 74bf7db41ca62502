"""The exhibition on the phone: albums, what hangs in them, and who may see a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from kiosk.actions.exhibition.pictures import import_picture
from kiosk.context import AppContext
from tests.support.albums import hang, photo, seed_albums
from tests.support.web.axe import SIZED, violations
from tests.web.phone.test_axe import SIDEWAYS, SMALL, USUAL

OK, NOT_FOUND = 200, 404


def test_an_album_leads_to_its_pictures_and_their_alternatives(
    ctx: AppContext, site: Flask
) -> None:
    seed_albums(ctx)
    visitor = site.test_client()
    page = visitor.get("/show").text
    assert "中心的样子" in page and "/show/centre" in page
    album = visitor.get("/show/centre").text
    assert "大客厅，不办事也能来坐坐" in album and 'alt="一间大屋，老人坐在沙发上' in album
    figures = visitor.get("/show/figures").text
    assert "5217" in figures and "窗口开着" in figures, "real ones beside live ones"
    gone = visitor.get("/show/nowhere")
    assert gone.status_code == NOT_FOUND and "收起来了" in gone.text and "党史" in gone.text


def test_a_picture_is_given_only_while_it_hangs(
    ctx: AppContext, site: Flask
) -> None:
    visitor = site.test_client()
    name = import_picture(ctx, photo((90, 60)), "a.jpg")
    for size in ("touch", "phone", "tv"):
        assert visitor.get(f"/show/file/{size}/{name}").status_code == NOT_FOUND
    hang(ctx, picture=name)
    assert visitor.get(f"/show/file/phone/{name}").status_code == NOT_FOUND, "nobody agreed"
    hang(ctx, picture=name, agreed=True)
    for size in ("touch", "phone", "tv"):
        answer = visitor.get(f"/show/file/{size}/{name}")
        assert answer.status_code == OK and answer.mimetype == "image/jpeg"
        assert answer.data.startswith(b"\xff\xd8") and b"Exif" not in answer.data
    assert visitor.get(f"/show/file/huge/{name}").status_code == NOT_FOUND


@pytest.mark.parametrize("path", ["/show", "/show/centre", "/show/figures", "/show/nowhere"])
def test_nobody_is_shut_out_of_the_exhibition(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], path: str
) -> None:
    seed_albums(sqlite_ctx)
    page = open_page(path, 390, 844)
    for width, height in (SMALL, USUAL):
        page.set_viewport_size({"width": width, "height": height})
        for text in ("100%", "200%"):
            page.evaluate(SIZED, text)
            assert [*violations(page), *page.evaluate(SIDEWAYS)] == [], (width, text)
    # The control: a picture without words for it is found.
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(found.startswith("image-alt:") for found in violations(page))
