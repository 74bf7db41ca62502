"""Reading aloud: says what is on the touch screen on a thread of its own; any touch stops it."""

from __future__ import annotations

import re
import threading
from queue import Queue
from typing import NamedTuple

import structlog

from kiosk.devices.speech.speaker import CancelToken, Speaker, SpeakerTrouble, Utterance
from kiosk.domain.speech_text import spoken_text

SENTENCE = re.compile(r".+?(?:[。？；]|[.?;](?=\s|$)|$)\s*", re.DOTALL)
# The steps of the volume keys, in percent; calls in the hall keep the usual one.
VOLUMES = (30, 60, 100, 150, 200)
USUAL = 2


class Page(NamedTuple):
    """What is to be read, and the hush that ends it."""

    text: str
    language: str
    volume: int
    hush: CancelToken


class Reader:
    """Says the latest page only: a new one, or a touch, ends the one before.

    It goes sentence by sentence, so that a number that is called need not wait for a page.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._pages: Queue[Page | None] = Queue()
        self._hush = CancelToken()
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self.hush()
        self._pages.put(None)
        self._thread.join(timeout=3)

    def read(self, text: str, language: str, volume: int = VOLUMES[USUAL]) -> None:
        """Reads a page aloud from its beginning, as written; nothing else any more."""
        self.hush()
        self.add(text, language, volume)

    def add(self, text: str, language: str, volume: int = VOLUMES[USUAL]) -> None:
        """Reads something after what is being read."""
        if said := spoken_text(text, language):
            self._pages.put(Page(said, language, volume, self._hush))

    def hush(self) -> None:
        """Falls silent at once; what others say is theirs."""
        self._hush.come()
        self._hush = CancelToken()

    def step(self) -> None:
        """Waits until all that is to be read has been said."""
        self._pages.join()

    def _run(self) -> None:
        while (page := self._pages.get()) is not None:
            try:
                for sentence in SENTENCE.findall(page.text):
                    said = Utterance(sentence.strip(), page.language, volume=page.volume)
                    self._speaker.say(said, page.hush)
            except SpeakerTrouble as trouble:
                structlog.get_logger().warning("not_read_aloud", trouble=str(trouble))
            finally:
                self._pages.task_done()
