"""Pictures at the desk: many at once, one by one, and what is none stops nothing behind it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kiosk.actions import content
from kiosk.actions.exhibition.albums import exhibition_now
from kiosk.actions.exhibition.pictures import pictures
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.desk.exhibition import pages
from tests.actions.exhibition.test_albums import hang, photo
from tests.support.screen import wait_until
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN

ALBUM = "/desk/exhibition/album/life"


@pytest.fixture
def editor(ctx: AppContext, site: Flask) -> Colleague:
    hang(ctx)
    colleague = Colleague(site, "小王", add_account(ctx, "小王", Role.EDITOR))
    colleague.log_in()
    return colleague


def sends(editor: Colleague, path: str, *files: tuple[io.BytesIO, str]) -> tuple[int, str]:
    token = TOKEN.search(editor.get("/desk/exhibition").text)
    assert token
    answer = editor.post(path, csrf_token=token[1], pictures=list(files))
    return answer.status_code, answer.text


def drafts(ctx: AppContext) -> list[dict[str, str]]:
    writer = coordinator(ctx, Role.EDITOR, "小李")
    return [dict(one.draft.written) for one in content.on_shelf(ctx, writer, "picture").rows
            if one.draft]


def test_one_that_is_none_stops_nothing_behind_it(ctx: AppContext, editor: Colleague) -> None:
    status, said = sends(
        editor, ALBUM, (photo((90, 60)), "一.jpg"), (io.BytesIO(b"no picture"), "二.jpg"),
        (photo((60, 90)), "三.jpg"))
    assert status == 409 and "收进来 2 张" in said and "二.jpg" in said
    assert len(pictures(ctx)) == 2
    written = drafts(ctx)
    assert {one["picture"] for one in written} == {*pictures(ctx)}
    assert [one["album"] for one in written] == ["life"] * 2
    assert "草稿，还没放" in editor.get("/desk/exhibition").text
    assert [one.id for one in exhibition_now(ctx).album("life").pictures] == ["one"]


def test_an_album_that_is_gone_takes_nothing_in(ctx: AppContext, editor: Colleague) -> None:
    status, said = sends(editor, "/desk/exhibition/album/gone", (photo((90, 60)), "一.jpg"))
    assert status == 409 and "收起来了" in said and "一张都没收进来" in said
    assert pictures(ctx) == ()


def test_a_picture_is_looked_at_by_the_staff_before_anybody_else(
    ctx: AppContext, editor: Colleague, site: Flask
) -> None:
    sends(editor, ALBUM, (photo((90, 60)), "一.jpg"))
    (name,) = pictures(ctx)
    assert editor.get(f"/desk/exhibition/file/{name}").status_code == 200
    assert editor.get(f"/desk/exhibition/file/{'0' * 32}.jpg").status_code == 404
    stranger = site.test_client()
    assert stranger.get(f"/desk/exhibition/file/{name}").status_code != 200
    assert stranger.get(f"/show/file/phone/{name}").status_code == 404


def at_the_desk(ctx: AppContext, open_page: Callable[..., Page]) -> Page:
    """The albums before an editor who has come in."""
    hang(ctx)
    return open_page("/desk/exhibition", 1440, 900, coordinator(ctx, Role.EDITOR, "小王"))


def test_many_go_one_by_one_and_say_how_far_they_are(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = at_the_desk(sqlite_ctx, open_page)
    files = [tmp_path / f"{n}.jpg" for n in range(4)]
    for n, file in enumerate(files):
        file.write_bytes(b"none" if n == 1 else photo((90 + n, 60)).getvalue())
    page.set_input_files("[name=pictures]", list(map(str, files)))
    page.click("form.upload:not(.film) button")
    expect(page.locator(".told", has_text="收进来 3 张，1 张没收")).to_be_visible()
    expect(page.locator(".sent .done")).to_have_text([f"{n}.jpg 收进来了" for n in (0, 2, 3)])
    expect(page.locator(".sent .bad")).to_contain_text("1.jpg")
    expect(page.locator("form.upload:not(.film) progress")).to_have_js_property("value", 1)
    assert len(pictures(sqlite_ctx)) == 3


# A film of a few pictures, as the browser itself writes it.
RECORD = """async () => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: "video/webm" });
  const whole = new Promise((done) => { recorder.ondataavailable = (event) => done(event.data); });
  recorder.start();
  for (let n = 0; n < 30; n += 1) {
    pen.fillStyle = `rgb(${n * 8}, 40, 40)`;
    pen.fillRect(0, 0, 300, 150);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  return [...new Uint8Array(await (await whole).arrayBuffer())];
}"""
PLAYS = """() => {
  const film = document.querySelector("video");
  return film && film.muted && (film.currentTime > 0 || film.ended) && !film.error;
}"""


def test_a_video_goes_piece_by_piece_and_is_seen_without_sound_on_phone_and_board(
    sqlite_ctx: AppContext, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PIECE", 900)
    page = at_the_desk(sqlite_ctx, open_page)
    film = bytes(page.evaluate(RECORD))
    assert len(film) > 2 * pages.PIECE, "it goes in several"

    def sends_film(data: bytes) -> None:
        page.set_input_files("[name=video]", {
            "name": "春游.webm", "mimeType": "video/webm", "buffer": data})
        page.click("form.film button")

    sends_film(b"none of it" * 999)
    expect(page.locator("form.film .told")).to_contain_text("“春游.webm”不是完整的")
    assert page.locator("li video").count() == 0, "the control: it was not taken"
    with page.expect_navigation():
        sends_film(film)
    (written,) = drafts(sqlite_ctx)
    assert written["album"] == "life" and page.locator("li video").count() == 1
    hang(sqlite_ctx, video=written["video"], nobody=True, slide=True)
    for path in ("/show/life", "/board?slides=1"):
        page.goto(f"{page.url.split('/desk')[0].split('/show')[0]}{path}")
        assert page.get_attribute("video", "aria-label") == "在"
        if path.startswith("/show"):
            page.evaluate("() => document.querySelector('video').play()")
        wait_until(lambda: page.evaluate(PLAYS))
