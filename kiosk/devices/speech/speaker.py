"""The speaker: what the centre asks of its voice, and which one a setting means."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from kiosk.assets import ASSETS
from kiosk.devices.numbered_files import store
from kiosk.devices.speech.speech_queue import CancelToken, SpeechQueue
from kiosk.devices.speech.voices import (
    EspeakVoice,
    SpeakerStatus,
    SpeakerTrouble,
    SpeechDispatcherVoice,
    Utterance,
    Voice,
    VoiceStep,
)

__all__ = [
    "CancelToken",
    "LoudSpeaker",
    "NoSpeaker",
    "Speaker",
    "SpeakerStatus",
    "SpeakerTrouble",
    "Utterance",
    "speaker_from",
]

SOUND_CARDS = Path("/dev/snd")
Program = subprocess.Popen[bytes]
CHIME = ASSETS / "sounds" / "chime.wav"


class Speaker(Protocol):
    """Says things aloud, one after the other."""

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Returns when it was said, or silenced. SpeakerTrouble if it was not said.

        Calls from several threads never overlap: each waits for those before it. What is said with
        a `hush` falls silent when that comes, and waits for all that is said without one: a number
        is called before a page is read on, and nobody who cuts a page short cuts a call.
        """

    def status(self) -> SpeakerStatus:
        """Which engine speaks and what is wrong with it; never raises."""


class NoSpeaker:
    """The centre is silent: the board shows what is called."""

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Says nothing."""

    def status(self) -> SpeakerStatus:
        """Silent by choice is no trouble."""
        return SpeakerStatus("none")


class FileSpeaker:
    """Writes what would be heard, said-0001.wav and so on."""

    def __init__(self, folder: Path, voice: EspeakVoice) -> None:
        self._folder = folder
        self._voice = voice

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Writes one file that appears complete."""
        if hush and hush.has_come:
            return
        try:
            sound = self._voice.sound(said)
            self._folder.mkdir(parents=True, exist_ok=True)
            store(self._folder, "said", {".wav": sound})
        except OSError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def status(self) -> SpeakerStatus:
        """Whether there is a voice to write down."""
        return _lacking("file", "espeak-ng") or SpeakerStatus("file")


class LoudSpeaker:
    """One utterance at a time; a page is read on when no call waits any more."""

    def __init__(self, voice: Voice, sound_cards: Path = SOUND_CARDS) -> None:
        self._voice = voice
        self._sound_cards = sound_cards
        self.turns = SpeechQueue()

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Runs the programs to their end; one that hangs is killed and is trouble."""
        gives_way, hush = hush is not None, hush or CancelToken()
        try:
            with (
                self.turns.turn(gives_way),
                tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            ):
                if hush.has_come:
                    return
                for step in self._voice.steps(said, Path(folder)):
                    if not self._run(step, hush):
                        return
        except OSError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def status(self) -> SpeakerStatus:
        """Looks for the programs and for a sound card."""
        return status_of(self._voice, self._sound_cards)

    def _run(self, step: VoiceStep, hush: CancelToken) -> bool:
        """Runs one program; False if it was silenced before its end."""
        with hush.over(partial(_started, step), Program.kill) as running:
            if running is None:
                return False
            try:
                _, complaint = running.communicate(timeout=step.within)
            except subprocess.TimeoutExpired as trouble:
                self._cancel()
                raise SpeakerTrouble(f"{step.command[0]} hangs") from trouble
            finally:
                running.kill()
                running.wait()
        if hush.has_come:
            self._cancel()
            return False
        if running.returncode:
            raise SpeakerTrouble(f"{step.command[0]}: {complaint.decode(errors='replace').strip()}")
        return True

    def _cancel(self) -> None:
        """Silences what a program handed over before it was ended."""
        if hush := self._voice.hush:
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(hush.command, capture_output=True, timeout=hush.within, check=True)


def status_of(voice: Voice, sound_cards: Path) -> SpeakerStatus:
    """What a voice lacks to be heard."""
    has_card = any(sound_cards.glob("pcmC*D*p"))
    return _lacking(voice.name, *voice.programs) or SpeakerStatus(
        voice.name, None if has_card else "no_sound_card")


def _lacking(engine: str, *programs: str) -> SpeakerStatus | None:
    lacking = tuple(program for program in programs if not shutil.which(program))
    return SpeakerStatus(engine, "not_installed", lacking) if lacking else None


def _started(step: VoiceStep) -> Program:
    return subprocess.Popen(
        step.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )


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
        if status_of(espeak, sound_cards).trouble is None:
            setting = "espeak-ng"
        else:
            setting = "none" if _lacking("spd", *dispatcher.programs) else "spd"
    if setting == "none":
        return NoSpeaker()
    if setting in ("espeak-ng", "spd"):
        voice: Voice = espeak if setting == "espeak-ng" else dispatcher
        return LoudSpeaker(voice, sound_cards)
    raise ValueError(f"speech {setting!r}: give auto, none, file:DIR, espeak-ng or spd")
