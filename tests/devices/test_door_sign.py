"""The sign on a door: a sheet of A5 whose code opens, and whose words can be read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.actions.rooms import sign_code
from kiosk.actions.rooms.signs import door_sign
from kiosk.actions.staff import add_account, log_in
from kiosk.devices.door_sign import Sign, draw
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff import Role, Session
from kiosk.lobby import Lobby
from tests.house import ROOT
from tests.rooms import with_rooms

FONTS = ROOT / "assets" / "fonts"


def staff(lobby: Lobby, role: Role) -> Session:
    return log_in(lobby, role, add_account(lobby, role, role))


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
    ("zh_CN", "chess", ["棋牌室", "订了的，扫一下，说您到了", "点红色的我到了", "192.0.2.10:8080"]),
    ("en", "library", ["library", "No booking: just walk in"]),
])
def test_a_sign_is_a_sheet_of_a5_with_the_code_of_its_door(
    sqlite_lobby: Lobby, tmp_path: Path, language: str, room: str, words: list[str]
) -> None:
    house = with_rooms(sqlite_lobby)
    body = door_sign(house, staff(house, Role.MANAGER), room, language)
    picture, said, about = looked_at(body, tmp_path)
    # 148 by 210 mm, in points.
    assert "Pages:           1" in about and "419.53 x 595.28" in about
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://192.0.2.10:8080/r/{room}/here?s={sign_code(house, room)}"
    assert not [word for word in words if word not in said]
    assert len(body) < 200_000


def test_the_longest_names_stay_on_the_sheet(tmp_path: Path) -> None:
    long = "在职党员服务站和新时代文明实践站" * 2
    sign = Sign("留义社区党群服务中心", long, long, [long] * 3, long, "http://x/r/y", "x")
    picture, said, _ = looked_at(draw(sign, FONTS), tmp_path)
    white = picture.convert("L").point(lambda grey: 255 * (grey < 200))
    box = white.crop((0, 60, picture.width, picture.height)).getbbox()
    assert box and box[0] > 60 and box[2] < picture.width - 60
    assert said.replace("\n", "").count(long) >= 5


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_who_may_not_print_signs(sqlite_lobby: Lobby, role: Role) -> None:
    house = with_rooms(sqlite_lobby)
    with pytest.raises(Refusal, match="not_allowed"):
        door_sign(house, staff(house, role), "chess", "zh_CN")
