"""Handwriting: what a hand draws is among the first eight; without the engine there is none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from kiosk.devices.text_input import handwriting
from kiosk.devices.text_input.handwriting import ZinniaHandwriting
from kiosk.devices.text_input.ime_types import EngineMissing, Stroke
from kiosk.devices.text_input.stroke_order import StrokeOrder
from tests.support.corpus.hand import Hand
from tests.support.corpus.medians import medians
from tests.support.corpus.words import RESIDENTS, characters_of

SHOWN = 8
Change = Callable[[list[Stroke], random.Random], list[Stroke]]


@pytest.fixture(scope="module")
def engine() -> ZinniaHandwriting:
    """The one the touch screen asks."""
    return ZinniaHandwriting()


@pytest.fixture(scope="module")
def drawn_by() -> dict[str, list[Stroke]]:
    """The middle lines to draw along."""
    return medians()


def as_drawn(strokes: list[Stroke], chance: random.Random) -> list[Stroke]:
    return strokes


def hit_rate(
    engine: ZinniaHandwriting, lines: dict[str, list[Stroke]], characters: Iterable[str],
    change: Change = as_drawn, *, unsteady: float = 1.0,
) -> float:
    """The share of characters that are among the first eight, each drawn once."""
    chance = random.Random(1949)
    hand = Hand(chance, unsteady)
    hits = [character in engine.read(change(hand.draw(lines[character]), chance))[:SHOWN]
            for character in characters]
    return sum(hits) / len(hits)


# Each so many of the corpus, and all of it.
EACH = pytest.mark.parametrize("each", [
    pytest.param(5, id="some"), pytest.param(1, marks=pytest.mark.soak, id="all"),
])


@EACH
def test_what_residents_write_by_hand_is_among_the_first_eight(engine, drawn_by, each: int) -> None:
    assert hit_rate(engine, drawn_by, characters_of(RESIDENTS)[::each]) >= 0.985


@EACH
def test_so_are_characters_nobody_chose(engine, drawn_by, each: int) -> None:
    others = sorted(set(drawn_by) - set(characters_of(RESIDENTS)))
    assert hit_rate(engine, drawn_by, others[::3 * each]) >= 0.97


def test_a_very_unsteady_hand_is_read(engine, drawn_by) -> None:
    assert hit_rate(engine, drawn_by, characters_of(RESIDENTS)[::5], unsteady=2) >= 0.94


def test_strokes_drawn_without_lifting_are_read(engine, drawn_by) -> None:
    def joined(strokes: list[Stroke], chance: random.Random) -> list[Stroke]:
        n = chance.randrange(max(1, len(strokes) - 1))
        return [*strokes[:n], tuple(p for s in strokes[n : n + 2] for p in s), *strokes[n + 2 :]]

    assert hit_rate(engine, drawn_by, characters_of(RESIDENTS)[::5], joined) >= 0.6


def test_scrambled_strokes_are_not_read(engine, drawn_by) -> None:
    """The rates above are the engine's: they fall with what it is given."""
    def scrambled(strokes: list[Stroke], chance: random.Random) -> list[Stroke]:
        points = [point for stroke in strokes for point in stroke]
        chance.shuffle(points)
        return [tuple(points[n :: len(strokes)]) for n in range(len(strokes))]

    assert hit_rate(engine, drawn_by, characters_of(RESIDENTS)[::20], scrambled) < 0.2


def test_zinnia_alone_reads_less(drawn_by, tmp_path: Path) -> None:
    """What the order of strokes adds."""
    alone = ZinniaHandwriting()
    alone._order = StrokeOrder(tmp_path / "no such dictionary")
    assert hit_rate(alone, drawn_by, characters_of(RESIDENTS)[::5]) < 0.94


def test_at_least_eight_are_offered_and_all_can_be_drawn(engine, drawn_by) -> None:
    fonts = Path("assets/fonts/characters.txt").read_text("utf-8")
    hand = Hand(random.Random(7))
    for character in "一乙人火龘的":
        offered = engine.read(hand.draw(drawn_by.get(character, [((0.2, 0.2), (0.8, 0.8))])))
        assert len(set(offered)) == len(offered) >= SHOWN
        assert set(offered) <= set(fonts)


@pytest.mark.parametrize("strokes", [
    [((0.5, 0.5),)], [((0.5, 0.5), (0.5, 0.5))], [((-1.0, 0.5), (2.0, 0.5))],
    [((0.1, 0.1), (0.9, 0.9))] * 60, [(), ((0.1, 0.5), (0.9, 0.5))],
])
def test_a_tap_a_wild_stroke_and_sixty_strokes_are_answered(
    engine, strokes: Sequence[Stroke]
) -> None:
    assert len(engine.read(strokes)) >= SHOWN


def test_nothing_drawn_is_nothing_read_and_nothing_stays(engine, drawn_by) -> None:
    assert engine.read([]) == engine.read([()]) == ()
    once = engine.read(drawn_by["医"])
    engine.read(drawn_by["灯"])
    assert engine.read(drawn_by["医"]) == once


def test_without_library_or_model_there_is_no_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EngineMissing, match="tegaki-zinnia-simplified-chinese"):
        ZinniaHandwriting(tmp_path / "no.model")
    monkeypatch.setattr(handwriting, "LIBRARY", "libzinnia.so.no")
    with pytest.raises(EngineMissing, match=r"not installed: libzinnia\.so\.no"):
        ZinniaHandwriting()
