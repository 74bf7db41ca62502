"""Videos of the centre: they come in pieces, every kiosk and a restore find them, or it says why
not."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.engine import event_log
from kiosk.actions.exhibition import videos
from kiosk.actions.exhibition.albums import exhibition_now, is_on_show
from kiosk.actions.exhibition.pictures import KEPT_DAYS
from kiosk.actions.exhibition.videos import keep_videos, take_piece, video_file
from kiosk.actions.operations import backups
from kiosk.context import AppContext
from kiosk.devices.media.videos import MOST_BYTES
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.albums import hang
from tests.support.centre import Clock
from tests.support.videos import mp4
from tests.support.volunteer_help import coordinator

FILM = mp4(film=900)


@pytest.fixture
def editor(sqlite_ctx: AppContext) -> StaffSession:
    """Somebody who brings videos."""
    return coordinator(sqlite_ctx, Role.EDITOR, "小李")


def sent(
    ctx: AppContext, editor: StaffSession, data: bytes = FILM, key: str = "k", piece: int = 400
) -> str:
    """A video that goes piece by piece, as the page sends it."""
    at, made = 0, ""
    while not made:
        at, made = take_piece(ctx, editor, key, at, len(data), data[at:at + piece], "春游.mp4")
    return made


def refused(ctx: AppContext, editor: StaffSession, data: bytes = FILM, whole: int = 0) -> str:
    """Why the first piece is not taken; nothing of it is kept."""
    with pytest.raises(Refusal) as told:
        take_piece(ctx, editor, "k", 0, whole or len(data), data[:400], "春游.mp4")
    assert list(ctx.settings.videos.glob("*.part")) == []
    return told.value.code


def test_a_piece_that_was_lost_is_sent_again_and_nobody_elses_is_in_between(
    sqlite_ctx: AppContext, editor: StaffSession
) -> None:
    ctx, other = sqlite_ctx, coordinator(sqlite_ctx, Role.EDITOR, "小张")
    assert take_piece(ctx, editor, "k", 0, len(FILM), FILM[:400], "a.mp4") == (400, "")
    assert take_piece(ctx, other, "k", 0, len(FILM), FILM[:300], "a.mp4") == (300, "")
    assert take_piece(ctx, editor, "k", 800, len(FILM), FILM[800:], "a.mp4") == (400, "")
    assert take_piece(ctx, editor, "k", 400, len(FILM), FILM[400:700], "a.mp4") == (700, "")
    there, name = take_piece(ctx, editor, "k", 700, len(FILM), FILM[700:], "a.mp4")
    file = video_file(ctx, name)
    assert there == len(FILM) == file.stat().st_size and name.endswith(".mp4")
    assert sent(ctx, editor, key="again") == name, "the same has the same name"
    assert video_file(ctx, "../secret.key") is None and video_file(ctx, f"{'0' * 32}.mp4") is None


def test_whatever_cannot_be_kept_is_refused_at_its_first_piece_and_says_why(
    sqlite_ctx: AppContext, editor: StaffSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = sqlite_ctx
    assert refused(ctx, editor, b"no video at all" * 50) == "video_unreadable"
    assert refused(ctx, editor, whole=MOST_BYTES + 1) == "video_too_large"
    assert refused(ctx, coordinator(ctx, Role.CLERK, "小王")) == "not_allowed"
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(
            free=videos.AIR + len(FILM) - 1))
        assert refused(ctx, editor) == "video_no_room"
        full.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(
            free=videos.AIR + len(FILM)))
        assert sent(ctx, editor)


def test_a_disk_that_fills_up_meanwhile_keeps_nothing_by_half(
    sqlite_ctx: AppContext, editor: StaffSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(videos, "_dated", full)
    assert refused(sqlite_ctx, editor) == "video_no_room"


def test_one_that_is_broken_at_its_end_is_refused_with_its_last_piece(
    sqlite_ctx: AppContext, editor: StaffSession
) -> None:
    with pytest.raises(Refusal, match="video_codec"):
        sent(sqlite_ctx, editor, mp4(b"hvc1", film=900))
    assert list(sqlite_ctx.settings.videos.iterdir()) == []


@pytest.mark.parametrize(("ticks", "shown"), [({}, False), ({"agreed": True}, True)])
def test_a_video_of_people_waits_until_they_agreed(
    sqlite_ctx: AppContext, editor: StaffSession, ticks: dict[str, bool], shown: bool
) -> None:
    name = sent(sqlite_ctx, editor)
    hang(sqlite_ctx, video=name, slide=True, **ticks)
    assert is_on_show(sqlite_ctx, name) is shown
    assert any(one.video for album in exhibition_now(sqlite_ctx).albums
               for one in album.pictures) is shown


def test_another_kiosk_and_a_restore_find_it_as_long_as_a_backup_names_it(
    sqlite_ctx: AppContext, editor: StaffSession, clock: Clock, tmp_path: Path
) -> None:
    ctx = replace(sqlite_ctx, settings=replace(
        sqlite_ctx.settings, shared_videos=str(tmp_path / "shared")))
    other = replace(ctx, settings=replace(ctx.settings, data=tmp_path / "other"))
    name = sent(ctx, editor)
    hang(ctx, video=name, nobody=True)
    assert video_file(other, name) and is_on_show(other, name)
    clock.pass_(days=KEPT_DAYS + 5)
    keep_videos(ctx)
    file = backups.back_up(ctx)
    hang(ctx)
    clock.pass_(days=KEPT_DAYS - 1)
    keep_videos(other)
    backups.restore(ctx, file)
    assert is_on_show(ctx, name) and video_file(ctx, name), "the oldest backup still names it"
    hang(ctx)
    clock.pass_(days=2)
    keep_videos(ctx)
    assert video_file(ctx, name) is None, "the control: unused ones go"


def test_what_another_kiosk_took_away_just_now_is_no_trouble_and_counted_once(
    sqlite_ctx: AppContext, editor: StaffSession, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, listed = sent(sqlite_ctx, editor), Path.glob

    def then_gone(folder: Path, pattern: str) -> list[Path]:
        found = list(listed(folder, pattern))
        for file in found if folder == sqlite_ctx.settings.videos else ():
            file.unlink()
        return found

    monkeypatch.setattr(Path, "glob", then_gone)
    clock.pass_(days=KEPT_DAYS + 1)
    keep_videos(sqlite_ctx)
    assert video_file(sqlite_ctx, name) is None
    with sqlite_ctx.database.read() as tx:
        assert not event_log.of_system(tx, ["forget_videos"], 9)


def test_a_kiosk_without_the_folder_that_all_share_says_so(
    sqlite_ctx: AppContext, editor: StaffSession, tmp_path: Path
) -> None:
    hang(sqlite_ctx, video=sent(sqlite_ctx, editor), nobody=True)
    assert videos.health(sqlite_ctx, True) == [], "the control: it is there"
    alone = replace(sqlite_ctx, settings=replace(
        sqlite_ctx.settings, shared_videos=str(tmp_path / "not mounted")))
    (part,) = videos.health(alone, True)
    assert not part.well and part.said(alone.words["en"]) == "1 missing"
