"""An area that the context alone knows takes part in what all areas share: found property."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.content import content_items
from db.engine.database import ReadTransaction
from db.exhibition import slides as rows
from kiosk.actions import content
from kiosk.actions.areas import AREAS
from kiosk.actions.content.centre import own_words
from kiosk.actions.daily_statistics import DailyStatistics, Highlight
from kiosk.actions.exhibition.slides import slides
from kiosk.area import Area, AreaContent, LocalNames
from kiosk.context import AppContext
from kiosk.domain.content.content_schema import ContentType, text_field
from kiosk.domain.queue.statistics import QueueDay
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.statistics.daily_statistics import FEWEST
from tests.support.volunteer_help import coordinator

FIND = ContentType("find", "bell", (text_field("title", 14),), named="title", rank=15)
UMBRELLA = {"title.zh": "雨伞", "title.en": "Umbrella"}
NOTHING = Area(name="found", **dict.fromkeys(  # type: ignore[arg-type]  # every other slot
    (slot for slot in Area.__slots__ if slot != "name"), None))


def titles(reading: ReadTransaction) -> list[str]:
    return [one["title"]["zh"] for one in content_items.bodies(reading, "find")]


def never(*_: object) -> Any:
    """Nobody asks for it here."""


def with_found(ctx: AppContext, **slots: object) -> AppContext:
    """The centre with that area, some of its slots filled."""
    return replace(ctx, areas=(*AREAS, replace(NOTHING, **slots)))  # type: ignore[arg-type]


@pytest.fixture
def manager(ctx: AppContext) -> StaffSession:
    return coordinator(ctx, Role.MANAGER)


def test_what_the_staff_write_of_it_is_content_like_any_other(
    ctx: AppContext, manager: StaffSession
) -> None:
    centre = with_found(ctx, content=AreaContent((FIND,), titles))
    kinds = [kind.name for kind in content.kinds_for(centre, Role.MANAGER)]
    assert kinds[:3] == ["service", "find", "notice"], "in the order of the ranks"
    assert content.publish(centre, manager, "find", "", {}, UMBRELLA).done
    with centre.database.read() as tx:
        assert titles(tx) == ["雨伞"]
    # A centre without the area knows no such kind.
    with pytest.raises(Refusal, match="no_such_content"):
        content.publish(ctx, manager, "find", "", {}, UMBRELLA)


def test_a_change_that_residents_could_not_read_there_changes_nothing(
    ctx: AppContext, manager: StaffSession
) -> None:
    def broken(reading: ReadTransaction) -> None:
        if titles(reading):
            raise ValueError("it cannot be read")

    centre = with_found(ctx, content=AreaContent((FIND,), broken))
    with pytest.raises(Refusal, match="content_unfit"):
        content.publish(centre, manager, "find", "", {}, UMBRELLA)
    with centre.database.read() as tx:
        assert titles(tx) == []


def test_a_kind_that_is_more_than_content_is_written_its_own_way(
    ctx: AppContext, manager: StaffSession
) -> None:
    put: list[tuple[str, object]] = []
    centre = with_found(ctx, content=AreaContent(
        (FIND,), titles, {"find": lambda _tx, item, body: put.append((item, body["title"]))}))
    content.publish(centre, manager, "find", "", {}, UMBRELLA)
    assert put == [("f1", {"zh": "雨伞", "en": "Umbrella"})]


def test_its_places_are_offered_before_all_that_is_no_place(ctx: AppContext) -> None:
    named = LocalNames(("失物招领台",), ("捡到的雨伞",))
    words = own_words(with_found(ctx, names=lambda _reading: named))
    assert words.index("失物招领台") < words.index("社保医保") < words.index("捡到的雨伞")
    assert not {"失物招领台", "捡到的雨伞"} & set(own_words(ctx))


@pytest.mark.parametrize(("n", "stands"), [(FEWEST, True), (FEWEST - 1, False), (None, False)])
def test_its_figure_of_last_month_stands_on_the_slide_if_it_is_of_enough_people(
    ctx: AppContext, n: int | None, stands: bool
) -> None:
    with ctx.database.write(content=True) as tx:
        rows.seed(tx, {"slides": [{
            "id": "s1", "title": {"zh": "上月", "en": ""}, "lead": {"zh": "", "en": ""},
            "counts": True}]})
    told = DailyStatistics(QueueDay, never, never, never, never,
                           lambda _days: (Highlight("came", n),))
    (slide,) = slides(with_found(ctx, statistics=told))
    assert [figure.value for figure in slide.figures] == ([str(n)] if stands else [])
