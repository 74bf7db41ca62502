"""The exhibition on the phone: albums, what hangs in them, and who may see a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from kiosk.actions.exhibition.pictures import import_picture
from kiosk.actions.exhibition.videos import video_file
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core import files
from tests.actions.exhibition.test_videos import sent
from tests.support.albums import hang, photo, seed_albums
from tests.support.videos import mp4
from tests.support.volunteer_help import coordinator
from tests.support.web.axe import shut_out, violations
from tests.web.phone.test_axe import SMALL, USUAL

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


def test_a_video_comes_in_the_parts_a_player_asks_for(ctx: AppContext, site: Flask) -> None:
    film, visitor = mp4(film=3000), site.test_client()
    name = sent(ctx, coordinator(ctx, Role.EDITOR, "小李"), film)
    kept = video_file(ctx, name).read_bytes()
    path, last = f"/show/video/{name}", len(kept) - 1
    assert visitor.get(path).status_code == NOT_FOUND, "it hangs nowhere"
    hang(ctx, video=name, nobody=True)
    assert "<video" in visitor.get("/show/life").text
    whole = visitor.get(path)
    assert (whole.status_code, whole.data, whole.mimetype) == (OK, kept, "video/mp4")
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, start, stop in (("0-", 0, last), ("5-9", 5, 9), ("-7", last - 6, last),
                               (f"{last}-{last + 99}", last, last)):
        part = visitor.get(path, headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.data) == (206, kept[start:stop + 1])
        assert part.headers["Content-Range"] == f"bytes {start}-{stop}/{len(kept)}"
    beyond = visitor.get(path, headers={"Range": f"bytes={last + 1}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(kept)}")
    for odd in ("lines=1-2", "bytes=0-1,4-5", "bytes=x"):
        assert visitor.get(path, headers={"Range": odd}).data == kept
    assert visitor.head(path).headers["Content-Length"] == str(len(kept))
    assert visitor.get(f"/show/video/{'0' * 32}.mp4").status_code == NOT_FOUND


def test_of_a_long_part_only_the_beginning_comes(
    ctx: AppContext, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_PART", 100)
    name = sent(ctx, coordinator(ctx, Role.EDITOR, "小李"))
    hang(ctx, video=name, nobody=True)
    part = site.test_client().get(f"/show/video/{name}", headers={"Range": "bytes=50-"})
    assert (part.status_code, len(part.data)) == (206, 100)
    assert part.headers["Content-Range"].startswith("bytes 50-149/")


@pytest.mark.parametrize("path", ["/show", "/show/centre", "/show/figures", "/show/nowhere"])
def test_nobody_is_shut_out_of_the_exhibition(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], path: str
) -> None:
    seed_albums(sqlite_ctx)
    page = open_page(path, 390, 844)
    assert shut_out(page, (USUAL, SMALL)) == []
    # The control: a picture without words for it is found.
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(found.startswith("image-alt:") for found in violations(page))
