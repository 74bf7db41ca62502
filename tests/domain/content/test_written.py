"""Content as it is written: the whole seed goes through its flat form and comes back the same."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kiosk.actions.areas import AREAS
from kiosk.area import content_types
from kiosk.domain.content.content_form import Flat, Known, flat, is_cell, read
from kiosk.domain.content.content_schema import FieldType
from kiosk.domain.content.merging import changed, merge
from kiosk.domain.icons import FOR_CONTENT
from tests.support.centre import ROOT, SEED

KINDS = content_types(AREAS)

SEEDED = tomllib.loads(SEED.read_text("utf-8"))
NAMES = {"activity": "activities", "category": "categories"}
BODIES: dict[str, list[dict[str, Any]]] = {
    name: [SEEDED[name]] if kind.single
    else (SEEDED | SEEDED["help"])[NAMES.get(name, f"{name}s")] for name, kind in KINDS.items()
}
KNOWN = Known({kind: frozenset(str(body.get("id")) for body in bodies)
               for kind, bodies in BODIES.items()}, FOR_CONTENT, frozenset({"a.jpg"}))
SERVICE = flat(KINDS["service"], BODIES["service"][0])
CENTRE = flat(KINDS["centre"], BODIES["centre"][0])
SLIDE = flat(KINDS["slide"], BODIES["slide"][0])
ROOM = flat(KINDS["room"], BODIES["room"][0])
CASES = ROOT / "tests" / "support" / "cases"
HOURS = (CASES / "hours-that-break-pages.txt").read_text("utf-8").split()
SIGNS = (CASES / "names-outside-fonts.txt").read_text("utf-8").split()


@pytest.mark.parametrize(("kind", "body"), [
    pytest.param(kind, body, id=f"{kind}-{n}")
    for kind, bodies in BODIES.items() for n, body in enumerate(bodies)
])
def test_what_the_centre_begins_with_can_be_written_anew(kind: str, body: dict[str, Any]) -> None:
    back, mistakes = read(KINDS[kind], flat(KINDS[kind], body), KNOWN)
    assert mistakes == ()
    assert _some(back) == _some(body)
    assert flat(KINDS[kind], back) == flat(KINDS[kind], body)


# An id has a place of its own; a drawn picture of the first content is no field.
NOT_WRITTEN = ("id", "number", "drawn")
EMPTY = {"zh": "", "en": ""}


def _some(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items()
            if value not in ([], EMPTY) and name not in NOT_WRITTEN}


@pytest.mark.parametrize(("kind", "written", "cell", "text", "code"), [
    ("service", SERVICE, "title.zh", "", "missing"),
    ("service", SERVICE, "title.zh", "办" * 15, "too_long"),
    ("service", SERVICE, "title.en", "a" * 43, "too_long"),
    ("service", SERVICE, "category", "elsewhere", "not_there"),
    ("service", SERVICE, "queue", "", "missing"),
    ("service", SERVICE, "words", "、".join(map(str, range(31))), "too_many"),
    ("service", SERVICE, "materials.2.icon", "skull", "not_there"),
    ("service", SERVICE, "materials.7.note.zh", "原件", "missing"),
    ("service", SERVICE, "materials.8.name.zh", "第九样", "missing"),
    ("service", SERVICE, "daily_cap", "0", "bad_number"),
    ("service", SERVICE, "daily_cap", "六十", "bad_number"),
    ("service", SERVICE, "hours.mon", "8点", "bad_hours"),
    ("service", SERVICE, "hours.mon", "08:30-12:00、11:00-13:00", "hours_overlap"),
    ("service", SERVICE, "hours.mon", "17:30-08:30", "hours_turned"),
    *(pair for case in HOURS for pair in (
        ("room", ROOM, "hours.sun", case, "bad_hours"),
        ("centre", CENTRE, "hours.mon", case, "bad_hours"),
        ("centre", CENTRE, "quiet", case, "bad_night"),
        ("centre", CENTRE, "day_starts", case, "bad_clock"),
        ("slide", SLIDE, "hours", case, "bad_hours"),
    )),
    ("centre", CENTRE, "day_starts", "04:00Z", "bad_clock"),
    ("centre", CENTRE, "centre.zh", "党群🎉中心", "not_drawn"),
    ("centre", CENTRE, "words", "留义、🎉里", "not_drawn"),
    ("service", SERVICE, "materials.0.name.en", "Card 🎫", "not_drawn"),
    ("service", SERVICE, "summary.zh", "两行\n🔔", "not_drawn"),
    ("slide", SLIDE, "figures.0.value", "9🎉", "not_drawn"),
    ("centre", CENTRE, "quiet", "22:00", "bad_night"),
    ("centre", CENTRE, "day_starts", "25:00", "bad_clock"),
    ("centre", CENTRE, "queue.hold", "16", "bad_number"),
    ("centre", CENTRE, "holidays", "sometimes", "not_there"),
    ("slide", SLIDE, "from", "2026-02-30", "bad_day"),
    ("slide", SLIDE, "from", "12/1/2026", "bad_day"),
    ("slide", SLIDE, "from", "2026-12/1", "bad_day"),
    ("slide", SLIDE, "notices", "也许", "bad_flag"),
    ("slide", SLIDE, "hours", "9", "bad_hours"),
    ("slide", SLIDE, "weekdays", "mon、someday", "not_there"),
    ("slide", SLIDE, "exhibits.0.picture", "b.jpg", "not_there"),
    ("slide", SLIDE, "figures.0.value", "1234567", "too_long"),
    ("room", ROOM, "capacity", "", "missing"),
    ("room", ROOM, "how", "", "missing"),
])
def test_a_mistake_is_named_in_its_cell(
    kind: str, written: Flat, cell: str, text: str, code: str
) -> None:
    _, mistakes = read(KINDS[kind], written | {cell: text}, KNOWN)
    assert code in {one.code for one in mistakes if one.cell.startswith(cell[:11])}, mistakes


def test_a_week_without_any_hours_is_a_mistake_only_where_there_must_be_some() -> None:
    bare = {cell: text for cell, text in ROOM.items() if not cell.startswith("hours.")}
    _, mistakes = read(KINDS["room"], bare, KNOWN)
    assert [(one.cell, one.code) for one in mistakes] == [("hours.mon", "missing")]
    body, mistakes = read(KINDS["service"], SERVICE, KNOWN)
    assert mistakes == () and "hours" not in body


def test_hours_are_taken_as_people_write_them() -> None:
    written = ROOM | {"hours.mon": "14：30–17:30，8:30 - 12:00"}
    body, mistakes = read(KINDS["room"], written, KNOWN)
    assert mistakes == () and body["hours"]["mon"] == ["08:30-12:00", "14:30-17:30"]


def test_the_centres_telephone_is_kept_in_the_form_it_is_shown_in() -> None:
    body, mistakes = read(KINDS["centre"], CENTRE | {"phone": "０３５８－７６２ ００００"}, KNOWN)
    assert mistakes == () and body["phone"] == "0358-7620000"
    body, mistakes = read(KINDS["centre"], CENTRE | {"phone": "找小王"}, KNOWN)
    assert [(one.cell, one.code) for one in mistakes] == [("phone", "bad_phone")]


def test_the_sign_that_cannot_be_drawn_is_named_and_rare_names_are_not() -> None:
    written = SERVICE | {"title.zh": "".join(SIGNS), "who.zh": "🎉凃龑🔔🎉"}
    _, mistakes = read(KINDS["service"], written, KNOWN)
    assert [(one.cell, one.details["signs"]) for one in mistakes] == [("who.zh", "🎉🔔")]


def test_a_night_that_never_comes_is_not_the_usual_one() -> None:
    never, _ = read(KINDS["centre"], CENTRE | {"quiet": "-"}, KNOWN)
    usual, _ = read(KINDS["centre"], {c: t for c, t in CENTRE.items() if c != "quiet"}, KNOWN)
    assert never["quiet"] == "" and "quiet" not in usual
    assert flat(KINDS["centre"], never)["quiet"] == "-"


def test_every_form_is_used_by_some_kind_and_each_name_is_there_once() -> None:
    def forms(fields: Any) -> set[FieldType]:
        return {form for one in fields for form in ({one.form} | forms(one.fields))}

    assert set().union(*(forms(kind.fields) for kind in KINDS.values())) == set(FieldType)
    for kind in KINDS.values():
        names = [one.name for one in kind.fields]
        assert len(names) == len(set(names))


def test_two_people_at_different_fields_both_have_theirs() -> None:
    kind = KINDS["service"]
    mine, theirs = SERVICE | {"fee.zh": "五元"}, SERVICE | {"title.zh": "医保"}
    merged = merge(kind, SERVICE, mine, theirs)
    assert merged.both == () and merged.theirs == ("title",)
    assert (merged.written["fee.zh"], merged.written["title.zh"]) == ("五元", "医保")
    # Chinese and English of a title are two people's work too.
    english = merge(kind, SERVICE, SERVICE | {"title.en": "Care"}, theirs)
    assert english.both == () and english.written["title.en"] == "Care"


def test_two_people_at_the_same_field_are_told_and_the_same_words_are_no_quarrel() -> None:
    kind = KINDS["service"]
    mine, theirs = SERVICE | {"fee.zh": "五元"}, SERVICE | {"fee.zh": "六元"}
    assert merge(kind, SERVICE, mine, theirs).both == ("fee",)
    assert merge(kind, SERVICE, mine, mine).both == ()
    # A list is one thing: its rows have no names of their own.
    added = SERVICE | {"materials.3.name.zh": "照片", "materials.3.icon": "photo"}
    other = SERVICE | {"materials.0.note.zh": "复印件"}
    assert merge(kind, SERVICE, added, other).both == ("materials",)


def test_the_fields_that_differ_are_named() -> None:
    kind = KINDS["service"]
    after = SERVICE | {"fee.zh": "五元", "steps.9.name.zh": "回家"}
    assert changed(kind, SERVICE, after) == ("fee", "steps")
    assert changed(kind, SERVICE, dict(SERVICE)) == ()


def test_a_cell_has_the_name_of_a_field_and_no_other() -> None:
    for name, kind in KINDS.items():
        cells = {cell for body in BODIES[name] for cell in flat(kind, body)}
        assert cells and all(is_cell(kind.fields, cell) for cell in cells)
    for odd in ("title", "title.fr", "title.zh.zh", "materials.0", "materials.00.icon", "price",
                "materials.².name.zh", "materials.1000.icon", "hours", "hours.day", "words.zh", ""):
        assert not is_cell(KINDS["service"].fields, odd), odd
