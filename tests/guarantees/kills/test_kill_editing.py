"""kill -9 in the middle of an edit: nothing half shown, nothing lost that was acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.actions import content
from kiosk.actions.content.centre import guide
from kiosk.actions.exhibition.pictures import (
    fetched,
    import_picture,
    picture_file,
    pictures,
)
from kiosk.context import AppContext
from tests.support.guarantees.crowd import Centre, build
from tests.support.guarantees.editors import (
    EDITOR,
    ITEM,
    edit_and_acknowledge,
    edit_before_commit,
    numbered,
)
from tests.support.guarantees.victims import kill_one

SHORT = pytest.param(8, id="8 kills")
LONG = pytest.param(200, marks=pytest.mark.soak, id="200 kills")


def told(slip: Path, what: str) -> list[int]:
    """The numbers that an editor was told of, in order; half a line was not told."""
    lines = slip.read_text().split("\n")[:-1]
    return [int(line.split()[1]) for line in lines if line.startswith(what)]


def shown(ctx: AppContext) -> str:
    service = guide(ctx).service(ITEM)
    assert service
    return f"{service.title.zh} {service.summary.zh}"


@pytest.mark.parametrize("kills", [SHORT, LONG])
def test_killed_while_writing_nothing_is_half_shown_and_nothing_lost(
    url: str, tmp_path: Path, kills: int
) -> None:
    centre, slip = Centre(url, tmp_path), tmp_path / "slip"
    build(centre)
    for seed in range(kills):
        kill_one(edit_and_acknowledge, centre, slip, seed)
        ctx = centre.ctx()
        last, drafted = max(told(slip, "shown"), default=0), max(told(slip, "draft"))
        # Each editor who was killed before being told of it may have shown one more.
        whole = {" ".join(numbered(n).values()) for n in range(last, drafted + 1)}
        assert last == 0 or shown(ctx) in whole
        sheet = content.sheet(ctx, EDITOR, "service", ITEM)
        kept = {one.written["title.zh"] for one in sheet.versions} | {sheet.written["title.zh"]}
        assert numbered(drafted)["title.zh"] in kept
        ctx.database.close()
    print(f"{kills} kills, {len(told(slip, 'shown'))} shown, none half, none lost")


def test_control_told_before_the_commit_a_text_is_lost(url: str, tmp_path: Path) -> None:
    centre, slip = Centre(url, tmp_path), tmp_path / "slip"
    build(centre)
    for seed in range(4):
        kill_one(edit_before_commit, centre, slip, seed)
    ctx = centre.ctx()
    last = max(told(slip, "shown"))
    assert shown(ctx) != " ".join(numbered(last).values())
    ctx.database.close()


def test_a_picture_that_was_cut_off_is_no_picture(
    sqlite_ctx: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    photo = tmp_path / "photo.png"
    Image.new("RGB", (40, 30), "red").save(photo)

    class PowerCut(BaseException):
        pass

    def cut(self: Path, target: Path) -> Path:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        with pytest.raises(PowerCut):
            import_picture(sqlite_ctx, photo)
    # It lies in the database, and nothing of it where it is shown from.
    (name,) = pictures(sqlite_ctx)
    assert not picture_file(sqlite_ctx, name).exists()
    # Whoever shows it takes it from there, whole, whatever lies about from before.
    file = fetched(sqlite_ctx, name)
    assert file and Image.open(file).convert("RGB").size == (40, 30)
    assert import_picture(sqlite_ctx, photo) == name
    assert pictures(sqlite_ctx) == (name,)
