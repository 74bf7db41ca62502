"""What older versions encrypted with one key for all gets keys of its own at the first start."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.content import guide as content
from db.engine.encryption import Unreadable, Vault
from db.volunteers.registry import everybody
from kiosk.actions import volunteers
from kiosk.actions.operations import backups, keys
from kiosk.actions.operations.personal_records import erase_person
from kiosk.actions.volunteers.results import Personal
from kiosk.actions.volunteers.transitions import named
from kiosk.context import AppContext
from kiosk.settings import WrongSetting
from tests.support.centre import SECRET, SMALL, Clock, context_on
from tests.support.guarantees import thief
from tests.support.versions import versions
from tests.support.volunteer_help import coordinator, with_help

PHONE, NAME, SAID = "13812345678", "张阿姨", "请敲门"
HELPER, HELPERS_PHONE = "司马文君", "13912348765"
PERSONAL = json.dumps(asdict(Personal(NAME, PHONE, "", "看不清")), ensure_ascii=False)


def old(text: str, of: str) -> str:
    """A text as the versions before wrote it."""
    nonce = secrets.token_bytes(12)
    key = hmac.digest(SECRET, b"sealed", hashlib.sha256)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), of.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


@pytest.fixture
def before(url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A centre of the version before, in which somebody has asked for help."""
    ctx = context_on(url, tmp_path / "data", clock)
    ctx.database.migrate(versions()[1])
    with ctx.database.write(content=True) as tx:
        content.seed(tx, tomllib.loads(SMALL))
    with_help(ctx)
    mark, execute = ctx.vault.blind_index(PHONE), ctx.database.peewee.execute_sql
    at = int(clock().timestamp() * 1_000_000)
    sign = "?" if ctx.database.is_sqlite else "%s"
    execute(
        "INSERT INTO help_request (id, code, request_key, number, kind, source, place, state, "
        "asked_at, changed_at, mark, notice, alarmed, shares_phone, reason, personal) VALUES "
        f"(1, 'code', 'key', 111, 'phone', 'phone', 'hall', 'asked', {at}, {at}, {sign}, 'help-1',"
        f" false, false, '', {sign})", [mark, old(PERSONAL, "help 1")])
    execute("INSERT INTO help_message (id, request_id, at, author, said) VALUES "
            f"(1, 1, {at}, 'resident', {sign})", [old(SAID, "help message 1")])
    # Two of one name, each to be kept for itself; of one there is the telephone.
    execute(
        "INSERT INTO volunteer (id, number, name, phone, teams, vetted, active, wrong, made_at) "
        f"VALUES (1, 'V0001', {sign}, {sign}, '[]', true, true, 0, {at}), "
        f"(2, 'V0002', {sign}, NULL, '[]', true, true, 0, {at})",
        [HELPER, old(HELPERS_PHONE, "volunteer 1"), HELPER])
    if not ctx.database.is_sqlite:
        execute("SELECT setval('help_request_id_seq', 1), setval('help_message_id_seq', 1)")
    yield ctx
    ctx.database.close()


def moves_in(ctx: AppContext) -> Path:
    """The first start of this version; the backup that was made before."""
    backup = backups.back_up(ctx)
    ctx.database.migrate()
    keys.open_keys(ctx)
    return backup


def test_it_is_read_as_before_and_nothing_is_left_of_the_old_form(
    before: AppContext, tmp_path: Path
) -> None:
    assert {NAME, SAID} <= {*words(before, tmp_path)}, "the control: the old form opens"
    backup = moves_in(before)
    seen = volunteers.follow(before, "code")
    assert seen.personal and (seen.personal.name, seen.personal.phone) == (NAME, PHONE)
    assert [one.said for one in seen.messages] == [SAID]
    assert seen.request.person_index == before.vault.person_index(PHONE)
    backup.unlink()
    volunteers.end_consent(before, "code")
    assert words(before, tmp_path) == []


def words(ctx: AppContext, folder: Path) -> list[str]:
    """What is found of whoever asked."""
    found = thief.found(ctx, folder, PHONE, old=True)
    return [one for one in (NAME, SAID, PHONE) if one in found]


def test_a_backup_of_the_version_before_brings_nothing_back_that_was_deleted_since(
    before: AppContext
) -> None:
    backup = moves_in(before)
    volunteers.end_consent(before, "code")
    backups.restore(before, backup)
    seen = volunteers.follow(before, "code")
    assert seen.personal is None and seen.messages == () and not seen.request.is_live


def test_control_what_was_not_deleted_is_there_again(before: AppContext) -> None:
    backup = moves_in(before)
    backups.restore(before, backup)
    seen = volunteers.follow(before, "code")
    assert seen.personal and seen.personal.name == NAME


def test_a_wrong_secret_is_found_out_by_what_it_does_not_open(before: AppContext) -> None:
    before.database.migrate()
    wrong = replace(before, vault=Vault(b"another" * 8, before.vault.keys))
    with pytest.raises(WrongSetting, match="opens nothing"):
        keys.open_keys(wrong)
    keys.open_keys(before)
    with pytest.raises(WrongSetting, match="not the secret"):
        keys.open_keys(wrong)


def test_the_old_form_is_refused_afterwards(before: AppContext) -> None:
    moves_in(before)
    with pytest.raises(Unreadable):
        before.vault.decrypt(old(SAID, "help message 1"), "help message 1")


def names(ctx: AppContext) -> list[str]:
    """How the volunteers are called."""
    with ctx.database.read() as tx:
        return [named(ctx, one).name for one in everybody(tx)]


def test_names_in_clear_are_sealed_and_nothing_is_left_of_them(
    before: AppContext, tmp_path: Path
) -> None:
    there = [*thief.files(tmp_path), *thief.tables(before)]
    assert any(HELPER.encode() in one.read_bytes() for one in there), "the control: it is found"
    moves_in(before).unlink()
    assert names(before) == [HELPER, HELPER]
    there = [*thief.files(tmp_path), *thief.tables(before)]
    assert not [one for one in there if HELPER.encode() in one.read_bytes()]


@pytest.mark.both
def test_a_backup_with_names_in_clear_brings_no_deleted_volunteer_back(
    before: AppContext
) -> None:
    """The other of the same name is not deleted with them."""
    backup = moves_in(before)
    erase_person(before, coordinator(before), HELPERS_PHONE)
    assert sorted(names(before)) == ["V0001", HELPER]
    backups.restore(before, backup)
    assert sorted(names(before)) == ["V0001", HELPER]
