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
# How they are painted: where that is the same in a second window, so is each colour beside another.
# A part that is taken out of its line may lie on others there.
PAINTED = """() => {
  const all = [...document.querySelectorAll('body *')];
  const boxes = all.map((e) => e.getBoundingClientRect());
  const covers = (one) => boxes.filter((box) => one.left < box.right && box.left < one.right
    && one.top < box.bottom && box.top < one.bottom).length;
  return all.map((e, n) => { const style = getComputedStyle(e);
    const lies = !/static|relative/.test(style.position) && style.clipPath === 'none';
    return [style.color, style.backgroundColor, style.backgroundImage, style.opacity,
      style.textDecorationLine, parseFloat(style.fontSize) >= 24, style.fontWeight,
      lies ? covers(boxes[n]) : 0].join();
  }).join('; ');
}"""
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
# `parts`: how each part of the page was shown before; it is judged where it is not so any more.
RUN = """({ how, parts }) => {
  const where = parts === null ? document : [...new Set([...document.querySelectorAll('body *')]
    .filter((one, n) => parts[n] !== String(Number(
      one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))))
    .map((one) => one.closest('main > *, body > *')))];
  return axe.run(where, {...how, resultTypes: ['violations']})
  .then((found) => found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)));
}"""
# Relative to what the person set in the browser, as the browser's own setting is; 大字 of a phone's
# pages is nothing but a class.
SIZED = """([large, size]) => { const root = document.documentElement;
  root.classList.toggle('large', large ?? root.classList.contains('large'));
  root.style.fontSize = size; }"""
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


# From when to when in two lines: who reads the second takes the end for the beginning; and a word
# at the head of a column. In letters of twice the size they may have no room in one.
TORN = """() => { const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = [], where = document.createRange(), spans = /[\\d:]+–\\W?[\\d:]+/g;
  const inside = (text) => text.parentElement.closest('thead') ? /[A-Za-z]{2,}/g : spans;
  for (let text; (text = texts.nextNode());) for (const span of text.data.matchAll(inside(text))) {
    where.setStart(text, span.index);
    where.setEnd(text, span.index + span[0].length);
    if (new Set([...where.getClientRects()].map((one) => one.top)).size > 1)
      told.push(`in two lines: ${span[0]}`);
  }
  return told; }"""


def violations(page: Page, shown: str | None = None) -> list[str]:
    """Every violation: the rule, the part of the page it is about, and what would mend it. With
    what was `shown` before, only in the parts of the page in which that is not the same any more.
    """
    return _run(page, {"runOnly": {"type": "tag", "values": TAGS}}, shown)


def shut_out(
    page: Page, sizes: Sequence[tuple[int, int]], texts: Sequence[str] = ("100%", "200%")
) -> list[str]:
    """What shuts somebody out of a page, all of it unfolded, in windows of these sizes, the widest
    first, and with each size of text, the smallest first.

    Where there is most room and where there is least, every rule is asked: what is left out for
    want of room, or drawn otherwise, is so there. The second time they are asked about the parts of
    which something else is shown, or about colours where anything is painted otherwise. Small
    letters need the stronger colours. In between and in larger letters, what stands elsewhere is
    judged.
    """
    page.evaluate(UNFOLDED)
    found, shown, painted = list[str](), "", ""
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += crowded(page, texts[1:])
        page.evaluate(SIZED, (None, texts[0]))
        if size == sizes[0]:
            faults = violations(page)
            shown, painted = page.evaluate(SHOWN), page.evaluate(PAINTED)
        elif size == sizes[-1]:
            faults = _again(page, shown, painted)
        else:
            faults = _misplaced(page)
        found += _told(page, texts[0], faults)
    page.evaluate(SIZED, (None, ""))
    return found


def _again(page: Page, shown: str, painted: str) -> list[str]:
    """What every rule finds in a window that may differ from the one they were asked in."""
    others, otherwise = shown != page.evaluate(SHOWN), painted != page.evaluate(PAINTED)
    if others and otherwise:
        return violations(page)
    return [*_misplaced(page), *(violations(page, shown) if others else ()),
            *(_run(page, {"runOnly": COLOURED, "preload": False}) if otherwise else ())]


def crowded(page: Page, texts: Sequence[str]) -> list[str]:
    """What has no room in these sizes of text, in the window as it is: `200%`, or `large` before it
    as a phone's reader chooses it."""
    found, large = list[str](), None
    for text in texts:
        large = True if text.startswith("large") else large
        page.evaluate(SIZED, (large, text.removeprefix("large ")))
        found += _told(page, text, _misplaced(page))
    page.evaluate(SIZED, (large and False, ""))
    return found


def _told(page: Page, text: str, faults: Sequence[str]) -> list[str]:
    width = page.viewport_size["width"] if page.viewport_size else 0
    torn = page.evaluate(TORN) if text == "100%" else ()
    return [f"{width} px, text {text}: {one}"
            for one in (*faults, *torn, *page.evaluate(SIDEWAYS))]


def _misplaced(page: Page) -> list[str]:
    return _run(page, {"runOnly": PLACED, "preload": False}) if page.evaluate(DOUBTFUL) else []


def _run(page: Page, how: dict[str, object], parts: str | None = None) -> list[str]:
    # Handed over once: it is ten times as large as a page. What is opened after this one has it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_init_script(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, {"how": how, "parts": parts})
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
