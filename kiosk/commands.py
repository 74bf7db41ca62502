"""The operator's commands, each with a context of its own."""

from __future__ import annotations

import argparse
import fcntl
import getpass
import os
import signal
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path

from kiosk import bundle
from kiosk.actions.content.centre import guide, own_words
from kiosk.actions.exhibition.pictures import hang_picture
from kiosk.actions.operations import backups, demo as demo_day, health, keys as key_care
from kiosk.actions.operations.opening_check import log_check, try_parts
from kiosk.actions.operations.second_copy.contents import StoredKeys
from kiosk.actions.operations.second_copy.making import make_copy
from kiosk.actions.operations.second_copy.passphrase import place_now, standing
from kiosk.actions.operations.second_copy.restoring import Unpacked, put_in_place
from kiosk.actions.operations.second_copy.status import second_copy_health
from kiosk.actions.queue.paper_sheets import pages_of, print_sheets, slips_of
from kiosk.actions.staff import sessions as actions
from kiosk.area import HealthPart
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.media.screen_picture import asked_for
from kiosk.devices.printing.printer import PrinterTrouble
from kiosk.devices.text_input.input_engines import load_writing
from kiosk.domain.languages import ENGLISH
from kiosk.domain.operations.panel import PORTRAIT
from kiosk.domain.operations.panel_turn import CORNERS, TURNS, turn_wanted
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role
from kiosk.settings import Settings, WrongSetting
from kiosk.supervisor import is_running, only_copy
from kiosk.ui.shell.window import screen_size
from kiosk.update import Machine, Update

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PLAIN_HTTP = ("plain HTTP: whoever is in the same network can read PINs, names and telephones, and "
              "act as the one who is signed in; HTTPS.md says how to use TLS")
PROGRAM = ASSETS.parent
# The rights that a program's own files have, whatever those of a centre's are.
READABLE = 0o022
OPEN_BESIDE = "HTTPS, but the pages answer without it too: take KIOSK_HOST={} away"


def demo(ctx: AppContext, _: argparse.Namespace) -> int:
    """Fills the centre with a lively day."""
    for line in demo_day.fill(ctx):
        print(line, flush=True)
    return 0


def gallery(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """Draws every sample of every screen."""
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    from kiosk.ui_app import draw_gallery

    return int(draw_gallery(ctx, chosen.folder))


def draw(ctx: AppContext, _: argparse.Namespace) -> int:
    """Draws the page of the touch screen that the desk asks for, as a picture on its output."""
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    # Whoever is served at the pages meanwhile comes first.
    os.nice(5)
    from kiosk.ui_app import draw_page

    sys.stdout.buffer.write(draw_page(ctx, asked_for(sys.stdin.buffer.read())))
    return 0


def staff(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """Accounts: add, reset, list."""
    if chosen.action == "add":
        pin = actions.add_account(ctx, chosen.name, Role(chosen.role))
        print(f"{chosen.name}: PIN {pin} (shown only now)")
    elif chosen.action == "reset":
        print(f"{chosen.name}: new PIN {actions.reset_account(ctx, chosen.name)} (shown only now)")
    else:
        for account in actions.accounts(ctx):
            print(f"{account.name}\t{account.role}")
    return 0


def back_up(ctx: AppContext, _: argparse.Namespace) -> int:
    """A verified copy of the database, and the second copy where its place is set."""
    place = place_now(ctx)
    if place is None or standing(ctx) is None:
        print(backups.back_up(ctx))
        return 0
    trouble = make_copy(ctx, place, first=True)
    (part,) = second_copy_health(ctx, False)
    print(f"second copy: {part.said(ctx.words[ENGLISH], in_full=True)}")
    return 1 if trouble else 0


def passphrase_of(chosen: argparse.Namespace) -> str:
    """The passphrase of an archive: from a file, else asked for; it stands in no list of
    programs."""
    if chosen.passphrase_file:
        return str(chosen.passphrase_file.read_text("utf-8")).strip("\r\n")
    try:
        with warnings.catch_warnings():
            # Where it could be seen while it is typed it is not asked for.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass("Passphrase of the archive: ")
    except (EOFError, getpass.GetPassWarning) as nobody:
        raise WrongSetting("give the passphrase: at the console, or by --passphrase-file") from (
            nobody)


def restore_second_copy(
    ctx: AppContext, found: Unpacked, later: StoredKeys | None, chosen: argparse.Namespace
) -> bool:
    """An archive made the centre of this machine, where its secret is now; whether it was."""
    n = sum(target.parent == ctx.settings.videos for target in found.staged.values())
    print(f"The archive was made {found.about.made_at:%Y-%m-%d %H:%M:%S}; "
          f"{n} of its videos are not here yet.")
    is_new = ctx.database.is_new()
    if not is_new and found.backup:
        print(_said(backups.loss(ctx, found.backup)))
    if not chosen.yes and not _agreed():
        print("nothing was changed")
        return False
    aside = put_in_place(ctx, found, later)
    print("restored" if is_new else f"restored; what was there: {aside or 'replaced'}")
    return True


def restore(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """A backup put in the database's place; without FILE, a list of those there are."""
    if chosen.file is None:
        made = backups.made(ctx)
        if not made:
            print("there is no backup yet; `main.py backup` makes one")
        for one in made:
            print(f"{one.at:%Y-%m-%d %H:%M}  {one.size / 2**20:8.1f} MB  {one.file}")
        return 0
    with (
        only_copy(ctx.settings, "centre"),
        only_copy(ctx.settings, "ui"),
        only_copy(ctx.settings, "web"),
    ):
        print(_said(backups.loss(ctx, chosen.file)))
        may = not chosen.nothing_lost or backups.loses_nothing(ctx, chosen.file)
        if not may or (not chosen.yes and not _agreed()):
            print("nothing was changed")
            return 1
        aside = backups.restore(ctx, chosen.file)
    print(f"restored; what was there: {aside or 'replaced'}")
    return 0


def _said(lost: backups.Loss) -> str:
    """What a restore takes away, for whoever has to decide."""
    since = f"{lost.since:%Y-%m-%d %H:%M:%S}"
    again = (f" Done again afterwards: {lost.erased} values deleted since then, {lost.guards} "
             "changed accounts and links." if lost.erased or lost.guards else "")
    if lost.counted is None:
        return (f"The backup ends {since}. What came after is not known: the database is "
                f"unreadable.{again}")
    if not lost.actions:
        return f"The backup ends {since}. Nothing happened after it.{again}"
    named = ", ".join(f"{n} {what}" for what, n in lost.counted.items() if n)
    return (f"The backup ends {since}. Lost would be what happened after it: "
            f"{named or 'no ' + ', '.join(lost.counted)} ({lost.actions} entries in all).{again}")


def update(settings: Settings, chosen: argparse.Namespace) -> int:
    """Puts a bundle in the program's place; without FILE, an update that was cut off goes on."""
    os.umask(READABLE)
    if os.geteuid():
        raise WrongSetting("only root updates the program: sudo jiamenkou update FILE")
    if (PROGRAM / ".git").exists():
        raise WrongSetting(f"{PROGRAM} is a clone: git pull updates it")
    # Who closes the terminal does not leave half an update.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with PROGRAM.with_name(f"{PROGRAM.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as other:
            raise WrongSetting("an update is going on already") from other
        with Machine(settings, PROGRAM) as machine:
            work = Update(PROGRAM, machine, lambda line: print(line, flush=True))
            stands = not work.is_unfinished() or work.finish()
            return 0 if (work.run(chosen.file) if chosen.file else stands) else 1


def make_bundle(_: Settings, chosen: argparse.Namespace) -> int:
    """Signs a folder that `make bundle` gathered, as one file."""
    at = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    edition = bundle.Edition.here(f"{bundle.version_of(PROGRAM)}.{at}")
    target = Path(f"jiamenkou-{edition.version}-{edition.machine}.bundle")
    bundle.seal(chosen.folder, target, edition, bundle.maker_key(chosen.key))
    print(target)
    return 0


def _agreed() -> bool:
    try:
        return input("Put it in place? Type yes: ").strip().lower() == "yes"
    except EOFError:
        return False


def keys(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """How the keys of what is personal are; with --lost, goes on without those that are lost."""
    if chosen.lost:
        print(f"{key_care.lose_keys(ctx)} values were without a key and are deleted")
    part = health.keys(ctx)
    print(part.said(ctx.words[ENGLISH], in_full=True))
    return 0 if part.well else 1


def migrate(_ctx: AppContext, _: argparse.Namespace) -> int:
    """The schema brought up to date, after a backup."""
    print("the database is up to date")
    return 0


def check(ctx: AppContext, _: argparse.Namespace) -> int:
    """One line per part; status 1 if one is not well."""
    serving = is_running(ctx.settings, "web")
    health.audit(ctx)
    parts = (*health.checkup(ctx, serving=serving), _transport(ctx), _panel(ctx), *_writing(ctx))
    for part in parts:
        note = part.said(ctx.words[ENGLISH], in_full=True)
        print(f"{'ok ' if part.well else 'BAD'}  {part.name:<11} {note}")
    return 0 if all(part.well for part in parts) else 1


def selftest(ctx: AppContext, _: argparse.Namespace) -> int:
    """The opening check: ten parts tried one after the other; status 1 if one is not well."""
    results = []
    for result in try_parts(ctx, ctx.settings.language):
        results.append(result)
        print(f"{'ok ' if result.well else 'BAD'}  {result.part:<11} {result.said.en}", flush=True)
        if not result.well:
            print(f"{'':<17}{result.todo.en}", flush=True)
    with suppress(StorageDown):
        log_check(ctx, None, results)
    return 0 if all(result.well for result in results) else 1


def blocks(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """Numbers on paper for the day the power fails: slips, or a PDF where there is no printer."""
    sheets = print_sheets(ctx, None, chosen.queue, chosen.n)
    if not ctx.printer.status().configured:
        file = ctx.settings.data / f"{sheets[0].day}-{sheets[0].labels[0]}.pdf"
        file.write_bytes(pages_of(ctx, guide(ctx), list(sheets), ctx.settings.language))
        print(f"no printer is set up; print this on A4: {file}")
        return 0
    printed = 0
    try:
        for slip in slips_of(ctx, sheets, ctx.settings.language):
            ctx.printer.print_slip(slip)
            printed += 1
    except PrinterTrouble as trouble:
        print(f"{printed} of {chosen.n} came out ({trouble.reason}); the desk prints the rest")
        return 1
    print(f"{sheets[0].labels[0]} to {sheets[-1].labels[-1]}, good on {sheets[0].day} only")
    return 0


def _transport(ctx: AppContext) -> HealthPart:
    """How the pages travel. Plain HTTP is a choice of the centre, and what it means is said."""
    settings = ctx.settings
    if not settings.behind_tls:
        return HealthPart("transport", True, PLAIN_HTTP)
    is_open = settings.host not in LOOPBACK
    return HealthPart("transport", not is_open, OPEN_BESIDE.format(settings.host) if is_open else
                      f"HTTPS, by a proxy before {settings.host}:{settings.port}")


def _panel(ctx: AppContext) -> HealthPart:
    """How large things stand on the touch screen; of a screen that is not on, as on an upright
    one."""
    panel = ctx.settings.panel(ctx.settings.window or screen_size() or PORTRAIT)
    troubles = panel.troubles()
    return HealthPart("panel", not troubles, "; ".join([str(panel), *troubles]))


def _writing(ctx: AppContext) -> list[HealthPart]:
    """The input engines, loaded as the touch screen loads them."""
    words = own_words(ctx)
    missing = load_writing(words).missing
    well = {"pinyin": f"librime, {len(words)} words of the centre", "handwriting": "libzinnia"}
    return [HealthPart(name, name not in missing, missing.get(name, note))
            for name, note in well.items()]


def calibrate(ctx: AppContext, _: argparse.Namespace) -> int:
    """Draws a bank card on the panel, to check KIOSK_PANEL_MM against a real one."""
    needs_display()
    from kiosk.ui_app import calibrate

    print(calibrate(ctx))
    return 0


def corners(ctx: AppContext, _: argparse.Namespace) -> int:
    """Lets you touch the four corners, to see whether touches are turned as the picture is."""
    needs_display()
    from kiosk.ui_app import touch_corners

    arrived = touch_corners(ctx)
    if len(arrived) < len(CORNERS):
        print("not all corners were touched: nothing can be said")
        return 1
    now = os.environ.get("TOUCH_TURN") or os.environ.get("PANEL_TURN") or TURNS[0]
    wanted = turn_wanted(arrived, now)
    if wanted == now:
        print("touches arrive where the finger is")
        return 0
    for corner, found in zip(CORNERS, arrived, strict=True):
        print(f"{corner}: felt {CORNERS[found]}")
    print(f"as root: make install TOUCH_TURN={wanted}" if wanted else
          "no turn mends that: the touches are mirrored, or a corner was missed")
    return 1


def needs_display() -> None:
    """Raises WrongSetting where there is no screen to draw on."""
    named = os.environ.get("SDL_VIDEODRIVER")
    if not (named or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise WrongSetting(
            "no display: start it on the kiosk's own screen, or `apt-get install xvfb xauth` and "
            "try `xvfb-run -s '-screen 0 1080x1920x24' make run`; pages alone: `main.py web`"
        )


def picture(ctx: AppContext, chosen: argparse.Namespace) -> int:
    """A picture hung into a doorway of a slide."""
    print(hang_picture(ctx, chosen.slide, chosen.place, chosen.file))
    return 0


PLAIN = {
    "demo": demo, "backup": back_up, "migrate": migrate, "check": check, "calibrate": calibrate,
    "selftest": selftest, "corners": corners,
}
NEED_CONTENT = (demo, staff, migrate, picture, blocks)
