"""Plants: a remnant in each place where words could stay, to see that it would be found."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.guarantees.remains import remains

if TYPE_CHECKING:
    from tests.support.guarantees.live_screen import LiveScreen


Word = Callable[[], str]


def planted(ui: LiveScreen) -> dict[str, int]:
    """How often each planted word was found; all are planted at once."""
    words = {place: partial(new_word, n) for n, place in enumerate(PLACES)}
    with ExitStack() as planting:
        for place, plant in PLACES.items():
            planting.enter_context(plant(ui, words[place]))
        found = remains(ui, [word() for word in words.values()])
    return {place: sum(word()[0] in one for one in found) for place, word in words.items()}


def new_word(n: int) -> str:
    """The nth word, made anew each time: nobody but the place it is planted in shall hold it.

    All of it is drawn with one face: the beginning of a row of GB 2312's usual characters.
    """
    return bytes(b for k in range(6) for b in (0xB0 + n, 0xA1 + k)).decode("gb2312")


@contextmanager
def in_a_widget(ui: LiveScreen, word: Word) -> Iterator[None]:
    """A piece somewhere in the tree, without a place on the touch screen."""
    ui.stage.toast.text = word()
    yield
    ui.stage.toast.text = ""


@contextmanager
def in_the_visit(ui: LiveScreen, word: Word) -> Iterator[None]:
    """What the visit keeps."""
    ui.router.kept["planted"] = word()
    yield
    ui.router.kept.clear()


@contextmanager
def in_letters(ui: LiveScreen, word: Word) -> Iterator[None]:
    """The cache of drawn lines."""
    letters, theme = ui.stage.around.theme.letters, ui.stage.around.theme
    letters.line(word(), theme.font("sans"), 20)
    yield
    ui.router.home()


@contextmanager
def in_a_cache_of_kivy(ui: LiveScreen, word: Word) -> Iterator[None]:
    """Kivy's own cache of pictures."""
    from kivy.cache import Cache

    Cache.append("kv.image", "planted", [word()])
    yield
    Cache.remove("kv.image", "planted")


@contextmanager
def in_an_undo_stack(ui: LiveScreen, word: Word) -> Iterator[None]:
    """Steps that somebody could take back."""
    ui.undone = [(("write", word()),)]
    yield
    del ui.undone


@contextmanager
def in_a_callback(ui: LiveScreen, word: Word) -> Iterator[None]:
    """Something that still waits for its time."""
    from kivy.clock import Clock

    event = Clock.schedule_once(partial(_tells, ui, word()), 3600)
    yield
    event.cancel()


def _tells(ui: LiveScreen, said: str, _dt: float) -> None:
    ui.router.toast(said)


@contextmanager
def on_the_clipboard(_ui: LiveScreen, word: Word) -> Iterator[None]:
    """What the system would paste."""
    from kivy.core.clipboard import Clipboard

    Clipboard.copy(word())
    yield
    Clipboard.copy(" ")


@contextmanager
def in_the_log(_ui: LiveScreen, word: Word) -> Iterator[None]:
    """A line of the touch screen's log."""
    logging.getLogger().info("written: %s", word())
    yield


@contextmanager
def in_the_database(ui: LiveScreen, word: Word) -> Iterator[None]:
    """A line of the event log."""
    from db.engine import event_log

    with ui.ctx.database.write() as tx:
        event_log.write(tx, ui.ctx.clock(), "kiosk-1", "planted", words=word())
    yield


@contextmanager
def in_a_passing_file(_ui: LiveScreen, word: Word) -> Iterator[None]:
    """A file of the kind that voices and engines use for a moment."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(word())
        file.flush()
        yield


@contextmanager
def in_the_data_folder(ui: LiveScreen, word: Word) -> Iterator[None]:
    """A dictionary that learnt a word."""
    file: Path = ui.ctx.settings.data / "rime" / "user.dict"
    file.parent.mkdir()
    file.write_text(word(), "utf-8")
    yield


PLACES: dict[str, Callable[..., object]] = {
    plant.__name__: plant for plant in (
        in_a_widget, in_the_visit, in_letters, in_a_cache_of_kivy, in_an_undo_stack, in_a_callback,
        on_the_clipboard, in_the_log, in_the_database, in_a_passing_file, in_the_data_folder,
    )
}
