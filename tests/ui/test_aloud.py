"""朗读: what is said, when it falls silent, and the keys of the voice in the bar."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.devices.speech.speaker import CancelToken, Utterance
from kiosk.domain.staff.roles import Role
from kiosk.screens.home.home import HomeScreen
from kiosk.ui.accessibility.read_aloud import VOLUMES, Reader
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.widgets.keypad import Key
from tests.samples.screens import samples_of
from tests.support.doubles import MemorySpeaker
from tests.support.screens.resident import MODES, SIZES, Resident, easel_of, settle

PAGE = "一。二。三。"
# Only so that nothing hangs for ever.
LONG = 60


class SlowSpeaker(MemorySpeaker):
    """Needs to be told that a sentence has come to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ends = threading.Semaphore(0), threading.Semaphore(0)

    def say(self, said: Utterance, hush: CancelToken | None = None) -> None:
        """Waits in the middle of the sentence."""
        super().say(said, hush)
        self.begun.release()
        self.ends.acquire(timeout=LONG)


@pytest.fixture
def slow() -> Iterator[tuple[SlowSpeaker, Reader]]:
    """A reader whose sentences last as long as a test wants."""
    speaker = SlowSpeaker()
    reader = Reader(speaker)
    reader.start()
    yield speaker, reader
    for _ in range(20):
        speaker.ends.release()
    reader.stop()


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a small centre."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def heard(resident: Resident) -> str:
    return "".join(said.text for said in resident.ctx.speaker.said)  # type: ignore[attr-defined]


def hears(resident: Resident, text: str) -> None:
    resident.until(lambda: text in heard(resident))


def test_a_touch_ends_the_page_in_the_middle(slow: tuple[SlowSpeaker, Reader]) -> None:
    speaker, reader = slow
    reader.read(PAGE, "zh_CN")
    speaker.begun.acquire(timeout=LONG)
    reader.hush()
    reader.read("四。", "zh_CN")
    for _ in range(3):
        speaker.ends.release()
    while "四。" not in [said.text for said in speaker.said]:
        assert speaker.begun.acquire(timeout=LONG)
    assert [said.text for said in speaker.said] == ["一。", "四。"]


def test_what_is_added_is_said_when_the_page_is_over(slow: tuple[SlowSpeaker, Reader]) -> None:
    speaker, reader = slow
    reader.read(PAGE, "zh_CN")
    speaker.begun.acquire(timeout=LONG)
    reader.add("A023 退了", "zh_CN")
    for _ in range(3):
        speaker.ends.release()
        speaker.begun.acquire(timeout=LONG)
    assert [said.text for said in speaker.said][-2:] == ["三。", "A 零二三退了"]


def test_a_page_is_read_and_read_again(resident: Resident) -> None:
    resident.taps("朗读")
    hears(resident, "办事取号")
    resident.ctx.speaker.said.clear()  # type: ignore[attr-defined]
    resident.taps("再读")
    hears(resident, "办事取号")


def test_each_page_is_read_on_arrival_while_it_is_on(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    assert not heard(resident)
    resident.taps("首页")
    resident.wait_for("home")
    resident.taps("朗读")
    resident.taps("办事取号")
    resident.wait_for("service_list")
    hears(resident, "您要办什么事")


def test_the_voice_has_its_keys_until_something_else_is_touched(resident: Resident) -> None:
    bar = ("小声一点", "大声一点", "再读", "不读了")
    resident.taps("朗读")
    settle()
    names = [meaning.name for meaning in resident.stage.register()]
    assert all(name in names for name in bar) and "大字" not in names
    resident.taps("大声")
    settle()
    assert "大声一点" in [meaning.name for meaning in resident.stage.register()]
    resident.touches(5, resident.stage.height - 5)
    settle()
    names = [meaning.name for meaning in resident.stage.register()]
    assert not any(name in names for name in bar) and "大字" in names
    assert "选中了" in next(m.value for m in resident.stage.register() if m.name == "朗读")


def test_the_volume_has_five_steps_and_goes_with_the_visit(resident: Resident) -> None:
    said = resident.ctx.speaker.said  # type: ignore[attr-defined]
    resident.taps("朗读")
    hears(resident, "办事取号")
    assert {utterance.volume for utterance in said} == {100}
    for step, volume in ((4, 150), (5, 200)):
        said.clear()
        resident.taps("大声")
        hears(resident, "第四档" if step == 4 else "第五档")
        hears(resident, "办事取号")
        assert {utterance.volume for utterance in said} == {volume}
    settle()
    assert not resident.target("大声").enabled
    assert len(VOLUMES) == 5 and list(VOLUMES) == sorted(VOLUMES)
    resident.taps("办事取号")
    resident.wait_for("service_list")
    said.clear()
    resident.taps("首页")
    resident.wait_for("home")
    hears(resident, "办事取号")
    assert {utterance.volume for utterance in said} == {200}, "the same person listens on"
    said.clear()
    resident.router.home()
    resident.looks()
    resident.taps("朗读")
    hears(resident, "办事取号")
    assert {utterance.volume for utterance in said} == {100}


def test_it_can_be_turned_off_again(resident: Resident) -> None:
    resident.taps("朗读")
    hears(resident, "办事取号")
    resident.taps("不读了")
    hears(resident, "不读了")
    assert not resident.router.visit.mode.aloud
    resident.ctx.speaker.said.clear()  # type: ignore[attr-defined]
    resident.taps("办事取号")
    resident.wait_for("service_list")
    assert not heard(resident)


@pytest.mark.parametrize("on", [True, False])
def test_news_questions_and_troubles_are_said_while_it_is_on(resident: Resident, on: bool) -> None:
    if on:
        resident.taps("朗读")
    resident.router.toast("A023 号退了")
    resident.looks()
    resident.router.ask(Question("真的要退号吗？", "退掉\n要重新排队。", (Answer("留着", int),)))
    resident.looks()
    resident.router.close()
    resident.router.run(lambda: 1 // 0, print)
    resident.until(lambda: resident.stage.trouble is not None)
    resident.looks()
    told = heard(resident)
    for said in ("A 零二三号退了", "真的要退号吗？退掉要重新排队。可以点留着",
                 "这一页打不开，不是您的错。什么都没变。再试一次，或者问问工作人员。"):
        assert (said in told) is on


def test_the_keys_of_the_voice_fit_the_bar_in_every_mode(sqlite_ctx: AppContext) -> None:
    easel = easel_of(sqlite_ctx)
    answers = dict(samples_of(HomeScreen))["afternoon"]
    for way, mode in product(SIZES, MODES):
        stage = easel.set_up(HomeScreen, answers, SIZES[way], MODES[mode])
        before = [target.box for target in stage.targets() if target.piece.parent is stage.bar]
        stage.bar.voice = stage.bar.aloud = True
        settle()
        keys = [target.box for target in stage.targets() if target.piece.parent is stage.bar]
        assert keys and sorted(keys) == sorted(before), (way, mode)
        assert not stage.overflows(), (way, mode)
        assert all(one.gap(other) >= 24 for one, other in combinations(keys, 2))


@pytest.mark.parametrize("masked", [True, False])
def test_what_keys_come_to_is_named_unless_it_types_what_is_masked(
    resident: Resident, masked: bool
) -> None:
    """Negative control: keys that are no secret are called by their names."""
    resident.goes_to("staff_login")
    resident.taps("朗读")
    hears(resident, "这里给工作人员用")
    resident.ctx.speaker.said.clear()  # type: ignore[attr-defined]
    keys = [t.piece for t in resident.stage.targets() if isinstance(t.piece, Key)]
    for key in keys:
        key.masked = key.masked and masked
        resident.router.focused(key)
        resident.step(0.05)
    assert len(keys) == 12
    assert any(digit in heard(resident) for digit in "零一二三四五六七八九") is not masked


def test_a_pin_is_never_said_while_it_is_typed(resident: Resident) -> None:
    add_account(resident.ctx, "王主任", Role.MANAGER)
    resident.goes_to("staff_login")
    resident.taps("王主任")
    resident.taps("朗读")
    hears(resident, "这里给工作人员用")
    resident.ctx.speaker.said.clear()  # type: ignore[attr-defined]
    for digit in "739":
        resident.taps(digit)
        resident.step(0.05)
    hears(resident, "还差三位")
    assert not any(digit in heard(resident).replace("还差三位", "") for digit in "七三九739")
