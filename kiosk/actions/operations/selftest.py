"""Keeping the centre from its own touch screen: how it stands, and whether paper and voice come
out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.actions.acting import acting, allowed
from kiosk.actions.operations.backups import made
from kiosk.actions.operations.health import clock_behind
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.queue import hall
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterStatus, PrinterTrouble, Trouble
from kiosk.devices.speech.speaker import SpeakerStatus, SpeakerTrouble, Utterance
from kiosk.domain.queue.slips import Slip
from kiosk.domain.staff.roles import MAY_TRY, StaffAccount, StaffSession
from kiosk.wording.dates import written_moment


@dataclass(frozen=True, slots=True)
class CentreStands:
    """How the centre stands, for the one of the staff who is signed in at the touch screen.

    `shut` says that this kiosk is out of use today; `backup_at` is None without any backup.
    """

    account: StaffAccount
    shut: bool
    counters: int
    open_counters: int
    waiting: int
    printer: PrinterStatus
    voice: SpeakerStatus
    backup_at: datetime | None
    clock_behind: bool


def centre_stands(ctx: AppContext, session: StaffSession) -> CentreStands:
    """How the centre stands. It asks the devices and may take seconds."""
    now, queue = ctx.clock(), hall(ctx)
    return CentreStands(
        account=session.account, shut=centre_now(ctx).shut_by_staff(now),
        counters=len(queue.counters), open_counters=queue.open_counters, waiting=queue.waiting,
        printer=ctx.printer.status(), voice=ctx.speaker.status(),
        backup_at=next((one.at for one in made(ctx)), None), clock_behind=clock_behind(ctx),
    )


def try_printer(ctx: AppContext, session: StaffSession, language: str) -> Trouble | None:
    """Prints a slip that is no number; what was wrong where none came out. It takes seconds.

    Refuses with `not_allowed`.
    """
    allowed(session, MAY_TRY)
    trouble = print_trial(ctx, language)
    with acting(ctx, session, MAY_TRY) as act:
        act.log("try_printer", well=trouble is None, kiosk=ctx.settings.kiosk_name)
    return trouble


def try_voice(ctx: AppContext, session: StaffSession, language: str) -> bool:
    """Says a sentence after the chime; whether it was said. Refuses with `not_allowed`."""
    allowed(session, MAY_TRY)
    said = say_trial(ctx, language)
    with acting(ctx, session, MAY_TRY) as act:
        act.log("try_voice", well=said, kiosk=ctx.settings.kiosk_name)
    return said


def print_trial(ctx: AppContext, language: str) -> Trouble | None:
    """Prints a slip that is no number; what was wrong where none came out."""
    try:
        ctx.printer.print_slip(_trial(ctx, language))
    except PrinterTrouble as found:
        return found.reason
    return None


def say_trial(ctx: AppContext, language: str) -> bool:
    """Says a sentence after the chime; whether it was said."""
    try:
        ctx.speaker.say(
            Utterance(ctx.words[language]("staff.voice_sample"), language, chime=True))
    except SpeakerTrouble:
        return False
    return True


def _trial(ctx: AppContext, language: str) -> Slip:
    """The slip says of itself that it is none; its code leads to the board."""
    words, now, url = ctx.words[language], ctx.clock(), ctx.settings.link("/board")
    return Slip(
        centre=centre_now(ctx).centre.centre.in_(language),
        service=words("trial.service"), number=words("trial.number"), kind=words("trial.kind"),
        facts=((words("trial.kiosk"), ctx.settings.kiosk_name),
               (words("trial.printer"), ctx.settings.printer.partition(":")[0])),
        taken=words("trial.taken", at=written_moment(words, now)),
        url=url, scan_hint=words("trial.scan_hint" if url else "slip.offline"),
        foot=words("trial.foot"),
    )
