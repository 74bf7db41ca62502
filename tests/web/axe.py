"""axe-core on a page in a real browser: what a person with a screen reader or weak eyes meets."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 AA, with everything below it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ENLARGED = "document.documentElement.style.fontSize = '200%'"
WEIGHT = """() => performance.getEntries()
    .filter((one) => one.decodedBodySize)
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""


def violations(page: Page) -> list[str]:
    """Every violation, with the part of the page it is about."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"]
            for node in one["nodes"]]
