"""Health at the desk: what is not well comes first and says what to do; backups by a button."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions.operations import backups, health
from kiosk.actions.operations.fleet import Reporter
from kiosk.actions.operations.opening_check import try_parts
from kiosk.actions.rooms import run_due
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, MAY_SEE_HEALTH, Role
from tests.support.centre import ROOT, Clock
from tests.support.web.colleague import Colleague


@pytest.fixture
def manager(ctx: AppContext, site: Flask) -> Colleague:
    """Somebody who may do everything here."""
    colleague = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
    colleague.log_in()
    return colleague


def parts(manager: Colleague) -> dict[str, bool]:
    """Every part, well or not, in the order of the page's own news."""
    return dict(manager.get("/desk/health/state").json)


def test_what_is_not_well_says_what_to_do(ctx: AppContext, manager: Colleague,
                                          clock: Clock) -> None:
    backups.back_up(ctx)
    run_due(ctx)
    page = manager.get("/desk/health").text
    assert "要看看" not in page and "没有备份了" not in page
    clock.pass_(hours=2, minutes=1)
    manager.log_in()
    ctx.printer.troubles.append(Trouble.PAPER_OUT)
    page = manager.get("/desk/health").text
    assert "两个小时没有备份了" in page and "要看看" in page
    assert page.index("两个小时没有备份了") < page.index("好着")
    assert parts(manager)["backup"] is False


def test_what_the_opening_check_found_stays_for_the_manager(
    ctx: AppContext, site: Flask
) -> None:
    boss = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
    boss.log_in()
    assert "还没有查过" in boss.get("/desk/health").text
    ctx.printer.troubles.append(Trouble.PAPER_OUT)
    assert [one.well for one in try_parts(ctx, "zh_CN", ["printer", "voice"])] == [
        False, True]
    page = boss.get("/desk/health").text
    assert "10 样里 1 样好着，今天 15:20 查的" in page and "换一卷 80 毫米的纸" in page
    assert "put in a roll of 80 mm" in boss.get("/desk/health?lang=en").text


def test_a_touch_screen_that_is_gone_is_taken_out_and_back(
    ctx: AppContext, site: Flask, manager: Colleague, clock: Clock
) -> None:
    assert "还没有哪台报过" in manager.get("/desk/health").text
    Reporter(ctx).report()
    page, news = manager.get("/desk/health").text, manager.get("/desk/health/state").text
    assert "kiosk-1" in page and "在，好着" in page and "这台不用了" not in page
    assert "1 here" in manager.get("/desk/health?lang=en").text
    manager.get("/desk/health?lang=zh_CN")
    refused = manager.press("/desk/health", "/desk/health/kiosks/retire", kiosk="kiosk-1")
    assert refused.status_code == 409 and "kiosk-1 还在，没有动" in refused.text
    clock.pass_(minutes=2)
    assert manager.get("/desk/health/state").text != news, "an open page shows it"
    page = manager.get("/desk/health").text
    assert "今天 15:20 以后没有消息" in page and ">不在<" in page and "这台不用了" in page
    clerk = Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK))
    clerk.log_in()
    assert "这台不用了" not in clerk.get("/desk/health").text
    gone = manager.press("/desk/health", "/desk/health/kiosks/retire", kiosk="kiosk-1")
    page = manager.get(gone.location).text
    assert "kiosk-1 不再列出来" in page and ">不在<" not in page
    manager.press("/desk/health", "/desk/health/kiosks/take-back", kiosk="kiosk-1")
    page = manager.get(gone.location).text
    assert ">不在<" in page and "不再列出来" not in page


def test_a_backup_by_the_button(ctx: AppContext, manager: Colleague) -> None:
    assert "还没有备份" in manager.get("/desk/health").text
    assert manager.press("/desk/health", "/desk/health/backup").status_code == 303
    assert len(backups.made(ctx)) == 1 and parts(manager)["backup"]
    assert "还没有备份" not in manager.get("/desk/health").text


def test_a_backup_that_cannot_be_made_is_said(
    ctx: AppContext, manager: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: AppContext) -> None:
        raise StorageDown("no room")

    monkeypatch.setattr(backups, "back_up", full)
    answer = manager.press("/desk/health", "/desk/health/backup")
    assert answer.status_code == 503 and "没有备份成" in answer.text


@pytest.mark.parametrize("role", sorted(MAY_SEE_HEALTH))
def test_whoever_sees_it_may_back_up_or_not(ctx: AppContext, site: Flask, role: Role) -> None:
    colleague = Colleague(site, "小李", add_account(ctx, "小李", role))
    colleague.log_in()
    page = colleague.get("/desk/health")
    assert page.status_code == 200 and str(ctx.settings.data) not in page.text
    pressed = colleague.press("/desk/health", "/desk/health/backup")
    assert pressed.status_code == (303 if role in MAY_CLOSE else 409)
    assert bool(backups.made(ctx)) is (role in MAY_CLOSE)


NOTE = re.compile(r"<small>(.*?)</small>", re.DOTALL)
# Latin letters that are the same in every language: units, and what a thing is called.
NAMES = re.compile(
    r"\S+[/.:_]\S+|\b(GB|MB|memory|postgresql-client|psql|espeak-ng|aplay|migrate)\b")


def in_english(page: str) -> list[str]:
    """The notes of a page that have words of another language in them."""
    return [note for note in NOTE.findall(page) if re.search("[a-z]{2}", NAMES.sub("", note))]


def test_on_a_chinese_page_everything_is_said_in_chinese(
    ctx: AppContext, manager: Colleague, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = manager.get("/desk/health").text
    assert len(NOTE.findall(page)) > 12 and in_english(page) == []
    english = manager.get("/desk/health?lang=en").text
    assert len(in_english(english)) > 8, "the control: they are there in English"
    manager.get("/desk/health?lang=zh_CN")
    backups.back_up(ctx)
    clock.pass_(hours=3)
    manager.log_in()
    ctx.printer.troubles.append(Trouble.COVER_OPEN)
    ctx.speaker.trouble = "no_sound_card"
    monkeypatch.setattr(health, "unfit_programs", lambda _: ("pg_dump", "psql"))
    monkeypatch.setattr(health, "missing_engines", lambda: ("pinyin", "handwriting"))
    monkeypatch.setattr(health, "count_keys", lambda _: (5, 2, 1))
    monkeypatch.setattr(health, "taken_from_copy", lambda _: clock())
    monkeypatch.setattr(health, "fits", lambda _: False)
    monkeypatch.setattr(health, "knows", lambda _: False)
    monkeypatch.setattr(health, "LARGE_WAL", 0)
    page = manager.get("/desk/health").text
    assert page.count("要看看") > 6 and in_english(page) == []
    assert "盖子没关好" in page and "没有声卡" in page and "拼音、手写" in page
    assert "2 项没有钥匙；1 把打不开" in page


def test_every_note_has_its_sentence_in_each_language(ctx: AppContext) -> None:
    """Those of the code, and those of which a device names the end."""
    keys = {key for file in (ROOT / "kiosk").rglob("*.py")
            for key in re.findall(r'noted\(\s*"(\w+)"', file.read_text("utf-8"))}
    assert len(keys) > 30
    keys |= {f"printer_{one}" for one in Trouble}
    keys |= {f"speaker_{one}" for one in ("not_installed", "no_sound_card")}
    keys |= {"pinyin", "handwriting"}
    assert [(language, key) for language, words in ctx.words.items() for key in sorted(keys)
            if not words.has(f"health_note.{key}")] == []
