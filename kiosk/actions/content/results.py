"""What the editing of content answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.content.content_form import Flat, Mistake
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.drafts import ContentDraft, PlannedChange, Version
from kiosk.domain.exhibition.pictures import PictureCut


@dataclass(frozen=True, slots=True)
class ContentRow:
    """An item in its list: `shown` is False for one that is only a draft so far."""

    item: str
    written: Flat
    shown: bool
    hidden: bool
    draft: ContentDraft | None
    plans: tuple[PlannedChange, ...]


@dataclass(frozen=True, slots=True)
class ContentList:
    """All items of a kind, in their order, those that are only drafts last."""

    kind: ContentType
    rows: tuple[ContentRow, ...]


@dataclass(frozen=True, slots=True)
class ContentSheet:
    """An item to be written: `written` is what its form begins with, and what is saved from it
    later is compared with. `names` says how the items are called that its fields can name, `cuts`
    which pictures are a part of another one."""

    kind: ContentType
    row: ContentRow
    written: Flat
    versions: tuple[Version, ...]
    names: Mapping[str, Mapping[str, Flat]]
    pictures: tuple[str, ...] = ()
    cuts: Mapping[str, PictureCut] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of writing. With `both` (names of fields) somebody else, `by` at `at`, wrote
    something else there in the meantime: nothing was kept, `written` is mine, `base` theirs.
    With `mistakes` the draft was kept and not shown. `theirs` are fields taken over from them.
    `later`: some of what was shown takes effect only with the next day.
    """

    item: str
    written: Flat
    base: Flat
    done: bool
    mistakes: tuple[Mistake, ...] = ()
    both: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    later: bool = False
