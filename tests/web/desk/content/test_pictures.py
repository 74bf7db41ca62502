"""Slides at the desk: a photograph that comes with a form, and no look ahead where none is."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image

from db.exhibition import pictures as rows
from kiosk.actions import content
from kiosk.actions.exhibition.pictures import picture_file, pictures
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN

CELL = "exhibits.0.picture"
LEFT, RIGHT = (200, 30, 30), (30, 60, 200)


def photograph() -> io.BytesIO:
    """Wide, red on the left and blue on the right."""
    picture = Image.new("RGB", (1600, 400), RIGHT)
    picture.paste(LEFT, (0, 0, 800, 400))
    written = io.BytesIO()
    picture.save(written, "PNG")
    written.seek(0)
    return written


@pytest.fixture
def editor(ctx: AppContext, site: Flask) -> Colleague:
    colleague = Colleague(site, "小王", add_account(ctx, "小王", Role.EDITOR))
    colleague.log_in()
    return colleague


def sends(editor: Colleague, keep: str, how: str = "keep") -> int:
    token = TOKEN.search(editor.get("/desk/content/slide/new").text)
    assert token
    return editor.post("/desk/content/slide/new", csrf_token=token[1], **{
        ":how": "save", f":{how}.{CELL}": keep, CELL: (photograph(), "活动.png")}).status_code


@pytest.mark.parametrize(("keep", "colour"), [("start", LEFT), ("end", RIGHT)])
def test_the_part_that_was_asked_for_is_hung(
    ctx: AppContext, editor: Colleague, keep: str, colour: tuple[int, int, int]
) -> None:
    assert sends(editor, keep) == 303
    (name,) = pictures(ctx)
    seen = Image.open(picture_file(ctx, name)).getpixel((150, 200))
    assert isinstance(seen, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(seen, colour, strict=True))
    small = f'src="/desk/content/file/{name}"'
    assert small in editor.get("/desk/content/slide").text
    assert small not in editor.get("/desk/content/service").text, "the control"
    assert editor.get(f"/desk/content/file/{name}").mimetype == "image/jpeg"
    writer = coordinator(ctx, Role.EDITOR, "小李")
    (row,) = [one for one in content.on_shelf(ctx, writer, "slide").rows if one.draft]
    assert row.draft and row.draft.written == {CELL: name}, "how it was cut is no part of it"


def test_a_name_too_long_for_the_disk_is_no_picture(editor: Colleague) -> None:
    assert editor.get(f"/desk/content/file/{'a' * 5000}").status_code == 404


def test_what_is_no_part_of_it_is_refused(ctx: AppContext, editor: Colleague) -> None:
    assert sends(editor, "everything") == 400
    for frame in ("", "0 0 1", "0 0 1 x", "nan 0 1 1", "0 0 0 1", "-0.1 0 0.5 1", "0.6 0 0.5 1",
                  "0 0 inf 1", "1 2 3 4 5"):
        assert sends(editor, frame or "0", "frame") == 400
    assert pictures(ctx) == ()


@pytest.mark.both
def test_a_cut_keeps_the_whole_and_goes_back_to_it(ctx: AppContext, editor: Colleague) -> None:
    at = coordinator(ctx, Role.EDITOR, "小李")

    def hung() -> tuple[str, tuple[int, int]]:
        (row,) = [one for one in content.on_shelf(ctx, at, "slide").rows if one.draft]
        assert row.draft
        return row.item, Image.open(picture_file(ctx, row.draft.written[CELL])).size

    def frames(frame: str) -> None:
        item, _ = hung()
        page = f"/desk/content/slide/{item}"
        written = content.sheet(ctx, at, "slide", item).written
        editor.press(page, page, **{":base": json.dumps(written), **written, ":how": "save",
                                    f":frame.{CELL}": frame})

    assert sends(editor, "0 0 0.2500 1.0000", "frame") == 303
    assert hung()[1] == (400, 400), "out of the file itself: 1600 × 400"
    cut, whole = sorted(pictures(ctx), key=lambda name: Image.open(picture_file(ctx, name)).width)
    form = editor.get(f"/desk/content/slide/{hung()[0]}").text
    assert f'data-whole="/desk/content/file/{whole}"' in form
    assert 'data-frame="0.0000 0.0000 0.2500 1.0000"' in form
    assert content.sheet(ctx, at, "slide", "").pictures == (cut,), "one photograph is one choice"
    frames("0.0000 0.0000 0.2500 1.0000")
    assert set(pictures(ctx)) == {cut, whole}, "the same frame again is the same picture"
    with ctx.database.read() as tx:
        assert rows.unused(tx, ctx.clock() + timedelta(days=99)) == (), "a cut keeps its whole"
    frames("0 0 1 1")
    assert hung()[1] == Image.open(picture_file(ctx, whole)).size
    chosen = content.sheet(ctx, at, "slide", hung()[0])
    assert set(chosen.pictures) == {cut, whole}, "what hangs there can always be chosen"
    with ctx.database.read() as tx:
        assert rows.unused(tx, ctx.clock() + timedelta(days=99)) == (cut,), "the control"
    # What the centre does not have is said in its place, as without a frame.
    answer = editor.press("/desk/content/slide/new", "/desk/content/slide/new", **{
        ":how": "publish", ":base": "{}", CELL: f"{'0' * 32}.jpg", f":frame.{CELL}": "0 0 .5 1"})
    assert answer.status_code == 422


def test_looking_ahead_is_offered_only_where_there_is_a_page(editor: Colleague) -> None:
    offered = {item: f"/desk/content/{item}/preview" in editor.get(f"/desk/content/{item}").text
               for item in ("service/medical", "slide/new", "picture/new")}
    # No page shows a picture alone: a button would lead to one that is not found.
    assert offered == {"service/medical": True, "slide/new": True, "picture/new": False}


def test_a_slide_is_looked_at_with_the_picture_that_just_came(editor: Colleague) -> None:
    fields = {"title.zh": "端午", "lead.zh": "包粽子", "exhibits.0.icon": "home",
              "exhibits.0.caption.zh": "大家来", "seconds": "7"}
    page, looks = "/desk/content/slide/new", "/desk/content/slide/new/preview"
    seen = editor.press(page, looks, **fields, **{CELL: (photograph(), "a.png")})
    assert seen.status_code == 200 and "第 1 张，放 7 秒" in seen.text and "包粽子" in seen.text
    assert "电视上不放" in editor.press(page, looks, **fields).text, "the control: without it"
    assert editor.get("/board?slide=gone").status_code == 404


def test_nothing_written_and_shown_says_in_its_place_what_is_missing(editor: Colleague) -> None:
    answer = editor.press("/desk/content/slide/new", "/desk/content/slide/new",
                          **{":how": "publish", ":base": "{}"})
    assert answer.status_code == 422 and answer.text.count('class="wrong"') >= 2
