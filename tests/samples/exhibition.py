"""Samples of the exhibition: albums with pictures and without, figures, more than have room."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

from db.exhibition.albums import album_of, picture_of
from kiosk.actions.exhibition.albums import ExhibitionNow
from kiosk.assets import ASSETS
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.albums import Album, AlbumPicture, on_show
from tests.samples import centre, slides

DRAWN = ASSETS / "seed" / "pictures"
SEED: dict[str, Any] = tomllib.loads((ASSETS / "seed" / "liuyi.toml").read_text("utf-8"))


def _hung(body: dict[str, Any]) -> AlbumPicture:
    """A picture of the first content; an absolute path stands for what was fetched."""
    file = str(DRAWN / body["drawn"]) if "drawn" in body else ""
    return replace(picture_of({**body}), file=file)


PICTURES = [_hung(body) for body in SEED["pictures"]]
ALBUMS = on_show([album_of(body) for body in SEED["albums"]], PICTURES, centre.NOW)
MANY = replace(ALBUMS[0], pictures=(*ALBUMS[0].pictures, *(
    replace(one, id=f"more-{n}") for n, one in enumerate(ALBUMS[0].pictures[:3]))))
LONG = tuple(
    Album(f"long-{n}", Text("一二三四五六", "Neighbours all"), "photo", pictures=(replace(
        PICTURES[0], title=Text("一二三四五六", "Neighbours all"),
        caption=Text("一二三四五六七八九十一二三四五六七八九十",
                     "What the staff write below it may be rather long"),
        alternative=Text("一二三四五六七八九十" * 4, "Elders sit on a sofa and have tea " * 3)),))
    for n in range(7))
NOW = ExhibitionNow(1, centre.NOW, ALBUMS, slides.LAST_MONTH.figures)
SAMPLES: dict[str, dict[str, Any]] = {
    "hall": {"exhibition": NOW},
    "no_picture": {"exhibition": NOW, "at": 2},
    "figures": {"exhibition": NOW, "album_id": "figures", "hall": centre.HALL},
    "more_than_six": {"exhibition": replace(NOW, albums=(MANY, *ALBUMS[1:])), "at": 7},
    "long_words": {"exhibition": replace(NOW, albums=LONG), "album_id": "long-5"},
    "nothing": {"exhibition": replace(NOW, albums=())},
}
