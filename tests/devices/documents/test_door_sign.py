"""The sign on a door: a sheet of A5 whose code opens, and whose words can be read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.actions.rooms import sign_code
from kiosk.actions.rooms.signs import door_sign, week
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.devices.documents.door_sign import Sign, draw
from kiosk.domain.calendar import WEEKDAYS, OpeningHours
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import ROOT
from tests.support.rooms import with_rooms

ASSETS = ROOT / "assets"


def staff(ctx: AppContext, role: Role) -> StaffSession:
    return log_in(ctx, role, add_account(ctx, role, role))


def looked_at(body: bytes, folder: Path) -> tuple[Image.Image, str, str]:
    """The sheet as it is printed, what it says, and what kind of sheet it is."""
    file = folder / "sign.pdf"
    file.write_bytes(body)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", file, folder / "sign"],
                   check=True)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    about = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True)
    return Image.open(folder / "sign.png"), said.stdout, about.stdout


@pytest.mark.parametrize(("language", "room", "words"), [
    ("zh_CN", "chess", ["棋牌室", "订了的，扫一下，说您到了", "点红色的“我到了”", "192.0.2.10:8080",
                        "周五、周六 08:30–21:00", "用完收好"]),
    ("en", "library", ["library", "No booking: just walk in", "Fri, Sat 08:30–21:00", "Tidy up"]),
])
def test_a_sign_is_a_sheet_of_a5_with_the_code_of_its_door(
    sqlite_ctx: AppContext, tmp_path: Path, language: str, room: str, words: list[str]
) -> None:
    centre = with_rooms(sqlite_ctx)
    body = door_sign(centre, staff(centre, Role.MANAGER), room, language)
    picture, said, about = looked_at(body, tmp_path)
    # 148 by 210 mm, in points.
    assert "Pages:           1" in about and "419.53 x 595.28" in about
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://192.0.2.10:8080/r/{room}/here?s={sign_code(centre, room)}"
    assert not [word for word in words if word not in said]
    assert len(body) < 200_000


def test_the_longest_names_stay_on_the_sheet(tmp_path: Path) -> None:
    long = "在职党员服务站和新时代文明实践站" * 2
    sign = Sign(
        brand=long, centre=long, room=long, how=long, scan=long, free=long, leads=long,
        url="http://x/r/y", host=long, steps=[long] * 3, facts=[("开门", long), ("请注意", long)],
    )
    picture, said, _ = looked_at(draw(sign, ASSETS), tmp_path)
    white = picture.convert("L").point(lambda grey: 255 * (grey < 200))
    box = white.crop((0, 60, picture.width, picture.height)).getbbox()
    assert box and box[0] > 60 and box[2] < picture.width - 60
    assert said.replace("\n", "").count(long) == 13


@pytest.mark.parametrize(("hours", "said"), [
    ({day: ["08:30-12:00", "14:30-17:30"] for day in WEEKDAYS}, "每天 08:30–12:00、14:30–17:30"),
    ({day: ["08:30-17:30"] for day in WEEKDAYS[:5]} | {"sun": ["09:00-12:00"]},
     "周一到周五 08:30–17:30，周日 09:00–12:00"),
    ({}, ""),
])
def test_hours_are_said_in_one_line(
    sqlite_ctx: AppContext, hours: dict[str, list[str]], said: str
) -> None:
    assert week(sqlite_ctx.words["zh_CN"], OpeningHours.parse(hours)) == said


def test_whatever_a_printer_makes_of_it_nothing_is_coarse_or_lacks_its_letters(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    centre = with_rooms(sqlite_ctx)
    file = tmp_path / "sign.pdf"
    file.write_bytes(door_sign(centre, staff(centre, Role.MANAGER), "chess", "zh_CN"))

    def listed(tool: str, *more: str) -> list[list[str]]:
        done = subprocess.run([tool, *more, file], check=True, capture_output=True, text=True)
        return [line.split() for line in done.stdout.splitlines()[2:]]

    assert listed("pdfimages", "-list") == []
    letters = listed("pdffonts")
    # Its own letters and no others: embedded, only those it needs, and found when searched.
    assert len(letters) == 3 and all(font[-5:-2] == ["yes"] * 3 for font in letters)


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_who_may_not_print_signs(sqlite_ctx: AppContext, role: Role) -> None:
    centre = with_rooms(sqlite_ctx)
    with pytest.raises(Refusal, match="not_allowed"):
        door_sign(centre, staff(centre, role), "chess", "zh_CN")
