"""Remains: what a process still holds, or left on the disk, of something that was written.

`python -m tests.support.guarantees.remains FOLDER once|every` plants remnants and looks for them,
writes on every page that takes text and leaves, by one of the exits or by every one, and is killed
while all of it is written again. It prints a line of JSON for each: where the words were found.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from kiosk.ui.shell.window import configure
from tests.samples.screens import samples_of
from tests.support.centre import AFTERNOON

if TYPE_CHECKING:
    from tests.support.guarantees.live_screen import LiveScreen

SIZE = (360, 640)
# The sweep after a visit comes sooner than in a centre, and a little later it is over.
SOON, SWEPT = 0.1, 0.3
# A name, a telephone number, a case: back to front, so that no constant holds them.
WRITTEN = ("宜静阳欧", "90627344831", "了漏又水热的单号三栋七")
# What these two know is the test's own knowledge.
# The number of a slip is shorter than what is looked for here, and names nobody:
# tests/screens/volunteers/test_help.py sees that it goes. What the staff write is for everybody to
# read.
NOT_PERSONAL = ("help_number", "rating_number", "edit_text")
OURS = (__file__, str(Path(__file__).with_name("plants.py")))
# What holds nothing.
PLAIN = {str, bytes, int, float, bool, complex, type(None)}
LETTERS, DIGITS = "QZXJW", "53149"


def held(secrets: list[str]) -> list[str]:
    """Which of some words any object of this process still knows, and what holds them."""
    return _holders(secrets) if _is_known(secrets) else []


def _is_known(secrets: list[str]) -> bool:
    """Whether a text in this process has one of the words in it: all are looked through at once,
    a tenth of the work of asking which object holds which.

    What Python keeps no account of, as it can hold no circle, hangs on what it does keep account
    of: such tuples and dictionaries are opened until there are none.
    """
    seen: set[int] = {id(secrets)}
    holders = [one for one in _roots() if id(one) not in seen and not _is_ours(one)]
    while holders:
        held_by = gc.get_referents(*holders)
        texts = {one for one in held_by if type(one) is str}
        texts |= {one.decode(errors="replace") for one in held_by if type(one) is bytes}
        whole = "\0".join(texts)
        if any(secret in whole for secret in secrets):
            return True
        holders = []
        for one in held_by:
            if not (type(one) in PLAIN or gc.is_tracked(one) or id(one) in seen):
                seen.add(id(one))
                holders.append(one)
    return False


def _is_ours(one: Any) -> bool:
    return type(one) is FrameType and one.f_code.co_filename in OURS


def _holders(secrets: list[str]) -> list[str]:
    """The words that are known, each with what holds it."""
    seen: set[int] = set()
    waiting: list[tuple[Any, str]] = [(one, type(one).__name__) for one in _roots()]
    seen |= {id(waiting), id(secrets)}
    found = set()
    while waiting:
        one, holder = waiting.pop()
        kind = type(one)
        if id(one) in seen or _is_ours(one):
            continue
        seen.add(id(one))
        if kind in (str, bytes):
            text = one if kind is str else one.decode(errors="replace")
            found |= {f"{secret[:1]}… in {holder}" for secret in secrets if secret in text}
        else:
            waiting += [(held_by, kind.__name__) for held_by in gc.get_referents(one)]
    return sorted(found)


def _roots() -> Iterator[Any]:
    """All that Python keeps account of, and where each thread stands."""
    # What was there before the first visit may hold something that came later.
    gc.unfreeze()
    # Looked at first: a thread's frame remembers what its variables were at the last look.
    for frame in sys._current_frames().values():
        above: FrameType | None = frame
        while above is not None:
            if above.f_code.co_filename not in OURS:
                yield dict(above.f_locals)
            above = above.f_back
    yield from gc.get_objects()


def taking_text(ui: LiveScreen) -> list[str]:
    """The pages that take text: on which something stands that writes, whoever made them."""
    from kiosk.screens import SCREENS
    from kiosk.ui.accessibility.accessible_node import NodeRole
    from kiosk.ui.drawing.theme import Mode
    from kiosk.ui.gallery import Easel
    from kiosk.ui_app import ASSETS
    from tests.samples.centre import CENTRE

    easel = Easel(ui.ctx, SCREENS, ASSETS, CENTRE)
    return [
        screen.NAME for screen in SCREENS
        if screen.NAME not in NOT_PERSONAL and any(
            meaning.role in (NodeRole.KEY, NodeRole.FIELD) for meaning in easel.set_up(
                screen, next(iter(samples_of(screen)))[1], SIZE, Mode()).register())
    ]


def writes(ui: LiveScreen, secrets: list[str]) -> list[str]:
    """Writes all of it on the page that stands there, by its keys; how what was typed began."""
    from kiosk.ui.text_entry import Entry
    from kiosk.ui.widgets.keypad import Key

    for entry in (p for p in ui.stage.pieces() if isinstance(p, Entry)):
        for secret in secrets:
            entry.write(secret)
            ui.frame()
        ui.types(*reversed(LETTERS))
        return [*secrets, LETTERS[::-1], LETTERS[::-1].lower()]
    for tile in (p for p in ui.stage.screen.pieces() if getattr(p, "name", "") == "小王1"):
        ui.touches(*tile.center)
    assert any(isinstance(p, Key) for p in ui.stage.pieces())
    ui.types(*reversed(DIGITS))
    return [DIGITS[::-1]]


def by_home(ui: LiveScreen) -> None:
    """首页."""
    ui.taps("bar.home")
    ui.arrives("home")


def by_walking_off(ui: LiveScreen) -> None:
    """Nobody is there any more."""
    ui.leaps(125)
    ui.frame()
    ui.until(lambda: ui.stage.dialog is not None or ui.router.resting)
    ui.leaps(25)
    ui.until(lambda: ui.router.resting)
    ui.leaves()


# What was chosen before a page that asks for it.
CHOSEN: dict[str, dict[str, object]] = {
    "case_write": {"topic_id": "repairs"}, "case_keep": {"topic_id": "repairs"},
    "room_name": {"room_id": "meeting", "begins": AFTERNOON.replace(hour=17, minute=0),
                  "people": 10, "what": "meeting"},
}


def by_going_on(ui: LiveScreen) -> None:
    """写好了 where there is such a key, back, and at last home."""
    if ui.bearing(ui.word("entry.done")):
        ui.taps("entry.done")
    ui.taps("bar.back")
    ui.until(lambda: not ui.router.working)
    by_home(ui) if ui.router.visit.path[1:] else ui.router.home()


EXITS: tuple[Callable[[LiveScreen], None], ...] = (by_home, by_walking_off, by_going_on)


def leaves_traces(ui: LiveScreen, pages: list[str], every: bool) -> dict[str, Any]:
    """Every page that takes text, by every exit or by one after the other in turn: what was still
    there, and that it was before."""
    told: dict[str, Any] = {"before": [], "after": {}}
    for n, page in enumerate(pages):
        for leave in EXITS if every else [EXITS[n % len(EXITS)]]:
            typed = _comes_and_writes(ui, page)
            told["before"].append(_is_known(typed))
            # What the looking itself left behind; from here on the touch screen sweeps for itself.
            gc.collect()
            leave(ui)
            told["after"][f"{page} {leave.__name__}"] = remains(ui, typed)
    return told


def remains(ui: LiveScreen, secrets: list[str]) -> list[str]:
    """Where some words still are, a moment after the visit's end."""
    from kivy.core.clipboard import Clipboard

    from tests.support.screens.traces import in_rows, on_disk

    ui.frames(SWEPT)
    ui.forgets()
    found = held(secrets)
    for secret in secrets:
        there = on_disk(ui.ctx.settings.data, secret) + in_rows(ui.ctx, secret)
        found += [f"{secret[:1]}… in {one}" for one in there]
        found += [f"{secret[:1]}… in the clipboard"] if secret in str(Clipboard.paste()) else []
    return found


def _comes_and_writes(ui: LiveScreen, page: str) -> list[str]:
    ui.taps("bar.aloud")
    ui.router.go(page, **CHOSEN.get(page, {}))
    ui.arrives(page)
    return writes(ui, [back_to_front[::-1] for back_to_front in WRITTEN])


def run(data: Path, how: str) -> None:
    """In a process of its own, so that nothing else holds anything."""
    configure(data / "kivy", SIZE)
    from kiosk.ui.navigation import screen_presenter
    from tests.support.guarantees.live_screen import LiveScreen
    from tests.support.guarantees.plants import planted

    screen_presenter.SOON = SOON
    ui = LiveScreen(data, before=0)
    print(json.dumps(planted(ui)), flush=True)
    pages = taking_text(ui)
    print(json.dumps(leaves_traces(ui, pages, how == "every")), flush=True)
    for page in pages:
        _comes_and_writes(ui, page)
        ui.frames(SOON)
    print(json.dumps({"pages": pages}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    run(Path(sys.argv[1]), sys.argv[2])
