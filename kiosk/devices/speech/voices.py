"""Voices: what turns words into sound, as samples or as programs to run."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from kiosk.devices.speech.sound import RATE, read_wav, seconds_of, silence, wav_of
from kiosk.domain.languages import CHINESE
from kiosk.domain.spoken_numbers import spoken_number

USUAL_SPEED, SLOWER_SPEED = 0.9, 0.7
BETWEEN_TIMES = 0.7
AFTER_CHIME = 0.15
SYNTHESIS_WITHIN = 10.0
GRACE = 5.0

_DIGITS = "|".join(spoken_number("0123456789", "en").split())
_READINGS: Mapping[str, str] = tomllib.loads(
    Path(__file__).with_name("readings.toml").read_text("utf-8")
)
_HARD = re.compile("|".join(sorted(_READINGS, key=len, reverse=True)))
_LETTER_A = re.compile(rf"\bA(?= (?:{_DIGITS})\b)")


class SpeakerTrouble(Exception):
    """What was to be said was not said, or not to its end."""


@dataclass(frozen=True, slots=True)
class SpeakerStatus:
    """Which engine speaks ("none" where the centre is silent), and what is wrong with it, by the
    key of its words: `not_installed`, with the programs that are `lacking`, or `no_sound_card`."""

    engine: str
    trouble: str | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be said, and how; `volume` is in percent of the usual."""

    text: str
    language: str
    slower: bool = False
    chime: bool = False
    times: int = 1
    volume: int = 100


@dataclass(frozen=True, slots=True)
class VoiceStep:
    """A program to run to its end, and after how many seconds it must be hanging."""

    command: tuple[str, ...]
    within: float


class Voice(Protocol):
    """One way to speak aloud."""

    @property
    def name(self) -> str:
        """The setting that means it."""

    @property
    def programs(self) -> tuple[str, ...]:
        """What has to be installed for it."""

    @property
    def hush(self) -> VoiceStep | None:
        """What else has to be run to silence it, after its program was ended."""

    def steps(self, said: Utterance, folder: Path) -> Iterator[VoiceStep]:
        """The programs that say it, one after the other; `folder` is theirs meanwhile."""


class EspeakVoice:
    """espeak-ng makes the sound, aplay plays it.

    The voice for Chinese is cmn-latn-pinyin: in espeak-ng 1.51, which Debian 12 and Ubuntu
    24.04 bring, plain cmn turns 请 into its pinyin "qing3" and reads that as English, "king
    three" (espeak-ng issues 1028, 1236).
    """

    name = "espeak-ng"
    programs = ("espeak-ng", "aplay")
    hush = None
    # Of words as espeak-ng counts them: a little over four syllables a second in both.
    words_a_minute: ClassVar[Mapping[str, int]] = {CHINESE: 220, "en": 175}

    def __init__(self, chime: Path) -> None:
        self._chime = chime

    def steps(self, said: Utterance, folder: Path) -> Iterator[VoiceStep]:
        """One piece with chime and all times, so that nothing can come between them."""
        sound = self.sound(said)
        path = folder / "said.wav"
        path.write_bytes(sound)
        yield VoiceStep(("aplay", "-q", str(path)), within=len(sound) / 2 / RATE + GRACE)

    def sound(self, said: Utterance) -> bytes:
        """The whole utterance as WAV."""
        speech = self._speech(said)
        pieces = [self._chime_sound(), silence(AFTER_CHIME)] if said.chime else []
        for time in range(said.times):
            pieces += [silence(BETWEEN_TIMES), speech] if time else [speech]
        return wav_of(pieces)

    def _chime_sound(self) -> bytes:
        try:
            return read_wav(self._chime)
        except ValueError as trouble:
            raise SpeakerTrouble(str(trouble)) from trouble

    def _speech(self, said: Utterance) -> bytes:
        voice = "cmn-latn-pinyin" if said.language == CHINESE else "en"
        usual = self.words_a_minute[said.language]
        speed = round(usual * (SLOWER_SPEED if said.slower else USUAL_SPEED))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.wav"
            command = ["espeak-ng", "-v", voice, "-s", str(speed), "-a", str(said.volume),
                       "-b", "1", "-w", str(path), "--stdin"]
            try:
                subprocess.run(
                    command, input=_pronounceable(said.text, said.language).encode(), check=True,
                    capture_output=True, timeout=SYNTHESIS_WITHIN,
                )
                speech = read_wav(path)
            except (OSError, subprocess.SubprocessError, ValueError) as trouble:
                raise SpeakerTrouble(f"espeak-ng: {trouble}") from trouble
        if not seconds_of(speech):
            raise SpeakerTrouble("espeak-ng made no sound")
        return speech


class SpeechDispatcherVoice:
    """spd-say speaks with whatever voice the machine's speech-dispatcher is set up for."""

    name = "spd"
    programs = ("spd-say",)
    # What spd-say has handed over is spoken by a server, which goes on without it.
    hush = VoiceStep(("spd-say", "--cancel"), within=2)

    def __init__(self, chime: Path) -> None:
        self._chime = chime

    def steps(self, said: Utterance, folder: Path) -> Iterator[VoiceStep]:
        """The chime where aplay is there to play it, then the words, each time anew."""
        if said.chime and shutil.which("aplay"):
            yield VoiceStep(("aplay", "-q", str(self._chime)), within=2 * GRACE)
        language = "zh" if said.language == CHINESE else "en"
        rate = "-40" if said.slower else "-15"
        # The usual volume is the one its server was set up for.
        louder = str(max(min(said.volume - 100, 100), -100))
        volume = () if said.volume == 100 else ("-i", louder)
        for _ in range(said.times):
            command = ("spd-say", "--wait", "-l", language, "-r", rate, *volume, "--", said.text)
            yield VoiceStep(command, within=2 * GRACE + len(said.text))


def _pronounceable(text: str, language: str) -> str:
    """espeak-ng reads [[ as the start of phonemes, the letter A as the article, and some
    Chinese words as if each character stood alone."""
    plain = text.replace("[[", "[")
    return _HARD.sub(_read, plain) if language == CHINESE else _LETTER_A.sub("[[eI]]", plain)


def _read(word: re.Match[str]) -> str:
    return f" {_READINGS[word[0]]} "
