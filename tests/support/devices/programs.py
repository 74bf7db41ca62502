"""Programs of a machine, as small scripts that stand before the real ones in the path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


class Programs:
    """A folder in front of PATH; `alone` hides everything but the basic tools."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def add(self, name: str, script: str) -> None:
        """A program by its shell script."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def alone(self) -> None:
        """Nothing else is installed."""
        self._monkeypatch.setenv("PATH", str(self.folder))
