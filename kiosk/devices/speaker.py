"""The speaker: what the house asks of its voice, and which one a setting means."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.devices.numbered_files import store
from kiosk.devices.speaker_trouble import SpeakerStatus, SpeakerTrouble
from kiosk.devices.voices import EspeakVoice, SpeechDispatcherVoice, Step, Utterance, Voice

__all__ = [
    "MemorySpeaker",
    "NoSpeaker",
    "Speaker",
    "SpeakerStatus",
    "SpeakerTrouble",
    "Utterance",
    "speaker_from",
]

CHIME = Path(__file__).parents[2] / "assets" / "sounds" / "chime.wav"
SOUND_CARDS = Path("/dev/snd")


class Speaker(Protocol):
    """Says things aloud, one after the other."""

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False, times: int = 1
    ) -> None:
        """Returns when it was said, or was silenced by stop. SpeakerTrouble if it was not said.

        Calls from several threads never overlap: each waits for those before it.
        """

    def stop(self) -> None:
        """Silences at once what is being said and what waits to be said; from any thread."""

    def status(self) -> SpeakerStatus:
        """Which engine speaks and what is wrong with it; never raises."""


class NoSpeaker:
    """The house is silent: the board shows what is called."""

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False, times: int = 1
    ) -> None:
        """Says nothing."""

    def stop(self) -> None:
        """There is nothing to stop."""

    def status(self) -> SpeakerStatus:
        """Silent by choice is no trouble."""
        return SpeakerStatus("none")


class MemorySpeaker:
    """Keeps what was said for tests; `trouble` makes it fail."""

    def __init__(self, trouble: str | None = None) -> None:
        self.said: list[Utterance] = []
        self.stops = 0
        self.trouble = trouble

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False, times: int = 1
    ) -> None:
        """Keeps it."""
        if self.trouble:
            raise SpeakerTrouble(self.trouble)
        self.said.append(Utterance(text, language, slower, chime, times))

    def stop(self) -> None:
        """Counts."""
        self.stops += 1

    def status(self) -> SpeakerStatus:
        """As scripted."""
        return SpeakerStatus("memory", self.trouble)


class FileSpeaker:
    """Writes what would be heard, said-0001.wav and so on."""

    def __init__(self, folder: Path, voice: EspeakVoice) -> None:
        self._folder = folder
        self._voice = voice

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False, times: int = 1
    ) -> None:
        """Writes one file that appears complete."""
        try:
            sound = self._voice.sound(Utterance(text, language, slower, chime, times))
            self._folder.mkdir(parents=True, exist_ok=True)
            store(self._folder, "said", {".wav": sound})
        except OSError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def stop(self) -> None:
        """A file is written at once: there is nothing to stop."""

    def status(self) -> SpeakerStatus:
        """Whether there is a voice to write down."""
        return SpeakerStatus("file", _missing("espeak-ng"))


class LoudSpeaker:
    """Speaks into the hall by running a voice's programs, one utterance at a time."""

    def __init__(self, voice: Voice, sound_cards: Path = SOUND_CARDS) -> None:
        self._voice = voice
        self._sound_cards = sound_cards
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._stops = 0
        self._running: subprocess.Popen[bytes] | None = None

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False, times: int = 1
    ) -> None:
        """Runs the programs to their end; one that hangs is killed and is trouble."""
        asked_at = self._stops
        said = Utterance(text, language, slower, chime, times)
        try:
            with self._turn, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                for step in self._voice.steps(said, Path(folder)):
                    if not self._run(step, lambda: self._stops != asked_at):
                        return
        except OSError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def stop(self) -> None:
        """Kills the running program; what waited before this moment is not begun."""
        with self._guard:
            self._stops += 1
            if self._running:
                self._running.kill()
                self._hush()

    def status(self) -> SpeakerStatus:
        """Looks for the programs and for a sound card."""
        return SpeakerStatus(self._voice.name, _trouble_of(self._voice, self._sound_cards))

    def _hush(self) -> None:
        if hush := self._voice.hush:
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(hush.command, capture_output=True, timeout=hush.within, check=True)

    def _run(self, step: Step, silenced: Callable[[], bool]) -> bool:
        """Runs one program; False if it was silenced before its end."""
        with self._guard:
            if silenced():
                return False
            running = self._running = subprocess.Popen(
                step.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        try:
            _, complaint = running.communicate(timeout=step.within)
        except subprocess.TimeoutExpired as trouble:
            self._hush()
            raise SpeakerTrouble(f"{step.command[0]} hangs") from trouble
        finally:
            with self._guard:
                self._running = None
            running.kill()
            running.wait()
        if silenced():
            return False
        if running.returncode:
            raise SpeakerTrouble(f"{step.command[0]}: {complaint.decode(errors='replace').strip()}")
        return True


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
        if _trouble_of(espeak, sound_cards) is None:
            setting = "espeak-ng"
        else:
            setting = "spd" if _missing(*dispatcher.programs) is None else "none"
    if setting == "none":
        return NoSpeaker()
    if setting in ("espeak-ng", "spd"):
        voice: Voice = espeak if setting == "espeak-ng" else dispatcher
        return LoudSpeaker(voice, sound_cards)
    raise ValueError(f"speech {setting!r}: give auto, none, file:DIR, espeak-ng or spd")


def _trouble_of(voice: Voice, sound_cards: Path) -> str | None:
    if missing := _missing(*voice.programs):
        return missing
    playback = any(sound_cards.glob("pcmC*D*p"))
    return None if playback else "no sound card to play on"


def _missing(*programs: str) -> str | None:
    """Which programs are not there, in words."""
    missing = [program for program in programs if not shutil.which(program)]
    return f"not installed: {', '.join(missing)}" if missing else None
