"""Albums: pictures of the centre with captions, figures of it, and which of them may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import ALWAYS, Exhibit, Schedule, Slide, SlideFigure

# So many pictures have room beside each other on the touch screen.
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class AlbumPicture:
    """A picture of an album.

    `title` names it in two or three words, `caption` is the line below it, `alternative` says what
    there is to see. `file` is a name among the centre's pictures, "" while none is hung: its icon
    stands there then. `has_people` says that somebody can be recognised, `agreed` that all of them
    agreed. `video` is the name of a film of which it is the poster, "" where it is a picture alone.
    """

    id: str
    album_id: str
    title: Text
    caption: Text
    alternative: Text
    icon: str
    file: str = ""
    has_people: bool = True
    agreed: bool = False
    video: str = ""
    is_slide: bool = False
    schedule: Schedule = ALWAYS

    def may_be_shown(self, now: datetime) -> bool:
        """Whether it is due, and nobody is to be seen in it who did not agree."""
        nobody_minds = self.agreed or not self.has_people or not (
            self.file or self.video)
        return nobody_minds and self.schedule.holds(now)


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures that belong together; or figures of the centre, with `counts` live ones too."""

    id: str
    title: Text
    icon: str
    figures: tuple[SlideFigure, ...] = ()
    counts: bool = False
    schedule: Schedule = ALWAYS
    pictures: tuple[AlbumPicture, ...] = ()


def on_show(
    albums: Sequence[Album], pictures: Sequence[AlbumPicture], now: datetime
) -> tuple[Album, ...]:
    """The albums that are due now and have something in them, with what of it may be shown."""
    shown: list[Album] = []
    for album in albums:
        hung = tuple(one for one in pictures
                     if one.album_id == album.id and one.may_be_shown(now))
        if album.schedule.holds(now) and (hung or album.figures or album.counts):
            shown.append(Album(album.id, album.title, album.icon, album.figures, album.counts,
                               album.schedule, hung))
    return tuple(shown)


def slides_of(albums: Sequence[Album]) -> tuple[Slide, ...]:
    """The pictures that also hang among the slides, one on each."""
    return tuple(
        Slide(f"picture-{one.id}", album.title, one.caption,
              (Exhibit(one.icon, one.title, one.file, one.alternative, one.video),),
              schedule=one.schedule)
        for album in albums for one in album.pictures if one.is_slide
    )
