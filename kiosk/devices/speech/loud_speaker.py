"""The loud speaker: says things into the hall by running a voice's programs."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path

from kiosk.devices.speech.speaker_trouble import SpeakerStatus, SpeakerTrouble
from kiosk.devices.speech.speech_queue import CancelToken, SpeechQueue
from kiosk.devices.speech.voices import Utterance, Voice, VoiceStep

SOUND_CARDS = Path("/dev/snd")
Program = subprocess.Popen[bytes]


class LoudSpeaker:
    """One utterance at a time; a page is read on when no call waits any more."""

    def __init__(self, voice: Voice, sound_cards: Path = SOUND_CARDS) -> None:
        self._voice = voice
        self._sound_cards = sound_cards
        self.turns = SpeechQueue()

    def say(
        self, text: str, language: str, *, slower: bool = False, chime: bool = False,
        times: int = 1, volume: int = 100, hush: CancelToken | None = None,
    ) -> None:
        """Runs the programs to their end; one that hangs is killed and is trouble."""
        said = Utterance(text, language, slower, chime, times, volume)
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
        return SpeakerStatus(self._voice.name, trouble_of(self._voice, self._sound_cards))

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


def trouble_of(voice: Voice, sound_cards: Path) -> str | None:
    """What a voice lacks to be heard, in words."""
    if lacking := missing(*voice.programs):
        return lacking
    playback = any(sound_cards.glob("pcmC*D*p"))
    return None if playback else "no sound card to play on"


def missing(*programs: str) -> str | None:
    """Which programs are not there, in words."""
    lacking = [program for program in programs if not shutil.which(program)]
    return f"not installed: {', '.join(lacking)}" if lacking else None


def _started(step: VoiceStep) -> Program:
    return subprocess.Popen(
        step.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
