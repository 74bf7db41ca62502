"""Pinyin: what residents write is on the first page, the centre's own words first of all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.actions.content.centre import own_words, seed
from kiosk.devices.text_input import rime
from kiosk.devices.text_input.ime_types import MOST_WORDS, Composition, EngineMissing
from kiosk.devices.text_input.input_engines import CHARACTERS, InputEngines
from kiosk.devices.text_input.pinyin import MOST_LETTERS, RimePinyin
from kiosk.devices.text_input.rime import Rime
from kiosk.ui.text_entry.draft import TextDraft
from tests.support.centre import SEED, context_on
from tests.support.corpus.words import RESIDENTS, UNSEEN, words_of

FIRST_PAGE, FULL_PAGE = 5, 20
DRAWABLE = frozenset(CHARACTERS.read_text("utf-8"))
OWN = ("留义", "留义社区", "孝义", "金锋工作室", "六点半课堂", "单丽", "重阳苑")


@pytest.fixture(scope="module")
def of_the_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RimePinyin]:
    """The engine as the first centre has it, with all that its database knows."""
    folder: Path = tmp_path_factory.mktemp("centre")
    ctx = context_on(f"cysqlite:///{folder / 'centre.db'}", folder / "data")
    ctx.database.migrate()
    seed(ctx, SEED)
    yield RimePinyin(own_words(ctx), DRAWABLE)
    ctx.database.close()


@pytest.fixture
def pinyin() -> RimePinyin:
    """An engine that knows a few words of its own."""
    return RimePinyin(OWN, DRAWABLE)


def typed(pinyin: RimePinyin, letters: str) -> Composition:
    pinyin.clear()
    composition = Composition()
    for letter in letters:
        composition = pinyin.press(letter)
    return composition


@pytest.mark.parametrize("letters", ["lv", "nvren", "lve", "ganlv", "xi'an", "ni'", "vvv", "xv"])
def test_a_page_in_another_language_goes_on_with_the_same_letters(
    pinyin: RimePinyin, letters: str
) -> None:
    kept, engines = dict[str, Any](), InputEngines(pinyin=pinyin)
    one = TextDraft(kept, "words", engines, 20, "zh_CN")
    for letter in letters:
        one.press(letter)
    before = one.composition
    assert before.typed and before.letters == letters
    assert TextDraft(kept, "words", engines, 20, "en").composition == before


def hit_rate(pinyin: RimePinyin, corpus: Path, page: int = FIRST_PAGE) -> float:
    """The share of words that stand on the page after the last letter: what the letters before
    were answered makes no difference (`test_a_key_more_says_the_same_as_all_keys_anew`)."""
    words, hits = words_of(corpus), 0
    for word, letters in words.items():
        pinyin.clear()
        pinyin._letters = letters[:-1]
        hits += word in pinyin.press(letters[-1]).words[:page]
    return hits / len(words)


def test_the_corpus_is_of_three_hundred_words_and_more() -> None:
    assert len(words_of(RESIDENTS)) >= 300
    assert len(words_of(UNSEEN)) >= 200
    assert not set(words_of(RESIDENTS)) & set(words_of(UNSEEN))


def test_what_residents_write_is_on_the_first_page(of_the_centre: RimePinyin) -> None:
    assert hit_rate(of_the_centre, RESIDENTS) >= 0.97


def test_so_are_most_words_nobody_had_in_mind(of_the_centre: RimePinyin) -> None:
    assert hit_rate(of_the_centre, UNSEEN) >= 0.90


def test_librime_alone_has_fewer_of_them_there() -> None:
    """Negative control: 86 of 100 by librime 1.8, 92 by librime 1.13."""
    alone = Rime()
    words = words_of(RESIDENTS)
    hits = [word in alone.read(letters).words[:FIRST_PAGE] for word, letters in words.items()]
    assert sum(hits) / len(hits) < 0.95


@pytest.mark.parametrize(("letters", "word"), [
    ("liuyi", "留义"), ("ly", "留义"), ("liuyishequ", "留义社区"), ("lysq", "留义社区"),
    ("liuyi'shequ", "留义社区"), ("jfgzs", "金锋工作室"), ("liudbkt", "六点半课堂"),
    ("shanli", "单丽"), ("danli", "单丽"), ("chongyangyuan", "重阳苑"),
    ("zhongyangyuan", "重阳苑"),
])
def test_the_centres_own_words_come_first_by_pinyin_and_by_initials(
    pinyin: RimePinyin, letters: str, word: str
) -> None:
    assert typed(pinyin, letters).words[0] == word
    assert word not in typed(RimePinyin((), DRAWABLE), letters).words[:1]


def test_an_own_word_leads_into_a_sentence(pinyin: RimePinyin) -> None:
    assert typed(pinyin, "liuyishequdeludeng").words[0] == "留义社区的路灯"
    assert "留义" not in typed(pinyin, "liuyin").words, "it would end inside a syllable"


def test_an_own_word_is_offered_before_its_end(pinyin: RimePinyin) -> None:
    assert "六点半课堂" in typed(pinyin, "liudianban").words[:3]


@pytest.mark.parametrize(("letters", "name"), [
    ("wangjianguo", "王建国"), ("lixiuying", "李秀英"), ("zhaoyulan", "赵玉兰"),
])
def test_peoples_names_are_on_the_first_page(
    pinyin: RimePinyin, letters: str, name: str
) -> None:
    assert name in typed(pinyin, letters).words[:FIRST_PAGE]
    assert name not in Rime().read(letters).words


def test_the_first_page_leaves_a_way_to_go_on_word_by_word(pinyin: RimePinyin) -> None:
    assert any(len(word) < 3 for word in typed(pinyin, "peiyaoshi").words[:FIRST_PAGE])


def test_a_sentence_is_written_word_by_word(pinyin: RimePinyin) -> None:
    composition = typed(pinyin, "loudaolidedenghuaile")
    assert composition.typed == "lou dao li de deng huai le"
    text = ""
    for word in ("楼道", "里", "的", "灯", "坏了"):
        composition = pinyin.choose(composition.words.index(word))
        text += composition.done
    assert (text, composition.typed, composition.words) == ("楼道里的灯坏了", "", ())


def test_apostrophes_part_syllables_and_do_not_stay_behind(pinyin: RimePinyin) -> None:
    assert typed(pinyin, "xi'an").words[0] == "西安" != typed(pinyin, "xian").words[0]
    composition = typed(pinyin, "xi'anshi")
    rest = pinyin.choose(composition.words.index("西"))
    assert (rest.done, rest.typed) == ("西", "an shi")


def test_letters_are_taken_back_one_by_one_and_all_at_once(pinyin: RimePinyin) -> None:
    before = typed(pinyin, "nih")
    assert typed(pinyin, "niha") != before
    assert pinyin.erase() == before
    pinyin.clear()
    assert pinyin.erase() == Composition()
    assert pinyin.press("a").typed == "a"


def test_words_are_simplified_drawable_distinct_and_at_most_fifty(pinyin: RimePinyin) -> None:
    for letters in ("guo", "yi", "shi", "zhonghuarenmin", "lv", "nve", "l", "zh"):
        words = typed(pinyin, letters).words
        assert len(set(words)) == len(words) <= MOST_WORDS
        assert set("".join(words)) <= DRAWABLE
    assert typed(pinyin, "zhongguo").words[0] == "中国"
    assert "國" not in typed(pinyin, "guo").words
    assert typed(pinyin, "lv").typed == "lü"


@pytest.mark.parametrize("letters", ["v", "uuu", "i", "bpmf", "a" * 80, "x'" * 40, "'"])
def test_no_letters_break_it(pinyin: RimePinyin, letters: str) -> None:
    composition = typed(pinyin, letters)
    for _ in range(MOST_LETTERS):
        if not composition.words:
            break
        composition = pinyin.choose(0)
    assert not any(composition[:2]) or not composition.words


@pytest.mark.parametrize("key", ["A", "1", " ", "", "ab", "é", "\n"])
def test_another_key_is_refused(pinyin: RimePinyin, key: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        pinyin.press(key)


def test_two_engines_do_not_mix_their_letters(pinyin: RimePinyin) -> None:
    other = RimePinyin((), DRAWABLE)
    pinyin.press("n")
    other.press("w")
    assert (pinyin.press("i").typed, other.press("o").typed) == ("ni", "wo")


def test_without_library_or_dictionary_there_is_no_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rime, "LIBRARY", "librime.so.no")
    with pytest.raises(EngineMissing, match=r"not installed: librime\.so\.no"):
        RimePinyin((), DRAWABLE)
    monkeypatch.setattr(rime, "DICTIONARIES", tmp_path)
    with pytest.raises(EngineMissing, match="rime-data-luna-pinyin"):
        RimePinyin((), DRAWABLE)


def test_a_key_more_says_the_same_as_all_keys_anew() -> None:
    """librime keeps what was entered before: it must not show in the answer."""
    grown = Rime()
    for letters in ("l", "lo", "lou", "loud", "lo", "louda", "louda'", "xi", "xia", "xi'an", "x"):
        assert grown.read(letters) == Rime().read(letters)
        grown.left_by(letters, 1)
        assert grown.read(letters) == Rime().read(letters)
