"""Pictures from a stick: only photographs, only from there; and what stays of them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from db.exhibition import slides as rows
from kiosk.actions.exhibition.pictures import (
    hang_picture,
    import_from_stick,
    import_picture,
    on_sticks,
    picture_file,
)
from kiosk.context import AppContext
from kiosk.devices.media.pictures import Keep
from kiosk.devices.media.removable_media import MOST, Sticks, _files
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_EDIT, Role
from tests.support.photographs import noise
from tests.support.volunteer_help import coordinator
from tests.visual.test_seed_content import CONTENT

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)


def photo(file: Path, size: tuple[int, int] = (1200, 400)) -> Path:
    """A picture of three fields, side by side where it is wide, else one above the other."""
    file.parent.mkdir(parents=True, exist_ok=True)
    wide = size[0] >= size[1]
    picture = Image.new("RGB", size)
    for n, colour in enumerate((RED, GREEN, BLUE)):
        part = (size[0] // 3, size[1]) if wide else (size[0], size[1] // 3)
        picture.paste(colour, (n * part[0] * wide, n * part[1] * (not wide),
                               (n * wide + 1) * part[0], (n * (not wide) + 1) * part[1]))
    picture.save(file)
    return file


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that is plugged in, with a space in its name."""
    folder = tmp_path / "media" / "MY STICK"
    folder.mkdir(parents=True)
    named = str(folder).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(
        f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {named} vfat ro 0 0\n"
        f"/dev/sdc1 {tmp_path / 'elsewhere'} vfat ro 0 0\nbroken\n")
    return folder


@pytest.fixture
def kiosk(sqlite_ctx: AppContext, tmp_path: Path, stick: Path) -> AppContext:
    return replace(sqlite_ctx, sticks=Sticks(tmp_path / "mounts", (f"{tmp_path}/media/",)))


def test_the_newest_photographs_come_first_and_nothing_else_is_seen(
    kiosk: AppContext, stick: Path, tmp_path: Path
) -> None:
    editor = coordinator(kiosk, Role.EDITOR)
    assert on_sticks(kiosk, editor) == ()
    old, new = photo(stick / "DCIM" / "a.JPG"), photo(stick / "b.png")
    os.utime(old, (1, 1))
    outside = photo(tmp_path / "elsewhere" / "c.png")
    (stick / "link.png").symlink_to(outside)
    (stick / "letter.docx").write_text("private")
    photo(stick / ".trash" / "d.png"), photo(stick / ".e.png")
    photo(stick / "1" / "2" / "3" / "4" / "5" / "deep.png")
    assert [one.file for one in on_sticks(kiosk, editor)] == [new, old]
    for n in range(MOST + 5):
        (stick / f"{n}.jpg").touch()
    assert len(on_sticks(kiosk, editor)) == MOST


def test_one_is_taken_in_by_whoever_may_write(kiosk: AppContext, stick: Path) -> None:
    file = photo(stick / "a.png")
    for role in Role:
        who = coordinator(kiosk, role, str(role))
        if role in MAY_EDIT:
            name = import_from_stick(kiosk, who, file)
            seen = Image.open(picture_file(kiosk, name))
            assert seen.size == (300, 400) and near(seen.getpixel((150, 200)), GREEN)
        else:
            for action in (lambda who=who: on_sticks(kiosk, who),
                         lambda who=who: import_from_stick(kiosk, who, file)):
                with pytest.raises(Refusal, match="not_allowed"):
                    action()


def test_what_is_on_no_stick_is_not_read(kiosk: AppContext, stick: Path, tmp_path: Path) -> None:
    editor = coordinator(kiosk, Role.EDITOR)
    there, outside = photo(stick / "a.png"), photo(tmp_path / "secret.png")
    (stick / "none.png").write_text("no picture")
    for file in (outside, stick / ".." / ".." / "secret.png", stick / "gone.png",
                 stick / "none.png"):
        with pytest.raises(Refusal, match="picture_unreadable"):
            import_from_stick(kiosk, editor, file)
    (tmp_path / "mounts").write_text("")
    with pytest.raises(Refusal, match="picture_unreadable"):
        import_from_stick(kiosk, editor, there)
    (tmp_path / "mounts").unlink()
    assert on_sticks(kiosk, editor) == ()


@pytest.mark.parametrize("megabytes", [
    1, *(pytest.param(size, marks=pytest.mark.soak) for size in (0.1, 0.2, 3, 8, 12))])
def test_a_photograph_of_any_size_is_taken_in_and_hung(
    kiosk: AppContext, stick: Path, megabytes: float
) -> None:
    file = stick / "IMG_1.JPG"
    file.write_bytes(noise(megabytes))
    cut = import_from_stick(kiosk, coordinator(kiosk, Role.EDITOR), file)
    assert abs(Image.open(picture_file(kiosk, cut)).width * 4 / 3 - Image.open(
        picture_file(kiosk, cut)).height) <= 1
    with kiosk.database.write(content=True) as tx:
        rows.seed(tx, CONTENT)
    whole = hang_picture(kiosk, "welcome", 1, file)
    assert picture_file(kiosk, whole).is_file() and whole != cut


@pytest.mark.parametrize("size", [(1200, 400), (400, 1600)])
@pytest.mark.parametrize(("keep", "colour"), [
    (Keep.START, RED), (Keep.MIDDLE, GREEN), (Keep.END, BLUE),
])
def test_the_part_that_was_asked_for_stays(
    sqlite_ctx: AppContext, tmp_path: Path, size: tuple[int, int], keep: Keep,
    colour: tuple[int, int, int],
) -> None:
    file = photo(tmp_path / "a.png", size)
    seen = Image.open(picture_file(sqlite_ctx, import_picture(sqlite_ctx, file, "", keep)))
    assert abs(seen.width / seen.height - 0.75) < 0.01
    assert near(seen.getpixel((seen.width // 2, seen.height // 2)), colour)
    whole = Image.open(picture_file(sqlite_ctx, import_picture(sqlite_ctx, file)))
    assert abs(whole.width / whole.height - size[0] / size[1]) < 0.01


def test_a_stick_that_is_pulled_out_while_it_is_read_is_gone_and_seen_again(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root mounts")
    place = tmp_path / "media" / "usb"
    place.mkdir(parents=True)
    sticks = Sticks(where=(f"{tmp_path}/media/",))

    def plug_in() -> None:
        subprocess.run(["mount", "-t", "tmpfs", "stick", place], check=True)
        photo(place / "a" / "one.jpg"), photo(place / "b" / "two.jpg")

    plug_in()
    reading = _files(place)
    assert next(reading)
    subprocess.run(["umount", "--lazy", place], check=True)
    list(reading)
    assert sticks.photographs() == ()
    plug_in()
    assert len(sticks.photographs()) == 2
    subprocess.run(["umount", place], check=True)


def test_a_stick_that_is_mounted_when_it_is_looked_into_is_seen_once(
    kiosk: AppContext, stick: Path, tmp_path: Path
) -> None:
    photo(stick / "one.jpg")
    named = str(stick).replace(" ", "\\040")
    with (tmp_path / "mounts").open("a") as mounts:
        mounts.write(f"systemd-1 {named} autofs rw 0 0\n")
    assert len(on_sticks(kiosk, coordinator(kiosk, Role.EDITOR))) == 1


def near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_pipes_devices_and_names_that_no_screen_can_show_are_passed_over(tmp_path: Path) -> None:
    stick = tmp_path / "media" / "usb"
    stick.mkdir(parents=True)
    (tmp_path / "mounts").write_text(f"/dev/sdb1 {stick} vfat rw 0 0\n", "utf-8")
    (stick / "好的.jpg").write_bytes(b"a photograph")
    os.mkfifo(stick / "pipe.jpg")
    (stick / "folder.jpg").mkdir()
    (stick / "link.jpg").symlink_to(stick / "好的.jpg")
    with open(os.fsencode(stick) + b"/\xff\xfe.jpg", "wb") as odd:  # noqa: PTH123  # no text
        odd.write(b"a photograph")
    assert len(os.listdir(stick)) == 5, "the control: all of them lie there"  # noqa: PTH208  # ditto
    found = Sticks(tmp_path / "mounts", (f"{tmp_path}/media/",)).photographs()
    assert [one.file.name for one in found] == ["好的.jpg"]
