"""Screen 33, the exhibition: albums, one picture large and its neighbours small, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kivy.graphics.texture import Texture

from kiosk.actions.exhibition.albums import ExhibitionNow, with_pictures
from kiosk.actions.exhibition.pictures import picture_file
from kiosk.actions.queue import hall as look_at_hall
from kiosk.actions.queue.results import Hall
from kiosk.context import AppContext
from kiosk.domain.exhibition.albums import MOST_SHOWN, Album, AlbumPicture
from kiosk.domain.exhibition.slides import MOST_FIGURES, SlideFigure
from kiosk.domain.refusals import StorageDown
from kiosk.domain.speech_text import in_time
from kiosk.screens.exhibition.album_pictures import Hanging, SmallPicture
from kiosk.screens.exhibition.places import ALBUM_LAYOUTS
from kiosk.screens.exhibition.slide_face import FigureText
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.screen import Answers, KioskScreen, TouchScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import WidgetContext
from kiosk.ui.widgets.repeater import Item, placed

GAP = 24
# Air beside the words of an album's key, and how narrow one may be.
AIR, NARROWEST = 18, 124
# So many figures have room beside the albums in 大字.
FEW = 4


@dataclass(frozen=True, slots=True)
class ExhibitionPage:
    """The album one looks at: its picture in the doorway, or its `figures`; `tabs` of albums,
    `thumbs` of pictures; `live` figures below."""

    title: str = ""
    chip: Chip = BLANK
    hint: str = ""
    frame: Texture | None = None
    icon: str = ""
    seen: str = ""
    caption: str = ""
    is_picture: bool = False
    is_empty: bool = False
    tabs: Sequence[Item] = ()
    thumbs: Sequence[Item] = ()
    figures: Sequence[FigureText] = ()
    across: int = 0
    live: Sequence[FigureText] = ()


class ExhibitionScreen(KioskScreen):
    """Any time, whether the centre is open or not; one picture after the other by a tap."""

    NAME = "exhibition"
    LAYOUTS = ALBUM_LAYOUTS

    tab_kind, thumb_kind = PushButton, SmallPicture

    page = view_model(ExhibitionPage())

    def __init__(self, ui: TouchScreen, around: WidgetContext) -> None:
        super().__init__(ui, around)
        self._hanging = Hanging()

    @classmethod
    def ask(
        cls, ctx: AppContext, album_id: str = "", at: int = 0, tabs: int | None = None
    ) -> Answers:
        try:
            hall = look_at_hall(ctx)
        except StorageDown:
            hall = None
        return {"exhibition": with_pictures(ctx), "hall": hall, "album_id": album_id, "at": at,
                "tabs": tabs}

    def show(
        self, exhibition: ExhibitionNow, hall: Hall | None = None, album_id: str = "",
        at: int = 0, tabs: int = 0,
    ) -> None:
        """The picture `at` of an album, and the page `tabs` of albums, or the one with this."""
        albums = exhibition.albums
        if not albums:
            self.page = self._empty()
            return
        album = next((one for one in albums if one.id == album_id), albums[0])
        self._album, self._others = album, [self.text(one.title) for one in albums
                                            if one is not album]
        keys = self._tabs(albums, album, tabs)
        self.page = self._pictures(album, at, keys) if album.pictures else (
            self._figures(album, exhibition, hall, keys))

    def _empty(self) -> ExhibitionPage:
        """Nothing is on show."""
        words = self.words
        self._said, self._others = [words("exhibition.nothing")], []
        frame = self._hanging.large(self.theme, self.box("arch"), None)
        return ExhibitionPage(
            title=words("exhibition.title"), is_picture=True, is_empty=True, icon="photo",
            chip=Chip("plain", words("exhibition.pictures", n=0), "photo"),
            frame=None if self.mode.contrast else frame, seen=words("exhibition.nothing"),
            caption=words("exhibition.nothing"),
        )

    # ---- an album of pictures

    def _pictures(self, album: Album, at: int, tabs: Sequence[Item]) -> ExhibitionPage:
        words, one = self.words, album.pictures[min(at, len(album.pictures) - 1)]
        file = self._file(one)
        caption, seen = self.text(one.caption), self.text(one.alternative)
        self._said = [words("exhibition.seen", caption=caption, alternative=seen), caption]
        large = None if self.mode.contrast else (
            self._hanging.large(self.theme, self.box("arch"), file))
        return ExhibitionPage(
            title=self.text(album.title), is_picture=True,
            chip=Chip("plain", words("exhibition.pictures", n=len(album.pictures)), "photo"),
            hint="" if self.mode.big else words("exhibition.listen"),
            frame=large, icon="" if file else one.icon, seen=seen, caption=caption, tabs=tabs,
            thumbs=self._thumbs(album, one),
        )

    def _file(self, one: AlbumPicture) -> Path | None:
        """Its picture, where it has one; 高对比 shows none."""
        if not one.file or self.mode.contrast:
            return None
        file = picture_file(self.ui.ctx, one.file)
        return file if file.is_file() else None

    def _thumbs(self, album: Album, chosen: AlbumPicture) -> Sequence[Item]:
        """Six pictures; of more than six five, and a key that leads on."""
        boxes = self.box("thumbs").grid(3, MOST_SHOWN // 3, GAP)
        pictures = list(enumerate(album.pictures))
        more: list[Item] = []
        if len(pictures) > MOST_SHOWN:
            size = MOST_SHOWN - 1
            first = album.pictures.index(chosen) // size * size
            last = first + size >= len(pictures)
            more = [{"icon": "refresh" if last else "chevron-right", "thumb": None,
                     "title": self.words("exhibition.first" if last else "exhibition.further"),
                     "say": "", "selected": False, "tick": False, "current": False,
                     "value": 0 if last else first + size}]
            pictures = pictures[first:first + size]
        items = [self._thumb(n, one, chosen, box)
                 for (n, one), box in zip(pictures, boxes, strict=False)]
        return placed([*items, *more], boxes)

    def _thumb(self, n: int, one: AlbumPicture, chosen: AlbumPicture, box: Rect) -> Item:
        file, title = self._file(one), self.text(one.title)
        step = self.theme.measure("step")
        face = box._replace(h=box.h - step)
        thumb = self._hanging.small(self.theme, face, file) if file else None
        return {
            "icon": one.icon, "thumb": thumb, "title": title, "value": n,
            "say": self.words("exhibition.thumb", title=title),
            "selected": one is chosen, "tick": one is chosen,
        }

    # ---- an album of figures

    def _figures(
        self, album: Album, exhibition: ExhibitionNow, hall: Hall | None, tabs: Sequence[Item]
    ) -> ExhibitionPage:
        words = self.words
        figures = [self._figure(one) for one in album.figures]
        live = [*self._now(hall), *map(self._figure, exhibition.last_month)] if album.counts else []
        said = [words("exhibition.say_figure", label=label, value=value, unit=unit)
                for value, unit, label in figures]
        self._said = [words("exhibition.say_and").join(said[:n]) for n in (2, 1)]
        most = FEW if self.mode.big and not self.theme.portrait else MOST_FIGURES
        n = len(figures[:most]) + len(live[:MOST_FIGURES])
        return ExhibitionPage(
            title=self.text(album.title), tabs=tabs, figures=figures[:most],
            across=3 if self.theme.portrait else 2,
            live=live[:MOST_FIGURES],
            chip=Chip("plain", words("exhibition.figures", n=n), "chart-bar"),
            caption=words("exhibition.last_month" if exhibition.last_month else "exhibition.now")
            if live else "",
        )

    def _figure(self, one: SlideFigure) -> FigureText:
        return one.value, self._unit(one.unit), self.text(one.label)

    def _now(self, hall: Hall | None) -> Iterator[FigureText]:
        """How the hall stands at this moment."""
        counted = () if hall is None else (
            ("open_counters", hall.open_counters), ("waiting", hall.waiting))
        for name, n in counted:
            yield (str(n), self._unit(self.words(f"exhibition.{name}_unit")),
                   self.words(f"exhibition.{name}"))

    def _unit(self, measure_word: str) -> str:
        return measure_word if self.mode.language == "zh_CN" else ""

    # ---- the albums

    def _tabs(self, albums: Sequence[Album], chosen: Album, at: int | None) -> Sequence[Item]:
        """A key for each album, as wide as its name; where they do not all fit, one for others."""
        room = self.box("tabs")
        more = self.words("exhibition.albums")
        pages = tab_pages([self._wide(self.text(one.title)) for one in albums], room.w,
                          int(self.box("tab_rows").h), self._wide(more))
        own = albums.index(chosen)
        page = next(n for n, keys in enumerate(pages) if any(key[0] == own for key, _ in keys))
        page = page if at is None else at % len(pages)
        items: list[Item] = []
        for (n, wide), row in pages[page]:
            one = albums[n] if n >= 0 else None
            items.append({
                "text": self.text(one.title) if one else more, "role": "rail",
                "icon": one.icon if one else "layout-grid", "stacked": True,
                "value": one.id if one else page + 1, "selected": one is chosen,
                "side": 44, "wide": wide, "row": row,
            })
        return _in_rows(items, room, int(self.box("tab_rows").h))

    def _wide(self, text: str) -> float:
        return max(text_width(self.theme, text, "rail") + 2 * AIR, NARROWEST)

    # ---- what is done

    def speech(self) -> str:
        words, title, most = self.words, self.page.title, 1 if self.page.figures else 4
        ways = []
        for said in self._said:
            ways += [words("exhibition.say", title=title, caption=said,
                           others=words("exhibition.say_and").join(self._others[:n]))
                     for n in range(min(len(self._others), most), 0, -1)]
            # What is to be seen is worth more than what else there is.
            ways.append(words("exhibition.say_one", title=title, caption=said))
        return in_time(ways, self.words.language)

    def choose_album(self, tab: PushButton) -> None:
        """Another album, or the keys of others."""
        if isinstance(tab.value, int):
            self.ui.turn(tabs=tab.value)
        else:
            self.ui.turn(album_id=tab.value, at=0, tabs=None)

    def choose_picture(self, thumb: SmallPicture) -> None:
        """Another picture of the album."""
        self.ui.turn(album_id=self._album.id, at=thumb.value)

    def go_home(self) -> None:
        """Where nothing is on show."""
        self.ui.home()


Keys = list[tuple[tuple[int, float], int]]


def tab_pages(widths: Sequence[float], room: float, rows: int, more: float) -> list[Keys]:
    """Keys of these widths on pages of so many rows: each as (number, width) and its row; -1 is
    the key for other pages, where there are any."""
    whole = _filled(list(enumerate(widths)), room, rows)
    if len(whole) == len(widths):
        return [whole]
    pages: list[Keys] = []
    left = list(enumerate(widths))
    while left:
        keys = _filled(left, room, rows, more)
        keys = keys or [(left[0], 0)]
        left = left[len(keys):]
        pages.append([*keys, ((-1, more), rows - 1)])
    return pages


def _filled(
    keys: Sequence[tuple[int, float]], room: float, rows: int, reserved: float = 0
) -> Keys:
    """As many keys as fit the rows, the last of which keeps room for one more."""
    row, used, found = 0, 0.0, Keys()
    for key in keys:
        gap = GAP if used else 0
        if used + gap + key[1] > room - (reserved + GAP if reserved and row == rows - 1 else 0):
            row, used, gap = row + 1, 0.0, 0
            most = room - (reserved + GAP if reserved and row == rows - 1 else 0)
            if row >= rows or key[1] > most:
                break
        used += gap + key[1]
        found.append((key, row))
    return found


def _in_rows(items: Sequence[Item], room: Rect, rows: int) -> Sequence[Item]:
    """The keys in their rows; each row fills its line."""
    shown: list[Item] = []
    for n, line in enumerate(room.rows(rows, GAP)):
        row = [item for item in items if item["row"] == n]
        if not row:
            continue
        spare = (line.w - sum(item["wide"] for item in row) - GAP * (len(row) - 1)) / len(row)
        x = line.x
        for item in row:
            wide = item["wide"] + spare
            rest = {name: value for name, value in item.items() if name not in ("wide", "row")}
            shown.append({**rest, "box": Rect(x, line.y, wide, line.h)})
            x += wide + GAP
    return shown
