"""Making the second copy: each night, and whenever somebody wants one."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import datetime

import structlog

from db.operations import second_copy as stored
from db.outbox import notifications
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.operations import backups
from kiosk.actions.operations.second_copy import contents
from kiosk.actions.operations.second_copy.passphrase import mark_of, place_now, seal_of, standing
from kiosk.context import AppContext
from kiosk.devices.second_copy.places import UNFINISHED, Place, PlaceTrouble, has_room
from kiosk.devices.second_copy.sealed import Seal, SealedWriter
from kiosk.domain.operations.second_copy import KEPT, SecondCopy, surplus
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.supervisor import only_copy
from kiosk.wording.dates import written_when

ENDING, SINCE = ".archive", "since.list"
LONGEST_SLEEP = 60.0
AIR = 16 * 2**20
# EFBIG: a stick as they are sold takes no file of 4 GB.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ROLE = "second-copy"


def keep_second_copy(ctx: AppContext) -> float:
    """Makes one where it is due, writes down beside it what was deleted since, and lets the manager
    know of one that is late; the seconds until it looks again. Raises StorageDown."""
    copy, now, place = standing(ctx), ctx.clock(), place_now(ctx)
    if copy is None:
        return LONGEST_SLEEP
    _tell(ctx, copy)
    if place and copy.is_due(now):
        with ctx.database.write_aside() as tx:
            is_ours = stored.claim(tx, now)
        if is_ours:
            make_copy(ctx, place, first=False)
    elif place and copy.is_since_due(now):
        _keep_since(ctx, place, copy)
    return LONGEST_SLEEP


def make_copy(ctx: AppContext, place: Place, *, first: bool) -> str | None:
    """Makes a backup, then the second copy with all that belongs to it, and looks through that;
    what kept it from that, by the key of a note. The last one stays until the new one is known to
    be good. `first` says that somebody stands there and wants it to go there. Raises StorageDown
    where not even that can be written down."""
    now = ctx.clock()

    def made() -> None:
        backup = backups.back_up(ctx)
        about = contents.about(ctx)
        needed = sum(one.stat().st_size for one in (backup, *contents.videos(ctx)))
        size = _put(ctx, place, f"{now:%Y%m%d-%H%M%S}{ENDING}", needed,
                    lambda into: contents.write_whole(ctx, into, about, backup), first=first)
        # For the one before too, and under the passphrase of this one.
        _put_since(ctx, place)
        with acting(ctx, SYSTEM) as act:
            stored.made(act.tx, now, size)
            act.log("second_copy", megabytes=-(-size // 2**20))

    return _tried(ctx, now, made)


def _keep_since(ctx: AppContext, place: Place, copy: SecondCopy) -> None:
    """Writes down beside the copy what was deleted since it was made, where anything was."""
    now, known = ctx.clock(), copy.since_at or copy.made_at

    def kept() -> None:
        if known and ctx.vault.keys.changed(known):
            _put_since(ctx, place)
        with ctx.database.write_aside() as tx:
            stored.since_kept(tx, now, all_well=not copy.is_missing(now))

    _tried(ctx, now, kept)


def _put_since(ctx: AppContext, place: Place) -> None:
    _put(ctx, place, SINCE, 0,
         lambda into: contents.write_since(ctx, into, contents.about(ctx)), first=False)


def _put(ctx: AppContext, place: Place, ending: str, needed: int,
         write: Callable[[SealedWriter], None], *, first: bool) -> int:
    """Writes an archive into a place and looks through what lies there before it gets its name;
    its size in bytes. Raises PlaceTrouble, OSError, StorageDown."""
    name, seal = f"{mark_of(ctx)}{ending}", _seal(ctx)
    spare = ctx.settings.data / "backups" / f"{name}{UNFINISHED}"
    unfinished = place.begin(name, spare, f"{mark_of(ctx)}here", first=first)
    try:
        # Of copies room is made for one more: the last one stays.
        _make_room(ctx, place, KEPT - 1 if ending.endswith(ENDING) else KEPT)
        if not has_room(unfinished, needed + AIR):
            raise PlaceTrouble("copy_full")
        with unfinished.open("wb") as file:
            into = SealedWriter(file, seal)
            write(into)
        size = unfinished.stat().st_size
        contents.look_through(place.sent(unfinished, name), into.key)
        place.keep(name)
    finally:
        unfinished.unlink(missing_ok=True)
    return size


def _make_room(ctx: AppContext, place: Place, kept: int) -> None:
    """Takes away what a killed try left, and all copies but so many."""
    names, mark = place.names(), mark_of(ctx)
    left = [one for one in names if one.startswith(mark) and one.endswith(UNFINISHED)]
    place.remove([*left, *surplus(names, mark, ENDING, kept)])


def _seal(ctx: AppContext) -> Seal:
    seal = seal_of(ctx)
    if seal is None:
        raise PlaceTrouble("copy_no_passphrase")
    return seal


def _tried(ctx: AppContext, now: datetime, act: Callable[[], None]) -> str | None:
    """Does it, one at a time on this machine, and writes down what kept it from that."""
    try:
        with only_copy(ctx.settings, ROLE):
            act()
    except Refusal:
        return "copy_under_way"
    except (PlaceTrouble, OSError, StorageDown) as trouble:
        key = getattr(trouble, "key", "copy_failed")
        if isinstance(trouble, OSError) and trouble.errno in NO_ROOM:
            key = "copy_full"
        detail = str(getattr(trouble, "detail", trouble))
        structlog.get_logger().warning("no_second_copy", trouble=key, detail=detail)
        with ctx.database.write_aside() as tx:
            stored.failed(tx, now, key, detail)
        return str(key)
    return None


def _tell(ctx: AppContext, copy: SecondCopy) -> None:
    """Lets the manager know once that it is late, and once that it is there again."""
    late = copy.is_late(ctx.clock())
    if late == copy.told:
        return
    words = ctx.words[ctx.settings.language]
    with acting(ctx, SYSTEM) as act:
        known = stored.read(act.tx)
        if known is None or known.told != copy.told:
            act.without_event("another machine told it")
            return
        when = copy.made_at or copy.sealed_at
        key = "late" if late and copy.made_at else "never" if late else "there"
        notifications.post(act.tx, words(
            f"second_copy.told_{key}", when=written_when(words, when, act.now)), act.now)
        stored.tell(act.tx, told=late)
        act.log("tell_of_copy", late=late)
