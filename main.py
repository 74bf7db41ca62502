"""家门口: reads settings, opens the database, builds the AppContext, starts both processes."""

from __future__ import annotations

import argparse
import faulthandler
import fcntl
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import IO, TypeVar

import structlog

from db.engine.database import BUSY_SECONDS, open_database
from db.engine.encryption import Vault
from db.engine.file_lock import LockFile
from db.engine.key_store import open_key_store
from kiosk import commands, secret_file
from kiosk.actions.areas import AREAS
from kiosk.actions.content.centre import own_words
from kiosk.actions.operations import backups, bootstrap, keys, pairing
from kiosk.actions.operations.restarts import say_restarted
from kiosk.actions.operations.second_copy import restoring
from kiosk.actions.operations.street import StreetReader
from kiosk.actions.operations.street_door import StreetDoor
from kiosk.change_poller import ChangePoller
from kiosk.command_line import WRONG_USE, OneLine, count, present_file
from kiosk.context import AppContext, StreetContext
from kiosk.devices.printing.printer import printer_from
from kiosk.devices.speech.click import click_from
from kiosk.devices.speech.speaker import speaker_from
from kiosk.devices.text_input.input_engines import load_writing
from kiosk.devices.time_sync import is_synchronized, since_boot, waits_for_time
from kiosk.domain.characters import plain
from kiosk.domain.clock import SteadyClock
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import Role
from kiosk.settings import Settings, WrongSetting, read_settings
from kiosk.street_settings import StreetSettings, read_street
from kiosk.supervisor import (
    PRIVATE,
    keep_log,
    leave_no_core,
    make_private,
    only_copy,
    port_trouble,
    supervise,
)
from kiosk.watchdog import RunMark, Watchdog
from kiosk.wording.translator import load_words
from kiosk.workers import Worker, device_workers, scheduled_workers

Device = TypeVar("Device")
Command = Callable[[Settings, argparse.Namespace], int]

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
# Seconds between two tries at a port that is taken, and for which a start waits for it.
PORT_EVERY, PORT_PATIENCE = 5.0, 2.0
NO_TIME = "the machine's clock is not set by a time server yet"
SAID = {
    "already_running": "another copy ({role}) is running already",
    "name_taken": "there is an account named {name} already",
    "no_such_account": "there is no account named {name}",
    "bad_name": "give a name of 1 to 20 characters",
    "not_drawn": "the fonts cannot draw {signs}; write the name another way",
    "no_such_place": "there is no slide {slide} with a doorway {place}",
    "picture_unreadable": "{name} is no picture that can be read; give a JPEG, PNG or WebP",
    "picture_too_large": "the picture has more than {megapixels} megapixels or {megabytes} MB",
    "no_such_queue": "there is no queue of that id",
    "sheets_used_up": "only {left} numbers are left for that day; nothing was printed",
    "wrong_code": "that is not the code; tries left: {left}",
    "no_code": "no code is good now: take a new one at the desk (Copies, Another kiosk)",
    "files_busy": "the machine has no room for reading a picture; try again in a minute",
}


def new_code() -> str:
    """A secret for a ticket's page or a session: 22 characters, 132 bits."""
    return secrets.token_urlsafe(17)[:22]


def build_context(settings: Settings) -> AppContext:
    """Everything a running kiosk has at hand. Raises WrongSetting where a device cannot be, and
    where the secret of its database is missing; StorageDown where that cannot be known."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = _named("KIOSK_DATABASE_URL", open_database, settings.database_url)
    clock = SteadyClock(time.time, since_boot, is_synchronized)
    secret = secret_file.made(settings.data / secret_file.NAME, database)
    keys = open_key_store(
        database, settings.data / "keys.db", settings.data / "backups" / "keys.copy", clock)
    try:
        return AppContext(
            clock=clock,
            codes=new_code,
            settings=settings,
            words=load_words(ASSETS / "i18n"),
            database=database,
            printer=_named("KIOSK_PRINTER", printer_from, settings.printer, settings.paper_mm),
            speaker=_named("KIOSK_SPEECH", speaker_from, settings.speech),
            click=click_from(settings.click),
            secret=secret,
            vault=Vault(secret, keys),
            areas=AREAS,
        )
    except ValueError as wrong:
        raise WrongSetting(str(wrong)) from wrong


def _named(setting: str, make: Callable[..., Device], *values: object) -> Device:
    try:
        return make(*values)
    except ValueError as wrong:
        raise WrongSetting(f"{setting}: {wrong}") from wrong


def prepare(ctx: AppContext) -> IO[str]:
    """Schema, content and the first account, before anything starts; one process at a time.

    Raises StorageDown while the machine does not know the time yet: no day is to begin wrong. A
    damaged database is repaired first. While another process has it open that cannot be:
    StorageDown too, and all are told to let go. The database counts as open until what is returned
    is closed.
    """
    if waits_for_time():
        raise StorageDown(NO_TIME)
    lock = LockFile(ctx.settings.data / "prepare.lock")
    try:
        lock.take(BUSY_SECONDS)
    except TimeoutError as busy:
        raise StorageDown("another process prepares the database") from busy
    with closing(lock):
        opened = (ctx.settings.data / "open.lock").open("w")
        try:
            _repair(ctx, opened)
            pin = bootstrap.prepare(ctx, ctx.settings.seed)
        except BaseException:
            opened.close()
            raise
    if pin:
        print(f"First start: staff account admin, PIN {pin}. It shows only now; "
              "`main.py staff reset admin` gives a new one.", flush=True)
    return opened


def _repair(ctx: AppContext, opened: IO[str]) -> None:
    """Repairs what is damaged, and leaves `opened` held together with all who have it open."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as others:
        mark = backups.damage_mark(ctx)
        if mark.exists() or backups.is_vanished(ctx):
            mark.touch()
            raise StorageDown("it is damaged, and repaired when no process has it open") from others
    else:
        if repair := backups.mend(ctx):
            print(_told(repair), flush=True)
    fcntl.flock(opened, fcntl.LOCK_SH)


def _told(repair: backups.Repair) -> str:
    where = f" It is set aside: {repair.aside}." if repair.aside else ""
    what = (f"The backup of {repair.backup.at:%Y-%m-%d %H:%M} stands in its place; nothing after "
            "that was kept." if repair.backup else "No backup was good: the centre begins anew.")
    return f"THE DATABASE WAS DAMAGED: {repair.trouble}.{where} {what}"


def start_all(settings: Settings, _: argparse.Namespace) -> int:
    """Touch screen and pages as two processes, each started again when it dies."""
    commands.needs_display()
    with only_copy(settings, "centre"):
        _needs_port(settings)
        try:
            prepare(build_context(settings)).close()
        except StorageDown as away:
            # Touch screen and pages start all the same: whoever stands there has to be told.
            print(f"The centre cannot begin, trying again: {away}", flush=True)
        pages = settings.public_url or f"http://localhost:{settings.port}"
        later = "" if settings.public_url else "  (no network yet: phones have to wait)"
        print(f"Pages: {pages}  desk: {pages}/desk{later}", flush=True)
        command = [sys.executable, str(HERE / "main.py")]
        both = {role: [*command, role] for role in ("ui", "web")}
        return supervise(both, ends_with="ui")


def _needs_port(settings: Settings) -> None:
    """Somebody is there who can give another port. A copy that was killed may still let go of it,
    and an address may come with the network: for both the pages wait by themselves."""
    tries = int(PORT_PATIENCE / 0.1)
    while (trouble := port_trouble(settings)).startswith("KIOSK_PORT") and tries:
        tries -= 1
        time.sleep(0.1)
    if trouble.startswith("KIOSK_PORT"):
        keep_log(settings, "web")
        structlog.get_logger().error("no port", trouble=trouble)
        raise WrongSetting(trouble)


def _wait_for_port(settings: Settings) -> None:
    """Nobody may be there: it is said once, and the port is taken when it is free."""
    said = ""
    while trouble := port_trouble(settings):
        if trouble != said:
            said = trouble
            structlog.get_logger().error("no port", trouble=trouble)
            print(f"jiamenkou: {trouble}; trying again", file=sys.stderr, flush=True)
        time.sleep(PORT_EVERY)


def _wait_for_time() -> None:
    """Nobody may be there: it is said once. It ends two minutes after the machine started."""
    if waits_for_time():
        structlog.get_logger().warning("no_time")
        print(f"jiamenkou: {NO_TIME}; waiting for it", file=sys.stderr, flush=True)
    while waits_for_time():
        time.sleep(1)


def start_ui(settings: Settings, _: argparse.Namespace) -> int:
    """The touch screen with its printer and voice."""
    commands.needs_display()
    with only_copy(settings, "ui"):
        keep_log(settings, "ui")
        watchdog, mark = _watchdog(settings, "ui")
        ctx = build_context(settings)
        try:
            opened = prepare(ctx)
        except StorageDown:
            from kiosk.ui_app import wait_for_centre

            return int(wait_for_centre(ctx, prepare, watchdog.look))
        _say_restarted(ctx, "ui", mark)
        ctx = replace(ctx, writing=load_writing(own_words(ctx)))
        # Importing Kivy opens a window's worth of libraries: only where there is a touch screen.
        from kiosk.ui_app import run_ui

        feed = ChangePoller(ctx.database)
        threads: list[ChangePoller | Worker] = [feed, *device_workers(ctx, feed)]
        watchdog.watch(*threads)
        for thread in threads:
            thread.start()
        with opened:
            try:
                status = int(run_ui(ctx, feed, watchdog.look))
                if status == 0:
                    watchdog.end()
                return status
            finally:
                for thread in reversed(threads):
                    thread.stop()


def start_web(settings: Settings, _: argparse.Namespace) -> int:
    """The pages of phones, board and desk."""
    with only_copy(settings, "web"):
        keep_log(settings, "web")
        watchdog, mark = _watchdog(settings, "web")
        _say_ending(watchdog)
        _wait_for_time()
        ctx = build_context(settings)
        with prepare(ctx):
            _say_restarted(ctx, "web", mark)
            _serve(ctx, watchdog)
    return 0


def _watchdog(settings: Settings, role: str) -> tuple[Watchdog, RunMark]:
    """The process's watchdog, and the file that says how the process before ended."""
    # Where each thread stood when the process was ended for hanging, or crashed: lines of code.
    faulthandler.enable(2)
    mark = RunMark(settings.data / f"{role}.running")
    return Watchdog(os.environ, mark), mark


def _say_restarted(ctx: AppContext, role: str, mark: RunMark) -> None:
    """The process is under way; that the one before hung or died is written down."""
    if (why := mark.begin()) is not None:
        with suppress(StorageDown):
            say_restarted(ctx, role, why)


def _say_ending(watchdog: Watchdog) -> None:
    """A signal ends the pages at once, as before; only that it was one is said first."""

    def end(number: int, _frame: FrameType | None) -> None:
        watchdog.end()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    signal.signal(signal.SIGTERM, end)


def _serve(ctx: AppContext, watchdog: Watchdog) -> None:
    from kiosk.web.core import self_probe
    from kiosk.web.core.site import EVERY, serve

    feed = ChangePoller(ctx.database, EVERY, watchdog.look)
    by_the_clock = scheduled_workers(ctx, feed)
    watchdog.watch(*by_the_clock)
    feed.start()
    for clock in by_the_clock:
        clock.start()
    _wait_for_port(ctx.settings)
    # Not before: at this port somebody else may have answered, or not answered.
    answers = Worker("answers", self_probe.SelfProbe(ctx.settings).ask, ctx, feed,
                     self_probe.PATIENCE)
    watchdog.watch(answers)
    answers.start()
    serve(ctx, feed)
    for worker in (answers, *by_the_clock):
        worker.stop()
    feed.stop()


def start_street(settings: Settings, chosen: argparse.Namespace) -> int:
    """The page of all centres of a street, which `street.toml` names."""
    street = read_street(chosen.file or settings.data / "street.toml")
    door = StreetDoor(settings.data / "street.code")
    settings.data.mkdir(parents=True, exist_ok=True)
    if chosen.new_code or not door.has_code():
        print(f"Access code of the street's page: {door.new_code()}. It shows only now; "
              "`main.py street --new-code` makes another.", flush=True)
    if chosen.new_code:
        return 0
    settings = street.of_pages(settings)
    with only_copy(settings, "street"):
        keep_log(settings, "street")
        _serve_street(settings, street, door)
    return 0


def _serve_street(settings: Settings, street: StreetSettings, door: StreetDoor) -> None:
    from kiosk.web.core.site import serve_site
    from kiosk.web.street import make_street

    # Who came in comes in anew after a restart: nothing of a session is kept.
    ctx = StreetContext(SteadyClock(time.time, since_boot, is_synchronized), settings,
                        load_words(ASSETS / "i18n"), secrets.token_bytes(secret_file.BYTES))
    reader = _named("street.toml", StreetReader, street.centres, ctx.clock)
    _wait_for_port(settings)
    reader.start()
    print(f"The street: {settings.fixed_url or f'http://{settings.host}:{settings.port}/'}",
          flush=True)
    serve_site(make_street(ctx, reader, door, street.title), settings)
    reader.stop()


def restore_from(settings: Settings, chosen: argparse.Namespace) -> int:
    """A backup or a second copy put in the centre's place; without FILE, a list of the backups."""
    if chosen.file is None or not restoring.is_second_copy(chosen.file):
        return on_ctx(commands.restore)(settings, chosen)
    with (
        only_copy(settings, "centre"), only_copy(settings, "ui"), only_copy(settings, "web"),
        restoring.unpacked(
            settings, chosen.file, passphrase := commands.passphrase_of(chosen)) as found,
    ):
        try:
            later = restoring.since(chosen.file, passphrase)
        except StorageDown as trouble:
            later = None
            print(f"What was deleted after the archive was made comes back: {trouble}")
        is_new, done = secret_file.bring(settings.data, found.secret), False
        try:
            ctx = build_context(settings)
            if not (ctx.database.is_new() or keys.fits(ctx)):
                raise WrongSetting(secret_file.OTHER_CENTRE.format("the database"))
            done = commands.restore_second_copy(ctx, found, later, chosen)
        finally:
            if is_new and not done:
                (settings.data / secret_file.NAME).unlink()
    return 0 if done else 1


def pair(settings: Settings, _: argparse.Namespace) -> int:
    """Gives this kiosk the secret of the centre whose database it shares, by a code of the desk."""
    database = _named("KIOSK_DATABASE_URL", open_database, settings.database_url)
    if database.is_sqlite:
        raise WrongSetting("KIOSK_DATABASE_URL: give the PostgreSQL database of the first kiosk")
    if secret_file.held(settings.data / secret_file.NAME):
        raise WrongSetting(f"{settings.data} has a secret already: give an empty KIOSK_DATA")
    if database.is_new():
        raise WrongSetting("KIOSK_DATABASE_URL: there is no centre in this database yet")
    clock = SteadyClock(time.time, since_boot, is_synchronized)
    try:
        code = input("Code of the desk (Copies, Another kiosk): ")
    except EOFError as nobody:
        raise WrongSetting("type the code at the console") from nobody
    secret_file.bring(settings.data, pairing.secret_by(database, code, clock()))
    pairing.say_paired(build_context(settings))
    print(f"{settings.kiosk_name} belongs to the centre; start it with `make run`")
    return 0


def on_ctx(action: Callable[[AppContext, argparse.Namespace], int]) -> Command:
    """A command of the operator, run with a context of its own."""

    def run(settings: Settings, chosen: argparse.Namespace) -> int:
        ctx = build_context(settings)
        if action not in commands.NEED_CONTENT:
            return action(ctx, chosen)
        with prepare(ctx):
            return action(ctx, chosen)

    run.__doc__ = action.__doc__
    return run


def parser() -> argparse.ArgumentParser:
    """The command line; `--help` explains each command."""
    top = OneLine("main.py", description="家门口: the lobby kiosk and its pages")
    top.set_defaults(run=start_all)
    known = top.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        made = known.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.set_defaults(run=run)
        return made

    command("ui", start_ui)
    command("web", start_web)
    for name, action in commands.PLAIN.items():
        command(name, on_ctx(action))
    _add_operations(command)
    command("gallery", on_ctx(commands.gallery)).add_argument("folder", type=Path)
    command("draw", on_ctx(commands.draw))
    blocks = command("blocks", on_ctx(commands.blocks))
    blocks.add_argument("queue", type=plain, help="the queue's id, as in the seed: A")
    blocks.add_argument("n", type=count, help="how many numbers")
    picture = command("picture", on_ctx(commands.picture))
    picture.add_argument("slide", help="the slide's id, as in the seed: welcome")
    picture.add_argument("file", type=present_file, help="a JPEG, PNG or WebP")
    picture.add_argument("--place", type=int, default=1, help="which doorway, from the left")
    actions = command("staff", on_ctx(commands.staff)).add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="a new account; prints its PIN once")
    add.add_argument("name", type=plain)
    add.add_argument("--role", required=True, choices=[str(role) for role in Role])
    actions.add_parser("reset", help="a new PIN, printed once").add_argument(
        "name", type=plain)
    actions.add_parser("list", help="every account and its role")
    return top


def _add_operations(command: Callable[[str, Command], argparse.ArgumentParser]) -> None:
    """What is done to a centre whole: its copies, its keys, its kiosks, its street."""
    street = command("street", start_street)
    street.add_argument("file", type=present_file, nargs="?",
                        help="street.toml, of KIOSK_DATA by default")
    street.add_argument("--new-code", action="store_true", help="another access code, shown once")
    restore = command("restore", restore_from)
    restore.add_argument("file", type=present_file, nargs="?", help="a backup, or a second copy")
    restore.add_argument("--passphrase-file", type=Path, metavar="FILE",
                         help="holds the passphrase of a second copy: a file, or /dev/fd/3")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.add_argument("--nothing-lost", action="store_true",
                         help="only where nothing happened after the backup")
    sealed = command("bundle", commands.make_bundle)
    sealed.add_argument("folder", type=Path)
    sealed.add_argument("--key", type=Path, required=True, help="made where there is none")
    command("update", commands.update).add_argument(
        "file", type=present_file, nargs="?", help="a bundle; without it, what was cut off goes on")
    command("pair", pair)
    command("keys", on_ctx(commands.keys)).add_argument(
        "--lost", action="store_true", help="go on without the values whose keys are lost")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    # First of all: whatever is written from here on is the own user's alone.
    os.umask(PRIVATE)
    chosen = parser().parse_args(arguments)
    leave_no_core()
    try:
        settings = read_settings(os.environ)
        make_private(settings)
        return int(chosen.run(settings, chosen))
    except WrongSetting as wrong:
        print(f"jiamenkou: {wrong}", file=sys.stderr)
        return WRONG_USE
    except Refusal as refusal:
        print(f"jiamenkou: {SAID.get(refusal.code, refusal.code).format(**refusal.details)}",
              file=sys.stderr)
        return 1
    except (StorageDown, RuntimeError, OSError) as trouble:
        print(f"jiamenkou: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
