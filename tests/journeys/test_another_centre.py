"""Another centre: the program on its other seeds. What a township of another size shows is whole,
and it says no name of the first centre anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from db.content import content_items
from kiosk.actions.content.centre import guide
from kiosk.actions.operations.bootstrap import prepare
from kiosk.actions.slips import print_next_slip
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import make_site
from tests.support.another_centre import TownshipPages, first_names, named, township
from tests.support.centre import Clock, context_on
from tests.support.screens.resident import SIZES, Resident
from tests.support.visual.checks import CHECKS, Seen, unlike_kept, wrong
from tests.support.visual.sight import photographed
from tests.support.web.axe import SIDEWAYS
from tests.support.web.serving import served

WHOLE = tuple(check for check in CHECKS if check is not unlike_kept)
NAMES = first_names()
# What a touch on the bar makes of the page, in the order of the touches.
MODES = {"standard": (), "english": ("English",), "big": ("大字",), "contrast": ("高对比",),
         "big_english": ("English", "Bigger")}
# Whatever lies over something else on the board, and whatever does not fit into its cell.
CROWDED = """() => { const card = document.querySelector('.counters').getBoundingClientRect();
  return [...document.querySelectorAll('.counters :is(th, td), .past span')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.tagName === 'TD'
      || one.closest('.counters') && one.getBoundingClientRect().bottom > card.bottom + 1)
    .map((one) => one.textContent); }"""


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """The township on an afternoon."""
    ctx = township(tmp_path_factory.mktemp("township"))
    yield ctx
    ctx.database.close()


@pytest.mark.parametrize(("name", "queues", "counters", "services"), [
    ("liuyi", 3, 3, 46), ("blank", 1, 1, 0), ("township", 12, 22, 20),
])
def test_a_centre_starts_with_each_seed(
    tmp_path: Path, name: str, queues: int, counters: int, services: int
) -> None:
    ctx = context_on(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path, Clock(), KIOSK_SEED=name)
    assert prepare(ctx, ctx.settings.seed), "the first account"
    known = guide(ctx)
    assert (len(known.queues), len(known.counters), len(known.services)) == (
        queues, counters, services)
    assert prepare(ctx, ctx.settings.seed) is None and guide(ctx) == known


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", [
    "standard", *(pytest.param(one, marks=pytest.mark.soak) for one in MODES if one != "standard"),
])
def test_the_touch_screen_of_a_larger_centre_is_whole_and_its_own(
    centre: AppContext, way: str, mode: str
) -> None:
    who = Resident(centre, way)
    found = []

    def looks_at(page: str) -> None:
        who.looks()
        found.extend(f"{page}: {one}" for one in wrong(
            Seen(who.stage, photographed(who.stage)), WHOLE))
        screen = who.stage.screen
        found.extend(f"{page} says {one}" for one in named(
            who.read() + (screen.speech() if screen else ""), NAMES))

    for touched in MODES[mode]:
        who.taps(touched)
        who.looks()
    looks_at("home")
    known = guide(centre)
    for shelf in known.categories[::1 if MODES[mode] else 5]:
        who.goes_to("service_list", category_id=shelf.id)
        looks_at(f"shelf {shelf.id}")
    who.goes_to("service_detail", service_id=known.services[2].id)
    looks_at("service")
    who.goes_to("priority", service_id=known.services[2].id)
    looks_at("priority")
    for page in ("search", "notices", "attract", "staff_login"):
        who.goes_to(page)
        looks_at(page)
    who.leaves()
    assert not found, "\n".join(found)


def test_no_name_of_the_first_centre_is_on_any_page_of_another(centre: AppContext) -> None:
    feed = ChangePoller(centre.database)
    feed.look()
    pages = TownshipPages(centre, make_site(centre, feed, limited=False))
    said = dict(pages.texts())
    assert {path: found for path, text in said.items() if (found := named(text, NAMES))} == {}
    kinds = [path.split("?")[0].rpartition(".")[2] for path in said]
    assert len(said) > 150 and {"ics"} & set(kinds)
    slipped_in = {"text": {"zh": "留义社区今天停水", "en": "No water at Liuyi"}}
    with centre.database.write(content=True) as tx:
        content_items.put(tx, "notice", "9", slipped_in)
    assert named(pages.manager.get("/board").text, NAMES), "control: one that slipped in is found"
    with centre.database.write(content=True) as tx:
        content_items.remove(tx, "notice", "9")
    while print_next_slip(centre):
        pass
    assert centre.printer.slips and named(str(centre.printer.slips), NAMES) == []


def test_board_desk_and_phones_hold_many_counters(centre: AppContext, browser: Browser) -> None:
    with served(centre) as base, browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{base}/board")
        assert len(page.query_selector_all(".counters tbody tr")) == 22
        assert page.evaluate(CROWDED) == []
        page.evaluate("document.querySelector('.counters').classList.replace('many', 'two')")
        assert page.evaluate(CROWDED), "control: two tables are too high for them"
        for path in ("/", "/s/", "/s/pension"):
            sideways(page, f"{base}{path}", 320)


def sideways(page: Page, address: str, width: int) -> None:
    """Nothing of a page lies beside its window."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    assert page.evaluate(SIDEWAYS) == [], address
