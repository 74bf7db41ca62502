"""The exhibition on the phone: the albums, one of them, and its pictures as files."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template

from kiosk.actions import queue
from kiosk.actions.exhibition.albums import exhibition_now, is_on_show
from kiosk.actions.exhibition.pictures import fetched
from kiosk.actions.exhibition.videos import video_file
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.exhibition.pictures import PictureSize
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.core.files import picture_answer, video_answer
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.wording.translator import Translator


def show_pages(parts: PhoneParts) -> None:
    """Adds the exhibition."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor("phone.show", "photo", "exhibition.door", "", show_stands))

    @parts.phone.get("/show")
    def show() -> str:
        return render_template("phone/show.html", exhibition=exhibition_now(ctx))

    @parts.phone.get("/show/<album_id>")
    def show_album(album_id: str) -> Response:
        found = exhibition_now(ctx)
        try:
            album = found.album(album_id)
        except Refusal:
            return make_response(
                render_template("phone/show.html", exhibition=found, gone=True), 404)
        return make_response(render_template(
            "phone/album.html", exhibition=found, album=album, hall=_hall(ctx)))

    @parts.phone.get("/show/file/<size>/<name>")
    def show_file(size: str, name: str) -> Response:
        if size not in list(PictureSize) or not is_on_show(ctx, name):
            abort(404)
        return picture_answer(fetched(ctx, name, PictureSize(size)))

    @parts.phone.get("/show/video/<name>")
    def show_video(name: str) -> Response:
        return video_answer(video_file(ctx, name) if is_on_show(ctx, name) else None)


def show_stands(ctx: AppContext, words: Translator) -> DoorNow | None:
    """It can be looked at any time."""
    return DoorNow("plain", words("exhibition.door_chip")) if exhibition_now(ctx).albums else None


def _hall(ctx: AppContext) -> Hall | None:
    try:
        return queue.hall(ctx)
    except StorageDown:
        return None
