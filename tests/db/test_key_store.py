"""The key store: what is destroyed leaves nothing, and what is lost comes from the copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine.encryption import ID, KEYED, Unreadable
from db.engine.key_store import DESTROYED, KeyTable
from db.reservations import bookings
from db.volunteers import help_requests
from kiosk.actions import volunteers
from kiosk.actions.operations import health, keys
from kiosk.actions.rooms import rooms_desk, run_due
from kiosk.actions.volunteers.dispatch import help_desk
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.settings import WrongSetting
from tests.support.centre import small_centre
from tests.support.guarantees.thief import files, tables
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import asked, coordinator, with_help

PHONE = "13812345678"


def id_of(sealed: str) -> str:
    """The key that a value names."""
    return sealed[len(KEYED):len(KEYED) + ID]


def many(ctx: AppContext, n: int = 400) -> list[str]:
    """Values, with so many keys that the store is many pages."""
    with ctx.database.write() as tx:
        return [ctx.vault.encrypt(tx, f"value {i}", "booking 1") for i in range(n)]


def left(ctx: AppContext, folder: Path, wrapped: set[str]) -> int:
    """How many of these wrapped keys lie in any file."""
    raw = b"\n".join(file.read_bytes() for file in (*files(folder), *tables(ctx)))
    return sum(one.encode() in raw for one in wrapped)


def half_destroyed(ctx: AppContext) -> set[str]:
    """Destroys every second key of many; how they were wrapped."""
    ids = [id_of(one) for one in many(ctx)][::2]
    held = ctx.vault.keys.table.held(ids)
    with ctx.database.write():
        ctx.vault.keys.destroy(ids)
    ctx.vault.keys.table.vacuum()
    return set(held.values())


def test_of_a_destroyed_key_nothing_is_left_in_any_file(ctx: AppContext, tmp_path: Path) -> None:
    wrapped = half_destroyed(ctx)
    assert len(wrapped) == 200 and left(ctx, tmp_path, wrapped) == 0
    live = {one for one in ctx.vault.keys.table.held().values() if one != DESTROYED}
    assert left(ctx, tmp_path, live) == len(live), "the control"


def test_control_a_journal_that_is_left_has_them_still(
    sqlite_ctx: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyTable, "_empty_journal", lambda _: None)
    assert left(sqlite_ctx, tmp_path, half_destroyed(sqlite_ctx)) > 0


def test_a_copy_from_before_brings_no_destroyed_key_back(ctx: AppContext, tmp_path: Path) -> None:
    first, second = many(ctx, 2)
    copy = tmp_path / "data" / "backups" / "keys.copy"
    before = copy.read_bytes()
    with ctx.database.write():
        ctx.vault.keys.destroy([id_of(first)])
    ctx.vault.keys.copy.close()
    copy.write_bytes(before)
    assert ctx.vault.keys.copy.held()[id_of(first)] != DESTROYED, "the control: it is an old one"
    ctx.vault.keys.agree()
    assert ctx.vault.keys.copy.held()[id_of(first)] == DESTROYED
    assert ctx.vault.decrypt(second, "booking 1") == "value 1"
    with pytest.raises(Unreadable):
        ctx.vault.decrypt(first, "booking 1")


@pytest.fixture
def centre(tmp_path: Path) -> AppContext:
    """A centre in SQLite with a booking by telephone."""
    ctx = with_rooms(small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path / "data"))
    keys.open_keys(ctx)
    booked(ctx, at(16, 30), phone=PHONE)
    ctx.database.close()
    ctx.vault.keys.table.close()
    ctx.vault.keys.copy.close()
    return ctx


def again(ctx: AppContext) -> AppContext:
    """The next start of the same centre."""
    next_one = small_centre(ctx.settings.database_url, ctx.settings.data)
    keys.open_keys(next_one)
    return next_one


def part(ctx: AppContext, name: str) -> health.HealthPart:
    """What the check says of a part."""
    return next(one for one in health.parts(ctx, serving=False) if one.name == name)


def note(ctx: AppContext) -> str:
    """How the keys are, as `check` says it."""
    return part(ctx, "keys").said(ctx.words["en"])


def test_a_lost_store_is_taken_from_its_copy_and_it_is_said_for_a_week(centre: AppContext) -> None:
    assert part(centre, "keys").well
    (centre.settings.data / "keys.db").unlink()
    centre.vault.keys.table.close()
    ctx = again(centre)
    assert ctx.vault.person_index(PHONE) is not None
    assert keys.count_keys(ctx)[1:] == (0, 0)
    assert "taken from the copy" in note(ctx) and not part(ctx, "keys").well


@pytest.mark.parametrize("name", ["keys.db", "backups/keys.copy"])
def test_a_damaged_store_or_copy_is_made_anew_from_the_other(
    centre: AppContext, name: str
) -> None:
    file = centre.settings.data / name
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    if "copy" in name:
        assert not part(centre, "keys").well, "the check reads every key of the copy"
        centre.vault.keys.copy.close()
    ctx = again(centre)
    assert keys.count_keys(ctx)[1:] == (0, 0) and ctx.vault.person_index(PHONE)
    assert not [*file.parent.glob(f"{file.name}.broken-*")], "nor is there one key more than needed"


def test_a_copy_that_lacks_a_key_is_seen_and_made_whole(centre: AppContext) -> None:
    (centre.settings.data / "backups" / "keys.copy").unlink()
    centre.vault.keys.copy.close()
    assert "not the same in the copy" in note(centre)
    centre.clock.pass_(minutes=16)  # type: ignore[attr-defined]
    keys.keep_keys(centre)
    assert part(centre, "keys").well


def test_with_store_and_copy_lost_it_does_not_start_until_somebody_says_so(
    centre: AppContext
) -> None:
    for name in ("keys.db", "backups/keys.copy"):
        (centre.settings.data / name).unlink()
    with pytest.raises(WrongSetting, match="2 values in the database cannot be read"):
        again(centre)
    assert keys.lose_keys(centre) == 2
    ctx = again(centre)
    assert part(ctx, "keys").well
    booked(ctx, at(17, 30), phone=PHONE)


def test_a_value_that_cannot_be_read_says_so_and_breaks_no_list(centre: AppContext) -> None:
    with_help(centre)
    clerk, mine = coordinator(centre), asked(centre)
    booked(centre, at(17, 30), phone="13899990000")
    with centre.database.read() as tx:
        lost = [bookings.phone_of(tx, bookings.live_in(
            tx, "rooms", None, at(16), at(17))[0]),
            help_requests.sealed_of(tx, mine.request.id)]
    for one in lost:
        assert one
        centre.vault.keys.table._peewee.execute_sql(
            "delete from record_key where id = ?", [id_of(one)])
    assert [one.phone for one in rooms_desk(centre, clerk).today] == [
        "（读不出来）", "138****0000"]
    assert [one.masked_phone for one in help_desk(centre, clerk).waiting] == ["（读不出来）"]
    assert volunteers.follow(centre, mine.request.code).personal is not None
    assert "2 values have no key" in note(centre)


def test_a_store_that_cannot_be_written_lets_nothing_be_acknowledged(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageDown("no room")

    monkeypatch.setattr(KeyTable, "destroy", full)
    centre.clock.pass_(days=60)  # type: ignore[attr-defined]
    with pytest.raises(StorageDown):
        run_due(centre)
    monkeypatch.undo()
    keys.keep_keys(centre)
    assert centre.vault.person_index(PHONE) is None


@pytest.mark.parametrize("older", ["table", "copy"])
def test_of_two_entries_the_newer_one_holds_whichever_has_it(
    sqlite_ctx: AppContext, older: str
) -> None:
    """A dismissal: what was before would come first by its letters."""
    store, key = sqlite_ctx.vault.keys, ("account", "小赵")
    store.keep_standing({key: '{"active": false}'})
    behind = store.table if older == "table" else store.copy
    with behind.writing():
        behind.put_standing({key: ('{"active": true}', 1)})
    store.agree()
    for table in (store.table, store.copy):
        assert table.standing()[key][0] == '{"active": false}'
