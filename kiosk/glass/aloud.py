"""Reading aloud: says a page on a thread of its own; any touch stops it."""

from __future__ import annotations

import re
import threading
from queue import SimpleQueue

import structlog

from kiosk.devices.speaker import Speaker, SpeakerTrouble


class Reader:
    """Says the latest page only: a new one, or a touch, ends the one before."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._pages: SimpleQueue[tuple[str, str] | None] = SimpleQueue()
        self._wanted: tuple[str, str] | None = None
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
        """Falls silent. Calls of numbers are not its own and go on."""
        self._wanted = None

    def _run(self) -> None:
        while (page := self._pages.get()) is not None:
            text, language = page
            for sentence in _sentences(text):
                if self._wanted is not page:
                    break
                try:
                    self._speaker.say(sentence, language)
                except SpeakerTrouble as trouble:
                    structlog.get_logger().warning("not_read_aloud", trouble=str(trouble))
                    break


def _sentences(text: str) -> list[str]:
    """The text sentence by sentence."""
    parts = re.sub(r"([。？]|[.?] )", lambda end: f"{end[0].strip()}\n", text)
    return [part.strip() for part in parts.split("\n") if part.strip()]
