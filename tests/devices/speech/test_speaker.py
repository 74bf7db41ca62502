"""Who speaks when in the hall, and what happens when nothing can speak."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.devices.speech.speaker import (
    CHIME,
    LoudSpeaker,
    SpeakerTrouble,
    Utterance,
    speaker_from,
)
from kiosk.devices.speech.voices import SpeakerStatus, VoiceStep
from tests.support.devices.hearing import CALL, heard
from tests.support.devices.programs import Programs
from tests.support.doubles import MemorySpeaker


class Recorder:
    """A voice whose program writes down when it began and ended to speak."""

    name = "recorder"
    programs = ("sh",)
    hush = None

    def __init__(self, folder: Path, together: int = 1) -> None:
        self._log, self._begun, self._together = folder / "log", folder / "begun", together
        self._begun.mkdir()

    def steps(self, said: Utterance, folder: Path) -> Iterator[VoiceStep]:
        """A short program; it ends when so many speak together."""
        script = (
            f"b=$(date +%s%N); touch {self._begun}/$b-$$; sleep 0.05;"
            f" while [ $(ls {self._begun} | wc -l) -lt {self._together} ]; do sleep 0.01; done;"
            f" echo $b $(date +%s%N) >> {self._log}"
        )
        yield VoiceStep(("sh", "-c", script), within=100)

    def overlaps(self) -> int:
        """How many utterances began before the one before them had ended; all six are there."""
        lines = [line.split() for line in self._log.read_text().splitlines()]
        assert len(lines) == 6
        spoken = sorted((int(begin), int(end)) for begin, end in lines)
        return sum(second[0] < first[1] for first, second in pairwise(spoken))


def all_at_once(actions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_calls_never_overlap(tmp_path: Path, sound_cards: Path) -> None:
    voice = Recorder(tmp_path)
    speaker = LoudSpeaker(voice, sound_cards)
    all_at_once([lambda: speaker.say(Utterance(CALL, "zh_CN"))] * 6)
    assert voice.overlaps() == 0


def test_calls_of_speakers_that_do_not_wait_overlap(tmp_path: Path, sound_cards: Path) -> None:
    """Negative control: six speakers for the same six calls talk into each other."""
    voice = Recorder(tmp_path, together=6)
    speakers = [LoudSpeaker(voice, sound_cards) for _ in range(6)]
    all_at_once([lambda one=one: one.say(Utterance(CALL, "zh_CN")) for one in speakers])  # type: ignore[misc]
    assert voice.overlaps() > 0


def test_a_call_is_played_whole_on_the_sound_card(programs: Programs, sound_cards: Path) -> None:
    played = programs.folder / "played.wav"
    programs.add("aplay", f'cp "$2" {played}')
    speaker = speaker_from("espeak-ng", sound_cards=sound_cards)
    speaker.say(Utterance(CALL, "zh_CN", chime=True, times=2))
    seconds, loudness = heard(played)
    assert seconds > 8
    assert loudness > 0.05
    assert speaker.status().trouble is None


def test_a_sound_card_that_fails_is_trouble(programs: Programs, sound_cards: Path) -> None:
    programs.add("aplay", "echo 'audio open error: no such device' >&2; exit 1")
    with pytest.raises(SpeakerTrouble, match="audio open error"):
        speaker_from("espeak-ng", sound_cards=sound_cards).say(Utterance(CALL, "zh_CN"))


def test_a_player_that_hangs_is_ended(
    programs: Programs, sound_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.devices.speech.voices.GRACE", -2.0)
    programs.add("aplay", f"echo $$ > {programs.folder / 'pid'}; exec sleep 3600")
    with pytest.raises(SpeakerTrouble, match="hangs"):
        speaker_from("espeak-ng", sound_cards=sound_cards).say(Utterance(CALL, "zh_CN"))
    pid = (programs.folder / "pid").read_text().strip()
    assert not Path("/proc", pid).exists()


@pytest.mark.parametrize("crash", ["kill -SEGV $$", "exit 3", "exit 0"])
def test_a_voice_that_crashes_is_trouble(
    programs: Programs, sound_cards: Path, tmp_path: Path, crash: str
) -> None:
    programs.add("espeak-ng", crash)
    with pytest.raises(SpeakerTrouble):
        speaker_from("espeak-ng", sound_cards=sound_cards).say(Utterance(CALL, "zh_CN"))
    with pytest.raises(SpeakerTrouble):
        speaker_from(f"file:{tmp_path / 'said'}").say(Utterance(CALL, "zh_CN"))


def test_what_is_not_installed_is_trouble_and_has_a_name(
    programs: Programs, sound_cards: Path
) -> None:
    programs.alone()
    speaker = speaker_from("espeak-ng", sound_cards=sound_cards)
    assert speaker.status() == SpeakerStatus(
        "espeak-ng", "not_installed", ("espeak-ng", "aplay"))
    with pytest.raises(SpeakerTrouble):
        speaker.say(Utterance(CALL, "zh_CN"))


@pytest.mark.parametrize(
    ("installed", "card", "engine"),
    [
        (("espeak-ng", "aplay", "spd-say"), True, "espeak-ng"),
        (("espeak-ng", "aplay", "spd-say"), False, "spd"),
        (("espeak-ng", "spd-say"), True, "spd"),
        (("espeak-ng", "aplay"), False, "none"),
        ((), True, "none"),
    ],
)
def test_auto_takes_the_best_that_is_there(
    programs: Programs, sound_cards: Path, tmp_path: Path,
    installed: tuple[str, ...], card: bool, engine: str,
) -> None:
    programs.alone()
    for name in installed:
        programs.add(name, "exit 0")
    speaker = speaker_from("auto", sound_cards=sound_cards if card else tmp_path / "no cards")
    assert speaker.status().engine == engine


def test_speech_dispatcher_chimes_and_speaks(programs: Programs, sound_cards: Path) -> None:
    log = programs.folder / "log"
    programs.add("aplay", f'echo "aplay $2" >> {log}')
    programs.add("spd-say", f'echo "spd $*" >> {log}')
    speaker_from("spd", sound_cards=sound_cards).say(Utterance("-请", "zh_CN", chime=True, times=2))
    line = "spd --wait -l zh -r -15 -- -请"
    assert log.read_text().splitlines() == [f"aplay {CHIME}", line, line]
    speaker_from("spd", sound_cards=sound_cards).say(Utterance("请", "zh_CN", volume=40))
    assert log.read_text().splitlines()[-1] == "spd --wait -l zh -r -15 -i -60 -- 请"


def test_a_silent_centre_says_nothing_and_has_no_trouble() -> None:
    speaker = speaker_from("none")
    speaker.say(Utterance(CALL, "zh_CN"))
    assert speaker.status().engine == "none"
    assert speaker.status().trouble is None


def test_a_folder_that_cannot_be_written_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "said").write_text("a file stands here")
    with pytest.raises(SpeakerTrouble):
        speaker_from(f"file:{tmp_path / 'said'}").say(Utterance(CALL, "zh_CN"))


@pytest.mark.parametrize("content", [None, b"", b"RIFF no sound at all"])
def test_a_chime_that_is_broken_is_trouble_not_a_crash(
    programs: Programs, sound_cards: Path, tmp_path: Path, content: bytes | None
) -> None:
    chime = tmp_path / "chime.wav"
    if content is not None:
        chime.write_bytes(content)
    programs.add("aplay", "exit 0")
    for setting in ("espeak-ng", f"file:{tmp_path / 'said'}"):
        with pytest.raises(SpeakerTrouble):
            speaker_from(setting, chime, sound_cards).say(Utterance(CALL, "zh_CN", chime=True))


def test_the_double_remembers_what_was_said() -> None:
    speaker = MemorySpeaker()
    speaker.say(Utterance(CALL, "zh_CN", slower=True, chime=True, times=3))
    assert speaker.said == [Utterance(CALL, "zh_CN", slower=True, chime=True, times=3)]
    speaker.trouble = "no sound"
    with pytest.raises(SpeakerTrouble):
        speaker.say(Utterance(CALL, "zh_CN"))


@pytest.mark.parametrize("setting", ["", "file:", "loud", "espeak", "none:x"])
def test_a_wrong_setting_is_one_clear_line(setting: str) -> None:
    with pytest.raises(ValueError, match=r"^speech '.*': give auto, none, file:DIR"):
        speaker_from(setting)
