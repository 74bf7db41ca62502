"""Copies at the desk: the passphrase of the second copy, and a code for another kiosk."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kiosk.actions.operations import pairing
from kiosk.actions.operations.second_copy.making import keep_second_copy
from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.second_copy import sealed
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.web.colleague import Colleague

WORDS = "seven grey herons walk by"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is looked at in `tests/devices/second_copy`."""
    for where in (sealed, pairing):
        monkeypatch.setattr(where, "RECOMMENDED", sealed.Cost(8_192, 1, 1))


def admin_of(ctx: AppContext, site: Flask) -> Colleague:
    colleague = Colleague(site, "管家", add_account(ctx, "管家", Role.ADMIN))
    colleague.log_in()
    return colleague


def with_place(ctx: AppContext, folder: Path) -> AppContext:
    folder.mkdir(exist_ok=True)
    return replace(ctx, settings=replace(ctx.settings, backup_to=str(folder)))


def test_the_passphrase_is_set_and_the_first_copy_made(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    ctx = with_place(sqlite_ctx, tmp_path / "stick")
    admin = admin_of(ctx, make_site(ctx, ChangePoller(ctx.database)))
    page = admin.get("/desk/copies").text
    assert "还没有设口令" in page and "现在做一份" not in page and "同一个网里的人看得见" in page
    for typed, again, why in (("short", "short", "太短"), (WORDS, f"{WORDS}!", "两遍写的不一样")):
        refused = admin.press("/desk/copies", "/desk/copies/passphrase", passphrase=typed,
                              again=again)
        assert refused.status_code == 409 and why in refused.text and typed not in refused.text
    done = admin.press("/desk/copies", "/desk/copies/passphrase", passphrase=WORDS, again=WORDS)
    assert done.status_code == 303
    page = admin.get(done.location).text
    assert "口令设好了" in page and "一份也没有做过" in page and WORDS not in page
    keep_second_copy(ctx)
    page = admin.get("/desk/copies").text
    assert "今天 15:20设过" in page and "10月16日 15:20 做的" in page and "还没有设口令" not in page
    assert len(list((tmp_path / "stick").glob("*.archive"))) == 1
    done = admin.press("/desk/copies", "/desk/copies/now")
    assert done.status_code == 303 and "正在做" in admin.get(done.location).text


def test_without_the_stick_nothing_is_set(sqlite_ctx: AppContext, tmp_path: Path) -> None:
    ctx = with_place(sqlite_ctx, tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    admin = admin_of(ctx, make_site(ctx, ChangePoller(ctx.database)))
    refused = admin.press("/desk/copies", "/desk/copies/passphrase", passphrase=WORDS, again=WORDS)
    assert refused.status_code == 409 and "U 盘没插上" in refused.text
    assert "还没有设口令" in admin.get("/desk/copies").text


def test_where_no_setting_says_where_to_it_is_said(sqlite_ctx: AppContext, site: Flask) -> None:
    page = admin_of(sqlite_ctx, make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))).get(
        "/desk/copies").text
    assert "没有第二份" in page and "KIOSK_BACKUP_TO" in page
    assert "要接第二台，请装机器的人换成 PostgreSQL" in page and "给一个码" not in page


@pytest.mark.both
def test_a_code_is_shown_once_and_on_no_page_afterwards(
    ctx: AppContext, site: Flask, database_kind: str
) -> None:
    admin = admin_of(ctx, site)
    if database_kind == "sqlite":
        refused = admin.press("/desk/copies", "/desk/copies/pairing")
        assert refused.status_code == 409 and "接不了第二台" in refused.text
        return
    shown = admin.press("/desk/copies", "/desk/copies/pairing")
    assert shown.status_code == 200 and CODE.search(shown.text)
    assert not CODE.search(admin.get("/desk/copies").text)
