"""What the touch screen writes into its log as it starts: nothing that reads like a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.centre import ROOT

# A touch screen that starts where Kivy finds the library of none of its other ways to hear of
# touches.
STARTS = """
import ctypes, logging, sys
from pathlib import Path

def none(*_, **__):
    raise OSError("no such library")

ctypes.cdll.LoadLibrary = none
logging.basicConfig(level=logging.INFO, format="%(message)s")
from kiosk.ui.shell.window import configure
configure(Path(sys.argv[1]), (320, 320))
import kivy.core.window
logging.getLogger("kivy").error("heard all the same")
"""


@pytest.mark.parametrize("filtered", [True, False], ids=["as it is", "control"])
def test_a_library_that_is_not_needed_leaves_no_trace(tmp_path: Path, filtered: bool) -> None:
    code = STARTS if filtered else STARTS.replace(
        "configure(Path", "logging.Logger.addFilter = none and (lambda *_: None)\nconfigure(Path")
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True,
        text=True, env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
    )
    assert "heard all the same" in told.stderr
    assert ("Traceback" in told.stderr) is not filtered
