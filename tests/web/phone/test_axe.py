"""Every phone page under axe-core, on a small phone and a usual one, with text at 200 % too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from kiosk.actions.activities import activities_now, run_due
from kiosk.actions.content.centre import seed
from kiosk.actions.rooms import rooms_now
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import make_site
from tests.support.centre import SEED, SQLITE, context_on
from tests.support.web import addresses
from tests.support.web.axe import CLOSE, WEIGHT, crowded, shut_out
from tests.support.web.phone_centre import Centre, served_centre
from tests.support.web.phone_pages import PAGES, PATHS, made, show
from tests.support.web.visitor import Visitor

SMALL, USUAL = (320, 568), (390, 844)
HEAVIEST = 60 * 1024
# As a reader chooses it, on a phone whose own letters are large too.
LARGE = ("large 100%", "large 200%")
# A page of each kind: what is written on the others stands in the same sheets.
ALSO_READ_OTHERWISE = ("service", "which_kind", "waiting", "called", "chosen", "booking",
                       "activities", "activity", "registration", "moved_date",
                       "too_late_to_give_up", "help_form", "help_done", "case_wall")


@pytest.fixture(scope="module")
def centre(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """One centre for all pages."""
    with served_centre(browser, tmp_path_factory.mktemp("axe")) as made:
        yield made


@pytest.fixture(scope="module")
def one_phone(centre: Centre) -> Page:
    """Opening one takes longer than what is looked at on it."""
    return centre.phone()


@pytest.fixture
def looks_at(one_phone: Page) -> Page:
    """A phone that knows nothing of the pages before."""
    one_phone.context.clear_cookies()
    one_phone.set_viewport_size({"width": USUAL[0], "height": USUAL[1]})
    return one_phone


def test_every_page_of_a_phone_is_one_of_them(centre: Centre, sqlite_ctx: AppContext) -> None:
    """`test_every_address` looks at those alone that are apart."""
    everywhere = addresses.Centre(sqlite_ctx)
    site, there = everywhere.site.url_map.bind("localhost"), set[str]()
    for who in (Visitor(everywhere.site), everywhere.admin):
        for rule in addresses.rules(everywhere.site, "GET"):
            if rule.endpoint.startswith("phone."):
                answer = who.get(everywhere.address(rule))
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    there.add(rule.endpoint)
    looked_at = {site.match(urlsplit(made(centre, name)).path)[0] for name in PATHS}
    assert there - looked_at == addresses.APART


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out_of_a_page_and_it_is_light(
    centre: Centre, looks_at: Page, name: str
) -> None:
    show(centre, looks_at, name)
    looks_at.wait_for_load_state("load")
    assert looks_at.evaluate(WEIGHT) < HEAVIEST
    assert looks_at.evaluate(CLOSE) == []
    assert shut_out(looks_at, (USUAL, SMALL)) == []
    assert name not in ALSO_READ_OTHERWISE or crowded(looks_at, LARGE) == []


def test_nobody_is_shut_out_who_reads_english_or_that_in_large_text(
    centre: Centre, looks_at: Page
) -> None:
    looks_at.goto(f"{centre.base}/rooms?lang=en")
    chosen = [{"name": one["name"], "value": one["value"], "url": centre.base}
              for one in looks_at.context.cookies()]
    for name in ALSO_READ_OTHERWISE:
        looks_at.context.clear_cookies()
        looks_at.context.add_cookies(chosen)  # type: ignore[arg-type]  # as Playwright names them
        show(centre, looks_at, name)
        assert shut_out(looks_at, (SMALL,)) == [], name
        assert crowded(looks_at, LARGE) == [], name


def test_a_field_without_a_name_and_pale_words_are_found(centre: Centre, looks_at: Page) -> None:
    show(centre, looks_at, "help_form")
    assert shut_out(looks_at, (USUAL,)) == []
    looks_at.evaluate("""() => {
        const main = document.getElementById("main");
        main.append(document.createElement("input"));
        const pale = document.createElement("p");
        pale.textContent = "看不清";
        pale.style.color = "#ddd";
        main.append(pale);
    }""")
    found = " ".join(shut_out(looks_at, (USUAL,)))
    assert "label:" in found and "color-contrast:" in found
    looks_at.evaluate("""() => document.getElementById("main").append(
        document.createElement("button"), document.createElement("button"))""")
    assert looks_at.evaluate(CLOSE)


def test_what_is_wrong_on_a_small_phone_alone_is_found(centre: Centre, looks_at: Page) -> None:
    show(centre, looks_at, "rooms")
    looks_at.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`.narrow { display: none }
          .planted { padding: 0; border: 0; width: 4rem; height: 4rem }
          @media (max-width: 350px) { .pale { color: #ddd }
            .planted { width: .75rem; height: .75rem; min-width: 0; min-height: 0 }
            .narrow { display: block }
            .rolls { width: 9rem; height: 2rem; overflow: auto } }`);
        document.adoptedStyleSheets.push(sheet);
        const one = document.createElement("div");
        one.innerHTML = '<button class="planted">好</button>'.repeat(2)
          + '<p class="pale">看不清<div class="rolls"><p>一<p>二<p>三<p>四</div>';
        document.getElementById("main").prepend(one);
    }""")
    found = shut_out(looks_at, (USUAL, SMALL))
    # What every rule is asked for, and what only those about places are.
    for fault in ("100%: target-size", "100%: color-contrast", "200%: scrollable-region-focusable"):
        assert any(one.startswith(f"320 px, text {fault}:") for one in found), fault
    assert not any(one.startswith("390 px") for one in found)
    # What is shown there alone has no name.
    looks_at.evaluate("""() => { const field = document.createElement("input");
        field.className = "narrow"; document.getElementById("main").append(field); }""")
    found = shut_out(looks_at, (USUAL, SMALL))
    assert any(one.startswith("320 px, text 100%: label:") for one in found)
    assert not any(one.startswith("390 px") for one in found)


def test_a_time_and_the_head_of_a_column_in_two_lines_are_found(
    centre: Centre, looks_at: Page
) -> None:
    show(centre, looks_at, "rooms")
    looks_at.evaluate("""() => {
        const one = document.createElement("div");
        one.innerHTML = '<p>16:30–17:30<table><thead><tr><th>Solved</table>';
        one.style.width = "3rem";
        one.querySelector("table").style.cssText = "table-layout: fixed; width: 2rem";
        one.querySelector("th").style.wordBreak = "break-all";
        document.getElementById("main").prepend(one);
    }""")
    found = " ".join(shut_out(looks_at, (SMALL,)))
    assert "in two lines: 16:30–17:30" in found and "in two lines: Solved" in found


def test_a_page_that_scrolls_sideways_is_found(centre: Centre, looks_at: Page) -> None:
    show(centre, looks_at, "rooms")
    looks_at.evaluate("document.querySelector('h1').style.width = '50em'")
    assert any("<h1" in fault for fault in shut_out(looks_at, (SMALL,)))


def test_control_what_has_no_room_in_large_text_alone_is_found(
    centre: Centre, looks_at: Page
) -> None:
    show(centre, looks_at, "rooms")
    looks_at.evaluate("""() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('.large h1 { width: 50em }');
        document.adoptedStyleSheets.push(sheet); }""")
    assert shut_out(looks_at, (SMALL,)) == []
    assert all(any(f"text {text}" in fault for fault in crowded(looks_at, LARGE))
               for text in LARGE)
    assert not looks_at.evaluate("document.documentElement.matches('.large')"), "as it was"


def test_the_pages_of_the_first_content_are_light_too(tmp_path: Path) -> None:
    ctx = _as_delivered(tmp_path)
    feed = ChangePoller(ctx.database)
    feed.look()
    phone = Visitor(make_site(ctx, feed, limited=False))
    run_due(ctx)
    paths = ["/s/", "/rooms", "/help", "/help?kind=phone"]
    paths += [f"/s/{one}" for one in set(re.findall(r'href="/s/([^"/?]+)"', phone.get("/s/").text))]
    paths += [f"/r/{stands.room.id}" for stands in rooms_now(ctx).rooms]
    paths += ["/activities", *(f"/a/{one.activity.id}" for one in activities_now(ctx).sessions)]
    for path in paths:
        text = phone.get(path).text
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
        whole = len(text.encode()) + sum(len(phone.get(file).data) for file in files)
        assert whole < HEAVIEST, (path, whole)
    ctx.database.close()


def _as_delivered(folder: Path) -> AppContext:
    ctx = context_on(f"{SQLITE}{folder / 'h.db'}", folder)
    ctx.database.migrate()
    seed(ctx, SEED)
    return ctx
