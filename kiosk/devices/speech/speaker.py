"""The speaker: what the centre asks of its voice, and which one a setting means."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kiosk.assets import ASSETS
from kiosk.devices.numbered_files import store
from kiosk.devices.speech.loud_speaker import SOUND_CARDS, LoudSpeaker, missing, trouble_of
from kiosk.devices.speech.speaker_trouble import SpeakerStatus, SpeakerTrouble
from kiosk.devices.speech.speech_queue import CancelToken
from kiosk.devices.speech.voices import EspeakVoice, SpeechDispatcherVoice, Utterance, Voice

__all__ = [
    "CancelToken",
    "LoudSpeaker",
    "MemorySpeaker",
    "NoSpeaker",
    "Speaker",
    "SpeakerStatus",
    "SpeakerTrouble",
    "Utterance",
    "speaker_from",
]

CHIME = ASSETS / "sounds" / "chime.wav"


class Speaker(Protocol):
    """Says things aloud, one after the other."""

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False,
        times: int = 1, volume: int = 100, hush: CancelToken | None = None,
    ) -> None:
        """Returns when it was said, or silenced. SpeakerTrouble if it was not said.

        `volume` is in percent of the usual. Calls from several threads never overlap: each
        waits for those before it. What is said with a `hush` falls silent when that comes,
        and waits for all that is said without one: a number is called before a page is read
        on, and nobody who cuts a page short cuts a call.
        """

    def status(self) -> SpeakerStatus:
        """Which engine speaks and what is wrong with it; never raises."""


class NoSpeaker:
    """The centre is silent: the board shows what is called."""

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False,
        times: int = 1, volume: int = 100, hush: CancelToken | None = None,
    ) -> None:
        """Says nothing."""

    def status(self) -> SpeakerStatus:
        """Silent by choice is no trouble."""
        return SpeakerStatus("none")


class MemorySpeaker:
    """Keeps what was said for tests; `trouble` makes it fail."""

    def __init__(self, trouble: str | None = None) -> None:
        self.said: list[Utterance] = []
        self.trouble = trouble

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False,
        times: int = 1, volume: int = 100, hush: CancelToken | None = None,
    ) -> None:
        """Keeps it."""
        if self.trouble:
            raise SpeakerTrouble(self.trouble)
        if not (hush and hush.has_come):
            self.said.append(Utterance(text, language, slower, chime, times, volume))

    def status(self) -> SpeakerStatus:
        """As scripted."""
        return SpeakerStatus("memory", self.trouble)


class FileSpeaker:
    """Writes what would be heard, said-0001.wav and so on."""

    def __init__(self, folder: Path, voice: EspeakVoice) -> None:
        self._folder = folder
        self._voice = voice

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False,
        times: int = 1, volume: int = 100, hush: CancelToken | None = None,
    ) -> None:
        """Writes one file that appears complete."""
        if hush and hush.has_come:
            return
        try:
            sound = self._voice.sound(Utterance(text, language, slower, chime, times, volume))
            self._folder.mkdir(parents=True, exist_ok=True)
            store(self._folder, "said", {".wav": sound})
        except OSError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def status(self) -> SpeakerStatus:
        """Whether there is a voice to write down."""
        return SpeakerStatus("file", missing("espeak-ng"))


def speaker_from(setting: str, chime: Path = CHIME, sound_cards: Path = SOUND_CARDS) -> Speaker:
    """The speaker of a setting: auto, none, file:DIR, espeak-ng, spd.

    `auto` is espeak-ng where it is installed and there is a sound card, else spd, else none;
    the status says which it became. ValueError, in one line, for anything else.
    """
    espeak, dispatcher = EspeakVoice(chime), SpeechDispatcherVoice(chime)
    kind, _, where = setting.partition(":")
    if kind == "file" and where:
        return FileSpeaker(Path(where), espeak)
    if setting == "auto":
        if trouble_of(espeak, sound_cards) is None:
            setting = "espeak-ng"
        else:
            setting = "spd" if missing(*dispatcher.programs) is None else "none"
    if setting == "none":
        return NoSpeaker()
    if setting in ("espeak-ng", "spd"):
        voice: Voice = espeak if setting == "espeak-ng" else dispatcher
        return LoudSpeaker(voice, sound_cards)
    raise ValueError(f"speech {setting!r}: give auto, none, file:DIR, espeak-ng or spd")
