"""A centre's own first content: taken as it is meant, or refused in one line with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from db.content import content_items
from kiosk.actions.content import hide, publish, sheet
from kiosk.actions.content.centre import WrongSeed, guide, seed
from kiosk.actions.operations.keys import open_keys
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.actions.staff.today import today
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import ROOT, SEED, Clock, context_on

WRITTEN = SEED.read_text("utf-8")
HOURS = (
    ROOT / "tests" / "support" / "cases" / "hours-that-break-pages.txt").read_text("utf-8").split()
MONDAY, NIGHT, STARTS = 'mon = ["00:00-24:00"]', 'quiet = "22:00-06:00"', 'day_starts = "04:00"'
WRONG = [
    *((MONDAY, f'mon = ["{case}"]', "centre 1, hours.mon: “") for case in HOURS),
    *((NIGHT, f'quiet = "{case}"', "centre 1, quiet: “") for case in HOURS),
    (MONDAY, 'mon = ["08:30-12:00", "11:00-13:00"]', "centre 1, hours.mon: On this day"),
    (MONDAY, "mon = 8", "centre 1: missing or wrong"),
    (STARTS, 'day_starts = "25:00"', "centre 1, day_starts: “25:00”"),
    ('centre = {zh = "留义社区', 'centre = {zh = "留义🎉',
     "centre 1, centre.zh: Screen and slip cannot draw “🎉”"),
    ("[centre.hours]", "[centre.hours", "missing or wrong"),
]


@pytest.fixture
def empty(url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A centre before its first start."""
    ctx = context_on(url, tmp_path, clock)
    ctx.database.migrate()
    open_keys(ctx)
    yield ctx
    ctx.database.close()


def changed(folder: Path, what: str, into: str) -> Path:
    file = folder / "ours.toml"
    assert what in WRITTEN
    file.write_text(WRITTEN.replace(what, into, 1), "utf-8")
    return file


@pytest.mark.parametrize(("what", "into", "said"), WRONG)
def test_what_is_wrong_is_named_with_its_place_and_nothing_is_written(
    empty: AppContext, tmp_path: Path, what: str, into: str, said: str
) -> None:
    with pytest.raises(WrongSeed) as wrong:
        seed(empty, changed(tmp_path, what, into))
    line = str(wrong.value)
    assert line.startswith("ours.toml: ") and said in line and "\n" not in line
    assert seed(empty, SEED), "the centre is as empty as it was"


@pytest.mark.parametrize("monday", ['"8：30～12：00"', '["8点半到12点", "14:00—17:30"]'])
def test_hours_may_be_written_as_people_write_them(
    empty: AppContext, tmp_path: Path, monday: str
) -> None:
    assert seed(empty, changed(tmp_path, MONDAY, f"mon = {monday}"))
    assert str(guide(empty).centre.hours.week[0][0]) == "08:30-12:00"


@pytest.mark.parametrize(("named", "said"), [
    ("ours.toml", "ours.toml: centre 1, hours.mon: “08:30-12:00-14:00”"),
    ("nowhere", "KIOSK_SEED: no such file: "), ("not/there.toml", "KIOSK_SEED: no such file: "),
])
def test_the_program_says_it_in_one_line_and_ends_with_status_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    named: str, said: str,
) -> None:
    file = changed(tmp_path, MONDAY, f'mon = ["{HOURS[0]}"]')
    monkeypatch.setenv("KIOSK_SEED", str(file) if named == file.name else named)
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIOSK_SPEECH", "none")
    assert main.main(["staff", "list"]) == main.WRONG_USE
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1
    assert told.err.startswith(f"jiamenkou: {said}")


def test_another_seed_named_later_brings_nothing_of_another_place(empty: AppContext) -> None:
    township = SEED.with_name("township.toml")
    assert seed(empty, township)
    assert not seed(empty, SEED)
    with empty.database.read() as tx:
        assert content_items.items(tx, "room") == ()
    with empty.database.write(content=True) as tx:
        content_items.remove(tx, "seed", "1")
    seed(empty, SEED)
    with empty.database.read() as tx:
        assert content_items.items(tx, "room"), "control: the same seed brings what is new in it"


@pytest.mark.both
def test_a_centre_without_a_name_has_all_services_out_of_sight_and_is_asked_for_it(
    empty: AppContext
) -> None:
    blank = SEED.with_name("blank.toml")
    assert seed(empty, blank)
    known = guide(empty)
    assert len(known.hidden) > 40 and known.services == ()
    manager = log_in(empty, "主任", add_account(empty, "主任", Role.MANAGER))
    ((area, (asked,)),) = today(empty, manager).areas
    assert (area, asked.kind, asked.page) == ("content", "unnamed", "setup")
    hide(empty, manager, "service", known.hidden[0].id, hidden=False)
    assert guide(empty).services == (known.hidden[0],)
    written = sheet(empty, manager, "centre", "1").written
    named = {**written, "centre.zh": "山下镇", "address.zh": "山下路"}
    assert publish(empty, manager, "centre", "1", written, named).done
    assert today(empty, manager).areas == ()
