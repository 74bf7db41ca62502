"""The signs on the rooms' doors, by which one says that one has come."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kiosk.actions.content import guide
from kiosk.actions.rooms.arriving import sign_code
from kiosk.actions.rooms.looking import known
from kiosk.devices.door_sign import Sign, draw
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff import MAY_KEEP_ROOMS, Session
from kiosk.lobby import Lobby

FONTS = Path(__file__).parents[3] / "assets" / "fonts"
STEPS = 3


def door_sign(lobby: Lobby, session: Session, room_id: str, language: str) -> bytes:
    """The sign for a room's door, a PDF of A5. Refuses with `not_allowed`, `no_such_room`.

    Whoever has its code stood before the door: a house that changes its secret prints new ones.
    """
    if session.account.role not in MAY_KEEP_ROOMS:
        raise Refusal("not_allowed")
    words, house = lobby.words[language], guide(lobby).house
    with lobby.database.session() as reading:
        room = known(reading, room_id)
    url = f"{lobby.settings.public_url}/r/{room.id}/here?s={sign_code(lobby, room.id)}"
    kind = "booked" if room.is_booked else "walk_in"
    return draw(Sign(
        centre=house.centre.in_(language), room=room.title.in_(language),
        how=words(f"door_sign.{kind}"),
        steps=[words(f"door_sign.{kind}_{n}") for n in range(1, STEPS + 1)],
        hours=words("door_sign.rules", rules=room.rules.in_(language)),
        url=url, host=urlsplit(url).netloc,
    ), FONTS)
