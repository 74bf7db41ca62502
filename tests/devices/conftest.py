"""What tests of devices can ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.devices.programs import Programs


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Programs that stand in for those of the machine."""
    return Programs(tmp_path / "programs", monkeypatch)


@pytest.fixture
def sound_cards(tmp_path: Path) -> Path:
    """A machine with a sound card."""
    cards = tmp_path / "snd"
    cards.mkdir()
    (cards / "pcmC0D0p").touch()
    return cards
