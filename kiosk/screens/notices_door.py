"""The way from home, open or closed, to the notices and the opening hours; and what is urgent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kiosk.domain.content.guide import Notice
from kiosk.screens.home_tile import HomeDoor
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator


def notices_door(words: Translator, notices: Sequence[Notice]) -> HomeDoor:
    """通知、时间: how many notices there are, and whether one is urgent."""
    if urgent(notices):
        chip = Chip("near", words("notices.chip_urgent"), "urgent")
    else:
        chip = Chip("plain", words("notices.chip", n=len(notices)), "speakerphone")
    return HomeDoor(
        screen="notices", icon="speakerphone", title=words("notices.door"),
        line=words("notices.door_line"), chip=chip if notices else None)


def urgent(notices: Sequence[Notice]) -> Notice | None:
    """The first urgent notice; None where nothing is urgent."""
    return next((one for one in notices if one.urgent), None)


def with_urgent(
    words: Translator, notices: Sequence[Notice], sayings: Iterable[str]
) -> Iterator[str]:
    """What 朗读 may read of a page, each after what is urgent; that alone is the shortest."""
    first = urgent(notices)
    if first is None:
        yield from sayings
        return
    said = words("notices.urgent", text=first.text.in_(words.language))
    yield from (words("notices.say_and").join((said, one)) for one in sayings)
    yield said
