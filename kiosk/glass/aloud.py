"""Reading aloud: says a page on a thread of its own; any touch stops it."""

from __future__ import annotations

import re
import threading
from queue import SimpleQueue

import structlog

from kiosk.devices.speaker import Speaker, SpeakerTrouble

SENTENCE = re.compile(r".+?(?:[。？；]|[.?;](?=\s|$)|$)\s*", re.DOTALL)


class Reader:
    """Says the latest page only: a new one, or a touch, ends the one before.

    It goes sentence by sentence, so that a number that is called need not wait for a page.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._pages: SimpleQueue[tuple[str, str] | None] = SimpleQueue()
        self._wanted: tuple[str, str] | None = None
        self._speaking = False
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self.hush()
        self._pages.put(None)
        self._thread.join(timeout=3)

    def read(self, text: str, language: str) -> None:
        """Reads a page aloud from its beginning."""
        self.hush()
        if text:
            self._wanted = (text, language)
            self._pages.put(self._wanted)

    def hush(self) -> None:
        """Falls silent at once. Without a page of its own it leaves the speaker alone."""
        self._wanted = None
        if self._speaking:
            self._speaker.stop()

    def _run(self) -> None:
        while (page := self._pages.get()) is not None:
            try:
                self._say(page)
            except SpeakerTrouble as trouble:
                structlog.get_logger().warning("not_read_aloud", trouble=str(trouble))

    def _say(self, page: tuple[str, str]) -> None:
        text, language = page
        for sentence in SENTENCE.findall(text):
            if self._wanted is not page:
                return
            self._speaking = True
            try:
                self._speaker.say(sentence.strip(), language)
            finally:
                self._speaking = False
