"""What people in the hall hear when a number is called."""

from __future__ import annotations

import re
import runpy
import struct
import subprocess
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.devices.speech.speaker import CHIME
from kiosk.ui.accessibility.read_aloud import VOLUMES
from tests.support.devices.hearing import CALL, CALL_EN, heard, written


@pytest.mark.parametrize(("text", "language"), [(CALL, "zh_CN"), (CALL_EN, "en")])
def test_a_call_can_be_heard_in_both_languages(tmp_path: Path, text: str, language: str) -> None:
    seconds, loudness = written(tmp_path, text, language)
    assert 2 < seconds < 6
    assert loudness > 0.05


def test_the_chime_comes_first_and_the_call_twice(tmp_path: Path) -> None:
    once, _ = written(tmp_path, CALL, "zh_CN")
    chime, _ = heard(CHIME)
    seconds, loudness = written(tmp_path, CALL, "zh_CN", chime=True, times=2)
    assert seconds == pytest.approx(chime + 0.15 + 2 * once + 0.7, abs=0.01)
    assert loudness > 0.05
    with wave.open(str(max(tmp_path.glob("said-*.wav")))) as said, wave.open(str(CHIME)) as bell:
        assert said.readframes(bell.getnframes()) == bell.readframes(bell.getnframes())


def test_slower_is_slower(tmp_path: Path) -> None:
    usual, _ = written(tmp_path, CALL, "zh_CN")
    slower, _ = written(tmp_path, CALL, "zh_CN", slower=True)
    assert 1.15 < slower / usual < 1.6


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_step_of_the_volume_is_louder(tmp_path: Path, language: str) -> None:
    text = CALL if language == "zh_CN" else CALL_EN
    loudness = [written(tmp_path, text, language, volume=step)[1] for step in VOLUMES]
    assert all(louder > 1.15 * softer for softer, louder in pairwise(loudness))
    assert written(tmp_path, text, language) == written(tmp_path, text, language, volume=100)


def phonemes(text: str, language: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """What espeak-ng is told to say, in its own phonemes, exactly as the speaker starts it."""
    started = []
    real = subprocess.run

    def run(command: list[str], **how: object) -> object:
        started.append((command, how))
        return real(command, **how)  # type: ignore[call-overload]

    monkeypatch.setattr("kiosk.devices.speech.voices.subprocess.run", run)
    written(folder, text, language)
    monkeypatch.undo()
    [(command, how)] = started
    told = real([*command, "-q", "-x"], input=how["input"], capture_output=True, check=True)  # type: ignore[call-overload]
    return str(told.stdout.decode())


def test_chinese_is_not_read_as_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the plain Mandarin voice of espeak-ng 1.51 reads pinyin as English."""
    # From 1.52 on the name of a letter is the English one.
    letters = len(re.findall("[A-Z]", CALL))
    assert phonemes(CALL, "zh_CN", monkeypatch, tmp_path).count("(en)") <= letters
    plain = subprocess.run(
        ["espeak-ng", "-v", "cmn", "-q", "-x", CALL], capture_output=True, text=True, check=True
    )
    assert (plain.stdout.count("(en)") > letters) == is_1_51()


def is_1_51() -> bool:
    """Whether this is the espeak-ng of Debian 12 and Ubuntu 24.04, which reads much wrongly."""
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    return " 1.51" in told.stdout


def sounds(said: str) -> str:
    """What is heard of phonemes, wherever a version parts the words."""
    return re.sub(r"[\s_|']", "", said)


HARD = {
    "取号": "qu3 hao4", "重新打印": "chong2 xin1 da3 yin4", "重度": "zhong4 du4",
    "银行": "yin2 hang2", "行动": "xing2 dong4", "还没": "hai2 mei2", "还给": "huan2 gei3",
    "长时间": "chang2 shi2 jian1", "家长": "jia1 zhang3", "号码": "hao4 ma3", "贷款": "dai4 kuan3",
    "赡养": "shan4 yang3", "调解": "tiao2 jie3", "有空": "you3 kong4", "朗读": "lang3 du2",
}


@pytest.mark.parametrize("word", HARD)
def test_a_word_of_several_readings_is_read_as_it_is_meant(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = phonemes(f"{word}。", "zh_CN", monkeypatch, tmp_path)
    meant = phonemes(f"{HARD[word]}。", "zh_CN", monkeypatch, tmp_path)
    assert sounds(said) == sounds(meant)


def test_the_voice_alone_would_read_some_of_them_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: without its list of readings."""
    monkeypatch.setattr("kiosk.devices.speech.voices._HARD", re.compile("$^"))
    differ = set[str]()
    for word in ("重新打印", "银行", "贷款", "有空"):
        path = tmp_path / word
        with monkeypatch.context() as patch:
            said = phonemes(f"{word}。", "zh_CN", patch, path)
            meant = phonemes(f"{HARD[word]}。", "zh_CN", patch, path)
        if sounds(said) != sounds(meant):
            differ.add(word)
    assert bool(differ) == is_1_51()


def test_the_letter_a_is_not_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = phonemes(CALL_EN, "en", monkeypatch, tmp_path)
    assert "eI" in said.split("z'i@roU")[0]
    assert "a#" not in said
    assert "a#" in phonemes("A room is free.", "en", monkeypatch, tmp_path)


def test_brackets_in_a_text_are_no_commands(tmp_path: Path) -> None:
    seconds, _ = written(tmp_path, "-f /etc/passwd [[hallo <b>", "en")
    assert seconds > 1


def test_the_sounds_are_what_their_script_makes(tmp_path: Path) -> None:
    script = runpy.run_path(str(CHIME.with_name("make_sounds.py")))
    script["main"](tmp_path)
    for name in ("chime.wav", "tap.wav"):
        kept, made = CHIME.with_name(name).read_bytes(), (tmp_path / name).read_bytes()
        assert len(kept) == len(made)
        pairs = zip(*(struct.unpack(f"<{len(b) // 2 - 22}h", b[44:]) for b in (kept, made)),
                    strict=True)
        assert all(abs(a - b) <= 1 for a, b in pairs)
    assert 1.5 < heard(CHIME)[0] < 3
