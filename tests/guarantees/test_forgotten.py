"""What was deleted is gone: from no files, backups and secret together does anybody get it back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from db.engine.forgetting import ForgottenKeyRow, destroy_unused
from db.engine.key_store import KeyTable
from kiosk.actions import volunteers
from kiosk.actions.decrypted import unreadable
from kiosk.actions.operations import backups, keys
from kiosk.actions.operations.personal_records import correct_person, erase_person, find_person
from kiosk.actions.rooms import run_due
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from tests.support.centre import Clock, context_on, small_centre
from tests.support.guarantees import thief
from tests.support.guarantees.processes import PROCESSES
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import asked, coordinator, with_help

PHONE, NEIGHBOUR, BOOKER = "13812345678", "13887654321", "13811112222"
RIGHT = "13600009999"
NAME, WORDS, SAID = "张阿姨", "微信里字太小，看不清", "门铃坏了，请敲门"
PICTURE = repr(b"\xff\xd8\xff\xe0")
ALL_OF_HER = (PHONE, NAME, WORDS, SAID, PICTURE)


@pytest.fixture
def centre(small_url: str, tmp_path: Path, clock: Clock) -> AppContext:
    """A centre with volunteers and rooms, all of its files in one folder."""
    return with_rooms(with_help(small_centre(small_url, tmp_path / "data", clock)))


def planted(ctx: AppContext) -> HelpView:
    """A person who asked for help, with all that she left; and her neighbour, who stays."""
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "JPEG")
    mine = asked(ctx, phone=PHONE, photo=picture.getvalue(), photo_name="a.jpg")
    volunteers.answer(ctx, mine.request.code, SAID)
    asked(ctx, phone=NEIGHBOUR)
    return mine


def of_her(ctx: AppContext, folder: Path) -> list[str]:
    """What is found of her. Her neighbour asked with the same words, and is always found."""
    found = thief.found(ctx, folder, PHONE, NEIGHBOUR)
    assert NEIGHBOUR in found, "the control: what was not deleted opens"
    hers = "\n".join(line for line in found.split("\n") if NEIGHBOUR not in line)
    return [one for one in ALL_OF_HER if one in hers]


def test_after_she_deletes_it_no_file_gives_anything_back(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    backups.back_up(centre)
    mine = planted(centre)
    assert of_her(centre, tmp_path) == [*ALL_OF_HER], "before, all of it is found"
    clock.pass_(minutes=1)
    before = backups.back_up(centre)
    volunteers.end_consent(centre, mine.request.code)
    assert of_her(centre, tmp_path) == [], "at once, with the backup from before"
    clock.pass_(hours=1)
    backups.back_up(centre)
    assert of_her(centre, tmp_path) == []
    backups.restore(centre, before)
    assert of_her(centre, tmp_path) == [], "not from what was put back and what was set aside"
    seen = volunteers.follow(centre, mine.request.code)
    assert seen.personal is None and seen.messages == () and not seen.has_photo
    assert not seen.request.is_live, "withdrawn, as she left it"
    centre.database.close()


def test_control_with_the_keys_kept_the_backup_gives_her_back(
    centre: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("db.engine.key_store.KeyTable.destroy", lambda *_: None)
    mine = planted(centre)
    clock.pass_(minutes=1)
    backups.back_up(centre)
    volunteers.end_consent(centre, mine.request.code)
    assert of_her(centre, tmp_path) == [*ALL_OF_HER]
    centre.database.close()


def test_what_the_clock_deletes_is_gone_too(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    booked(centre, at(16, 30), phone=BOOKER)
    backups.back_up(centre)
    assert BOOKER in thief.found(centre, tmp_path, BOOKER)
    clock.pass_(days=60)
    run_due(centre)
    assert BOOKER not in thief.found(centre, tmp_path, BOOKER)
    centre.database.close()


def test_what_the_desk_deletes_or_corrects_by_telephone_is_gone_too(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    staff = coordinator(centre)
    mine = planted(centre)
    booked(centre, at(16, 30), phone=PHONE)
    booked(centre, at(17, 30), phone=BOOKER)
    backups.back_up(centre)
    assert of_her(centre, tmp_path) == [*ALL_OF_HER]
    assert BOOKER in thief.found(centre, tmp_path, BOOKER)
    erase_person(centre, staff, PHONE)
    assert of_her(centre, tmp_path) == []
    correct_person(centre, staff, BOOKER, "", RIGHT)
    found = thief.found(centre, tmp_path, BOOKER, RIGHT)
    assert BOOKER not in found and RIGHT in found
    assert find_person(centre, staff, RIGHT, "zh_CN").count == 1
    assert not volunteers.follow(centre, mine.request.code).request.is_live
    centre.database.close()


def test_what_cannot_be_read_breaks_no_record(
    centre: AppContext, clock: Clock
) -> None:
    """The telephone still stands for her, and the key of all else is lost."""
    staff = coordinator(centre)
    planted(centre)
    named = centre.database.peewee.execute_sql(
        "SELECT substr(encrypted_person, 3, 22) FROM help_request WHERE id = 1 UNION "
        "SELECT substr(sealed, 3, 22) FROM help_photo").fetchall()
    centre.vault.keys.destroy({one for (one,) in named})
    (record,) = find_person(centre, staff, PHONE, "zh_CN").by_area["volunteers"]
    assert record.all["photo_jpeg"] is None and record.all["phone"] == unreadable(centre)
    kept = "SELECT encrypted_person FROM help_request WHERE id = 1"
    before = centre.database.peewee.execute_sql(kept).fetchone()
    assert correct_person(centre, staff, PHONE, "张美华", "") == 1
    assert centre.database.peewee.execute_sql(kept).fetchone() == before
    centre.database.close()


@pytest.mark.parametrize("nth", [1, 2, 3], ids=["before the first", "between", "after both"])
def test_killed_while_the_keys_are_destroyed_they_are_destroyed_at_the_start(
    centre: AppContext, tmp_path: Path, nth: int
) -> None:
    """Not acknowledged, and yet deleted: the list in the database outlives the process."""
    code = planted(centre).request.code
    centre.database.close()
    process = PROCESSES.Process(
        target=deletes_and_dies, args=(centre.settings.database_url, tmp_path / "data", code, nth))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with centre.database.read() as tx:
        assert tx.column(ForgottenKeyRow.select(ForgottenKeyRow.id)), "it is still to do"
    if nth < 3:
        assert of_her(centre, tmp_path) != [], "the control: there it would stay"
    keys.open_keys(centre)
    assert of_her(centre, tmp_path) == []
    with centre.database.read() as tx:
        assert not tx.column(ForgottenKeyRow.select(ForgottenKeyRow.id))
    centre.database.close()


def deletes_and_dies(url: str, data: Path, code: str, nth: int) -> None:
    """Ends consent in a process that is killed at the nth table in which keys are destroyed."""
    ctx, really, times = context_on(url, data), KeyTable.destroy, iter(range(1, 3))

    def destroy(table: KeyTable, ids: Collection[str], now: datetime) -> None:
        if next(times) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        really(table, ids, now)

    KeyTable.destroy = destroy  # type: ignore[method-assign, assignment]
    if nth == 3:
        leave = KeyTable.writing

        def writing(table: KeyTable, *, over: bool = False) -> object:
            if table is ctx.vault.keys.copy and over:
                return Dying(leave(table, over=over))
            return leave(table, over=over)

        KeyTable.writing = writing  # type: ignore[method-assign, assignment]
    volunteers.end_consent(ctx, code)


class Dying:
    """Ends the process as soon as what it goes around has ended."""

    def __init__(self, around: object) -> None:
        self._around = around

    def __enter__(self) -> None:
        self._around.__enter__()  # type: ignore[attr-defined]

    def __exit__(self, *how: object) -> None:
        self._around.__exit__(*how)  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("change", [
    "encrypted_person = NULL, person_index = NULL",
    "encrypted_person = 'k.' || encrypted_person, person_index = 'other'",
])
def test_whatever_statement_deletes_it_its_key_is_destroyed(
    centre: AppContext, tmp_path: Path, change: str
) -> None:
    planted(centre)
    centre.database.peewee.execute_sql(f"UPDATE help_request SET {change} WHERE id = 1")
    assert PHONE in of_her(centre, tmp_path), "not yet"
    keys.keep_keys(centre)
    assert {NAME, PHONE} & {*of_her(centre, tmp_path)} == set()
    centre.database.close()


def test_a_telephone_that_another_row_names_is_known_still(centre: AppContext) -> None:
    mine, other = asked(centre, phone=PHONE), asked(centre, phone=PHONE)
    volunteers.end_consent(centre, mine.request.code)
    index = centre.vault.person_index(PHONE)
    assert index == other.request.person_index
    volunteers.end_consent(centre, other.request.code)
    assert centre.vault.person_index(PHONE) is None
    centre.database.close()


def test_keys_that_nothing_names_go_after_a_month_and_those_in_use_stay(
    centre: AppContext, clock: Clock
) -> None:
    mine = planted(centre)
    live = centre.vault.keys.live()
    clock.pass_(days=40)
    assert destroy_unused(centre.database, centre.vault.keys, clock() - keys.UNUSED) > 20
    assert 0 < len(centre.vault.keys.live()) < len(live)
    assert volunteers.photo(centre, mine.request.code)
    # A database in which nothing is encrypted is not theirs.
    centre.database.peewee.execute_sql(
        "UPDATE help_request SET encrypted_person = NULL, person_index = NULL")
    for table in ("help_message", "help_photo"):
        centre.database.peewee.execute_sql(f"DELETE FROM {table}")
    assert destroy_unused(centre.database, centre.vault.keys, clock() + timedelta(days=1)) == 0
    centre.database.close()


def test_taking_a_number_asks_the_key_store_nothing(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.centre import take

    def nothing(*_: object) -> Callable[..., object]:
        raise AssertionError("the key store was asked")

    monkeypatch.setattr("db.engine.key_store.KeyTable.query", nothing)
    monkeypatch.setattr("kiosk.actions.acting.destroy_forgotten", nothing)
    assert take(sqlite_ctx).ticket.label == "A001"
