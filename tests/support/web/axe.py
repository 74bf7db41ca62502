"""axe-core on a page in a real browser: what a person with a screen reader or weak eyes meets."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# WCAG 2.2 AA, with everything below it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """(tags) => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then((found) => found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""
# Relative to what the person set in the browser, as the browser's own setting is.
SIZED = "(size) => { document.documentElement.style.fontSize = size; }"
UNFOLDED = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WEIGHT = """() => performance.getEntries()
    .filter((one) => one.decodedBodySize)
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""


def violations(page: Page) -> list[str]:
    """Every violation: the rule, the part of the page it is about, and what would mend it."""
    # Read in once for each page: it is ten times as large as the page itself.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, TAGS)
    return found
