"""The drawing of volunteer help in the README is the table itself."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.volunteers.help_requests import drawn


def test_the_drawing_in_the_readme_is_the_table() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    assert f"```mermaid\n{drawn()}\n```" in readme
