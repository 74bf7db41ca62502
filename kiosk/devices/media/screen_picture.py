"""A page of the touch screen as a picture, drawn by a process of its own.

Drawing takes the touch screen's whole toolkit and some seconds: the process for pages has neither.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.assets import ASSETS
from kiosk.devices.isolation import IsolationBusy, OneAtATime
from kiosk.domain.refusals import Refusal

# One is drawn at a time and one may wait for it, so that the pages' other threads stay free.
SECONDS = 60
_turns = OneAtATime(waiting=1, seconds=15)


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page of the touch screen: the `screen` by its name with what it is given, in a language
    and a size in pixels. `items` are content that only whoever asks sees, each as its kind, its id
    and its body."""

    screen: str
    arguments: Mapping[str, str]
    language: str
    size: tuple[int, int]
    items: tuple[tuple[str, str, dict[str, Any]], ...]


def screen_picture(data: Path, database_url: str, asked: PageAsked) -> bytes:
    """The page as a PNG, of the centre with that data folder and database.

    Refuses with `screen_not_drawn` where it cannot be drawn in time, or others have theirs drawn
    just now.
    """
    environment = os.environ | {
        "KIOSK_DATA": str(data), "KIOSK_DATABASE_URL": database_url,
        "KIOSK_PRINTER": "none", "KIOSK_SPEECH": "none"}
    try:
        with _turns.taken():
            done = subprocess.run(
                [sys.executable, "main.py", "draw"], cwd=ASSETS.parent, env=environment,
                input=json.dumps(asdict(asked)).encode(), stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, timeout=SECONDS, check=True)
    except (IsolationBusy, OSError, subprocess.SubprocessError) as trouble:
        raise Refusal("screen_not_drawn") from trouble
    return done.stdout


def asked_for(written: bytes) -> PageAsked:
    """What `screen_picture` wrote to the process that draws."""
    told = json.loads(written)
    items = tuple((kind, item, body) for kind, item, body in told.pop("items"))
    return PageAsked(**told | {"size": tuple(told["size"]), "items": items})
