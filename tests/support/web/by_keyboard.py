"""A page of the desk used by its keys alone."""

from __future__ import annotations

from playwright.sync_api import Page

FARTHEST = 260


def goes_to(page: Page, name: str, value: str = "") -> None:
    """Tab, until the field or button of that name has the keys."""
    for _ in range(FARTHEST):
        found = page.evaluate(
            "([document.activeElement.name || document.activeElement.textContent.trim(),"
            " document.activeElement.value || ''])")
        if found[0] == name and value in ("", found[1]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name} {value}")


def types(page: Page, name: str, text: str) -> None:
    """Writes into a field, or takes what begins with the text in a list of choices."""
    goes_to(page, name)
    if page.evaluate("document.activeElement.tagName") == "SELECT":
        page.keyboard.press("ArrowDown")
        return
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
