"""axe-core on a page in a real browser: what a person with a screen reader or weak eyes meets."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# WCAG 2.2 AA, with everything below it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The rules about where something stands, and about colours. The others judge names.
PLACED = ["target-size", "scrollable-region-focusable"]
COLOURED = ["color-contrast", "link-in-text-block"]
# Which parts of a page are shown: what they are called is judged anew where these are others.
SHOWN = """() => [...document.querySelectorAll('body *')].map((one) =>
  Number(one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))).join('')"""
# Whether there is anything at all that those rules could be about: a target of less than 24 px, two
# that lie on each other, a part that scrolls. To ask costs a tenth of what axe-core takes.
DOUBTFUL = """() => {
  const rolls = (e) => (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
    && /auto|scroll/.test(getComputedStyle(e).overflow);
  const targets = [...document.querySelectorAll('a, button, summary, input, select, textarea, '
      + 'audio, video, [tabindex], [role]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }))
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 1);
  return targets.some(([, box]) => box.width < 24 || box.height < 24)
    || targets.some(([a, one], n) => targets.slice(n + 1).some(([b, other]) =>
      one.left < other.right && other.left < one.right
      && one.top < other.bottom && other.top < one.bottom && !a.contains(b) && !b.contains(a)))
    || [...document.querySelectorAll('body *')].some(rolls);
}"""
RUN = """(how) => axe.run({...how, resultTypes: ['violations']})
  .then((found) => found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""
# Relative to what the person set in the browser, as the browser's own setting is.
SIZED = "(size) => { document.documentElement.style.fontSize = size; }"
# The choice of an icon is the same in each field that has one: it is looked at once.
UNFOLDED = """() => { const icons = document.querySelector('.icons details');
  for (const one of document.querySelectorAll('details'))
    one.open = one === icons || !one.closest('.icons'); }"""
WEIGHT = """() => performance.getEntries()
    .filter((one) => one.decodedBodySize)
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
# What stands out of the page to the right, by name: a page that scrolls sideways says little.
SIDEWAYS = """() => { const root = document.documentElement;
  return root.scrollWidth <= root.clientWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    .map((one) => `sideways: ${one.outerHTML.slice(0, 100)}`); }"""


def violations(page: Page) -> list[str]:
    """Every violation: the rule, the part of the page it is about, and what would mend it."""
    return _run(page, {"runOnly": {"type": "tag", "values": TAGS}})


def shut_out(
    page: Page, sizes: Sequence[tuple[int, int]], texts: Sequence[str] = ("100%", "200%")
) -> list[str]:
    """What shuts somebody out of a page, all of it unfolded, in windows of these sizes, the widest
    first, and with each size of text, the smallest first.

    Where there is most room and where there is least, every rule is asked: what is left out for
    want of room, or drawn otherwise, is so there; where the same parts are shown, only how. Small
    letters need the stronger colours. In between and in larger letters, what stands elsewhere is
    judged.
    """
    page.evaluate(UNFOLDED)
    found, shown = list[str](), ""
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for text in texts:
            page.evaluate(SIZED, text)
            if text != texts[0] or size not in {sizes[0], sizes[-1]}:
                faults = _misplaced(page)
            elif shown == (shown := page.evaluate(SHOWN)):
                faults = _run(page, {"runOnly": [*COLOURED, *PLACED], "preload": False})
            else:
                faults = violations(page)
            found += [f"{size[0]} px, text {text}: {one}"
                      for one in (*faults, *page.evaluate(SIDEWAYS))]
    page.evaluate(SIZED, "")
    return found


def _misplaced(page: Page) -> list[str]:
    return _run(page, {"runOnly": PLACED, "preload": False}) if page.evaluate(DOUBTFUL) else []


def _run(page: Page, how: dict[str, object]) -> list[str]:
    # Handed over once: it is ten times as large as a page. What is opened after this one has it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_init_script(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, how)
    return found

# What is pressed side by side or one below the other, by the boxes that take the tap, less than
# 8 px apart: a wide finger takes the other. Words of a sentence and what lies over a page are none.
CLOSE = """() => {
  const all = [...document.querySelectorAll('a, button, summary, label, input, select, textarea')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.away, .acts')
      && getComputedStyle(e).display !== 'inline'
      && !(['radio', 'checkbox'].includes(e.type) && e.labels.length)
      && (!e.closest('label') || e.matches('label')))
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 1);
  const told = [];
  const name = (e) => `${e.localName}.${e.className} ${e.textContent.trim().slice(0, 12)}`;
  all.forEach(([a, one], n) => all.slice(n + 1).forEach(([b, other]) => {
    if (a.contains(b) || b.contains(a) || a.htmlFor === b.id || b.htmlFor === a.id) return;
    const across = Math.max(one.left, other.left) - Math.min(one.right, other.right);
    const down = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
    const gap = Math.round(Math.max(across, down));
    if (gap < 8) told.push(`${gap}: ${name(a)} | ${name(b)}`);
  }));
  return told;
}"""
