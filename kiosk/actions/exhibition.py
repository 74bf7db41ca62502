"""The exhibition: its slides, and pictures taken in and hung."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from db import content, exhibition, journal
from kiosk.domain.exhibition import Exhibit, Slide
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff import MAY_EDIT, Session
from kiosk.lobby import Lobby
from kiosk.pictures import Keep, plain_jpeg


def slides(lobby: Lobby) -> tuple[Slide, ...]:
    """All slides in their order; which of them are due now is `domain.exhibition.due`.

    A house without slides shows its name and where it is. While the database is down they are
    those last read; raises StorageDown where none were.
    """
    memory = lobby.database.memory
    try:
        with lobby.database.session() as session:
            house = content.guide(session).house
            found = exhibition.slides(session)
    except StorageDown:
        if "slides" not in memory or "guide" not in memory:
            raise
        found, house = memory["slides"][1], memory["guide"][1].house
    return found or (Slide("house", house.name, house.centre, (Exhibit("home", house.address),)),)


def picture_file(lobby: Lobby, name: str) -> Path:
    """Where a picture of the house lies."""
    return lobby.settings.data / "pictures" / name


def pictures(lobby: Lobby) -> tuple[str, ...]:
    """The names of the pictures the house has, newest first."""
    files = (lobby.settings.data / "pictures").glob("*.jpg")
    return tuple(one.name for one in sorted(files, key=lambda one: -one.stat().st_mtime))


def import_picture(
    lobby: Lobby, file: Path | IO[bytes], name: str = "", keep: Keep | None = None
) -> str:
    """Takes a picture into the house and returns its name there; the same has the same name.
    `keep` cuts it to the shape of a doorway.

    Whatever it was, a plain JPEG of the panel's size is kept: nothing of its metadata.
    Refuses with `picture_unreadable`, `picture_too_large` (megabytes, megapixels).
    """
    plain = plain_jpeg(file, name, keep)
    name = f"{hashlib.sha256(plain).hexdigest()[:32]}.jpg"
    target = picture_file(lobby, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        # Never half a picture under its name, whatever happens while it is written.
        beside = target.with_suffix(".part")
        beside.write_bytes(plain)
        beside.replace(target)
    return name


def on_sticks(lobby: Lobby, session: Session) -> tuple[Path, ...]:
    """The photographs on what is plugged into the kiosk, newest first. Refuses `not_allowed`."""
    if session.account.role not in MAY_EDIT:
        raise Refusal("not_allowed")
    return lobby.sticks.photographs()


def import_from_stick(lobby: Lobby, session: Session, file: Path) -> str:
    """Takes in the middle of a photograph on a stick; returns its name in the house.

    Refuses with `not_allowed`, `picture_unreadable` (also where it is on no stick any more), and
    as `import_picture` does.
    """
    if file not in on_sticks(lobby, session):
        raise Refusal("picture_unreadable", name=file.name)
    name = import_picture(lobby, file, file.name, Keep.MIDDLE)
    with lobby.database.change() as change:
        journal.write(change, lobby.clock(), session.actor, "bring_picture", picture=name)
    return name


def hang_picture(lobby: Lobby, slide_id: str, place: int, file: Path) -> str:
    """Takes a picture in and hangs it into a doorway (from 1) of a slide; returns its name.

    Refuses with `no_such_place`, and as `import_picture` does.
    """
    name = import_picture(lobby, file, file.name)
    with lobby.database.change(content=True) as change:
        if not exhibition.hang(change, slide_id, place - 1, name):
            raise Refusal("no_such_place", slide=slide_id, place=place)
        journal.write(change, lobby.clock(), "house", "hang_picture", slide=slide_id, place=place)
    return name


