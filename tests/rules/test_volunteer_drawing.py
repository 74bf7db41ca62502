"""The drawing of volunteer help in the documentation is the table itself."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.volunteers.help_requests import drawn


def test_the_drawing_in_the_documentation_is_the_table() -> None:
    page = (Path(__file__).parents[2] / "RELIABILITY.md").read_text("utf-8")
    assert f"```mermaid\n{drawn()}\n```" in page
