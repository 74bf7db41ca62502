"""Notices out: the manager's list of where to, and sending what waits, one after the other."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

import structlog

from db.engine.database import WriteTransaction
from db.engine.encryption import Unreadable
from db.outbox import notifications as notices_out
from db.outbox.notifications import NoticeOut, NotificationChannel
from kiosk.actions.acting import acting, allowed, housekeeping
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.devices.notifications.notifier import NotifierTrouble, refused_part, schemes
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SEND_OUT, StaffSession
from kiosk.domain.volunteers.registry import NAME_LENGTH

TARGET_OF = "notice target {}"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
# After a day it is no news any more.
GIVEN_UP_AFTER = timedelta(days=1)
LONGEST_SLEEP = 60.0
# From so many tries on, after a quarter of an hour, somebody should look.
MANY_TRIES = 5

__all__ = ["add_target", "drop_target", "notices_health", "schemes", "send_next", "targets",
           "try_target"]


def targets(ctx: AppContext, session: StaffSession) -> tuple[NotificationChannel, ...]:
    """Where notices go out to. Refuses with `not_allowed`."""
    allowed(session, MAY_SEND_OUT)
    with ctx.database.read() as tx:
        return notices_out.targets(tx)


def add_target(ctx: AppContext, session: StaffSession, name: str, address: str) -> None:
    """Lets notices out to an address, which is kept sealed and never shown again.

    Refuses with `not_allowed`, `bad_name`, and by the part that is refused with `bad_target`,
    `target_method`, `target_headers`, `target_inside`.
    """
    allowed(session, MAY_SEND_OUT)
    if not 1 <= len(name.strip()) <= NAME_LENGTH:
        raise Refusal("bad_name")
    # A name server may take its time: no transaction waits for it.
    if part := refused_part(address):
        raise Refusal("bad_target" if part == "kind" else f"target_{part}")
    with acting(ctx, session, MAY_SEND_OUT) as act:
        target = notices_out.add_target(act.tx, name.strip())
        sealed = ctx.vault.encrypt(act.tx, address.strip(), TARGET_OF.format(target))
        notices_out.seal_in(act.tx, target, sealed)
        act.log("add_notice_target", target=target)


def drop_target(ctx: AppContext, session: StaffSession, target_id: int) -> None:
    """Lets no more notices out to it; twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_SEND_OUT) as act:
        if notices_out.drop_target(act.tx, target_id):
            act.log("drop_notice_target", target=target_id)
        else:
            act.without_event("it was dropped already")


def try_target(ctx: AppContext, session: StaffSession, target_id: int) -> bool:
    """Sends a trial to one of them at once; whether it was taken there, within ten seconds.
    Refuses with `not_allowed`, `no_such_target`."""
    allowed(session, MAY_SEND_OUT)
    words = ctx.words[ctx.settings.language]
    with ctx.database.read() as tx:
        sealed = notices_out.sealed_address(tx, target_id)
    if sealed is None:
        raise Refusal("no_such_target")
    return _is_sent(ctx, NoticeOut(
        0, target_id, sealed, words("notice_out.trial"), ctx.clock(), 0))


def send_next(ctx: AppContext) -> float | None:
    """Sends the notice that is due longest; 0 where there may be more, else the seconds until the
    next, None where nothing waits. A try is counted before it begins. What fails comes again later,
    behind the others, and after a day no more.
    """
    now = ctx.clock()
    with ctx.database.read() as tx:
        notice, after = notices_out.due(tx, now), notices_out.next_at(tx)
    if notice is None:
        return None if after is None else min((after - now).total_seconds(), LONGEST_SLEEP)
    # After a day it is no news any more; one that waited longer, as the pages were off, has a try.
    is_old = now - notice.made_at >= GIVEN_UP_AFTER
    is_over = is_old and notice.tries > 0
    if not is_over:
        pause = min(FIRST_PAUSE * 2 ** min(notice.tries, 10), LONGEST_PAUSE)
        with _sending(ctx) as tx:
            is_ours = notices_out.put_off(tx, notice, now, pause)
        if not is_ours:
            # The pages of another kiosk send it.
            return 0.0
    if is_over or _is_sent(ctx, notice) or is_old:
        with _sending(ctx) as tx:
            notices_out.drop(tx, notice.id)
    return 0.0


def _sending(ctx: AppContext) -> AbstractContextManager[WriteTransaction]:
    return housekeeping(ctx, "a notice's tries are in its own row")


def _is_sent(ctx: AppContext, notice: NoticeOut) -> bool:
    """Outside of any transaction: nothing in the centre waits for it."""
    title, log = ctx.words[ctx.settings.language]("notice_out.title"), structlog.get_logger()
    try:
        address = ctx.vault.decrypt(notice.address, TARGET_OF.format(notice.target_id))
        ctx.notifier.send(address, title, notice.text)
    except (NotifierTrouble, Unreadable) as trouble:
        log.warning("notice_not_sent", target=notice.target_id, tries=notice.tries + 1,
                    trouble=str(trouble))
        return False
    except Exception:
        # A notice of which nothing can be made stops none behind it.
        log.exception("notice_failed", target=notice.target_id, tries=notice.tries + 1)
        return False
    return True


def notices_health(ctx: AppContext) -> HealthPart:
    """Whether notices arrive where they are let out to. Raises StorageDown."""
    with ctx.database.read() as tx:
        failing = notices_out.failing(tx, MANY_TRIES)
    notes = (noted("notices_failing", n=failing, tries=MANY_TRIES) if failing
             else noted("notices_well"))
    return HealthPart("notices", not failing, notes)
