"""Records of blood pressure: made without a name, opened by a card, seen and deleted by code."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from db.care import readings as stored
from db.engine import event_log
from kiosk.actions.care import (
    delete_readings,
    enter_reading,
    make_record,
    open_record,
    own_readings,
    run_due,
)
from kiosk.actions.operations import backups, keys
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import KEPT, Level, Reading
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from tests.support.care import card, entered, medic, with_care
from tests.support.centre import Clock, small_centre
from tests.support.guarantees import thief

# A reading whose numbers no file has by chance, as it lies encrypted and as it would lie in clear.
SYSTOLIC, DIASTOLIC, PULSE = 173, 98, 89
CLEAR = (f'"systolic": {SYSTOLIC}', f"{SYSTOLIC}/{DIASTOLIC}", f"{SYSTOLIC}, {DIASTOLIC}")


@pytest.fixture
def care(small_url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A centre with care, all of its files in one folder, on each database."""
    ctx = with_care(small_centre(small_url, tmp_path / "data", clock))
    yield ctx
    ctx.database.close()


def events(ctx: AppContext, *names: str) -> list[str]:
    with ctx.database.read() as tx:
        return [one.action for one in event_log.since(tx, 0, names)]


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=f"^{code}")


def test_a_card_has_a_code_of_128_bits_and_eight_letters_and_no_name(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    assert len(mine.letters) == 8 and len(mine.code) >= 22, "22 characters of 64 are 132 bits"
    again = make_record(care, session, "one tap"), make_record(care, session, "one tap")
    assert again[0].code == again[1].code != mine.code


@pytest.mark.parametrize("how", ["letters", "spoken letters", "code", "address"])
def test_a_card_opens_its_record_and_no_other(care: AppContext, how: str) -> None:
    session = medic(care)
    mine, other = card(care, session), card(care, session)
    entered(care, session, mine, 120), entered(care, session, other, 140)
    typed = {"letters": mine.letters, "code": mine.code,
             "spoken letters": f"{mine.letters[:4].lower()} {mine.letters[4:]}",
             "address": f"http://192.168.1.10:8080/m/{mine.code}?text=large"}[how]
    assert [one.systolic for one in open_record(care, session, typed).readings] == [120]


def test_each_look_is_written_down_and_each_card_that_is_none(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    open_record(care, session, mine.letters), open_record(care, session, mine.code)
    for wrong in ("ABCDEFGH", "nonsense", "", "x" * 500):
        with refused("no_such_card"):
            open_record(care, session, wrong)
    assert events(care, "see_readings", "wrong_card") == ["see_readings"] * 2 + ["wrong_card"] * 4


def test_the_owners_page_opens_by_the_code_alone(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    entered(care, session, mine)
    assert [one.systolic for one in own_readings(care, mine.code).readings] == [128]
    for other in (mine.letters, "1", "", mine.code[:-1]):
        with refused("no_such_record"):
            own_readings(care, other)
        with refused("no_such_record"):
            delete_readings(care, other)


@pytest.mark.parametrize("role", list(Role))
def test_only_medical_staff_see_or_enter_a_reading(care: AppContext, role: Role) -> None:
    mine, session = card(care, medic(care)), medic(care, role)
    for action in (lambda: open_record(care, session, mine.letters), lambda: card(care, session),
                   lambda: entered(care, session, mine)):
        if role is Role.MEDIC:
            action()
        else:
            with refused("not_allowed"):
                action()


def test_the_same_tap_twice_is_one_reading(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    first, again = (entered(care, session, mine, key="one tap") for _ in range(2))
    assert first.reading == again.reading and len(again.record.kept) == 1


def test_a_slip_of_the_finger_is_asked_about_and_counts_when_it_was_none(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    entered(care, session, mine, 120, 80)
    with refused("reading_doubtful"):
        entered(care, session, mine, 190, 80)
    assert len(own_readings(care, mine.code).kept) == 1
    assert entered(care, session, mine, 190, 80, is_sure=True).level is Level.URGENT
    with refused("reading_out_of_bounds"):
        entered(care, session, mine, 1280, 80, is_sure=True)


def test_an_urgent_reading_is_taken_again_after_five_minutes_once(
    care: AppContext, clock: Clock
) -> None:
    session = medic(care)
    mine = card(care, session)
    first = entered(care, session, mine, 182, 96)
    assert first.again_at == clock() + timedelta(minutes=5)
    clock.pass_(minutes=2)
    assert entered(care, session, mine, 181, 96).again_at is not None, "too early to be the second"
    clock.pass_(minutes=5)
    assert entered(care, session, mine, 181, 95).again_at is None
    assert entered(care, session, mine, 150, 95).level is Level.HIGH


def test_its_owner_deletes_one_or_all_and_nobody_reads_it_any_more(
    care: AppContext, tmp_path: Path
) -> None:
    session = medic(care)
    mine, neighbour = card(care, session), card(care, session)
    entered(care, session, mine, SYSTOLIC, DIASTOLIC, PULSE)
    entered(care, session, mine, 131, 84), entered(care, session, neighbour, 122, 77)
    backups.back_up(care)
    kept = own_readings(care, mine.code).kept
    assert delete_readings(care, mine.code, kept[0].id) == 1
    assert delete_readings(care, mine.code, kept[0].id) == 0, "twice is once"
    found = thief.found(care, tmp_path)
    assert "122" in found and "131" in found, "the control: what was not deleted opens"
    assert str(SYSTOLIC) not in found
    assert delete_readings(care, neighbour.code, kept[1].id) == 0, "of somebody else"
    assert delete_readings(care, mine.code) == 1 and own_readings(care, mine.code).kept == ()
    assert "131" not in thief.found(care, tmp_path)
    assert entered(care, session, mine).record.readings, "the card goes on"


def in_clear(folder: Path, ctx: AppContext) -> list[str]:
    """Where a reading stands as anybody reads it."""
    raw = [(file.name, file.read_bytes()) for file in (*thief.files(folder), *thief.tables(ctx))]
    return [name for name, body in raw if any(one.encode() in body for one in CLEAR)]


def test_a_reading_stands_in_clear_in_no_file(care: AppContext, tmp_path: Path) -> None:
    """Database, the log it writes ahead, the program's logs, backups."""
    session = medic(care)
    entered(care, session, card(care, session), SYSTOLIC, DIASTOLIC, PULSE)
    backups.back_up(care)
    assert in_clear(tmp_path, care) == []
    assert str(SYSTOLIC) in thief.found(care, tmp_path), "the control: with its key it opens"


def test_control_a_reading_that_is_not_encrypted_is_found(
    care: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(care.vault), "encrypt", lambda _self, _tx, text, _of: text)
    session = medic(care)
    entered(care, session, card(care, session), SYSTOLIC, DIASTOLIC, PULSE)
    assert in_clear(tmp_path, care) != []


@pytest.mark.both
def test_after_a_year_a_reading_is_gone_and_an_unused_card_with_it(
    care: AppContext, clock: Clock
) -> None:
    session = medic(care)
    mine, unused = card(care, session), card(care, session)
    entered(care, session, mine)
    clock.now += KEPT
    run_due(care)
    assert own_readings(care, mine.code).kept, "the last day of the year"
    clock.pass_(days=1)
    run_due(care)
    for gone in (mine, unused):
        with refused("no_such_record"):
            own_readings(care, gone.code)
    assert events(care, "forget_readings") == ["forget_readings"]


def test_a_reading_that_cannot_be_read_says_so_and_stops_no_other(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    for systolic in (121, 122):
        entered(care, session, mine, systolic)
    with care.database.write() as tx:
        stored.write(tx, own_readings(care, mine.code).kept[0].id, "k." + "x" * 40)
    kept = own_readings(care, mine.code).kept
    assert [one.reading and one.reading.systolic for one in kept] == [122, None]


@pytest.mark.both
def test_what_a_restore_brings_back_is_deleted_once_more(
    care: AppContext, tmp_path: Path
) -> None:
    session = medic(care)
    mine = card(care, session)
    entered(care, session, mine, SYSTOLIC, DIASTOLIC, PULSE)
    with care.database.read() as tx:
        ((id_, sealed),) = stored.of_record(tx, 1)
    delete_readings(care, mine.code)
    with care.database.write() as tx:
        record = stored.by_id(tx, 1)
        assert record
        stored.write(tx, stored.add(tx, record, "~again", care.clock().date()), sealed)
    keys.open_keys(care, restored=True)
    assert own_readings(care, mine.code).kept == () and id_ == 1


def test_what_is_entered_survives_as_json_of_four_values(care: AppContext) -> None:
    session = medic(care)
    mine = card(care, session)
    now = care.clock()
    enter_reading(care, session, mine.code, secrets.token_hex(8), Reading(120, 80, 66, now))
    with care.database.read() as tx:
        ((id_, sealed),) = stored.of_record(tx, 1)
    assert json.loads(care.vault.decrypt(sealed, f"care reading {id_}")) == {
        "systolic": 120, "diastolic": 80, "pulse": 66, "at": now.isoformat()}
