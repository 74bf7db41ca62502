"""The slides of the resting touch screen: in their order, in their time, and nothing of them is
kept."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.clock import Clock as KivyClock
from PIL import Image

from db.content import content_items
from db.exhibition import pictures
from kiosk.actions.exhibition.pictures import hang_picture
from kiosk.context import AppContext
from kiosk.ui.drawing.renderer import card_draws
from kiosk.ui.navigation.background_task import BackgroundTask
from tests.support.centre import Clock
from tests.support.screens.resident import Resident, settle

TEXT = {"zh": "在", "en": "here"}
RED = (200, 30, 30)


def slide(name: str, **more: Any) -> dict[str, Any]:
    """A slide as the seed would have it."""
    exhibits = [{"icon": "books", "caption": TEXT}]
    return {"id": name, "title": {"zh": name, "en": name}, "lead": TEXT,
            "exhibits": exhibits} | more


def hang_slides(ctx: AppContext, *slides: dict[str, Any]) -> None:
    """Puts slides into the centre."""
    with ctx.database.write(content=True) as tx:
        for one in content_items.items(tx, "slide"):
            content_items.remove(tx, "slide", one.id)
        for body in slides:
            content_items.put(tx, "slide", body["id"], body)


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody who has turned away from the touch screen."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def rests(resident: Resident) -> Any:
    """The resting touch screen's page, as a graphics card would draw it."""
    resident.steady.now += 61
    resident.wait_for("attract")
    screen = resident.stage.screen
    screen._fades = True
    return screen


def shown(resident: Resident) -> str:
    """The headline of the slide that stands there."""
    return str(resident.stage.screen.ids.front.view.title)


def turns(resident: Resident) -> str:
    """The slide's time is over; what follows."""
    screen = resident.stage.screen
    before = screen.ids.front.view
    screen._next.cancel()
    screen._turn(0)
    resident.until(lambda: screen.ids.front.view is not before)
    resident.until(lambda: screen.ids.back.view is None)
    return shown(resident)


def test_slides_follow_their_order_and_those_not_due_stay_away(
    resident: Resident, clock: Clock
) -> None:
    hang_slides(
        resident.ctx, slide("one"), slide("morning", hours="08:30-12:00"),
        slide("weekend", weekdays=["sat", "sun"]), slide("four"),
    )
    screen = rests(resident)
    seen = [shown(resident), *(turns(resident) for _ in range(3))]
    assert seen == ["one", "four", "one", "four"]
    assert (screen.page.shown, screen.page.many) == (1, 2)
    clock.now = clock.now.replace(hour=9)
    assert [turns(resident) for _ in range(3)] == ["one", "morning", "four"]
    assert screen.page.many == 3


def test_a_slide_stands_as_long_as_it_says(resident: Resident) -> None:
    hang_slides(resident.ctx, slide("long", seconds=30), slide("usual"))
    screen = rests(resident)
    assert screen._next.timeout == 30
    turns(resident)
    assert screen._next.timeout == 8


def test_between_two_slides_nothing_ticks_but_the_watch(resident: Resident) -> None:
    hang_slides(resident.ctx, slide("one"), slide("two"))
    screen = rests(resident)
    turns(resident)
    settle()
    ticking = [event for event in KivyClock.get_events() if event.is_triggered]
    often = [event.get_callback() for event in ticking if event.timeout < 1]
    # Pages that other tests set up without a thread wait for ever for what they asked.
    assert not [one for one in often if not isinstance(one.__self__, BackgroundTask)
                or one.__self__ is resident.router._doing]
    named = {getattr(event.get_callback(), "__qualname__", "") for event in ticking}
    assert {"AttractScreen._turn", "Watch.look"} <= named
    screen.leave()
    # Its own: a page of a touch screen that was taken down before may still wait for its turn.
    assert not any(getattr(event.get_callback(), "__self__", None) is screen
                   for event in KivyClock.get_events() if event.is_triggered)


def test_the_waking_touch_takes_everything_away_in_the_middle_of_a_fade(
    resident: Resident
) -> None:
    hang_slides(resident.ctx, slide("one"), slide("two"))
    screen = rests(resident)
    screen._next.cancel()
    screen._turn(0)
    resident.until(lambda: screen.ids.back.view is not None)
    resident.steady.now += 1
    resident.touches(200, 200)
    resident.wait_for("home")
    assert screen.ids.front.view is None and screen.ids.back.view is None
    assert screen._next is None


def test_where_the_processor_draws_a_slide_changes_in_one_frame(resident: Resident) -> None:
    assert not card_draws(), "the tests are drawn by Mesa"
    hang_slides(resident.ctx, slide("one"), slide("two"))
    screen = rests(resident)
    screen._fades = card_draws()
    screen._next.cancel()
    screen._turn(0)
    resident.until(lambda: shown(resident) == "two")
    assert screen.ids.front.opacity == 1 and screen.ids.back.view is None


def test_a_picture_stands_in_its_doorway_and_is_let_go_with_its_slide(
    resident: Resident, tmp_path: Path
) -> None:
    hang_slides(resident.ctx, slide("icon"), slide("photo"))
    photo = tmp_path / "photo.png"
    Image.new("RGB", (800, 1100), RED).save(photo)
    hang_picture(resident.ctx, "photo", 1, photo)
    screen = rests(resident)
    assert screen.ids.front.view.doorways[0].icon == "books"
    box = screen.box("frames_alone")
    middle = resident.stage.around.theme.place(box)
    x, y = middle[0] + middle[2] // 2, middle[1] + middle[3] // 4

    def colour() -> tuple[int, ...]:
        picture = resident.picture(tmp_path)
        return picture.getpixel((x, picture.height - y))

    assert colour()[0] - colour()[1] < 60, "the control: an empty doorway is not red"
    turns(resident)
    assert screen.ids.front.view.doorways[0].icon == ""
    assert colour()[0] - colour()[1] > 120
    held = weakref.ref(screen.ids.front.view.doorways[0].frame)
    turns(resident)
    settle()
    gc.collect()
    assert held() is None, "the texture went with its slide"


def test_a_picture_that_went_missing_leaves_the_icon(resident: Resident, tmp_path: Path) -> None:
    hang_slides(resident.ctx, slide("photo"))
    photo = tmp_path / "photo.png"
    Image.new("RGB", (80, 110), RED).save(photo)
    name = hang_picture(resident.ctx, "photo", 1, photo)
    (resident.ctx.settings.data / "pictures" / name).unlink()
    with resident.ctx.database.write() as tx:
        pictures.delete(tx, name)
    screen = rests(resident)
    assert screen.ids.front.view.doorways[0].icon == "books"


def test_a_kiosk_that_never_had_a_picture_shows_it(resident: Resident, tmp_path: Path) -> None:
    hang_slides(resident.ctx, slide("photo"))
    photo = tmp_path / "photo.png"
    Image.new("RGB", (80, 110), RED).save(photo)
    name = hang_picture(resident.ctx, "photo", 1, photo)
    (resident.ctx.settings.data / "pictures" / name).unlink()
    assert rests(resident).ids.front.view.doorways[0].icon == ""


def test_news_change_what_stands_below_and_not_the_slide(resident: Resident) -> None:
    hang_slides(resident.ctx, slide("one"), slide("two"))
    rests(resident)
    turns(resident)
    with resident.ctx.database.write():
        pass
    resident.hears_news()
    assert shown(resident) == "two"


def test_one_slide_alone_stays_and_no_slide_is_the_centre_itself(resident: Resident) -> None:
    screen = rests(resident)
    assert shown(resident) == "家门口" and screen.ids.front.view.doorways[0].caption == "崇文街道"
    view = screen.ids.front.view
    screen._next.cancel()
    screen._turn(0)
    resident.looks()
    assert screen.ids.front.view is view and screen._next.is_triggered
