"""The exhibition: slides, albums, and pictures taken in and hung."""

from typing import Any

from db.content import guide as content
from db.engine.database import WriteTransaction
from db.exhibition import albums as albums_stored, pictures as files, slides as stored
from kiosk.actions.exhibition import demo
from kiosk.actions.exhibition.pictures import RETENTION, keep_pictures, name_of
from kiosk.actions.exhibition.videos import RETENTION as OF_VIDEOS, health, keep_videos
from kiosk.area import Area, AreaContent, AtLength, EventNames, Seed
from kiosk.assets import ASSETS
from kiosk.domain.exhibition.content_types import ALBUM, PICTURE, SLIDE
from kiosk.domain.exhibition.pictures import PictureSize


def _seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Slides, albums and pictures of a seed file; `drawn` is a picture that comes along."""
    stored.seed(tx, written)
    hung = [_with_file(tx, body) for body in written.get("pictures", ())]
    albums_stored.seed(tx, {**written, "pictures": hung})


def _with_file(tx: WriteTransaction, body: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key != "drawn"}
    if "drawn" not in body:
        return rest
    data = (ASSETS / "seed" / "pictures" / body["drawn"]).read_bytes()
    files.keep(tx, name_of(data), dict.fromkeys(PictureSize, data))
    return {**rest, "picture": name_of(data)}


AREA = Area(
    name="exhibition",
    events=EventNames(by_staff=("bring_picture", "hang_picture", "bring_video"),
                      by_others=("forget_pictures", "forget_videos")),
    jobs={"pictures": AtLength(keep_pictures), "videos": AtLength(keep_videos)},
    health=health,
    retention=(RETENTION, OF_VIDEOS),
    records=None,
    statistics=None,
    content=AreaContent(
        (SLIDE, ALBUM, PICTURE), lambda tx: (stored.slides(tx), albums_stored.exhibition(tx))),
    names=None,
    announces=None,
    seed=Seed(content.is_seeded, _seed),
    demo=demo.fill,
    erase=None,
    losses=None,
    door=ALBUM.name,
)
