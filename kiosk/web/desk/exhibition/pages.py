"""The albums at the desk: how each picture stands, and taking in many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response, abort, g, jsonify, make_response, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions import content
from kiosk.actions.content.results import ContentRow
from kiosk.actions.exhibition.pictures import (
    fetched,
    import_from_stick,
    import_picture,
    on_sticks,
)
from kiosk.actions.exhibition.videos import PIECE, take_piece, video_file
from kiosk.context import AppContext
from kiosk.devices.media.videos import MOST_BYTES
from kiosk.domain.content.content_form import Flat, called, written_in
from kiosk.domain.exhibition.pictures import PictureSize
from kiosk.domain.refusals import Refusal
from kiosk.web.core.files import picture_answer, video_answer
from kiosk.web.core.page_context import CONFLICT, language, why_not, words_of
from kiosk.web.core.request_bodies import takes_files
from kiosk.web.desk.auth import by_script
from kiosk.web.desk.sections import framed_page

# So many come with a form whose page has no script; the script sends them one by one.
AT_ONCE = 6


class HungPicture(NamedTuple):
    """A picture at the desk: its item, the newest of what is written, and how it stands: a kind of
    chip and the key of its words."""

    item: str
    written: Flat
    chip: str
    state: str


@dataclass(frozen=True, slots=True)
class DeskAlbum:
    """An album with what hangs in it, drafts too."""

    id: str
    title: str
    is_shown: bool
    pictures: tuple[HungPicture, ...]


def gallery_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the albums, their pictures as files, and taking pictures in."""
    takes_files("/desk/exhibition/", AT_ONCE)

    def albums() -> Response:
        return _page(ctx)

    def file(name: str) -> Response:
        film = video_file(ctx, name)
        return video_answer(film) if film else picture_answer(
            fetched(ctx, name, PictureSize.PHONE))

    def upload(album: str) -> Answer:
        """One by one; what is none stops nothing behind it."""
        files = [one for one in request.files.getlist("pictures") if one.filename][:AT_ONCE]
        return _taken_in(ctx, album, (
            (one.filename or "", partial(import_picture, ctx, one.stream, one.filename or "",
                                         who=g.staff)) for one in files))

    def stick() -> Answer:
        chosen = [Path(one) for one in request.form.getlist("file")]
        return _taken_in(ctx, request.form.get("album", ""), (
            (one.name, partial(import_from_stick, ctx, g.staff, one, None)) for one in chosen))

    desk.add_url_rule("/exhibition", "exhibition", albums)
    desk.add_url_rule("/exhibition/file/<name>", "exhibition_file", file)
    desk.add_url_rule("/exhibition/album/<album>", "exhibition_upload", upload, methods=["POST"])
    desk.add_url_rule("/exhibition/video/<album>", "exhibition_video",
                      lambda album: _piece_taken_in(ctx, album), methods=["POST"])
    desk.add_url_rule("/exhibition/stick", "exhibition_stick", stick, methods=["POST"])


def _piece_taken_in(ctx: AppContext, album: str) -> Answer:
    """Takes in a piece of a video; the last one hangs it in the album, as a draft."""
    form, came = request.form, request.files.get("video")
    if came is None:
        abort(400)
    try:
        there, made = take_piece(
            ctx, g.staff, form.get("key", ""), form.get("at", -1, int), form.get("whole", 0, int),
            came.read(PIECE + 1), form.get("name", "")[-40:])
    except Refusal as refusal:
        return make_response(jsonify(taken=0, refused=[why_not(ctx, refusal)], at=0), CONFLICT)
    if not made:
        return make_response(jsonify(taken=0, refused=[], at=there))
    return _taken_in(ctx, album, [("", lambda: made)], "video")


def _taken_in(
    ctx: AppContext, album: str, files: Iterable[tuple[str, Callable[[], str]]],
    field: str = "picture",
) -> Answer:
    """Takes in some files, each as a draft in the album with its name in a `field`; says of each
    that could not be why."""
    words, refused, n = words_of(ctx), list[str](), 0
    if album not in {row.item for row in content.on_shelf(ctx, g.staff, "album").rows}:
        return _told(ctx, 0, [words("refusals.no_such_album")])
    for name, take in files:
        try:
            content.save(ctx, g.staff, "picture", "", {}, {"album": album, field: take()})
            n += 1
        except Refusal as refusal:
            why = why_not(ctx, refusal)
            refused.append(words("desk_exhibition.refused", name=name[-40:], why=why))
    return _told(ctx, n, refused)


def _told(ctx: AppContext, n: int, refused: list[str]) -> Answer:
    if by_script():
        return make_response(jsonify(taken=n, refused=refused), CONFLICT if refused else 200)
    words = words_of(ctx)
    said = words("desk_exhibition.taken", n=n) if n else words("desk_exhibition.none_taken")
    return _page(ctx, " ".join([said, *refused]), CONFLICT if refused or not n else 200)


def _page(ctx: AppContext, note: str = "", status: int = 200) -> Response:
    pictures, reader = content.on_shelf(ctx, g.staff, "picture").rows, language(ctx)
    albums = tuple(
        DeskAlbum(row.item, called(_written(row), reader), row.shown and not row.hidden, tuple(
            HungPicture(one.item, _written(one), *_state(one)) for one in pictures
            if _written(one).get("album") == row.item))
        for row in content.on_shelf(ctx, g.staff, "album").rows)
    return framed_page("desk/exhibition.html", note, status, albums=albums, at_once=AT_ONCE,
                       said=partial(written_in, reader),
                       piece=PIECE, most=MOST_BYTES,
                       on_sticks=on_sticks(ctx, g.staff))


def _written(row: ContentRow) -> Flat:
    return row.draft.written if row.draft else row.written


def _state(row: ContentRow) -> tuple[str, str]:
    """How a picture stands before residents: its chip, the key of its words."""
    if not row.shown:
        return "plain", "draft"
    if row.hidden:
        return "shut", "hidden"
    written = row.written
    hangs = written.get("picture") or written.get("video")
    if hangs and not (written.get("nobody") or written.get("agreed")):
        return "near", "not_agreed"
    return "free", "shown"
