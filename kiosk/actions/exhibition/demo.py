"""An album for trying out: a yard in its four seasons, drawn in code; two of them are slides."""

from __future__ import annotations

from random import Random

from db.exhibition import albums as stored
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.exhibition.pictures import import_picture
from kiosk.context import AppContext
from kiosk.devices.media.pictures.drawn import Season, drawn_yard

ALBUM = "demo-yard"
TITLES = {
    Season.SPRING: ("春天", "Spring"), Season.SUMMER: ("夏天", "Summer"),
    Season.AUTUMN: ("秋天", "Autumn"), Season.WINTER: ("冬天", "Winter"),
}
CAPTIONS = {
    Season.SPRING: ("春天，院里的花开了", "The trees are in blossom"),
    Season.SUMMER: ("夏天，树底下凉快", "It is cool below the trees"),
    Season.AUTUMN: ("秋天，叶子黄了", "The leaves turn yellow"),
    Season.WINTER: ("冬天，屋顶上落了雪", "There is snow on the roof"),
}
SEEN = {
    Season.SPRING: ("画的小院，白墙红门，粉花飘着", "A drawn yard: a red door, pink petals"),
    Season.SUMMER: ("画的小院，白墙红门，绿树，大太阳", "A drawn yard: a red door, the sun"),
    Season.AUTUMN: ("画的小院，白墙红门，黄叶飘着", "A drawn yard: a red door, yellow leaves"),
    Season.WINTER: ("画的小院，白墙红门，到处是雪", "A drawn yard: a red door, snow all over"),
}
SLIDES = (Season.SPRING, Season.AUTUMN)


def fill(ctx: AppContext, _chance: Random) -> tuple[str, ...]:
    """Hangs the album; one that hangs already is the same."""
    files = {season: import_picture(ctx, drawn_yard(season)) for season in Season}
    pictures = [{
        "id": f"{ALBUM}-{season}", "album": ALBUM, "icon": "home", "nobody": True,
        "title": _text(TITLES[season]), "caption": _text(CAPTIONS[season]),
        "alternative": _text(SEEN[season]), "picture": file, "slide": season in SLIDES,
    } for season, file in files.items()]
    with acting(ctx, SYSTEM, content=True) as act:
        stored.seed(act.tx, {
            "albums": [{"id": ALBUM, "icon": "home", "title": _text(("四季小院", "Our yard"))}],
            "pictures": pictures,
        })
        act.log("hang_picture", album=ALBUM)
    return ()


def _text(said: tuple[str, str]) -> dict[str, str]:
    zh, en = said
    return {"zh": zh, "en": en}
