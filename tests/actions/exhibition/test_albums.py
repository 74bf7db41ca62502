"""Albums: what hangs in them, who has to agree first, and that every kiosk has the pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from db.activities import papers
from db.content import content_items
from db.exhibition import pictures as files
from kiosk.actions.activities.papers import import_paper
from kiosk.actions.exhibition import demo
from kiosk.actions.exhibition.albums import exhibition_now, is_on_show
from kiosk.actions.exhibition.pictures import (
    fetched,
    import_picture,
    keep_pictures,
    name_of,
    picture_file,
    pictures,
)
from kiosk.actions.exhibition.slides import slides
from kiosk.actions.operations import backups
from kiosk.context import AppContext
from kiosk.devices.media.pictures.drawn import Season
from kiosk.domain.exhibition.pictures import KEPT_DAYS, LARGEST, PictureSize
from kiosk.domain.refusals import Refusal
from tests.support.activities import PDF, with_activities
from tests.support.albums import GPS, hang, photo, seed_albums
from tests.support.centre import Clock
from tests.support.rooms import keeper


def shown(ctx: AppContext) -> list[str]:
    """The pictures on show."""
    return [one.id for album in exhibition_now(ctx).albums for one in album.pictures]


def elsewhere(ctx: AppContext, folder: Path) -> AppContext:
    """Another kiosk of the same centre."""
    return replace(ctx, settings=replace(ctx.settings, data=folder))


def test_every_size_has_nothing_but_what_is_seen(sqlite_ctx: AppContext) -> None:
    assert Image.open(photo()).getexif().get_ifd(GPS), "the control: it was in there"
    name = import_picture(sqlite_ctx, photo(), "a.jpg")
    for size, (wide, high) in LARGEST.items():
        file = fetched(sqlite_ctx, name, size)
        assert file is not None
        seen = Image.open(file)
        assert not dict(seen.getexif()) and b"Exif" not in file.read_bytes()
        assert seen.width <= wide and seen.height <= high
        assert seen.width == wide or seen.height == high, "as large as it may be"


def test_a_picture_taken_in_at_one_kiosk_is_had_by_the_other(
    ctx: AppContext, tmp_path: Path
) -> None:
    name = import_picture(ctx, photo(), "a.jpg")
    other = elsewhere(ctx, tmp_path / "other")
    assert pictures(other) == (name,)
    copy = fetched(other, name)
    assert copy is not None and copy.read_bytes() == picture_file(ctx, name).read_bytes()
    assert copy != picture_file(ctx, name)
    assert fetched(other, f"{'0' * 32}.jpg") is None and fetched(other, "../secret.key") is None


@pytest.mark.parametrize(("ticks", "is_shown"), [
    ({}, False), ({"nobody": True}, True), ({"agreed": True}, True),
    ({"agreed": False, "nobody": False}, False),
])
def test_a_picture_with_people_waits_until_they_agreed(
    sqlite_ctx: AppContext, ticks: dict[str, bool], is_shown: bool
) -> None:
    name = import_picture(sqlite_ctx, photo(), "a.jpg")
    hang(sqlite_ctx, picture=name, slide=True, **ticks)
    assert (shown(sqlite_ctx) == ["one"]) is is_shown
    assert is_on_show(sqlite_ctx, name) is is_shown, "nor is its file given to anybody"
    assert any(slide.id == "picture-one" for slide in slides(sqlite_ctx)) is is_shown


def test_without_a_picture_its_icon_hangs_there(sqlite_ctx: AppContext) -> None:
    hang(sqlite_ctx)
    assert shown(sqlite_ctx) == ["one"]


def test_what_is_over_or_not_yet_is_not_on_show(sqlite_ctx: AppContext, clock: Clock) -> None:
    today = clock.now.date()
    for more, is_shown in (
        ({"from": today.isoformat()}, True),
        ({"until": (today - timedelta(days=1)).isoformat()}, False),
        ({"from": (today + timedelta(days=1)).isoformat()}, False),
    ):
        hang(sqlite_ctx, **more)
        assert (shown(sqlite_ctx) == ["one"]) is is_shown
    assert exhibition_now(sqlite_ctx).albums == (), "an album without anything is left out"
    with pytest.raises(Refusal, match="no_such_album"):
        exhibition_now(sqlite_ctx).album("life")


def days_later(ctx: AppContext, days: int) -> AppContext:
    return replace(ctx, clock=lambda: Clock().now + timedelta(days=days))


@pytest.mark.both
def test_a_picture_nothing_names_goes_after_a_month_everywhere(
    ctx: AppContext, tmp_path: Path
) -> None:
    hung, forgotten = (import_picture(ctx, photo(size), "a.jpg") for size in ((90, 60), (60, 90)))
    hang(ctx, picture=hung, nobody=True)
    other = elsewhere(ctx, tmp_path / "other")
    assert fetched(other, forgotten)
    keep_pictures(days_later(ctx, KEPT_DAYS - 1))
    assert set(pictures(ctx)) == {hung, forgotten}
    keep_pictures(days_later(ctx, KEPT_DAYS + 1))
    assert pictures(ctx) == (hung,) and not picture_file(ctx, forgotten).exists()
    keep_pictures(days_later(other, KEPT_DAYS + 1))
    assert pictures(ctx) == (hung,) and not picture_file(other, forgotten).exists()


def test_a_picture_of_an_earlier_version_comes_into_the_database(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    data = photo((90, 60)).getvalue()
    old = picture_file(sqlite_ctx, name_of(data))
    old.parent.mkdir(parents=True)
    old.write_bytes(data)
    (old.parent / f"{'f' * 32}.jpg").write_bytes(b"no picture")
    assert pictures(sqlite_ctx) == ()
    keep_pictures(sqlite_ctx)
    assert pictures(sqlite_ctx) == (old.name,), "what cannot be read stops nothing"
    assert fetched(elsewhere(sqlite_ctx, tmp_path / "other"), old.name, PictureSize.PHONE)


def test_the_first_content_hangs(ctx: AppContext) -> None:
    seed_albums(ctx)
    found = exhibition_now(ctx)
    assert [album.title.zh for album in found.albums] == [
        "中心的样子", "荣誉", "党史", "身边的人", "数字里的留义"]
    drawn = [one.file for one in found.album("centre").pictures if one.file]
    assert len(drawn) == 3 and all(fetched(ctx, name) for name in drawn)
    assert found.album("figures").figures[1].value == "5217"


def put_away(ctx: AppContext) -> None:
    with ctx.database.write(content=True) as tx:
        for item in content_items.items(tx, "picture"):
            content_items.put(tx, "picture", item.id, item.body | {"hidden": True})


def deleted(ctx: AppContext) -> None:
    with ctx.database.write(content=True) as tx:
        for item in content_items.items(tx, "picture"):
            content_items.remove(tx, "picture", item.id)


@pytest.mark.parametrize("take_down", [put_away, deleted])
def test_what_was_taken_down_is_given_to_nobody(
    sqlite_ctx: AppContext, take_down: Callable[[AppContext], None]
) -> None:
    name = import_picture(sqlite_ctx, photo((90, 60)), "a.jpg")
    hang(sqlite_ctx, picture=name, agreed=True)
    assert is_on_show(sqlite_ctx, name)
    take_down(sqlite_ctx)
    assert not is_on_show(sqlite_ctx, name)
    with sqlite_ctx.database.read() as tx:
        assert files.names(tx) == (name,)


def test_the_album_for_trying_out_and_a_paper_come_back_with_a_restore(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    ctx = with_activities(sqlite_ctx)
    demo.fill(ctx, Random(1))
    paper = import_paper(ctx, keeper(ctx), io.BytesIO(PDF), "单子.pdf")
    hung = {one.file for album in exhibition_now(ctx).albums for one in album.pictures}
    on_slides = {one.picture for slide in slides(ctx) for one in slide.exhibits if one.picture}
    assert len(hung) == len(Season) and hung > on_slides != set()
    file = backups.back_up(ctx)
    with ctx.database.write(content=True) as tx:
        for name in hung:
            files.delete(tx, name)
        papers.delete(tx, paper)
        content_items.remove(tx, "album", demo.ALBUM)
    other = elsewhere(ctx, tmp_path / "other")
    assert not exhibition_now(ctx).albums, "control: they were lost"
    assert not any(fetched(other, one) for one in hung)
    backups.restore(ctx, file)
    assert {one.file for album in exhibition_now(ctx).albums for one in album.pictures} == hung
    assert all(fetched(other, one) for one in hung)
    with ctx.database.read() as tx:
        assert papers.read(tx, paper) == PDF
