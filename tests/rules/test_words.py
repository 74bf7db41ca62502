"""Words: all of them are said, no other is asked for, and they speak as a neighbour does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set as AbstractSet
from pathlib import Path

import pytest

from kiosk.wording.translator import load_words
from tests.support.centre import ROOT

WORDS = load_words(ROOT / "assets" / "i18n")
KEYS = WORDS["en"].keys()
SHOUTING = re.compile(r"[!！]")
FULL_WIDTH_DIGITS = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
CHINESE_SIGNS = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff0a\uff0c-\uff5e]")
LINE_STARTS_BADLY = re.compile(r"\n[，。、？”]")
# English parts its words; only what is a sentence, or none, brings its own space along.
GLUED = re.compile(r"\{(\w+)\}(?=[A-Za-z{])")
WHOLE_SENTENCES = ("free", "slip", "warning")
COLD_WORDS = ("确定", "提交", "注销", "操作超时", "无数据", "业务办理")

GAP = r"([\w.]+)"
# What a template puts together with `~`: strings, and names between them.
PART = r"""(?:"[^"]*"|'[^']*'|[\w.\[\]()-]+)"""
JOINED = re.compile(rf"{PART}(?:\s*~\s*{PART})+")
ASKED = re.compile(r"""\bwords\(\s*["']([\w.]+)["']\s*[,)]""")


# A count before the plural of a word; some gaps hold no count.
PLURAL = re.compile(r"\{(\w+)\} (?:[a-z]+ )?(?:[a-z]{2,}s|people|children)\b")
NO_COUNT = frozenset("""
    answer by counter counters day helper kiosk month name sheet team title topic who year
""".split())
NO_PLURAL = re.compile(r"\b(?:is|was|has|this|less|comes|goes|writes|waits|asks|minus)$")
# `{n}` is the name of a counter, and all days ahead that the hours are known of.
ALWAYS_MANY = frozenset({
    "hand_counters.rests", "notices.as_usual", "refusals.weak_passphrase", "second_copy.code_once",
    "second_copy.passphrase_about",
})


# ---- loading


@pytest.mark.parametrize(("files", "fault"), [
    ({"a.toml": '[home]\ntitle = { zh = "好" }'}, "a.toml: home.title is not said in en"),
    ({"a.toml": '[home]\ntitle = { zh = "好", en = "Well", fr = "Bon" }'},
     "a.toml: home.title is said in fr, which is no language"),
    ({"a.toml": '[home]\ntitle.zh = " "\ntitle.en = "Well"'},
     "a.toml: home.title is empty in zh"),
    ({"a.toml": '[home]\ntitle = { zh = "{n} 人", en = "people" }'},
     "a.toml: home.title has not the same gaps (zh: n; en: none)"),
    ({"a.toml": '[home]\ntitle = { zh = "{n 人", en = "{n}" }'},
     "a.toml: home.title cannot be filled in zh"),
    ({"a.toml": '[home]\ntitle = "好"'}, "a.toml: home.title is not said in zh"),
    ({"a.toml": '[home]\ntitle = { zh = "好", en = 3 }'}, "a.toml: home.title is empty in en"),
    ({"a.toml": '[home]\n[home.title]'}, "a.toml: home.title is not said in zh"),
    ({"a.toml": '[home]\ntitle = { zh = "好", en = "Well" }',
      "b/c.toml": '[home]\ntitle = { zh = "好", en = "Well" }'},
     "b/c.toml: home.title stands twice"),
])
def test_a_sentence_that_a_reader_would_miss_is_named_when_loading(
    tmp_path: Path, files: dict[str, str], fault: str,
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ValueError, match=re.escape(fault)):
        load_words(tmp_path)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[home]\none = { zh = "好" }\ntwo = { en = "Well" }', "utf-8")
    with pytest.raises(ValueError, match=r"(?s)home\.one is not said in en.*home\.two is not said"):
        load_words(tmp_path)


def test_a_sentence_of_two_lines_is_read_as_one_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[home]\none = { zh = "{n} 人", en = "{n} people" }\ntwo.zh = "{n:02d}"\ntwo.en = "{n}"',
        "utf-8",
    )
    words = load_words(tmp_path)
    assert words["zh_CN"]("home.one", n=3) == "3 人" and words["en"]("home.one", n=3) == "3 people"
    assert words["zh_CN"]("home.two", n=3) == "03"


def test_a_missing_word_is_a_fault_and_no_empty_place() -> None:
    with pytest.raises(KeyError):
        WORDS["en"]("nothing.here")


# ---- keys in the code


def sources(*patterns: str) -> list[str]:
    """The text of the product's files."""
    return [
        file.read_text("utf-8")
        for folder in ("kiosk", "db", "assets") for pattern in patterns
        for file in (ROOT / folder).rglob(pattern)
    ]


def never_said(keys: AbstractSet[str], python: list[str], templates: list[str]) -> list[str]:
    """Keys that stand nowhere as they are, and that nothing puts together."""
    whole, built = set[str](), set[str]()
    for node in (node for text in python for node in ast.walk(ast.parse(text))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            built.add("".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else GAP
                for part in node.values
            ))
    for text in templates:
        whole |= set(re.findall(r"[\w.]+", text))
        built |= {
            "".join(re.escape(part[1:-1]) if part[0] in "\"'" else GAP
                    for part in re.split(r"\s*~\s*", found[0]))
            for found in JOINED.finditer(text)
        }
    # Without a table or the dot behind a table there is nothing to tell a key by.
    shapes = [re.compile(one) for one in built if re.match(r"(\w+|\(\[\\w\.\]\+\))\\\.", one)]
    return [
        key for key in sorted(keys - whole)
        if not any(
            (found := shape.fullmatch(key))
            and (not shape.pattern.startswith(GAP) or found[1] in whole)
            for shape in shapes
        )
    ]


def not_there(keys: AbstractSet[str], texts: list[str]) -> set[str]:
    """What is asked for by a whole key and is no sentence."""
    return {key for text in texts for key in ASKED.findall(text)} - keys


def said_in_chinese(templates: list[str]) -> list[str]:
    """What stands in a template itself, comments apart: it would be said in every language. What
    differs in a language's own page says so by `lang`."""
    return [found for text in templates
            for found in CHINESE_SIGNS.findall(re.sub(r"{#.*?#}", "", text, flags=re.DOTALL))]


def test_no_template_has_a_chinese_sign_of_its_own() -> None:
    assert said_in_chinese(["{# 小票 #}{{ a ~ '、' ~ b }}"]) == ["、"], "the control"
    assert said_in_chinese(sources("*.html")) == []


def test_every_word_is_said_somewhere() -> None:
    assert not never_said(KEYS, sources("*.py"), sources("*.kv", "*.html", "*.js"))


def test_a_word_that_nobody_says_is_found() -> None:
    keys = {"home.title", "home.big_one", "room.said", "brief.today", "web.and",
            "home.gone", "x.today"}
    python = ['words("home.title"), words(f"home.big_{n}"), words(f"{form}.today"), form("brief")']
    templates = ["{{ words('web.and') }}{{ words(\"room.\" ~ name) }}"]
    assert never_said(keys, python, templates) == ["home.gone", "x.today"]


def test_every_word_that_is_asked_for_is_there() -> None:
    assert not not_there(KEYS, sources("*.py", "*.kv", "*.html"))


def test_a_word_that_is_not_there_is_found() -> None:
    asks = ['self.words("home.title", n=1)', "{{ words('home.gone') }}", 'words("room." ~ name)']
    assert not_there({"home.title"}, asks) == {"home.gone"}


# ---- manners


def unlike_a_neighbour(chinese: str, english: str) -> Iterator[str]:
    """What in a sentence no neighbour would say."""
    if SHOUTING.search(chinese) or SHOUTING.search(english):
        yield "shouts"
    if FULL_WIDTH_DIGITS.search(chinese):
        yield "has full-width digits"
    if LINE_STARTS_BADLY.search(chinese):
        yield "begins a line with a stop"
    yield from (f"says {cold}" for cold in COLD_WORDS if cold in chinese)
    yield from (f"runs {gap} into the next word" for gap in GLUED.findall(english)
                if gap not in WHOLE_SENTENCES)


def unlike_one(english: str) -> list[str]:
    """The counts of a sentence whose word would be wrong beside one."""
    return [found[0] for found in PLURAL.finditer(english)
            if found[1] not in NO_COUNT and not NO_PLURAL.search(found[0])]


def test_a_count_of_one_is_said_of_one() -> None:
    sentences = {key: WORDS["en"](key) for key in KEYS - ALWAYS_MANY}
    assert {key: wrong for key, said in sentences.items() if (wrong := unlike_one(said))} == {}
    assert WORDS["en"]("health_note.ratings_late", n=1) == "1 poor rating overdue"
    assert WORDS["en"]("health_note.ratings_late", n=2) == "2 poor ratings overdue"


def test_control_a_plural_beside_any_count_is_found() -> None:
    assert unlike_one("{n} poor ratings overdue") and unlike_one("{n} people")
    assert not unlike_one("{n} {n:place|places} left") and not unlike_one("{by} comes")


def test_a_sentence_speaks_as_a_neighbour() -> None:
    assert not {
        key: found for key in sorted(KEYS)
        if (found := list(unlike_a_neighbour(WORDS["zh_CN"](key), WORDS["en"](key))))
    }


@pytest.mark.parametrize(("chinese", "english"), [
    ("好！", "Fine"), ("好", "Fine!"), ("１号", "No. 1"), ("取号\n，坐着等", "Wait"),
    ("点确定", "Tap OK"), ("点{colour}{verb}", "Tap {colour}{verb}"),
    ("点{colour}报名", "Tap {colour}Join"),
])
def test_a_sentence_that_no_neighbour_says_is_found(chinese: str, english: str) -> None:
    assert list(unlike_a_neighbour(chinese, english))
