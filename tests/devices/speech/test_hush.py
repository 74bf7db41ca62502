"""Who is silenced and who is not, and that a call goes before a page."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kiosk.devices.speech.speaker import CancelToken, Utterance, speaker_from
from tests.support.devices.hearing import CALL
from tests.support.devices.programs import Programs
from tests.support.doubles import MemorySpeaker


def wait_for(file: Path, text: str = "") -> None:
    """Until a program has written that."""
    while not file.exists() or text not in file.read_text():
        time.sleep(0.01)


def until(file: Path) -> str:
    """What a program does that speaks until a file is there."""
    return f"while [ ! -e {file} ]; do sleep 0.01; done"


def test_a_page_is_silenced_at_once(programs: Programs, sound_cards: Path) -> None:
    begun = programs.folder / "begun"
    # Longer than any test may take: whoever is not silenced is never heard to the end.
    programs.add("aplay", f"touch {begun}; exec sleep 3600")
    speaker, hush = speaker_from("espeak-ng", sound_cards=sound_cards), CancelToken()
    talking = [
        threading.Thread(target=speaker.say, args=(Utterance(CALL, "zh_CN"), hush))
        for _ in range(2)
    ]
    for thread in talking:
        thread.start()
    wait_for(begun)
    hush.come()
    for thread in talking:
        thread.join()
    programs.add("aplay", f"echo again >> {begun}")
    speaker.say(Utterance(CALL, "zh_CN"), CancelToken())
    assert begun.read_text() == "again\n"


@pytest.mark.parametrize("theirs", [False, True], ids=["its own", "the page's"])
def test_silencing_a_page_lets_a_call_be_heard_to_its_end(
    programs: Programs, sound_cards: Path, theirs: bool
) -> None:
    """Negative control: a call that shares the page's hush is cut with it."""
    log, on = programs.folder / "log", programs.folder / "on"
    programs.add("aplay", f"echo begun >> {log}; {until(on)}; echo ended >> {log}")
    speaker, hush = speaker_from("espeak-ng", sound_cards=sound_cards), CancelToken()
    call = threading.Thread(
        target=speaker.say, args=(Utterance(CALL, "zh_CN"), hush if theirs else None)
    )
    call.start()
    wait_for(log)
    hush.come()
    if theirs:
        call.join()
    on.touch()
    call.join()
    assert ("ended" in log.read_text()) is not theirs


def test_a_call_waits_for_a_sentence_and_not_for_a_page(
    programs: Programs, sound_cards: Path
) -> None:
    log, on = programs.folder / "log", programs.folder / "on"
    programs.add("aplay", f'stat -c %s "$2" >> {log}; {until(on)}')
    speaker, hush = speaker_from("espeak-ng", sound_cards=sound_cards), CancelToken()
    page = [
        threading.Thread(target=speaker.say, args=(Utterance("一", "zh_CN"), hush))
        for _ in range(3)
    ]
    call = threading.Thread(target=speaker.say, args=(Utterance(CALL, "zh_CN"),))
    page[0].start()
    wait_for(log, "\n")
    for thread in (*page[1:], call):
        thread.start()
    while speaker.turns.waiting < 3:
        time.sleep(0.01)
    on.touch()
    for thread in (*page, call):
        thread.join()
    sizes = [int(line) for line in log.read_text().split()]
    assert sizes.index(max(sizes)) == 1, "the call came second, before the rest of the page"


def test_what_was_silenced_before_it_began_is_not_heard(tmp_path: Path) -> None:
    hush = CancelToken()
    hush.come()
    memory, file = MemorySpeaker(), speaker_from(f"file:{tmp_path / 'said'}")
    for speaker in (memory, file):
        speaker.say(Utterance(CALL, "zh_CN"), hush)
    assert not memory.said
    assert not (tmp_path / "said").exists()
    memory.say(Utterance(CALL, "zh_CN"), CancelToken())
    assert memory.said


def test_speech_dispatcher_is_silenced_in_its_server_too(
    programs: Programs, sound_cards: Path
) -> None:
    log = programs.folder / "log"
    programs.add("spd-say", f'echo "$1" >> {log}; [ "$1" = --cancel ] || exec sleep 3600')
    speaker, hush = speaker_from("spd", sound_cards=sound_cards), CancelToken()
    talking = threading.Thread(
        target=speaker.say, args=(Utterance(CALL, "zh_CN"), hush)
    )
    talking.start()
    wait_for(log, "--wait")
    hush.come()
    talking.join()
    assert log.read_text().split() == ["--wait", "--cancel"]
